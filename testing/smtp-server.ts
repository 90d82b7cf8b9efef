import { readFileSync } from 'node:fs'
import net, { type AddressInfo } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

export interface ReceivedMessage {
  readonly raw: string
  readonly mail: Email
  readonly to: readonly string[]
  /** The username and password that the client sent. */
  readonly login: { readonly username: string; readonly password: string } | null
  readonly secure: boolean
}

/** The next commands fail like this, one rule for each. */
export type SmtpFault =
  | { readonly at: 'rcpt' | 'data' | 'auth'; readonly code: number; readonly text: string }
  /** The connection is cut after the message, before the reply. */
  | { readonly at: 'drop' }
  /** The server never replies to the message. */
  | { readonly at: 'hang' }

export interface TestSmtpServer extends AsyncDisposable {
  readonly port: number
  readonly received: readonly ReceivedMessage[]
  /** Messages that were cut off. */
  readonly dropped: readonly ReceivedMessage[]
  readonly connections: number
  fail(...faults: SmtpFault[]): void
}

const certificates = new URL('../server/platform/outbound/test-certificates/', import.meta.url)
const pem = (name: string) => readFileSync(new URL(`${name}.pem`, certificates), 'utf8')
export const testAuthority = () => pem('authority')

const refusal = ({ code, text }: { code: number; text: string }) =>
  Object.assign(new Error(text), { responseCode: code })

/** A real SMTP server on loopback. @param tls its certificate in test-certificates; null: none */
export async function startSmtpServer(
  options: { tls?: 'implicit' | 'starttls' | 'none'; certificate?: string; auth?: boolean } = {},
): Promise<TestSmtpServer> {
  const { tls = 'none', certificate = 'valid', auth = false } = options
  const received: ReceivedMessage[] = []
  const dropped: ReceivedMessage[] = []
  const faults: SmtpFault[] = []
  let connections = 0
  const logins = new Map<string, ReceivedMessage['login']>()
  const take = (at: SmtpFault['at']) => (faults[0]?.at === at ? faults.shift() : undefined)
  const server = new SMTPServer({
    secure: tls === 'implicit',
    ...(tls === 'none' ? {} : { cert: pem(certificate), key: pem(`${certificate}-key`) }),
    disabledCommands: [...(tls === 'starttls' ? [] : ['STARTTLS']), ...(auth ? [] : ['AUTH'])],
    authOptional: !auth,
    allowInsecureAuth: true,
    logger: false,
    onConnect(_session, done) {
      connections += 1
      done()
    },
    onAuth(auth, session, done) {
      const fault = take('auth')
      if (fault && 'code' in fault) return done(refusal(fault))
      const [username, password] = [auth.username ?? '', auth.password ?? '']
      logins.set(session.id, { username, password })
      done(null, { user: username })
    },
    onRcptTo(_address, _session, done) {
      const fault = take('rcpt')
      done(fault && 'code' in fault ? refusal(fault) : null)
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => void chunks.push(chunk))
      stream.once('end', async () => {
        const raw = Buffer.concat(chunks).toString('utf8')
        const message = {
          raw,
          mail: await PostalMime.parse(raw),
          to: session.envelope.rcptTo.map(({ address }) => address),
          login: logins.get(session.id) ?? null,
          secure: session.secure,
        }
        const refused = take('data')
        if (refused && 'code' in refused) return done(refusal(refused))
        if (take('drop')) {
          dropped.push(message)
          for (const connection of server.connections) connection.close()
          return
        }
        if (take('hang')) {
          dropped.push(message)
          return
        }
        received.push(message)
        done()
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    dropped,
    get connections() {
      return connections
    },
    fail: (...more) => void faults.push(...more),
    async [Symbol.asyncDispose]() {
      for (const connection of server.connections) connection.close()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** A port on loopback that sends these bytes and closes, for example not SMTP at all. */
export async function startTcpServer(greeting: string): Promise<{ port: number } & AsyncDisposable> {
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined)
    socket.end(greeting)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
