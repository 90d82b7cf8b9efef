import { eq } from 'drizzle-orm'
import { type Actor, needsFactor, type Sessions } from '#server/platform/auth/index.ts'
import { sessions, users } from '#server/platform/auth/table.ts'
import type { Domain } from '../context.ts'
import { customers } from '../tables/customers.ts'

/**
 * Returns the signed-in user, or null without an open session or with an inactive login. Every request calls
 * this, so it is one statement. Every five minutes, a second one records the use of the session.
 */
export async function findActor(
  { database }: Pick<Domain, 'database'>,
  signIns: Sessions,
  headers: Headers,
): Promise<Actor | null> {
  const tokenHash = signIns.tokenHashIn(headers)
  if (tokenHash === null) return null
  const [found] = await database.db
    .select({
      sessionId: sessions.id,
      createdAt: sessions.createdAt,
      updatedAt: sessions.updatedAt,
      expiresAt: sessions.expiresAt,
      userId: users.id,
      name: users.name,
      email: users.email,
      role: users.role,
      staffRole: users.staffRole,
      isActive: users.isActive,
      twoFactor: users.twoFactor,
      authenticatedAt: sessions.authenticatedAt,
      needsFactor,
      customerId: customers.id,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .leftJoin(customers, eq(customers.userId, users.id))
    .where(eq(sessions.token, tokenHash))
  if (!found?.isActive || !(await signIns.renew({ ...found, id: found.sessionId }))) return null
  const { sessionId, userId, name, email, staffRole, customerId, twoFactor } = found
  const signIn = {
    authenticatedAt: found.authenticatedAt ?? found.createdAt,
    twoFactor,
    needsFactor: found.needsFactor,
  }
  if (staffRole !== null) return { kind: 'staff', role: staffRole, userId, name, email, sessionId, signIn }
  return customerId === null ? null : { kind: 'customer', userId, customerId, name, email, sessionId, signIn }
}
