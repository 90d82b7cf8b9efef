import { type Permission, permissions } from './access.ts'

export const staffRoles = ['owner', 'admin', 'support', 'billing', 'read-only'] as const
export type StaffRole = (typeof staffRoles)[number]
export type Role = StaffRole | 'customer'

const readsAll: readonly Permission[] = [
  'customers.read',
  'imports.read',
  'bulk-actions.read',
  'audit.read',
  'hosting.read',
  'operations.read',
  'servers.read',
  'reconciliation.read',
  'alerts.read',
  'mail.read',
  'statistics.read',
  'engine.read',
  'installation.read',
  'billing.read',
  // Their own ones.
  'saved-views.write',
]

/**
 * The permissions of each role: the one table. A new permission belongs to the owner only, until it is listed
 * here. A customer has none: calls for customers return only their own data.
 */
export const rolePermissions: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  owner: new Set(permissions),
  admin: new Set([
    ...readsAll,
    'customers.write',
    'customers.export',
    'imports.write',
    'bulk-actions.write',
    'audit.export',
    'hosting.write',
    'hosting.suspend',
    'hosting.terminate',
    'operations.write',
    'servers.write',
    'servers.connect',
    'reconciliation.write',
    'engine.pause',
    'mail.send',
    'team.read',
    'team.write',
    'api-tokens.write',
    'webhooks.write',
    'billing.write',
    'billing.correct',
    'billing.settings',
  ]),
  support: new Set([
    ...readsAll,
    'customers.write',
    'bulk-actions.write',
    'hosting.write',
    'hosting.suspend',
    'operations.write',
    'mail.send',
  ]),
  billing: new Set([
    ...readsAll,
    'customers.write',
    'customers.export',
    'hosting.suspend',
    'bulk-actions.write',
    'billing.write',
    'billing.correct',
    'billing.settings',
  ]),
  'read-only': new Set(readsAll),
  customer: new Set(),
}

/** Whether `role` has every permission of `other`. Only then may it grant that role. */
export const covers = (role: StaffRole, other: StaffRole): boolean =>
  [...rolePermissions[other]].every((permission) => rolePermissions[role].has(permission))

/**
 * Whether a staff user of `role` may act on another staff user: the other one must have a lower rank. An admin could
 * otherwise take over another admin, for example with a set-password link. Only owners act on their equals.
 */
export const outranks = (role: StaffRole, other: StaffRole): boolean =>
  covers(role, other) && (role === 'owner' || !covers(other, role))

/** The roles that can give a team member a permission. */
export const grantersOf = (permission: Permission): StaffRole[] =>
  staffRoles.filter((role) => {
    const own = rolePermissions[role]
    return own.has('team.write') && own.has(permission)
  })
