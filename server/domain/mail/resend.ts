import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { ById } from '#contracts/call.ts'
import { type MailKind, mayResendMail } from '#contracts/mail/kinds.ts'
import type { Mail } from '#contracts/mail/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { users } from '#server/platform/auth/table.ts'
import { newId } from '#server/platform/clock/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import type { Context } from '../context.ts'
import { mailSettings, mails } from '../tables/mail.ts'
import { invoiceRecipientOf } from './document-mails.ts'
import { presentMail } from './list.ts'
import type { MailRow } from './outbox.ts'

const refs = z.object({ mailId: z.string() })

/**
 * Writes a mail again, to the present address of its login, or to the present address for invoices. A link in it is new.
 * An invoice or credit note is attached again.
 * @throws {Refusal} not-found; wrong-state if mail is not set up, or the mail waits or cannot be repeated
 */
export async function resendMail(ctx: Context, { id }: ById): Promise<Mail> {
  const { clock, database, idempotency } = ctx
  const { mailId } = await database.db.transaction((tx) =>
    once(tx, { request: idempotency, refs, clock }, async () => ({ mailId: await writeAgain(tx, ctx, id) })),
  )
  const [row] = await database.db.select().from(mails).where(eq(mails.id, mailId))
  if (!row) throw new Refusal('not-found', 'This mail no longer exists. Reload the list.')
  return presentMail(row)
}

async function writeAgain(tx: Queryable, ctx: Context, id: string): Promise<string> {
  const [mail] = await tx.select().from(mails).where(eq(mails.id, id)).for('update')
  if (!mail) throw new Refusal('not-found', 'This mail no longer exists. Reload the list.')
  const [settings] = await tx.select({ host: mailSettings.host }).from(mailSettings)
  if (!settings) throw new Refusal('wrong-state', 'Mail is not set up. Set it up on the Mail page first.')
  if (!mayResendMail(mail.kind, mail.state) || (await isRepeated(tx, mail)))
    throw new Refusal(
      'wrong-state',
      mail.kind === 'password-reset' || mail.kind === 'email-confirmation'
        ? 'Staff cannot repeat this mail. Its recipient requests a new one.'
        : 'This mail is waiting to be sent. Wait until it was sent, then try again.',
    )
  const at = ctx.clock.now()
  const mailId = newId()
  const { kind, customerId, operationId, documentId, userId, values } = mail
  await tx.insert(mails).values({
    id: mailId,
    kind,
    customerId,
    operationId,
    documentId,
    userId,
    values,
    ...(await recipientOf(tx, mail)),
    resendOf: id,
    createdAt: at,
    nextAttemptAt: at,
  })
  await recordAudit(tx, {
    at,
    actor: ctx.actor,
    action: 'mail.resend',
    subject: customerId
      ? { kind: 'customer', id: customerId }
      : { kind: 'installation', id: ctx.installation.id },
    after: { mail: kind },
    requestId: ctx.requestId,
  })
  return mailId
}

async function isRepeated(tx: Queryable, { id }: MailRow): Promise<boolean> {
  const [again] = await tx
    .select({ id: mails.id })
    .from(mails)
    .where(and(eq(mails.resendOf, id), eq(mails.state, 'waiting')))
    .limit(1)
  return again !== undefined
}

/** They go to the address for invoices, which need not be that of the login. */
const aboutInvoices: readonly MailKind[] = [
  'invoice',
  'credit-note',
  'payment-reminder',
  'payment-overdue',
  'hosting-suspended',
]

/** A notice of a changed email keeps its address: it goes to the old and the new one. */
async function recipientOf(
  tx: Queryable,
  mail: MailRow,
): Promise<{ recipient: string; recipientName: string }> {
  const { kind, userId, recipient, recipientName } = mail
  if (mail.customerId !== null && aboutInvoices.includes(kind))
    return (await invoiceRecipientOf(tx, mail.customerId)) ?? { recipient, recipientName }
  if (userId === null || kind === 'email-changed') return { recipient, recipientName }
  const [user] = await tx
    .select({ email: users.email, name: users.name })
    .from(users)
    .where(eq(users.id, userId))
  return user ? { recipient: user.email, recipientName: user.name } : { recipient, recipientName }
}
