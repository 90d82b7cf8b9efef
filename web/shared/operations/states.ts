import type { OperationSummary } from '#contracts/operations/schemas.ts'
import {
  mayAdopt as mayAdoptIn,
  mayCancel as mayCancelIn,
  mayDismiss as mayDismissIn,
  mayRetry as mayRetryIn,
} from '#contracts/operations/states.ts'

/** The actions that the pages offer for each operation, by the server's rules. The API makes the final decision. */

type Operation = Pick<OperationSummary, 'kind' | 'status'>

export { isActive as isUnderWay, isEnded as hasEnded } from '#contracts/operations/states.ts'

/** In the order of an operation's life: for filters and URLs. */
export const operationStatuses = [
  'queued',
  'running',
  'waiting',
  'needs-person',
  'succeeded',
  'failed',
  'cancelled',
] as const

export const mayRetry = ({ status }: Operation) => mayRetryIn(status)

export const mayCancel = ({ status }: Operation) => mayCancelIn(status)

export const mayDismiss = ({ status, needsAction }: Operation & Pick<OperationSummary, 'needsAction'>) =>
  needsAction && mayDismissIn(status)

export const mayAdopt = ({ kind, status }: Operation) => kind === 'create' && mayAdoptIn(status)
