export { adoptAccount } from './adopt.ts'
export { answerStarted, type EndedOrNotYet, startedRefs } from './answer.ts'
export { cancelOperation } from './cancel.ts'
export { changeHostingPassword } from './change-password.ts'
export { type AccountRow, lockAccount, lockOperation, type OperationRow } from './lock.ts'
export { listOwnHostingAccounts } from './own.ts'
export { provisionHostingAccount } from './provision.ts'
export {
  getHostingAccount,
  listHostingAccountsOfCustomer,
  presentPanelUserId,
  readAccount,
  readAccountAndOperation,
} from './read.ts'
export { findHolders, reserveAccount } from './reserve.ts'
export { retryOperation } from './retry.ts'
export { supersede } from './supersede.ts'
export { suspendHostingAccount, unsuspendHostingAccount } from './suspend.ts'
export { earliestDeletion, terminateHostingAccount } from './terminate.ts'
export { readHostingUsage } from './usage.ts'
