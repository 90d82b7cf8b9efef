import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { type CreatedApiToken, mostLiveTokens, type NewApiToken } from '#contracts/api-tokens/schemas.ts'
import { rolePermissions } from '#contracts/roles.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { apiTokenHash, isLiveToken, newApiToken } from '#server/platform/auth/index.ts'
import { apiTokens, users } from '#server/platform/auth/table.ts'
import { newId } from '#server/platform/clock/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { fieldRefusal, Refusal } from '#server/platform/errors/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import type { Context } from '../context.ts'
import { readApiToken } from './list.ts'
import { ownerIn } from './owner.ts'

const refs = z.object({ tokenId: z.string() })

/**
 * Creates an API token of the caller. The database stores its hash only, so a repeated request returns no token.
 * @throws {Refusal} forbidden for a permission that the caller lacks; name-taken; wrong-state above 50 live tokens;
 * invalid-body for an expiry that has passed
 */
export async function createApiToken(ctx: Context, input: NewApiToken): Promise<CreatedApiToken> {
  const { database, clock, idempotency } = ctx
  let token: string | null = null
  const { tokenId } = await database.db.transaction((tx) =>
    once(tx, { request: idempotency, refs, clock }, async () => {
      const created = newApiToken()
      const id = await insertToken(tx, ctx, input, created)
      token = created
      return { tokenId: id }
    }),
  )
  return { ...(await readApiToken(ctx, tokenId)), token }
}

async function insertToken(tx: Queryable, ctx: Context, input: NewApiToken, token: string): Promise<string> {
  const { userId } = ownerIn(ctx.actor)
  const at = ctx.clock.now()
  const { name } = input
  const permissions = [...new Set(input.permissions)]
  const expiresAt = input.expiresAt ? new Date(input.expiresAt) : null
  if (expiresAt !== null && expiresAt <= at)
    throw fieldRefusal('invalid-body', 'expiresAt', 'invalid', 'expiresAt must be in the future.')
  await refuseLacking(tx, userId, permissions)
  await refuseTooMany(tx, userId, name, at)
  const tokenHash = apiTokenHash(token)
  if (tokenHash === null) throw new Error('A new API token does not have the form of one.')
  const id = newId()
  await tx.insert(apiTokens).values({ id, userId, name, tokenHash, permissions, createdAt: at, expiresAt })
  await recordAudit(tx, {
    at,
    actor: ctx.actor,
    action: 'api-token.create',
    subject: { kind: 'login', id: userId },
    after: { name, permissions, expiresAt: expiresAt?.toISOString() ?? null },
    requestId: ctx.requestId,
  })
  return id
}

/**
 * Locks the owner, so that their tokens are created one after another, and checks the role that they have now.
 * @throws {Refusal} forbidden
 */
async function refuseLacking(
  tx: Queryable,
  userId: string,
  permissions: NewApiToken['permissions'],
): Promise<void> {
  const [owner] = await tx
    .select({ role: users.staffRole })
    .from(users)
    .where(and(eq(users.id, userId), eq(users.isActive, true)))
    .for('no key update')
  const role = owner?.role ?? null
  const own = rolePermissions[role ?? 'customer']
  const lacking = ['api-tokens.write' as const, ...permissions].find((one) => !own.has(one))
  if (lacking === undefined) return
  throw fieldRefusal(
    'forbidden',
    'permissions',
    'not-allowed',
    `Your role, ${role ?? 'none'}, does not have the permission ${lacking}, so your token cannot have it. Nothing was created. Remove it from permissions.`,
  )
}

/** @throws {Refusal} name-taken, wrong-state */
async function refuseTooMany(tx: Queryable, userId: string, name: string, now: Date): Promise<void> {
  const live = await tx
    .select({ name: apiTokens.name })
    .from(apiTokens)
    .where(and(eq(apiTokens.userId, userId), isLiveToken(now)))
  if (live.some((one) => one.name.toLowerCase() === name.toLowerCase()))
    throw fieldRefusal(
      'name-taken',
      'name',
      'name-taken',
      `You already have an API token with the name ${name}. Choose another name, or revoke that token first.`,
    )
  if (live.length >= mostLiveTokens)
    throw new Refusal(
      'wrong-state',
      `You already have ${mostLiveTokens} API tokens. Revoke one that you no longer need, then try again.`,
    )
}
