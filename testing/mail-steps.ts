import { asc } from 'drizzle-orm'
import type { MailSettingsChange } from '#contracts/mail/schemas.ts'
import { contextOf } from '#server/domain/context.ts'
import { changeMailSettings } from '#server/domain/mail/index.ts'
import { mails } from '#server/domain/tables/mail.ts'
import { openInstallation } from '#server/platform/installation/index.ts'
import { call, type TestDomain } from './domain.ts'

export const mailPassword = 'Mail-Pass-4471'

export const mailChange = (port: number, change: Partial<MailSettingsChange> = {}): MailSettingsChange => ({
  host: '127.0.0.1',
  port,
  tls: 'none',
  acceptPlainText: false,
  username: null,
  fromAddress: 'no-reply@hosting.example',
  fromName: 'Example Hosting',
  alertsTo: [],
  ...change,
})

/** Sets up mail through a server on this port. */
export async function setUpMail(
  { domain, database }: TestDomain,
  port: number,
  change: Partial<MailSettingsChange> = {},
): Promise<void> {
  await openInstallation(database.db)
  await changeMailSettings(contextOf(domain, call()), mailChange(port, change))
}

/** The outbox, oldest first. */
export const outbox = ({ database }: TestDomain) =>
  database.db.select().from(mails).orderBy(asc(mails.createdAt), asc(mails.kind), asc(mails.recipient))

/** The token of the first link in a text. */
export const tokenIn = (text: string | undefined): string => /#([\w-]{43})/.exec(text ?? '')?.[1] ?? ''
