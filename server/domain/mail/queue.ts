import { type SQL, sql } from 'drizzle-orm'
import type { MailKind } from '#contracts/mail/kinds.ts'
import { type InsertValues, insertFrom, type Queryable } from '#server/platform/database/index.ts'
import { customers } from '../tables/customers.ts'
import { mailSettings, mails } from '../tables/mail.ts'

type Columns = InsertValues<typeof mails>

export interface NewMail {
  readonly kind: MailKind | SQL
  readonly recipient: string | SQL
  readonly recipientName: string | SQL
  readonly userId?: string | SQL | null
  readonly customerId?: string | SQL | null
  /** The change of email that the mail confirms. Other links are made at the first attempt. */
  readonly linkId?: string
  readonly operationId?: string | null
  readonly documentId?: SQL
  readonly values?: Readonly<Record<string, string>>
  readonly at: Date
}

/**
 * Returns the insert of a mail as a part of the statement that causes it: one row for each row of the source,
 * and none while mail is not set up. @param source the FROM clause, for example `op`; null: one row
 */
export function mailPart({ at, ...mail }: NewMail, source: SQL | null): SQL {
  const columns: Columns = { ...mail, values: mail.values ?? {}, createdAt: at, nextAttemptAt: at }
  return insertFrom(mails, columns, source ? sql`${source}, ${mailSettings}` : sql`${mailSettings}`)
}

/** Returns the insert of the mail about a new account, addressed to the present email of its customer. */
export const welcomePart = (
  made: {
    readonly account: { readonly customerId: string; readonly username: string }
    readonly server: { readonly name: string; readonly baseUrl: string }
    readonly operationId: string
    readonly at: Date
  },
  source: SQL | null,
): SQL => {
  const { account, server, operationId, at } = made
  const who = sql`(select email, full_name, user_id from ${customers} where id = ${account.customerId}::uuid) who`
  return mailPart(
    {
      kind: 'welcome',
      recipient: sql`who.email`,
      recipientName: sql`who.full_name`,
      userId: sql`who.user_id`,
      customerId: account.customerId,
      operationId,
      values: { username: account.username, server: server.name, panelUrl: server.baseUrl },
      at,
    },
    source ? sql`${source}, ${who}` : who,
  )
}

const hourMs = 3_600_000
// A server that fails can fail hundreds of creations. The Operations page lists them all.
const mostPerHour = 20

type StaffMail = Pick<NewMail, 'operationId' | 'values' | 'at'> & { readonly kind: MailKind }

/**
 * Returns the insert of a mail for each address of staff that receives alerts, except those that got many of the
 * kind in the last hour.
 */
export const staffMailPart = (mail: StaffMail, source: SQL | null): SQL => {
  const { at, ...rest } = mail
  const since = new Date(at.getTime() - hourMs).toISOString()
  const each = sql`${mailSettings}, unnest(${mailSettings.alertsTo}) as staff(address)
    where ${mostPerHour} > (select count(*) from ${mails} earlier
      where earlier.created_at > ${since}::timestamptz and earlier.kind = ${mail.kind} and earlier.recipient = staff.address)`
  return insertFrom(
    mails,
    {
      ...rest,
      values: mail.values ?? {},
      recipient: sql`staff.address`,
      createdAt: at,
      nextAttemptAt: at,
    },
    source ? sql`${source}, ${each}` : each,
  )
}

/** Writes a mail in the caller's transaction. It writes nothing while mail is not set up. */
export async function queueMail(tx: Queryable, mail: NewMail): Promise<void> {
  await tx.execute(mailPart(mail, null))
}

export async function queueStaffMail(tx: Queryable, mail: StaffMail): Promise<void> {
  await tx.execute(staffMailPart(mail, null))
}
