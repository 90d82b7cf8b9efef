import type { Permission } from '#contracts/access.ts'
import { tokenPermissions } from '#contracts/api-tokens/permissions.ts'
import { createdApiToken } from '#contracts/api-tokens/schemas.ts'
import { bodyOf } from './http-client.ts'
import type { RunningSystem } from './running-system.ts'

/** Creates an API token of the administrator, with all permissions that tokens can have. */
export async function createApiToken(
  system: Pick<RunningSystem, 'admin'>,
  token: { readonly name?: string; readonly permissions?: readonly Permission[] } = {},
): Promise<string> {
  const body = { name: `Test ${crypto.randomUUID()}`, permissions: tokenPermissions, ...token }
  const reply = await system.admin('POST', '/api/v1/api-tokens', { body })
  const created = bodyOf(reply, 201, createdApiToken)
  if (created.token === null) throw new Error('The token was not returned.')
  return created.token
}
