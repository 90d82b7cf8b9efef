export { lockBillingProfile as lockCustomer } from '../billing-profiles/index.ts'
export { readBalance } from './balance.ts'
export { bookEntries, type EntryKind, type NewEntry, type NewPosting } from './book.ts'
export { businessDay } from './business-day.ts'
export {
  allocationEntry,
  paymentEntry,
  paymentReversalEntry,
  recoveryEntry,
  refundEntry,
} from './entries.ts'
export { listLedger } from './list.ts'
export { requireCustomer } from './require-customer.ts'
