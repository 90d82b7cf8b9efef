import { type Permission, permissions } from '../access.ts'

/**
 * Permissions that no API token has, because it must not change logins, the team or tokens. `mail.write` is here
 * because its holder can receive the links with which staff set their passwords. Saved views belong to the console. A
 * webhook would continue to send data after its token was revoked. With `billing.settings`, a stolen token could put
 * another bank account on every invoice.
 */
const sessionOnly = [
  'team.read',
  'team.write',
  'team.require-factors',
  'api-tokens.write',
  'mail.write',
  'saved-views.write',
  'webhooks.write',
  'billing.settings',
] as const satisfies readonly Permission[]
export type TokenPermission = Exclude<Permission, (typeof sessionOnly)[number]>

/** Whether an API token can have a permission. The others need a session. */
export const isForTokens = (permission: Permission): permission is TokenPermission =>
  !sessionOnly.some((one) => one === permission)

export const tokenPermissions: readonly TokenPermission[] = permissions.filter(isForTokens)
