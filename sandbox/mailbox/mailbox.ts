import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { mailboxApp } from './app.ts'
import type { ReceivedMail } from './received-mail.ts'

const mostMails = 200
const maxBytes = 5_000_000
const host = '127.0.0.1'

export interface Mailbox {
  readonly url: string
  readonly smtpPort: number
  readonly mails: readonly ReceivedMail[]
  close(): Promise<void>
}

/**
 * A mailbox for evaluation: receives every mail by SMTP, delivers none, and shows the newest ones on a page.
 * Both ports are on the loopback address only. Mails are kept in memory.
 */
export async function startMailbox(ports: { smtpPort: number; port: number }): Promise<Mailbox> {
  const mails: ReceivedMail[] = []
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    size: maxBytes,
    logger: false,
    onAuth: (auth, _session, done) => done(null, { user: auth.username ?? 'user' }),
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => void chunks.push(chunk))
      stream.once('error', done)
      stream.once('end', () => {
        PostalMime.parse(Buffer.concat(chunks)).then((parsed) => {
          mails.unshift({
            id: mails.length === 0 ? 1 : (mails[0]?.id ?? 0) + 1,
            at: new Date().toISOString(),
            to: session.envelope.rcptTo.map(({ address }) => address),
            from: parsed.from?.address ?? '',
            subject: parsed.subject ?? '',
            text: parsed.text ?? '',
            messageId: parsed.messageId ?? '',
            attachments: parsed.attachments.map(({ filename }) => filename ?? ''),
          })
          mails.splice(mostMails)
          done()
        }, done)
      })
    },
  })
  smtp.on('error', () => undefined)
  await new Promise<void>((resolve, reject) => {
    smtp.once('error', reject)
    smtp.listen(ports.smtpPort, host, resolve)
  })
  const http = await new Promise<Server>((resolve, reject) => {
    const server = serve({ fetch: mailboxApp(mails).fetch, hostname: host, port: ports.port }, () =>
      resolve(server as Server),
    )
    server.once('error', reject)
  })
  const portOf = (server: { address(): AddressInfo | string | null }) => {
    const address = server.address()
    return typeof address === 'object' && address ? address.port : 0
  }
  return {
    url: `http://${host}:${portOf(http)}`,
    smtpPort: portOf(smtp.server),
    mails,
    async close() {
      http.closeAllConnections()
      await Promise.all([
        new Promise((resolve) => http.close(resolve)),
        new Promise<void>((resolve) => smtp.close(() => resolve())),
      ])
    },
  }
}
