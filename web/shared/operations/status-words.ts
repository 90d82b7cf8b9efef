import type { OperationStatus, OperationSummary } from '#contracts/operations/schemas.ts'
import type { ToneLabel } from '../../lib/tone.ts'
import { words } from '../../words/index.ts'

const { operation } = words.status

export const operationStatusWords: Record<OperationStatus, ToneLabel> = {
  queued: { label: operation.queued, tone: 'busy' },
  running: { label: operation.running, tone: 'busy' },
  waiting: { label: operation.waiting, tone: 'warn' },
  succeeded: { label: operation.succeeded, tone: 'good' },
  failed: { label: operation.failed, tone: 'bad' },
  'needs-person': { label: operation['needs-person'], tone: 'bad' },
  cancelled: { label: operation.cancelled, tone: 'quiet' },
}

/** Red only if staff must act: an operation that its server blocks resumes automatically. */
export function operationState({
  status,
  needsAction,
  dismissedAt,
}: Pick<OperationSummary, 'status' | 'needsAction' | 'dismissedAt'>): ToneLabel {
  if (status === 'needs-person' && !needsAction) return { label: words.status.derived.blocked, tone: 'warn' }
  const { label, tone } = operationStatusWords[status]
  return { label, tone: status === 'failed' && dismissedAt !== null ? 'quiet' : tone }
}

export const operationKindWords = words.status.operationKind
