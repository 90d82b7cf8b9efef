import { eq } from 'drizzle-orm'
import {
  type Actor,
  isSessionDue,
  refreshSession,
  type SignIn,
  sessionTokenOf,
} from '#server/platform/auth/index.ts'
import { sessions, users } from '#server/platform/auth/table.ts'
import type { Domain } from '../context.ts'
import { customers } from '../tables/customers.ts'

/**
 * Returns the signed-in user, or null without a valid session or with an inactive login. Every request calls
 * this, so it is one statement. Only a session that is due for renewal uses better-auth's own code.
 */
export async function findActor(
  { database, clock }: Pick<Domain, 'database' | 'clock'>,
  signIn: SignIn,
  headers: Headers,
): Promise<Actor | null> {
  const token = await sessionTokenOf(signIn, headers)
  if (token === null) return null
  const [found] = await database.db
    .select({
      sessionId: sessions.id,
      expiresAt: sessions.expiresAt,
      userId: users.id,
      name: users.name,
      email: users.email,
      staffRole: users.staffRole,
      isActive: users.isActive,
      customerId: customers.id,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .leftJoin(customers, eq(customers.userId, users.id))
    .where(eq(sessions.token, token))
  if (!found) return null
  if ((await isSessionDue(signIn, found.expiresAt, clock.now())) && !(await refreshSession(signIn, headers)))
    return null
  const { sessionId, userId, name, email, staffRole, isActive, customerId } = found
  if (!isActive) return null
  if (staffRole !== null) return { kind: 'staff', role: staffRole, userId, name, email, sessionId }
  return customerId === null ? null : { kind: 'customer', userId, customerId, name, email, sessionId }
}
