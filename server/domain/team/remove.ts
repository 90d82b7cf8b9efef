import { eq } from 'drizzle-orm'
import type { ById } from '#contracts/call.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { endSessionsOf } from '#server/platform/auth/index.ts'
import { users } from '#server/platform/auth/table.ts'
import type { Context } from '../context.ts'
import { changeableMember, lockTeam, refuseLastOwner, refuseSelf } from './lock.ts'

/**
 * Removes a staff user with their sessions and links. Their audit entries remain, with their name: entries
 * carry it and do not refer to the user's row. The email is then free.
 * @throws {Refusal} not-found, forbidden, wrong-state, last-owner
 */
export async function removeMember(ctx: Context, { id }: ById): Promise<Record<never, never>> {
  await ctx.database.db.transaction(async (tx) => {
    const team = await lockTeam(tx, ctx)
    const member = changeableMember(team, id)
    refuseSelf(team, member, 'remove')
    refuseLastOwner(team, member)
    await tx.delete(users).where(eq(users.id, id))
    await recordAudit(tx, {
      at: ctx.clock.now(),
      actor: ctx.actor,
      action: 'staff.remove',
      subject: { kind: 'staff', id },
      before: { email: member.email, fullName: member.name, role: member.role, isActive: member.isActive },
      requestId: ctx.requestId,
    })
  })
  return {}
}

/**
 * Ends every session of a staff user, and records how many.
 * @throws {Refusal} not-found, forbidden
 */
export async function endMemberSessions(ctx: Context, { id }: ById): Promise<{ ended: number }> {
  const ended = await ctx.database.db.transaction(async (tx) => {
    changeableMember(await lockTeam(tx, ctx), id)
    const sessions = await endSessionsOf(tx, id)
    if (sessions > 0)
      await recordAudit(tx, {
        at: ctx.clock.now(),
        actor: ctx.actor,
        action: 'staff.end-sessions',
        subject: { kind: 'staff', id },
        after: { sessions },
        requestId: ctx.requestId,
      })
    return sessions
  })
  return { ended }
}
