import type { InvoiceLine, TaxGroup } from '#contracts/invoices/schemas.ts'
import type { Paper, PaperContent } from './paper.ts'

export const eur = (amount: number | string | bigint) => ({
  amount: String(amount),
  currency: 'EUR' as const,
})

const address = { line1: '', line2: '', city: '', postcode: '', region: '', country: '' }

const vat19 = (net: number): TaxGroup => ({
  key: 'DE:standard:190000',
  name: 'VAT',
  country: 'DE',
  treatment: 'standard',
  ratePpm: 190_000,
  net: eur(net),
  amount: eur(Math.round(net * 0.19)),
})

export const sampleLine = (fields: Partial<InvoiceLine> = {}): InvoiceLine => ({
  id: '0198c5a2-7b1e-7c3a-9f00-5d2f6c1a4e01',
  description: 'Hosting M',
  periodStart: '2026-11-01',
  periodEnd: '2026-12-01',
  quantity: 1,
  unitAmount: eur(1250),
  taxIncluded: false,
  discount: eur(0),
  amount: eur(1250),
  taxKey: 'DE:standard:190000',
  explanation: null,
  productId: null,
  subscriptionId: null,
  ...fields,
})

/** An invoice with as many lines of 12.50 EUR, at 19%. */
export function samplePaper(
  fields: Partial<PaperContent> = {},
  lineCount = 1,
  paper: Partial<Paper> = {},
): Paper {
  const net = 1250 * lineCount
  const group = vat19(net)
  const total = eur(net + Number(group.amount.amount))
  return {
    language: 'en',
    logo: null,
    ...paper,
    content: {
      kind: 'invoice',
      paidByCredit: eur(0),
      number: '2026-0042',
      currency: 'EUR',
      issuedOn: '2026-11-02',
      dueOn: '2026-11-16',
      seller: {
        legalName: 'Example Hosting GmbH',
        address: { ...address, line1: 'Musterstraße 1', postcode: '10115', city: 'Berlin', country: 'DE' },
        taxIds: [{ label: 'VAT ID', value: 'DE123456789' }],
        email: 'billing@example.com',
        phone: '+49 30 1234567',
        timeZone: 'Europe/Berlin',
        bankDetails: {
          accountHolder: 'Example Hosting GmbH',
          iban: 'DE02120300000000202051',
          bic: 'BYLADEM1001',
          bank: 'Example Bank',
          note: '',
        },
        footer: 'Amtsgericht Charlottenburg HRB 1',
      },
      buyer: {
        fullName: 'Ada Example',
        companyName: 'Example Ltd',
        email: 'ada@example.com',
        address: { ...address, line1: '1 Long Road', postcode: 'SW1A 1AA', city: 'London', country: 'GB' },
        taxIds: [],
      },
      lines: Array.from({ length: lineCount }, (_, index) =>
        sampleLine({ description: lineCount === 1 ? 'Hosting M' : `Hosting M, site ${index + 1}` }),
      ),
      subtotal: eur(net),
      taxes: [group],
      total,
      paymentReference: '2026-0042',
      notes: [],
      creditedInvoice: null,
      reason: null,
      payable: fields.total ?? total,
      ...fields,
    },
  }
}
