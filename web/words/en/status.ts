import type { HostingAccountStatus, SuspendReason } from '#contracts/hosting/schemas.ts'
import type { OperationKind, OperationStatus } from '#contracts/operations/schemas.ts'
import type { ServerMode, ServerStatus } from '#contracts/servers/schemas.ts'

const account: Record<HostingAccountStatus, string> = {
  pending: 'Being created',
  active: 'Active',
  suspended: 'Suspended',
  failed: 'Failed',
  conflict: 'Conflict',
  unknown: 'Outcome unknown',
  terminating: 'Being terminated',
  terminated: 'Terminated',
}
const operation: Record<OperationStatus, string> = {
  queued: 'Queued',
  running: 'Running',
  waiting: 'Waiting',
  succeeded: 'Succeeded',
  failed: 'Failed',
  'needs-person': 'Needs action',
  cancelled: 'Cancelled',
}
const operationKind: Record<OperationKind, string> = {
  create: 'Create',
  suspend: 'Suspend',
  unsuspend: 'Unsuspend',
  terminate: 'Terminate',
}
const server: Record<ServerStatus, string> = {
  unchecked: 'Unchecked',
  online: 'Online',
  degraded: 'Degraded',
  offline: 'Offline',
  'needs-operator': 'Needs action',
}
const serverMode: Record<ServerMode, { label: string; help: string }> = {
  active: { label: 'Active', help: 'Accepts new accounts.' },
  draining: { label: 'Draining', help: 'Keeps its accounts. No new accounts.' },
  maintenance: {
    label: 'Maintenance',
    help: 'Under maintenance. No new accounts until you set it to Active.',
  },
}
const suspendReason: Record<SuspendReason, string> = {
  staff: 'Staff decision',
  abuse: 'Abuse',
  overdue: 'Overdue payment',
}

/** Statuses that several facts determine. */
const derived = {
  blocked: 'Blocked',
  creating: account.pending,
  waitingFor: (server: string) => `Waiting for ${server}`,
  notCreated: 'Not created',
}

/** The statuses of every entity. Their colors are in web/shared/<entity>/status-words.ts. */
export const status = { account, derived, operation, operationKind, server, serverMode, suspendReason }
