import type { Permission } from '../access.ts'

export const bulkActionKinds = ['suspend', 'unsuspend', 'retry', 'cancel', 'set-server-mode'] as const
export type BulkActionKind = (typeof bulkActionKinds)[number]

/** Besides bulk-actions.write: the permission of the single action. */
export const permissionOfBulkAction: Readonly<Record<BulkActionKind, Permission>> = {
  suspend: 'hosting.suspend',
  unsuspend: 'hosting.suspend',
  retry: 'operations.write',
  cancel: 'operations.write',
  'set-server-mode': 'servers.write',
}

/**
 * - checking: the rows are checked, nothing is changed
 * - ready: it waits for its start
 * - running; paused: no further row begins; finished; cancelled
 */
export const bulkActionStatuses = ['checking', 'ready', 'running', 'paused', 'finished', 'cancelled'] as const
export type BulkActionStatus = (typeof bulkActionStatuses)[number]

/**
 * - unchecked
 * - pending: will be acted on
 * - skipped: by the check, or because it changed before its turn
 * - running: its operation on the panel has not ended
 * - done, failed
 */
export const bulkRowStates = ['unchecked', 'pending', 'skipped', 'running', 'done', 'failed'] as const
export type BulkRowState = (typeof bulkRowStates)[number]

export const mostBulkRows = 100_000
/** Of a request that lists them. */
export const mostBulkIds = 10_000
