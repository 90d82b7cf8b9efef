import { and, eq, type SQL, sql } from 'drizzle-orm'
import { newId } from '#server/platform/clock/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { installation } from '#server/platform/installation/table.ts'
import { clockToleranceMs } from '#server/work/index.ts'
import type { Domain } from '../context.ts'
import { mails } from '../tables/mail.ts'

export type MailRow = typeof mails.$inferSelect

/** Longer than a delivery can take. */
export const leaseMs = 180_000
const atOnce = 5
const firstWaitMs = 30_000
// Below the validity of a link, which each attempt renews.
const longestWaitMs = 1_800_000
/** With the waits between them, about seven hours. */
export const mostAttempts = 20

export const waitAfter = (attempts: number): number =>
  Math.min(firstWaitMs * 2 ** Math.min(attempts - 1, 10), longestWaitMs)

/**
 * Takes due mails for one attempt each. Mails with a document go last: an invoice run writes thousands, and a password reset
 * must not wait for them. An attempt that ends without a result, because its process died, is due again when the lease ends.
 * On a clone of the database, nothing is taken.
 */
export async function claimMails(domain: Pick<Domain, 'database' | 'clock'>): Promise<readonly MailRow[]> {
  const first = await claim(domain, sql`document_id is null`)
  return first.length > 0 ? first : claim(domain, sql`document_id is not null`)
}

function claim({ database, clock }: Pick<Domain, 'database' | 'clock'>, which: SQL) {
  const now = clock.now()
  // Later than any wait: the clock was set back since.
  const tooFar = new Date(now.getTime() + longestWaitMs + clockToleranceMs)
  const due = sql`select id from ${mails}
    where state = 'waiting' and ${which}
      and (next_attempt_at <= ${now.toISOString()}::timestamptz or next_attempt_at > ${tooFar.toISOString()}::timestamptz)
      and exists (select 1 from ${installation} where standing = 'recognised')
    order by next_attempt_at limit ${atOnce} for update skip locked`
  return database.db
    .update(mails)
    .set({
      attempts: sql`${mails.attempts} + 1`,
      leaseToken: newId(),
      nextAttemptAt: new Date(now.getTime() + leaseMs),
    })
    .where(sql`${mails.id} in (${due})`)
    .returning()
}

/** Ends an attempt. It writes nothing if another process has taken the mail since. @returns whether it wrote */
export async function endAttempt(
  db: Queryable,
  { id, leaseToken }: Pick<MailRow, 'id' | 'leaseToken'>,
  end: Partial<
    Pick<
      MailRow,
      'state' | 'error' | 'sentAt' | 'nextAttemptAt' | 'leaseToken' | 'messageId' | 'linkId' | 'language'
    >
  >,
): Promise<boolean> {
  const written = await db
    .update(mails)
    .set(end)
    .where(and(eq(mails.id, id), eq(mails.state, 'waiting'), eq(mails.leaseToken, leaseToken ?? '')))
    .returning({ id: mails.id })
  return written.length > 0
}

/** Cancels mails that wait. @param which default: all */
export async function cancelWaiting(tx: Queryable, reason: string, which?: SQL): Promise<void> {
  await tx
    .update(mails)
    .set({ state: 'cancelled', error: reason, nextAttemptAt: null })
    .where(and(eq(mails.state, 'waiting'), which))
}

/** A newer request replaces the link of earlier confirmations. */
export const cancelConfirmations = (tx: Queryable, userId: string): Promise<void> =>
  cancelWaiting(
    tx,
    'A newer link was requested before this mail was sent.',
    and(eq(mails.userId, userId), eq(mails.kind, 'email-confirmation')),
  )

/** Waiting mails are attempted at once, except those with an attempt in progress. */
export async function makeAllDue(tx: Queryable, at: Date): Promise<void> {
  await tx
    .update(mails)
    .set({ nextAttemptAt: at })
    .where(and(eq(mails.state, 'waiting'), sql`${mails.leaseToken} is null`))
}
