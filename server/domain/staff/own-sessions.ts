import type { ById } from '#contracts/call.ts'
import type { OwnSession } from '#contracts/session/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { type Actor, endSession, endSessionsOf, listSessions } from '#server/platform/auth/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'

/** @throws {Refusal} forbidden for the system, which has no sessions */
function userOf(actor: Actor): Exclude<Actor, { kind: 'system' }> {
  if (actor.kind === 'system') throw new Refusal('forbidden', 'Only a signed-in user has sessions.')
  return actor
}

/** Lists the caller's own sessions, the one of this request first. */
export async function listOwnSessions(ctx: Context): Promise<{ items: OwnSession[] }> {
  const { userId, sessionId } = userOf(ctx.actor)
  const now = ctx.clock.now()
  const rows = await listSessions(ctx.database.db, { userId, currentId: sessionId, now })
  const items = rows.map((row) => ({
    id: row.id,
    isCurrent: row.id === sessionId,
    userAgent: row.userAgent,
    ipAddress: row.ipAddress,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  }))
  return { items }
}

/** Ends sessions of the caller and records how many, in one transaction; records nothing if there are none. */
function end(ctx: Context, which: { only: string } | { except: string | undefined }): Promise<number> {
  const actor = userOf(ctx.actor)
  return ctx.database.db.transaction(async (tx) => {
    const { userId } = actor
    const ended = await ('only' in which
      ? endSession(tx, userId, which.only)
      : endSessionsOf(tx, userId, which.except))
    if (ended > 0)
      await recordAudit(tx, {
        at: ctx.clock.now(),
        actor,
        action: 'login.end-sessions',
        subject: { kind: 'login', id: actor.userId },
        after: { sessions: ended },
        requestId: ctx.requestId,
      })
    return ended
  })
}

/** @throws {Refusal} not-found for a session that has ended, or is another user's */
export async function endOwnSession(ctx: Context, { id }: ById): Promise<Record<never, never>> {
  if ((await end(ctx, { only: id })) === 0)
    throw new Refusal('not-found', 'This session has already ended. Reload the list.')
  return {}
}

/** Ends every session of the caller except the one of this request. */
export async function endOtherSessions(ctx: Context): Promise<{ ended: number }> {
  return { ended: await end(ctx, { except: userOf(ctx.actor).sessionId }) }
}
