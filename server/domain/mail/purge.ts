import { and, lt, ne } from 'drizzle-orm'
import type { Domain } from '../context.ts'
import { emailChanges } from '../tables/email-changes.ts'
import { mails } from '../tables/mail.ts'

const dayMs = 86_400_000
const keptMs = 90 * dayMs

/** Deletes mails that are older than 90 days, and changes of email that were not confirmed. */
export async function purgeMails({ database, clock }: Pick<Domain, 'database' | 'clock'>): Promise<void> {
  const now = clock.now().getTime()
  const before = new Date(now - keptMs)
  await database.db.delete(mails).where(and(lt(mails.createdAt, before), ne(mails.state, 'waiting')))
  // An attempt may still renew a link that has just expired.
  await database.db.delete(emailChanges).where(lt(emailChanges.expiresAt, new Date(now - dayMs)))
}
