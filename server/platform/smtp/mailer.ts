import type { Socket } from 'node:net'
import { createTransport } from 'nodemailer'
import { problemOfEmail } from '#contracts/email-address.ts'
import { explainSmtp, SmtpError, type SmtpServer } from './failure.ts'

export interface Address {
  readonly name: string
  readonly address: string
}

export interface Message {
  /** Without <>. A message that is sent again keeps it, so that receivers can recognize it. */
  readonly messageId: string
  readonly from: Address
  readonly to: Address
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly date: Date
  /** Called when the server is connected, so that a server which is away costs no file. Its error ends the delivery. */
  readonly attachments?: () => Promise<readonly Attachment[]>
}

export interface Attachment {
  readonly fileName: string
  readonly contentType: 'application/pdf'
  readonly bytes: Uint8Array
}

export interface Mailer {
  /** Returns when the server has accepted the message. @throws {SmtpError} and the errors of `attachments` */
  send(server: SmtpServer, message: Message): Promise<void>
  /** Connects, starts TLS and signs in, and sends nothing. @throws {SmtpError} */
  check(server: SmtpServer): Promise<void>
  /** Aborts deliveries in progress. */
  close(): void
}

export interface MailerOptions {
  /** Opens the TCP connection under the address policy. @throws {ConnectError} */
  readonly dial: (to: { readonly host: string; readonly port: number }) => Promise<Socket>
  /** For a whole delivery, from the open connection. */
  readonly deadlineMs: number
  /** PEM of authorities that replace the system's. Tests use it. */
  readonly ca?: string
}

const longestName = 200
// Line breaks would start another header. Bidirectional controls can make a name look like another address.
const unsafe = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu

/** One line for a header. */
export const headerText = (text: string, longest = longestName): string =>
  text
    .slice(0, longest * 2)
    .toWellFormed()
    .replace(unsafe, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, longest)

function addressOf({ name, address }: Address, label: string): { name: string; address: string } {
  const problem = problemOfEmail(address, label)
  if (problem !== null) throw new SmtpError(problem, { permanent: true, remedy: 'Correct the address.' })
  return { name: headerText(name), address }
}

/** Sends mail by SMTP. Each delivery has its own connection, which the address policy checks. */
export function createMailer(options: MailerOptions): Mailer {
  const closed = new AbortController()

  function transportOn(socket: Socket, server: SmtpServer, name: string) {
    return createTransport({
      host: server.host,
      port: server.port,
      secure: server.tls === 'implicit',
      requireTLS: server.tls === 'starttls',
      ignoreTLS: server.tls === 'none',
      name,
      connectionTimeout: options.deadlineMs,
      greetingTimeout: options.deadlineMs,
      socketTimeout: options.deadlineMs,
      // Explicit, so that NODE_TLS_REJECT_UNAUTHORIZED=0 cannot expose the password.
      tls: {
        rejectUnauthorized: true,
        minVersion: 'TLSv1.2',
        ...(options.ca === undefined ? {} : { ca: options.ca }),
      },
      ...(server.login ? { auth: { user: server.login.username, pass: server.login.password } } : {}),
      disableFileAccess: true,
      disableUrlAccess: true,
      getSocket: (_options, callback) => callback(null, { connection: socket }),
    })
  }

  async function send(server: SmtpServer, message: Message): Promise<void> {
    const to = addressOf(message.to, 'The recipient')
    const from = addressOf(message.from, 'The sender')
    const socket = await explained(server, () => options.dial(server))
    const transport = transportOn(socket, server, from.address.split('@')[1] ?? 'localhost')
    try {
      const attachments = (await message.attachments?.()) ?? []
      const signal = AbortSignal.any([closed.signal, AbortSignal.timeout(options.deadlineMs)])
      await explained(server, () =>
        transport.sendMail({
          envelope: { from: from.address, to: [to.address] },
          from,
          to,
          subject: headerText(message.subject),
          text: message.text,
          html: message.html,
          date: message.date,
          messageId: `<${message.messageId}>`,
          attachments: attachments.map(({ fileName, contentType, bytes }) => ({
            filename: headerText(fileName),
            contentType,
            content: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
          })),
          headers: { 'Auto-Submitted': 'auto-generated' },
          signal,
        }),
      )
    } finally {
      transport.close()
      socket.destroy()
    }
  }

  async function check(server: SmtpServer): Promise<void> {
    const socket = await options.dial(server)
    const transport = transportOn(socket, server, 'localhost')
    try {
      await transport.verify()
    } finally {
      transport.close()
      socket.destroy()
    }
  }

  return {
    check: (server) => explained(server, () => check(server)),
    send,
    close: () => closed.abort(),
  }
}

/** Runs a part of a delivery. @throws {SmtpError} */
async function explained<T>(server: SmtpServer, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw explainSmtp(error, server)
  }
}
