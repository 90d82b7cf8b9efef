import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { covers, staffRoles } from '#contracts/roles.ts'
import type { Team, TeamMember } from '#contracts/team/schemas.ts'
import { lastSignIns, sessions, users } from '#server/platform/auth/table.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { readFactorsRequired } from '#server/platform/installation/index.ts'
import type { Context } from '../context.ts'
import { hasPassword, mayChange } from './lock.ts'

/** Reads the members, or one of them, as the caller sees them. */
async function readMembers(db: Queryable, ctx: Context, id?: string): Promise<TeamMember[]> {
  const { actor, clock } = ctx
  const open = and(eq(sessions.userId, users.id), gt(sessions.expiresAt, clock.now()))
  const rows = await db
    .select({
      id: users.id,
      email: users.email,
      name: users.name,
      role: users.staffRole,
      isActive: users.isActive,
      lastSignInAt: lastSignIns.at,
      createdAt: users.createdAt,
      hasPassword,
      twoFactor: users.twoFactor,
      openSessions: sql<number>`(select count(*)::int from ${sessions} where ${open})`,
    })
    .from(users)
    .leftJoin(lastSignIns, eq(lastSignIns.userId, users.id))
    .where(and(eq(users.role, 'staff'), id === undefined ? undefined : eq(users.id, id)))
    .orderBy(asc(sql`lower(${users.name})`), asc(users.id))
  return rows.flatMap(({ role, isActive, hasPassword, lastSignInAt, createdAt, ...row }) => {
    if (role === null) return []
    const status = !isActive ? 'disabled' : hasPassword ? 'active' : 'invited'
    return [
      {
        ...row,
        role,
        status,
        lastSignInAt: lastSignInAt?.toISOString() ?? null,
        createdAt: createdAt.toISOString(),
        isSelf: actor.kind === 'staff' && actor.userId === row.id,
        mayChange:
          actor.kind === 'staff' &&
          mayChange({ id: actor.userId, role: actor.role }, { id: row.id, role, hasPassword }),
      } as const,
    ]
  })
}

/** Lists the staff users by name, and the roles that the caller may grant. */
export async function listTeam(ctx: Context): Promise<Team> {
  const { actor } = ctx
  return {
    items: await readMembers(ctx.database.db, ctx),
    grantableRoles: staffRoles.filter((role) => actor.kind === 'staff' && covers(actor.role, role)),
    factorsRequired: await readFactorsRequired(ctx.database.db),
  }
}

/** @throws {Refusal} not-found */
export async function readMember(db: Queryable, ctx: Context, id: string): Promise<TeamMember> {
  const [member] = await readMembers(db, ctx, id)
  if (!member) throw new Refusal('not-found', 'Staff user not found. Reload the Team page.')
  return member
}
