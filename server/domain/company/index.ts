export { changeCompany } from './change.ts'
export { changeNumbering } from './change-numbering.ts'
export { changePaymentTerms } from './change-terms.ts'
export { changeLogo, getLogo, removeLogo } from './logo.ts'
export {
  type CompanyRow,
  companyMissing,
  companyToday,
  getBillingSettings,
  newSeries,
  nextNumber,
  readCompany,
  type SeriesRow,
} from './read.ts'
