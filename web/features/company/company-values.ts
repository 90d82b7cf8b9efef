/** The fields of the company as a user types them. */
export interface CompanyValues {
  legalName: string
  address: { line1: string; line2: string; city: string; postcode: string; region: string; country: string }
  taxIds: { label: string; value: string }[]
  email: string
  phone: string
  timeZone: string
  currency: string
  footer: string
}
