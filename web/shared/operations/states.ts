import type { OperationStatus, OperationSummary } from '#contracts/operations/schemas.ts'

/** What the pages offer for each state of an operation; the API has the last word. */

type Operation = Pick<OperationSummary, 'kind' | 'status'>

const underWay: readonly OperationStatus[] = ['queued', 'running', 'waiting']
const ended: readonly OperationStatus[] = ['succeeded', 'failed', 'cancelled']

/** In the order of an operation's life: for filters and URLs. */
export const operationStatuses: readonly OperationStatus[] = [
  'queued',
  'running',
  'waiting',
  'needs-person',
  'succeeded',
  'failed',
  'cancelled',
]

/** The engine works on it or will: its status changes without staff. */
export const isUnderWay = (status: OperationStatus) => underWay.includes(status)

/** Its status is final. */
export const hasEnded = (status: OperationStatus) => ended.includes(status)

export const mayRetry = ({ status }: Operation) => ['failed', 'needs-person', 'waiting'].includes(status)

export const mayCancel = ({ status }: Operation) => ['queued', 'waiting', 'needs-person'].includes(status)

export const mayAdopt = ({ kind, status }: Operation) =>
  kind === 'create' && ['needs-person', 'failed'].includes(status)
