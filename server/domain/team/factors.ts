import type { ById } from '#contracts/call.ts'
import type { TeamMember, TeamSettings } from '#contracts/team/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { changeFactorsRequired } from '#server/platform/installation/index.ts'
import type { Context } from '../context.ts'
import { resetFactors } from '../factors/index.ts'
import { changeableMember, lockTeam } from './lock.ts'
import { readMember } from './read.ts'

/**
 * Removes the second factors of a staff user who has lost them, and ends their sessions. Their password is then
 * enough to sign in.
 * @throws {Refusal} not-found; forbidden; wrong-state for the caller, who needs a code to remove their own
 */
export async function resetMemberFactors(ctx: Context, { id }: ById): Promise<TeamMember> {
  await ctx.database.db.transaction(async (tx) => {
    const team = await lockTeam(tx, ctx)
    const member = changeableMember(team, id)
    if (member.id === team.caller.id)
      throw new Refusal(
        'wrong-state',
        'You cannot reset your own second factors. Remove them on the Account page, or ask another owner of your team.',
      )
    const at = ctx.clock.now()
    const change = await resetFactors(tx, { userId: id, at })
    await recordAudit(tx, {
      at,
      actor: ctx.actor,
      action: 'staff.reset-factors',
      subject: { kind: 'staff', id },
      ...change,
      requestId: ctx.requestId,
    })
  })
  return readMember(ctx.database.db, ctx, id)
}

/** Requires a second factor of all staff, or not. It takes effect at the next request of each one. */
export async function changeTeamSettings(
  ctx: Context,
  { factorsRequired }: TeamSettings,
): Promise<TeamSettings> {
  await ctx.database.db.transaction(async (tx) => {
    if (!(await changeFactorsRequired(tx, factorsRequired))) return
    await recordAudit(tx, {
      at: ctx.clock.now(),
      actor: ctx.actor,
      action: 'team.change-settings',
      subject: { kind: 'installation', id: ctx.installation.id },
      before: { factorsRequired: !factorsRequired },
      after: { factorsRequired },
      requestId: ctx.requestId,
    })
  })
  return { factorsRequired }
}
