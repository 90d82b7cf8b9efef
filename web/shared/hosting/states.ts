import type { HostingAccount } from '#contracts/hosting/schemas.ts'
import { isProvisioned } from '#contracts/hosting/states.ts'
import { isUnderWay } from '../operations/states.ts'

/** The actions that the pages offer for each status of a hosting account. The API makes the final decision. */

/** Returns whether the latest operation is in progress. */
export const isBusy = ({ operation }: HostingAccount) => operation !== null && isUnderWay(operation.status)

/** Returns whether staff must act, because nothing continues automatically. */
export const needsAction = ({ operation }: HostingAccount) => operation?.needsAction ?? false

/** Returns whether the operation resumes automatically after the server's problem is fixed. */
export const isBlocked = ({ operation }: HostingAccount) =>
  operation !== null && operation.status === 'needs-person' && !operation.needsAction

export const maySuspend = (account: HostingAccount) => isProvisioned(account.status) && !isBusy(account)

export const mayUnsuspend = (account: HostingAccount) =>
  account.suspendReasons.length > 0 && account.status === 'suspended' && !isBusy(account)

export const mayTerminate = (account: HostingAccount) =>
  ['active', 'suspended', 'unknown', 'conflict'].includes(account.status) && !isBusy(account)

/** Returns whether staff must confirm the deletion, because the panel could not show it. */
export const mayConfirmDeletion = ({ status, operation }: HostingAccount) =>
  status === 'terminating' && operation?.kind === 'terminate' && operation.status === 'needs-person'

export const mayAskUsage = (account: HostingAccount) =>
  account.panelUserId !== null && isProvisioned(account.status)
