import { type Permission, permissions } from '../access.ts'

/**
 * What an API token never does, whatever its owner may do: change logins, the team or tokens. `mail.write` is here
 * because its holder can receive the links with which staff set their passwords.
 */
const sessionOnly: readonly Permission[] = [
  'team.read',
  'team.write',
  'team.require-factors',
  'api-tokens.write',
  'mail.write',
]

/** Whether an API token can have a permission. The others need a session. */
export const isForTokens = (permission: Permission): boolean => !sessionOnly.includes(permission)

export const tokenPermissions: readonly Permission[] = permissions.filter(isForTokens)
