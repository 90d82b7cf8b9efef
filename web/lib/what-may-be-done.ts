import type { HostingAccount } from '#contracts/hosting/schemas.ts'
import type { OperationSummary } from '#contracts/operations/schemas.ts'

/** What is offered for a state; the API has the last word. */

const movingStatuses: readonly OperationSummary['status'][] = ['queued', 'running', 'waiting']

export const isUnderWay = ({ operation }: HostingAccount) =>
  operation !== null && movingStatuses.includes(operation.status)

export const maySuspend = (account: HostingAccount) =>
  ['active', 'suspended'].includes(account.status) && !isUnderWay(account)

export const mayUnsuspend = (account: HostingAccount) =>
  account.suspendReasons.length > 0 && account.status === 'suspended' && !isUnderWay(account)

export const mayTerminate = (account: HostingAccount) =>
  ['active', 'suspended', 'unknown', 'conflict'].includes(account.status) && !isUnderWay(account)

/** The panel could not show whether it is gone: a person says so. */
export const mayConfirmDeletion = ({ status, operation }: HostingAccount) =>
  status === 'terminating' && operation?.kind === 'terminate' && operation.status === 'needs-person'

export const mayAskUsage = (account: HostingAccount) =>
  account.panelUserId !== null && ['active', 'suspended'].includes(account.status)

export const mayRetry = ({ status }: OperationSummary) =>
  ['failed', 'needs-person', 'waiting'].includes(status)

export const mayCancel = ({ status }: OperationSummary) =>
  ['queued', 'waiting', 'needs-person'].includes(status)

export const mayAdopt = ({ kind, status }: OperationSummary) =>
  kind === 'create' && ['needs-person', 'failed'].includes(status)
