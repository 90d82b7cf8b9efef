export { adoptAccount } from '../operations/adopt.ts'
export { answerStarted, type EndedOrNotYet, startedRefs } from './answer.ts'
export { cancelOperation } from '../operations/cancel.ts'
export { changeHostingPassword } from './change-password.ts'
export { type AccountRow, lockAccount, lockOperation, type OperationRow } from '../accounts/lock.ts'
export { listOwnHostingAccounts } from '../accounts/own.ts'
export { provisionHostingAccount } from './provision.ts'
export {
  getHostingAccount,
  listHostingAccountsOfCustomer,
  presentPanelUserId,
  readAccount,
  readAccountAndOperation,
} from '../accounts/read.ts'
export { findHolders, reserveAccount } from '../accounts/reserve.ts'
export { retryOperation } from '../operations/retry.ts'
export { supersede } from '#server/work/supersede.ts'
export { suspendHostingAccount, unsuspendHostingAccount } from './suspend.ts'
export { earliestDeletion, terminateHostingAccount } from './terminate.ts'
export { readHostingUsage } from './usage.ts'
