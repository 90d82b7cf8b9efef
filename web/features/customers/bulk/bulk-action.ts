import type { Permission } from '#contracts/access.ts'

/** In the browser: whether customers can sign in. The server runs the actions on hosting. */
export const activities = ['activate', 'deactivate'] as const
export type Activity = (typeof activities)[number]

export const bulkActions = [...activities, 'suspend', 'unsuspend'] as const
export type BulkAction = (typeof bulkActions)[number]

export const isActivity = (action: BulkAction): action is Activity =>
  action === 'activate' || action === 'deactivate'

export const neededFor: Record<BulkAction, readonly Permission[]> = {
  activate: ['customers.write'],
  deactivate: ['customers.write'],
  suspend: ['bulk-actions.write', 'hosting.suspend'],
  unsuspend: ['bulk-actions.write', 'hosting.suspend'],
}
