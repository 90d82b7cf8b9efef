import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import { SandboxStartError } from '#sandbox/start-error.ts'
import { trackConnections } from './connections.ts'
import { createDoor, type TlsMode, type TlsSwitch } from './tls.ts'

/** A listening socket that can stop listening for a while, so that the kernel refuses connections. */
export interface Listener {
  readonly port: number
  readonly refusing: boolean
  /** Undefined: it uses plain HTTP. */
  readonly tls: Pick<TlsSwitch, 'mode'> | undefined
  /**
   * Refuses connections from now on and closes idle ones. Requests in progress still get their response.
   * @param ms undefined: until {@link resume}, or 3 s if the control API would also be unreachable
   */
  refuse(ms: number | undefined): void
  resume(): Promise<void>
  /** For connections from now on. Idle ones are closed. False: it uses plain HTTP. */
  setTls(mode: TlsMode): boolean
  close(): Promise<void>
}

interface ListenOptions {
  readonly port: number
  readonly host: string
  /** The setting to name if the port is taken. */
  readonly setting: string
  readonly handle: RequestListener
  /** Whether another client can call resume while this listener refuses. */
  readonly hasOtherDoor: boolean
  /** Absent: plain HTTP. */
  readonly tls?: TlsMode | undefined
}

/** @throws {SandboxStartError} the port is taken or not allowed */
export async function openListener(options: ListenOptions): Promise<Listener> {
  const { host, hasOtherDoor } = options
  const { sockets: server, speakers, tls } = createDoor(options.handle, options.tls)
  const connections = trackConnections(server, speakers)
  const listen = async (port: number) => {
    server.listen(port, host)
    await once(server, 'listening')
  }
  await listen(options.port).catch((cause: unknown) => {
    throw cannotListen(options, cause)
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : options.port

  const state = { refusing: false, closed: false }
  let timer: NodeJS.Timeout | undefined

  const resume = async () => {
    clearTimeout(timer)
    if (!state.refusing || state.closed) return
    try {
      await listen(port)
      state.refusing = false
    } catch {
      // Another process has the port for the moment.
      timer = setTimeout(resume, 50)
    }
  }

  return {
    port,
    tls,
    get refusing() {
      return state.refusing
    },
    refuse(ms) {
      if (state.closed) return
      clearTimeout(timer)
      if (server.listening) server.close()
      state.refusing = true
      connections.dropIdle()
      const waitMs = ms ?? (hasOtherDoor ? undefined : 3000)
      if (waitMs !== undefined) timer = setTimeout(resume, waitMs)
    },
    resume,
    setTls(mode) {
      tls?.set(mode)
      if (tls !== undefined) connections.dropIdle()
      return tls !== undefined
    },
    async close() {
      state.closed = true
      clearTimeout(timer)
      connections.dropAll()
      if (!server.listening) return
      server.close()
      await once(server, 'close')
    },
  }
}

function cannotListen({ port, host, setting }: ListenOptions, cause: unknown): SandboxStartError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  const why =
    code === 'EADDRINUSE'
      ? `Port ${port} on ${host} is already in use. Stop the program that uses it, or set ${setting} to another port.`
      : `Cannot listen on ${host}, port ${port} (${String(code ?? cause)}). Set ${setting} or HOST to a different value.`
  return new SandboxStartError(why, { cause })
}
