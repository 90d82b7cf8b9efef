export { changeBillingProfile } from './change.ts'
export { lockBillingProfile } from './lock.ts'
export { getBillingProfile } from './read.ts'
export { recordTaxIdCheck } from './record-check.ts'
