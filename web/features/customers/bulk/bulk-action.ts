import type { SuspendReason } from '#contracts/hosting/schemas.ts'

export const bulkActions = ['activate', 'deactivate', 'suspend', 'unsuspend'] as const
export type BulkAction = (typeof bulkActions)[number]

/** What is to be done to each customer; the reason and the note are for hosting alone. */
export interface BulkOrder {
  action: BulkAction
  reason: SuspendReason
  note: string
}
