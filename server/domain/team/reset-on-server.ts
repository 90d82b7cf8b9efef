import { and, eq } from 'drizzle-orm'
import { recordAudit } from '#server/platform/audit/index.ts'
import { systemActor } from '#server/platform/auth/index.ts'
import { users } from '#server/platform/auth/table.ts'
import type { Domain } from '../context.ts'
import { resetFactors } from '../factors/index.ts'

/**
 * Removes the second factors of a staff user for the operator of the server, for example if the only owner has lost
 * them. It needs no key.
 * @returns the removed factors, or null without a staff user of this email
 */
export async function resetFactorsOnServer(
  { database, clock }: Pick<Domain, 'database' | 'clock'>,
  email: string,
) {
  return database.db.transaction(async (tx) => {
    const [user] = await tx
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.email, email), eq(users.role, 'staff')))
    if (!user) return null
    const at = clock.now()
    const change = await resetFactors(tx, { userId: user.id, at })
    await recordAudit(tx, {
      at,
      actor: systemActor('server shell'),
      action: 'staff.reset-factors',
      subject: { kind: 'staff', id: user.id },
      ...change,
      requestId: null,
    })
    return { ...change.before, sessions: change.after.sessions }
  })
}
