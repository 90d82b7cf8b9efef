import { type Permission, permissions } from './access.ts'

export type Role = 'staff' | 'customer'

/** Permissions of each role. A customer has none: calls for customers return only their own data. */
export const rolePermissions: Record<Role, ReadonlySet<Permission>> = {
  staff: new Set(permissions),
  customer: new Set(),
}
