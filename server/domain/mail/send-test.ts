import type { TestMail, TestMailResult } from '#contracts/mail/schemas.ts'
import { TryLimit } from '#server/platform/auth/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { SmtpError } from '#server/platform/smtp/index.ts'
import type { Context } from '../context.ts'
import { readMailSettings, smtpServerOf } from './settings.ts'

const tries = {
  name: 'test-mail',
  most: 20,
  windowMs: 600_000,
  message: 'Too many test mails. Wait a few minutes, then try again.',
}

/**
 * Sends a test mail at once with the saved settings, without the outbox.
 * @throws {Refusal} wrong-state while mail is not set up; too-many-requests
 */
export async function sendTestMail(ctx: Context, { to }: TestMail): Promise<TestMailResult> {
  const { clock, database, keyring, mailer } = ctx
  const settings = await readMailSettings(database.db)
  if (!settings) throw new Refusal('wrong-state', 'Mail is not set up. Save the mail server first.')
  await new TryLimit({ ...tries, db: database.db, clock }).count(ctx.installation.id)
  try {
    const { fromName, fromAddress } = settings
    const text = `This is a test mail of NextPanel Billing. ${ctx.actor.name} sent it from the Mail page.`
    await mailer.send(smtpServerOf(keyring, settings), {
      messageId: `${newId()}@${fromAddress.split('@')[1] ?? 'localhost'}`,
      from: { name: fromName, address: fromAddress },
      to: { name: '', address: to },
      subject: 'Test mail from NextPanel Billing',
      text,
      html: '<!doctype html>\n<html><body><p>This is a test mail of NextPanel Billing.</p></body></html>\n',
      date: clock.now(),
    })
  } catch (error) {
    if (!(error instanceof SmtpError)) throw error
    return { accepted: false, message: error.message, remedy: error.remedy }
  }
  return { accepted: true, message: `${settings.host} accepted the mail for ${to}.`, remedy: null }
}
