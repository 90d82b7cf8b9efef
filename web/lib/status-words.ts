import type { HostingAccountStatus } from '#contracts/hosting/schemas.ts'
import type { OperationStatus } from '#contracts/operations/schemas.ts'
import type { ServerStatus } from '#contracts/servers/schemas.ts'
import { words } from '../words/index.ts'
import type { Tone } from './tone.ts'

const { account, operation, server } = words.status

export interface StatusWord {
  label: string
  tone: Tone
}

export const accountStatusWords: Record<HostingAccountStatus, StatusWord> = {
  pending: { label: account.pending, tone: 'busy' },
  active: { label: account.active, tone: 'good' },
  suspended: { label: account.suspended, tone: 'warn' },
  failed: { label: account.failed, tone: 'bad' },
  conflict: { label: account.conflict, tone: 'bad' },
  unknown: { label: account.unknown, tone: 'warn' },
  terminating: { label: account.terminating, tone: 'busy' },
  terminated: { label: account.terminated, tone: 'quiet' },
}

export const operationStatusWords: Record<OperationStatus, StatusWord> = {
  queued: { label: operation.queued, tone: 'busy' },
  running: { label: operation.running, tone: 'busy' },
  waiting: { label: operation.waiting, tone: 'warn' },
  succeeded: { label: operation.succeeded, tone: 'good' },
  failed: { label: operation.failed, tone: 'bad' },
  'needs-person': { label: operation['needs-person'], tone: 'bad' },
  cancelled: { label: operation.cancelled, tone: 'quiet' },
}

export const serverStatusWords: Record<ServerStatus, StatusWord> = {
  unchecked: { label: server.unchecked, tone: 'quiet' },
  online: { label: server.online, tone: 'good' },
  degraded: { label: server.degraded, tone: 'warn' },
  offline: { label: server.offline, tone: 'bad' },
  'needs-operator': { label: server['needs-operator'], tone: 'bad' },
}

/** In the order of a life: for filters and what stands in a URL. */
export const operationStatuses: readonly OperationStatus[] = [
  'queued',
  'running',
  'waiting',
  'needs-person',
  'succeeded',
  'failed',
  'cancelled',
]

export const operationKindWords = words.status.operationKind
export const serverModeWords = words.status.serverMode
export const suspendReasonWords = words.status.suspendReason
