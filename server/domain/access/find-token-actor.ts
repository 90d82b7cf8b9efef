import { eq, sql } from 'drizzle-orm'
import { type Actor, recordTokenUse } from '#server/platform/auth/index.ts'
import { apiTokens, passkeys, users } from '#server/platform/auth/table.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { installation } from '#server/platform/installation/table.ts'
import type { Domain } from '../context.ts'

const invalid = (reason: string) =>
  new Refusal(
    'api-token-invalid',
    `${reason} Nothing was done. Create a token on the API tokens page, and send it as Authorization: Bearer npb_...`,
  )

export const unknownApiToken = () => invalid('This API token does not exist.')

/**
 * Returns the owner of an API token as the caller, limited to its scope. One statement, as for a session: it reads
 * the current role, so a changed role applies to the next request. Every five minutes, a second statement records
 * the use.
 * @param tokenHash its stored form
 * @throws {Refusal} api-token-invalid if it is unknown, revoked or expired, or its owner is disabled
 */
export async function findTokenActor(
  { database, clock }: Pick<Domain, 'database' | 'clock'>,
  tokenHash: string,
): Promise<Actor> {
  const { db } = database
  const [found] = await db
    .select({
      id: apiTokens.id,
      tokenName: apiTokens.name,
      permissions: apiTokens.permissions,
      createdAt: apiTokens.createdAt,
      lastUsedAt: apiTokens.lastUsedAt,
      expiresAt: apiTokens.expiresAt,
      revokedAt: apiTokens.revokedAt,
      userId: users.id,
      name: users.name,
      email: users.email,
      role: users.staffRole,
      isActive: users.isActive,
      twoFactor: users.twoFactor,
      hasPasskey: sql<boolean>`exists (select 1 from ${passkeys} where ${eq(passkeys.userId, users.id)})`,
      factorsRequired: sql<boolean>`coalesce((select ${installation.staffFactorsRequired} from ${installation}), false)`,
    })
    .from(apiTokens)
    .innerJoin(users, eq(users.id, apiTokens.userId))
    .where(eq(apiTokens.tokenHash, tokenHash))
  if (!found || found.role === null) throw unknownApiToken()
  const { id, tokenName, permissions, userId, name, email, role, twoFactor } = found
  const now = clock.now()
  if (found.revokedAt !== null) throw invalid(`The API token "${tokenName}" was revoked.`)
  if (found.expiresAt !== null && found.expiresAt <= now)
    throw invalid(`The API token "${tokenName}" expired at ${found.expiresAt.toISOString()}.`)
  if (!found.isActive) throw invalid(`The login of the owner of the API token "${tokenName}" is disabled.`)
  await recordTokenUse(db, found, now)
  return {
    kind: 'staff',
    role,
    userId,
    // The audit log and timelines show it, and so name the token.
    name: `${name} (with the API token ${tokenName})`,
    email,
    token: { id, name: tokenName, permissions: new Set(permissions) },
    signIn: {
      authenticatedAt: found.createdAt,
      twoFactor,
      // The token itself is no second factor. Its owner must have one.
      needsFactor: found.factorsRequired && !twoFactor && !found.hasPasskey,
    },
  }
}
