import { eq, sql } from 'drizzle-orm'
import type { Permission } from '#contracts/access.ts'
import type { StaffRole } from '#contracts/roles.ts'
import type { Actor } from '#server/platform/auth/index.ts'
import { apiTokens, passkeys, users } from '#server/platform/auth/table.ts'
import { installation } from '#server/platform/installation/table.ts'
import type { Domain } from '../context.ts'
import { refuseWithout, whyNotAllowed } from './authorize.ts'

/** The staff user in whose name long work runs. It is kept with the work. */
export interface Starter {
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly role: StaffRole
  /** The API token of the request. Absent: a session. */
  readonly tokenId?: string
  /** Time of the start or of the last resume. Absent: from a release that did not keep it. */
  readonly at?: string
}

/** @throws {Error} for a caller who is no staff user: the calls that start work allow only staff */
export function starterOf(actor: Actor, at: Date): Starter {
  if (actor.kind !== 'staff') throw new Error('Only staff start long work.')
  const { userId, name, email, role, token } = actor
  return { userId, name, email, role, ...(token ? { tokenId: token.id } : {}), at: at.toISOString() }
}

/**
 * Returns the starter as the caller, with the current role. Long work may outlive a role, a login or an API token, so
 * it asks again while it runs: the only rule for it.
 * @returns `refused`: why it must not continue in this name, as a sentence
 */
export async function findStarter(
  { database, clock }: Pick<Domain, 'database' | 'clock'>,
  starter: Starter,
  needed: readonly Permission[],
): Promise<{ readonly actor: Actor } | { readonly refused: string }> {
  const { userId, name, email, tokenId } = starter
  const [user] = await database.db
    .select({
      role: users.staffRole,
      isActive: users.isActive,
      twoFactor: users.twoFactor,
      hasPasskey: sql<boolean>`exists (select 1 from ${passkeys} where ${eq(passkeys.userId, users.id)})`,
      factorsRequired: sql<boolean>`coalesce((select ${installation.staffFactorsRequired} from ${installation}), false)`,
      token:
        tokenId === undefined
          ? sql<null>`null`
          : sql<{
              permissions: Permission[]
              name: string
              isUsable: boolean
            } | null>`(select jsonb_build_object('permissions', ${apiTokens.permissions}, 'name', ${apiTokens.name}, 'isUsable',
                ${apiTokens.revokedAt} is null and (${apiTokens.expiresAt} is null or ${apiTokens.expiresAt} > ${clock.now().toISOString()}::timestamptz))
              from ${apiTokens} where ${apiTokens.id} = ${tokenId}::uuid)`,
    })
    .from(users)
    .where(eq(users.id, userId))
  if (!user || user.role === null)
    return { refused: `${name} is no longer a member of the team. Resume it to continue in your name.` }
  if (!user.isActive)
    return { refused: `The login of ${name} is disabled. Resume it to continue in your name.` }
  if (user.factorsRequired && !user.twoFactor && !user.hasPasskey)
    return { refused: `${name} must set up two-factor sign-in. Resume it to continue in your name.` }
  if (tokenId !== undefined && !user.token?.isUsable)
    return {
      refused: `The API token that ${name} started it with is no longer valid. Resume it to continue in your name.`,
    }
  const actor: Actor = {
    kind: 'staff',
    role: user.role,
    userId,
    name,
    email,
    ...(user.token && tokenId !== undefined
      ? { token: { id: tokenId, name: user.token.name, permissions: new Set(user.token.permissions) } }
      : {}),
  }
  const missing = needed.find((permission) => whyNotAllowed(actor, permission) !== null)
  if (missing !== undefined)
    return { refused: `${name} no longer has the permission ${missing}. Resume it to continue in your name.` }
  return { actor }
}

/** @throws {Refusal} forbidden */
export function refuseWithoutAll(actor: Actor, needed: readonly Permission[]): void {
  for (const permission of needed) refuseWithout(actor, permission)
}
