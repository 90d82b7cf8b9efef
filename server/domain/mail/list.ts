import { and, desc, eq, sql } from 'drizzle-orm'
import type { Mail, MailPage, MailQuery } from '#contracts/mail/schemas.ts'
import type { Context } from '../context.ts'
import { decodeCursor, encodeCursor } from '../cursor.ts'
import { mails } from '../tables/mail.ts'
import type { MailRow } from './outbox.ts'
import { readMailSettings } from './settings.ts'

export const presentMail = (row: MailRow): Mail => ({
  id: row.id,
  kind: row.kind,
  recipient: row.recipient,
  state: row.state,
  customerId: row.customerId,
  operationId: row.operationId,
  documentId: row.documentId,
  attempts: row.attempts,
  nextAttemptAt: row.state === 'waiting' ? (row.nextAttemptAt?.toISOString() ?? null) : null,
  error: row.error,
  resendOf: row.resendOf,
  createdAt: row.createdAt.toISOString(),
  sentAt: row.sentAt?.toISOString() ?? null,
})

/** Lists mails, newest first. */
export async function listMails(ctx: Context, query: MailQuery): Promise<MailPage> {
  const { db } = ctx.database
  const { customerId, state, limit, cursor } = query
  const after = cursor === undefined ? null : decodeCursor(cursor, 'mails')
  const rows = await db
    .select()
    .from(mails)
    .where(
      and(
        customerId === undefined ? undefined : eq(mails.customerId, customerId),
        state === undefined ? undefined : eq(mails.state, state),
        after === null
          ? undefined
          : sql`(${mails.createdAt}, ${mails.id}) < (${after.sortKey}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(mails.createdAt), desc(mails.id))
    .limit(limit + 1)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return {
    items: items.map(presentMail),
    nextCursor:
      rows.length > limit && last ? encodeCursor('mails', last.createdAt.toISOString(), last.id) : null,
    isSetUp: (await readMailSettings(db)) !== null,
  }
}
