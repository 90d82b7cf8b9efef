import type { SuspendReason } from '#contracts/hosting/schemas.ts'

export const bulkActions = ['activate', 'deactivate', 'suspend', 'unsuspend'] as const
export type BulkAction = (typeof bulkActions)[number]

/** The action for each customer. The reason and the note apply to hosting actions only. */
export interface BulkOrder {
  action: BulkAction
  reason: SuspendReason
  note: string
}
