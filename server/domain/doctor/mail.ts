import { SmtpError } from '#server/platform/smtp/index.ts'
import type { Domain } from '../context.ts'
import { readMailSettings, smtpServerOf } from '../mail/index.ts'
import { type Finding, failed, ok, warning } from './finding.ts'

/** Connects, starts TLS and signs in, without sending a mail. */
export async function checkMail(
  ctx: Pick<Domain, 'database' | 'keyring'>,
  check: Domain['mailer']['check'],
): Promise<Finding[]> {
  const settings = await readMailSettings(ctx.database.db)
  if (!settings)
    return [
      warning(
        'mail',
        'Mail is not set up, so customers and staff get none.',
        'Enter the mail server on the Mail page.',
      ),
    ]
  const { host, port, tls } = settings
  try {
    const server = smtpServerOf(ctx.keyring, settings)
    await check(server)
    const encrypted = tls === 'none' ? 'without encryption' : 'with TLS'
    const signedIn = server.login ? ', and accepts the login' : ''
    return [ok('mail', `The mail server ${host}:${port} responds ${encrypted}${signedIn}.`)]
  } catch (error) {
    if (error instanceof SmtpError) return [failed('mail', error.message, error.remedy)]
    throw error
  }
}
