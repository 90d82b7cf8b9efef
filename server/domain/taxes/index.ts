export { changeTaxRate, removeTaxRate } from './change.ts'
export { createTaxRate } from './create.ts'
export { listTaxRates } from './read.ts'
