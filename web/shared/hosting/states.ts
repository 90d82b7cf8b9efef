import type { HostingAccount } from '#contracts/hosting/schemas.ts'
import { isProvisioned } from '#contracts/hosting/states.ts'
import { isUnderWay } from '../operations/states.ts'

/** What the pages offer for each state of a hosting account; the API has the last word. */

/** The engine works on its latest operation. */
export const isBusy = ({ operation }: HostingAccount) => operation !== null && isUnderWay(operation.status)

/** Staff must act: nothing continues automatically. */
export const needsAction = ({ operation }: HostingAccount) => operation?.needsAction ?? false

/** Its operation resumes automatically once the trouble of its server is over. */
export const isBlocked = ({ operation }: HostingAccount) =>
  operation !== null && operation.status === 'needs-person' && !operation.needsAction

export const maySuspend = (account: HostingAccount) => isProvisioned(account.status) && !isBusy(account)

export const mayUnsuspend = (account: HostingAccount) =>
  account.suspendReasons.length > 0 && account.status === 'suspended' && !isBusy(account)

export const mayTerminate = (account: HostingAccount) =>
  ['active', 'suspended', 'unknown', 'conflict'].includes(account.status) && !isBusy(account)

/** The panel could not show whether the account is gone: staff confirm it. */
export const mayConfirmDeletion = ({ status, operation }: HostingAccount) =>
  status === 'terminating' && operation?.kind === 'terminate' && operation.status === 'needs-person'

export const mayAskUsage = (account: HostingAccount) =>
  account.panelUserId !== null && isProvisioned(account.status)
