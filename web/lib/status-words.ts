import type { HostingAccountStatus, SuspendReason } from '#contracts/hosting-account.ts'
import type { OperationKind, OperationStatus } from '#contracts/operation.ts'
import type { ServerMode, ServerStatus } from '#contracts/server.ts'
import type { Tone } from './tone.ts'

export interface StatusWord {
  label: string
  tone: Tone
}

export const accountStatusWords: Record<HostingAccountStatus, StatusWord> = {
  pending: { label: 'Being created', tone: 'busy' },
  active: { label: 'Active', tone: 'good' },
  suspended: { label: 'Suspended', tone: 'warn' },
  failed: { label: 'Failed', tone: 'bad' },
  conflict: { label: 'Conflict', tone: 'bad' },
  unknown: { label: 'Being looked into', tone: 'warn' },
  terminating: { label: 'Being terminated', tone: 'busy' },
  terminated: { label: 'Terminated', tone: 'quiet' },
}

export const operationStatusWords: Record<OperationStatus, StatusWord> = {
  queued: { label: 'Queued', tone: 'busy' },
  running: { label: 'Running', tone: 'busy' },
  waiting: { label: 'Waiting', tone: 'warn' },
  succeeded: { label: 'Succeeded', tone: 'good' },
  failed: { label: 'Failed', tone: 'bad' },
  'needs-person': { label: 'Needs a person', tone: 'bad' },
  cancelled: { label: 'Cancelled', tone: 'quiet' },
}

export const operationKindWords: Record<OperationKind, string> = {
  create: 'Create',
  suspend: 'Suspend',
  unsuspend: 'Unsuspend',
  terminate: 'Terminate',
}

export const serverStatusWords: Record<ServerStatus, StatusWord> = {
  unchecked: { label: 'Unchecked', tone: 'quiet' },
  online: { label: 'Online', tone: 'good' },
  degraded: { label: 'Degraded', tone: 'warn' },
  offline: { label: 'Offline', tone: 'bad' },
  'needs-operator': { label: 'Needs operator', tone: 'bad' },
}

export const serverModeWords: Record<ServerMode, { label: string; help: string }> = {
  active: { label: 'Active', help: 'Takes new accounts.' },
  draining: { label: 'Draining', help: 'Keeps its accounts, takes no new ones.' },
  maintenance: {
    label: 'Maintenance',
    help: 'Being worked on: takes no new accounts until it is active again.',
  },
}

export const suspendReasonWords: Record<SuspendReason, string> = {
  staff: 'Staff decision',
  abuse: 'Abuse',
  overdue: 'Overdue payment',
}
