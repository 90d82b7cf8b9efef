import { ConnectError } from '#server/platform/outbound/index.ts'
import { redactReply } from './redact.ts'

export interface SmtpServer {
  readonly host: string
  readonly port: number
  readonly tls: 'implicit' | 'starttls' | 'none'
  readonly login: { readonly username: string; readonly password: string } | null
}

/**
 * The server did not accept a message. It is certain that it did not, except after a connection that was lost
 * behind the message's last byte.
 */
export class SmtpError extends Error {
  override readonly name = 'SmtpError'
  /** The server refused this message for good, so that another attempt has the same result. */
  readonly permanent: boolean
  readonly remedy: string

  constructor(message: string, options: { permanent?: boolean; remedy: string; cause?: unknown }) {
    super(message, { cause: options.cause })
    this.permanent = options.permanent ?? false
    this.remedy = options.remedy
  }
}

const connectRemedy: Readonly<Record<string, string>> = {
  dns: 'Check the server name on the Mail page and the name servers of this machine.',
  refused: 'Check that the mail server is running and that the port on the Mail page is correct.',
  unreachable: 'Check the network and the firewalls between this machine and the mail server.',
  'connect-timeout': 'Check the port on the Mail page. Many networks block port 25 and allow 587 or 465.',
}

interface Reported {
  readonly code: string
  readonly command: string
  readonly response: string
  readonly responseCode: number
  readonly message: string
}

function reported(error: unknown): Reported {
  const found: Record<string, unknown> = typeof error === 'object' && error !== null ? { ...error } : {}
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  return {
    code: text(found.code),
    command: text(found.command),
    response: text(found.response),
    responseCode: typeof found.responseCode === 'number' ? found.responseCode : 0,
    message: error instanceof Error ? error.message : '',
  }
}

const certificateProblems: readonly (readonly [RegExp, string])[] = [
  [/self[- ]signed certificate/i, 'its certificate is self-signed or from a private authority'],
  [/expired/i, 'its certificate has expired'],
  [/altnames|does not match/i, 'its certificate was issued for another name'],
  [/not yet valid/i, 'its certificate is not valid yet'],
  [/unable to (verify|get)/i, 'its certificate was issued by an authority that this machine does not trust'],
]

/** Returns the failure of one delivery as text for staff. Only replies to our own commands are quoted. */
export function explainSmtp(error: unknown, server: SmtpServer): SmtpError {
  if (error instanceof SmtpError) return error
  const at = `${server.host} port ${server.port}`
  if (error instanceof ConnectError) {
    const { failure, message, remedy } = error.detail
    return new SmtpError(message, { remedy: connectRemedy[failure] ?? remedy, cause: error })
  }
  const { code, command, response, responseCode, message } = reported(error)
  if (/ABORT/i.test(code) || (error instanceof Error && error.name === 'AbortError'))
    return new SmtpError(`${at} took too long to accept the message.`, {
      remedy: 'Check the mail server. The message will be sent again later.',
      cause: error,
    })
  const certificate = certificateProblems.find(([pattern]) => pattern.test(message))
  if (code === 'ETLS' || certificate !== undefined)
    return new SmtpError(
      `${at} cannot be trusted: ${certificate?.[1] ?? 'it does not offer the encryption that the Mail page requires'}. Nothing was sent.`,
      {
        remedy:
          'Correct the certificate of the mail server, or the host, port and encryption on the Mail page.',
        cause: error,
      },
    )
  if (code === 'EAUTH')
    return new SmtpError(`${at} refused the username or password${quoted(response, server)}.`, {
      remedy: 'Enter the username and the password again on the Mail page.',
      cause: error,
    })
  const isReply = /^(MAIL FROM|RCPT TO|DATA)/.test(command)
  if (isReply && responseCode > 0) {
    const permanent = responseCode >= 500
    return new SmtpError(
      `${at} ${permanent ? 'refused the message' : 'did not accept the message for now'}${quoted(response, server)}.`,
      {
        permanent,
        remedy: permanent
          ? 'Check the address of the recipient and the sender on the Mail page, then send it again.'
          : 'The message will be sent again later.',
        cause: error,
      },
    )
  }
  return new SmtpError(
    code === 'ETIMEDOUT'
      ? `${at} took too long to respond.`
      : `${at} closed the connection, or did not respond like a mail server.`,
    {
      remedy: 'Check the host, the port and the encryption on the Mail page, then send a test mail.',
      cause: error,
    },
  )
}

function quoted(response: string, server: SmtpServer): string {
  const words = redactReply(response, server.login)
  return words === '' ? '' : `: “${words}”`
}
