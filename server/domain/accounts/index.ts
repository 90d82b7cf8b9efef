export { heldUsernames } from './held-usernames.ts'
export {
  type AccountRow,
  accountNotFound,
  loadOperation,
  lockAccount,
  lockedAccount,
  lockOperation,
  type OperationRow,
  operationNotFound,
} from './lock.ts'
export { markerFor, readMarker } from './marker.ts'
export { mayExistOnPanel } from './may-exist.ts'
export {
  errorCode,
  operationsOfCustomer,
  presentOperation,
  readOperation,
  selectOperations,
} from './operation-view.ts'
export { listOwnHostingAccounts } from './own.ts'
export {
  accountAndOperationColumns,
  getHostingAccount,
  listHostingAccountsOfCustomer,
  presentAccountAndOperation,
  presentPanelUserId,
  readAccount,
  readAccountAndOperation,
} from './read.ts'
export {
  type AutomaticChoice,
  type BornRunning,
  type NewAccount,
  type Reserved,
  reserveAccount,
  reserveAgain,
} from './reserve.ts'
export { searchHostingAccounts } from './search.ts'
export { operationUnderWay, startAccountOperation } from './start-operation.ts'
export { type AccountChange, accountUpdate, transitionAccount } from './transition.ts'
export { asRefusal, findHolders, isVerdict, refusalsOf } from './verdict.ts'
