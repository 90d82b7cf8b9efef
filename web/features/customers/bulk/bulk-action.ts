import type { Permission } from '#contracts/access.ts'
import type { SuspendReason } from '#contracts/hosting/schemas.ts'

export const bulkActions = ['activate', 'deactivate', 'suspend', 'unsuspend'] as const
export type BulkAction = (typeof bulkActions)[number]

export const neededFor: Record<BulkAction, Permission> = {
  activate: 'customers.write',
  deactivate: 'customers.write',
  suspend: 'hosting.suspend',
  unsuspend: 'hosting.suspend',
}

/** The action for each customer. The reason and the note apply to hosting actions only. */
export interface BulkOrder {
  action: BulkAction
  reason: SuspendReason
  note: string
}
