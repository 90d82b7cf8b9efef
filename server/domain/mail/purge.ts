import { and, lt, ne } from 'drizzle-orm'
import type { Domain } from '../context.ts'
import { mails } from '../tables/mail.ts'

const keptMs = 90 * 86_400_000

/** Deletes mails that ended 90 days ago. */
export async function purgeMails({ database, clock }: Pick<Domain, 'database' | 'clock'>): Promise<void> {
  const before = new Date(clock.now().getTime() - keptMs)
  await database.db.delete(mails).where(and(lt(mails.createdAt, before), ne(mails.state, 'waiting')))
}
