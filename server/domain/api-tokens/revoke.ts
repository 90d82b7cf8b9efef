import { and, eq } from 'drizzle-orm'
import type { ById } from '#contracts/call.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { apiTokens, users } from '#server/platform/auth/table.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'
import { isManagedBy } from './list.ts'

/**
 * Revokes an API token, for good. Its next request is refused, and its event streams end.
 * @throws {Refusal} not-found, also for a token of staff whom the caller may not change
 */
export async function revokeApiToken(ctx: Context, { id }: ById): Promise<Record<never, never>> {
  await ctx.database.db.transaction(async (tx) => {
    const [token] = await tx
      .select({ name: apiTokens.name, userId: apiTokens.userId })
      .from(apiTokens)
      .innerJoin(users, eq(users.id, apiTokens.userId))
      .where(and(eq(apiTokens.id, id), isManagedBy(ctx.actor)))
      .for('update', { of: apiTokens })
    if (!token)
      throw new Refusal('not-found', 'This API token does not exist, or was revoked. Reload the list.')
    const at = ctx.clock.now()
    await tx.update(apiTokens).set({ revokedAt: at }).where(eq(apiTokens.id, id))
    await recordAudit(tx, {
      at,
      actor: ctx.actor,
      action: 'api-token.revoke',
      subject: { kind: 'login', id: token.userId },
      before: { name: token.name },
      requestId: ctx.requestId,
    })
  })
  return {}
}
