import type { ById } from '#contracts/call.ts'
import type { MemberChange, TeamMember } from '#contracts/team/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { changeLogin } from '#server/platform/auth/index.ts'
import type { Context } from '../context.ts'
import { changeableMember, lockTeam, refuseGrant, refuseLastOwner, refuseSelf } from './lock.ts'
import { readMember } from './read.ts'

/**
 * Changes the name or role of a staff user, or disables or enables them. A new role or a disabled login ends
 * their sessions and their set-password link.
 * @throws {Refusal} not-found, forbidden, wrong-state, last-owner
 */
export async function changeMember(
  ctx: Context,
  { id, fullName, role: wantedRole, isActive: wantedActive }: MemberChange & ById,
): Promise<TeamMember> {
  await ctx.database.db.transaction(async (tx) => {
    const team = await lockTeam(tx, ctx)
    const member = changeableMember(team, id)
    const role = wantedRole === member.role ? undefined : wantedRole
    const isActive = wantedActive === member.isActive ? undefined : wantedActive
    const name = fullName === member.name ? undefined : fullName
    if (role !== undefined) refuseGrant(team, role)
    if (isActive === false) refuseSelf(team, member, 'disable')
    if (role !== undefined || isActive === false) refuseLastOwner(team, member)
    if (role === undefined && isActive === undefined && name === undefined) return
    const at = ctx.clock.now()
    await changeLogin(tx, {
      userId: id,
      at,
      ...(name === undefined ? {} : { name }),
      ...(role === undefined ? {} : { staffRole: role }),
      ...(isActive === undefined ? {} : { isActive }),
    })
    await recordAudit(tx, {
      at,
      actor: ctx.actor,
      action: 'staff.change',
      subject: { kind: 'staff', id },
      before: { fullName: member.name, role: member.role, isActive: member.isActive },
      after: { fullName: name, role, isActive },
      requestId: ctx.requestId,
    })
  })
  return readMember(ctx.database.db, ctx, id)
}
