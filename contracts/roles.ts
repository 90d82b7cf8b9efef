import { type Permission, permissions } from './access.ts'

export type Role = 'staff' | 'customer'

/** What each role may do. A customer has no permission: calls for customers are about what is theirs alone. */
export const rolePermissions: Record<Role, ReadonlySet<Permission>> = {
  staff: new Set(permissions),
  customer: new Set(),
}
