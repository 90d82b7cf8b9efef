import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { MailLanguage } from '#contracts/mail/kinds.ts'
import type { RenderedMail } from '#contracts/mail/schemas.ts'
import type { Db, Queryable } from '#server/platform/database/index.ts'
import { type Attachment, type Message, SmtpError } from '#server/platform/smtp/index.ts'
import type { Domain, MailedDocument } from '../context.ts'
import { customers } from '../tables/customers.ts'
import { mailsDocuments, markMailed } from './document-mails.ts'
import { documentValues } from './document-values.ts'
import { type LinkOfMail, linkOfMail } from './link.ts'
import { claimMails, endAttempt, type MailRow, mostAttempts, waitAfter } from './outbox.ts'
import { owedNow } from './owed-now.ts'
import { renderMail } from './render.ts'
import { readMailSettings, type SettingsRow, smtpServerOf } from './settings.ts'
import { readTemplate } from './templates.ts'
import { changeText, dateText, moneyText, validityText } from './texts/index.ts'

const valuesShape = z.record(z.string(), z.string())

/** How often due mails are looked for. */
export const deliveryTickMs = 2000

/** Delivers all due mails, a few at once. */
export async function deliverDueMails(domain: Domain): Promise<void> {
  while (!domain.signals.closed) {
    const claimed = await claimMails(domain)
    if (claimed.length === 0) return
    await Promise.all(claimed.map((mail) => deliverMail(domain, mail)))
  }
}

/**
 * Makes one attempt. If the process dies after the server accepted the mail and before that is recorded, the
 * mail is sent again with the same Message-ID: delivery is at least once.
 */
export async function deliverMail(domain: Domain, mail: MailRow): Promise<void> {
  const { database, clock } = domain
  try {
    await recordEnd(database.db, mail, await attempt(domain, mail))
  } catch (error) {
    const known = error instanceof SmtpError || error instanceof AttachmentError ? error : null
    if (!(error instanceof SmtpError))
      domain.log.error({ err: error, mailId: mail.id }, 'A mail could not be sent.')
    const text = known ? `${known.message} ${known.remedy}` : 'An internal error occurred. See the log.'
    const isOver = known?.permanent === true || mail.attempts >= mostAttempts
    await endAttempt(
      database.db,
      mail,
      isOver
        ? { state: 'failed', error: text, nextAttemptAt: null }
        : {
            error: text,
            nextAttemptAt: new Date(clock.now().getTime() + waitAfter(mail.attempts)),
            leaseToken: null,
          },
    )
  }
}

type End = Parameters<typeof endAttempt>[2]

/** Ends an attempt. If it sent a document, the document records it in the same transaction. */
async function recordEnd(db: Db, mail: MailRow, end: End): Promise<void> {
  const { documentId } = mail
  const { sentAt } = end
  if (documentId === null || !sentAt) return void (await endAttempt(db, mail, end))
  await db.transaction(async (tx) => {
    if (await endAttempt(tx, mail, end)) await markMailed(tx, documentId, sentAt)
  })
}

/** The PDF could not be rendered. The document is unchanged, and the mail is attempted again. */
class AttachmentError extends Error {
  override readonly name = 'AttachmentError'
  readonly permanent = false
  readonly remedy = 'The document is unchanged. See the log for the cause.'
}

const cancelled = (error: string): End => ({ state: 'cancelled', error, nextAttemptAt: null })

async function attempt(domain: Domain, mail: MailRow): Promise<End> {
  const { database, clock, keyring, mailer } = domain
  const settings = await readMailSettings(database.db)
  if (!settings) return cancelled('Mail was turned off before this mail was sent.')
  if (mail.attempts > mostAttempts)
    return { state: 'failed', error: 'Every attempt was interrupted. See the log.', nextAttemptAt: null }
  const link = await linkOfMail(domain, mail)
  if (link.state === 'cancelled') return cancelled(link.reason)
  if (mail.documentId !== null && mail.resendOf === null && !(await mailsDocuments(database.db)))
    return cancelled('Mailing of invoices was turned off before this mail was sent.')
  const owed = await owedNow(database.db, mail)
  if (owed === null) return cancelled('Its invoices were settled before this mail was sent.')
  const messageId = mail.messageId ?? `${mail.id}@${settings.fromAddress.split('@')[1] ?? 'localhost'}`
  // Recorded before the mail leaves. If the lease is lost, another process sends it.
  const language = await languageOf(database.db, mail, settings)
  if (mail.messageId === null && !(await endAttempt(database.db, mail, { messageId }))) return {}
  const server = smtpServerOf(keyring, settings)
  await mailer.send(server, {
    messageId,
    from: { name: settings.fromName, address: settings.fromAddress },
    to: { name: mail.recipientName, address: mail.recipient },
    ...(await contentOf(domain, mail, { settings, link, language, owed })),
    date: mail.createdAt,
  })
  return { state: 'sent', language, error: null, sentAt: clock.now(), nextAttemptAt: null }
}

/** Returns the language of the customer, or that of the settings. */
async function languageOf(db: Queryable, { userId }: MailRow, settings: SettingsRow): Promise<MailLanguage> {
  if (userId === null) return settings.language
  const [customer] = await db
    .select({ language: customers.language })
    .from(customers)
    .where(eq(customers.userId, userId))
  return customer?.language ?? settings.language
}

interface Content {
  readonly settings: SettingsRow
  readonly link: LinkOfMail & { state: 'none' | 'ready' }
  readonly language: MailLanguage
  /** Of a reminder. */
  readonly owed: Readonly<Record<string, string>>
}

async function contentOf(
  domain: Domain,
  mail: MailRow,
  { settings, link, language, owed }: Content,
): Promise<RenderedMail & Pick<Message, 'attachments'>> {
  const { database, linkOrigin } = domain
  const mailed = mail.documentId === null ? null : await domain.documentForMail(domain, mail.documentId)
  const given = { ...valuesShape.parse(mail.values), ...owed }
  const values = {
    ...given,
    ...(given.change === undefined ? {} : { change: changeText(language, given.change) }),
    ...(given.amount === undefined ? {} : { amount: moneyText(language, given.amount) }),
    ...(given.dueOn === undefined ? {} : { dueOn: dateText(language, given.dueOn) }),
    ...(mailed === null ? {} : documentValues(mailed, { language, linkOrigin: linkOrigin() })),
    name: mail.recipientName,
    sender: settings.fromName,
    signInUrl: `${linkOrigin()}/login`,
    ...(link.state === 'ready'
      ? { link: `${linkOrigin()}${link.path}`, validity: validityText(language, link.validMs) }
      : {}),
  }
  const rendered = renderMail(await readTemplate(database.db, { kind: mail.kind, language }), values)
  return mailed === null ? rendered : { ...rendered, attachments: async () => [await attachmentOf(mailed)] }
}

async function attachmentOf({ document, print }: MailedDocument): Promise<Attachment> {
  try {
    return { ...(await print()), contentType: 'application/pdf' }
  } catch (cause) {
    throw new AttachmentError(
      `The PDF of ${document.number} could not be rendered, so the mail was not sent.`,
      { cause },
    )
  }
}
