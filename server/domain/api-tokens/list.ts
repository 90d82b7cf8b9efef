import { and, desc, eq, inArray, isNull, or, type SQL, sql } from 'drizzle-orm'
import { permissions } from '#contracts/access.ts'
import type { ApiToken, ApiTokenPage, ApiTokenQuery } from '#contracts/api-tokens/schemas.ts'
import { covers, rolePermissions, staffRoles } from '#contracts/roles.ts'
import type { Actor } from '#server/platform/auth/index.ts'
import { apiTokens, users } from '#server/platform/auth/table.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'
import { decodeCursor, encodeCursor } from '../cursor.ts'
import { ownerIn } from './owner.ts'

const listName = 'api-tokens'

/** The tokens that the caller sees and may revoke: their own, and those of staff whom they may change. */
export function isManagedBy(actor: Actor): SQL | undefined {
  const { userId, role } = ownerIn(actor)
  const roles = rolePermissions[role].has('team.write') ? staffRoles.filter((one) => covers(role, one)) : []
  return and(
    isNull(apiTokens.revokedAt),
    or(eq(apiTokens.userId, userId), roles.length === 0 ? undefined : inArray(users.staffRole, roles)),
  )
}

const select = ({ database }: Context) =>
  database.db
    .select({
      id: apiTokens.id,
      name: apiTokens.name,
      permissions: apiTokens.permissions,
      createdAt: apiTokens.createdAt,
      lastUsedAt: apiTokens.lastUsedAt,
      expiresAt: apiTokens.expiresAt,
      ownerId: users.id,
      ownerName: users.name,
      isActive: users.isActive,
    })
    .from(apiTokens)
    .innerJoin(users, eq(users.id, apiTokens.userId))

function present(
  { actor, clock }: Context,
  { ownerId, ownerName, isActive, ...row }: Awaited<ReturnType<typeof select>>[number],
): ApiToken {
  const isExpired = row.expiresAt !== null && row.expiresAt <= clock.now()
  return {
    ...row,
    // A later release may have removed one.
    permissions: row.permissions.filter((one) => permissions.includes(one)),
    status: isExpired ? 'expired' : isActive ? 'active' : 'disabled',
    owner: { id: ownerId, name: ownerName },
    isOwn: actor.kind === 'staff' && actor.userId === ownerId,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
  }
}

/** Lists the tokens that the caller manages, also expired ones, newest first. */
export async function listApiTokens(ctx: Context, { limit, cursor }: ApiTokenQuery): Promise<ApiTokenPage> {
  const from = cursor === undefined ? null : decodeCursor(cursor, listName)
  const older =
    from && sql`(${apiTokens.createdAt}, ${apiTokens.id}) < (${from.sortKey}::timestamptz, ${from.id}::uuid)`
  const rows = await select(ctx)
    .where(and(isManagedBy(ctx.actor), older ?? undefined))
    .orderBy(desc(apiTokens.createdAt), desc(apiTokens.id))
    .limit(limit + 1)
  const items = rows.slice(0, limit).map((row) => present(ctx, row))
  const last = items.at(-1)
  return {
    items,
    nextCursor: rows.length > limit && last ? encodeCursor(listName, last.createdAt, last.id) : null,
  }
}

/** @throws {Refusal} not-found */
export async function readApiToken(ctx: Context, id: string): Promise<ApiToken> {
  const [row] = await select(ctx).where(and(eq(apiTokens.id, id), isManagedBy(ctx.actor)))
  if (!row) throw new Refusal('not-found', 'This API token no longer exists. Reload the list.')
  return present(ctx, row)
}
