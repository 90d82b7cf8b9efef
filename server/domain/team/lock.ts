import { and, eq, isNotNull, sql } from 'drizzle-orm'
import { covers, outranks, rolePermissions, type StaffRole } from '#contracts/roles.ts'
import { credentials, users } from '#server/platform/auth/table.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'

const passwordOf = and(eq(credentials.userId, users.id), isNotNull(credentials.password))

/** Whether a user has chosen a password. Before that, they cannot sign in. */
export const hasPassword = sql<boolean>`exists (select 1 from ${credentials} where ${passwordOf})`

export interface LockedMember {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: StaffRole
  readonly isActive: boolean
  readonly hasPassword: boolean
}

/** The whole team, locked, as the caller of a change sees it. */
export interface LockedTeam {
  readonly caller: LockedMember
  readonly members: readonly LockedMember[]
}

/**
 * Locks every staff user until the end of the transaction. Changes of the team therefore run one after another,
 * and each one sees the roles that the one before it left: its caller may have lost the permission by then.
 * @throws {Refusal} forbidden
 */
export async function lockTeam(tx: Queryable, ctx: Context): Promise<LockedTeam> {
  const rows = await tx
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      role: users.staffRole,
      isActive: users.isActive,
      hasPassword,
    })
    .from(users)
    .where(eq(users.role, 'staff'))
    .orderBy(users.id)
    .for('no key update')
  const members = rows.flatMap(({ role, ...row }) => (role === null ? [] : [{ ...row, role }]))
  const { actor } = ctx
  const caller = actor.kind === 'staff' ? members.find(({ id }) => id === actor.userId) : undefined
  if (!caller?.isActive || !rolePermissions[caller.role].has('team.write'))
    throw new Refusal(
      'forbidden',
      'You no longer have the permission team.write. Nothing was changed. Sign in again.',
    )
  return { caller, members }
}

/** @throws {Refusal} forbidden */
export function refuseGrant({ caller }: LockedTeam, role: StaffRole): void {
  if (covers(caller.role, role)) return
  throw new Refusal(
    'forbidden',
    `Your role, ${caller.role}, has fewer permissions than ${role}, so you cannot grant it. Nothing was changed. Ask an owner.`,
  )
}

type Ranked = Pick<LockedMember, 'id' | 'role'>

/**
 * The one rule for every call by which staff act on staff. Its caller is a member too, and may change themselves.
 * A caller who may invite to a role may also renew or withdraw an invitation to it, until its first password is chosen.
 */
export const mayChange = (caller: Ranked, member: Ranked & Pick<LockedMember, 'hasPassword'>): boolean =>
  member.id === caller.id ||
  outranks(caller.role, member.role) ||
  (!member.hasPassword && covers(caller.role, member.role))

/**
 * Returns a member whom the caller may change.
 * @throws {Refusal} not-found; forbidden for another member whose role is not lower
 */
export function changeableMember({ caller, members }: LockedTeam, id: string): LockedMember {
  const member = members.find((one) => one.id === id)
  if (!member) throw new Refusal('not-found', 'Staff user not found. Reload the Team page.')
  if (!mayChange(caller, member))
    throw new Refusal(
      'forbidden',
      `${member.name} has the role ${member.role}, which is not lower than yours. Nothing was changed. Ask an owner.`,
    )
  return member
}

/** Refuses to disable or remove the caller's own login. @throws {Refusal} wrong-state */
export function refuseSelf({ caller }: LockedTeam, member: LockedMember, verb: 'disable' | 'remove'): void {
  if (member.id === caller.id)
    throw new Refusal('wrong-state', `You cannot ${verb} your own login. Ask another owner of your team.`)
}

/**
 * Refuses to take the role or the login from the last owner who can sign in. An invited owner without a
 * password does not count.
 * @throws {Refusal} last-owner
 */
export function refuseLastOwner({ members }: LockedTeam, member: LockedMember): void {
  const canOwn = (one: LockedMember) => one.role === 'owner' && one.isActive && one.hasPassword
  if (!canOwn(member) || members.some((one) => one.id !== member.id && canOwn(one))) return
  throw new Refusal(
    'last-owner',
    `${member.name} is the only owner who can sign in. Nothing was changed. Give another active staff user the role owner first.`,
  )
}
