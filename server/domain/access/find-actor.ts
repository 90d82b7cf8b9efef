import { eq, sql } from 'drizzle-orm'
import type { Actor, Sessions } from '#server/platform/auth/index.ts'
import { sessions, users } from '#server/platform/auth/table.ts'
import { installation } from '#server/platform/installation/table.ts'
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
      method: sessions.method,
      authenticatedAt: sessions.authenticatedAt,
      factorsRequired: sql<boolean>`coalesce((select ${installation.staffFactorsRequired} from ${installation}), false)`,
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
    // A passkey verifies the user on the device, so it counts as both factors.
    needsFactor: staffRole !== null && found.factorsRequired && !twoFactor && found.method !== 'passkey',
  }
  if (staffRole !== null) return { kind: 'staff', role: staffRole, userId, name, email, sessionId, signIn }
  return customerId === null ? null : { kind: 'customer', userId, customerId, name, email, sessionId, signIn }
}
