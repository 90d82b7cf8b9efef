import { readFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { createServer as createSocketServer, type Server as SocketServer } from 'node:net'
import { z } from 'zod'

/**
 * The TLS problem of the panel: none (for clients that trust {@link testAuthority}), a certificate that is
 * self-signed, expired or for another host, or plain HTTP when the client begins a handshake.
 */
export const tlsMode = z.enum(['valid', 'self-signed', 'expired', 'wrong-name', 'plain-on-tls'])
export type TlsMode = z.infer<typeof tlsMode>

export const tlsChange = z.strictObject({ tls: tlsMode })

const read = (name: string) => readFileSync(new URL(`../certificates/${name}.pem`, import.meta.url), 'utf8')

/** The certificate that signs `valid`, `expired` and `wrong-name`. */
export const testAuthority = () => read('authority')

const identity = (mode: Exclude<TlsMode, 'plain-on-tls'>) => ({ key: read('key'), cert: read(mode) })

export interface TlsSwitch {
  readonly mode: TlsMode
  /** For connections from now on. */
  set(mode: TlsMode): void
}

interface Door {
  /** The listening server. */
  readonly sockets: SocketServer
  /** The HTTP server for its connections. */
  readonly speakers: readonly Server[]
  readonly tls: TlsSwitch | undefined
}

export function createDoor(handle: RequestListener, initial: TlsMode | undefined): Door {
  const plain = createServer(handle)
  if (initial === undefined) return { sockets: plain, speakers: [plain], tls: undefined }

  const secure = createTlsServer(identity('valid'), handle)
  let mode = initial
  const set = (wanted: TlsMode) => {
    mode = wanted
    if (wanted !== 'plain-on-tls') secure.setSecureContext(identity(wanted))
  }
  set(initial)
  const sockets = createSocketServer({ noDelay: true }, (socket) => {
    const speaker = mode === 'plain-on-tls' ? plain : secure
    speaker.emit('connection', socket)
  })
  const tls = {
    get mode() {
      return mode
    },
    set,
  }
  return { sockets, speakers: [plain, secure], tls }
}
