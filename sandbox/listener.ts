import { once } from 'node:events'
import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { SandboxStartError } from './start-error.ts'

/** A listening socket that can stop listening for a while, so that connections are refused by the kernel. */
export interface Listener {
  readonly port: number
  readonly refusing: boolean
  /**
   * Refuses connections from now on and cuts idle ones; requests under way still get their answer.
   * @param ms undefined: until {@link resume}, or 3 s where the control API would be out of reach itself
   */
  refuse(ms: number | undefined): void
  resume(): Promise<void>
  close(): Promise<void>
}

interface ListenOptions {
  readonly port: number
  readonly host: string
  /** The setting to name if the port is taken. */
  readonly setting: string
  readonly handle: RequestListener
  /** Whether something else can call resume while this listener refuses. */
  readonly hasOtherDoor: boolean
}

/** @throws {SandboxStartError} the port is taken or not allowed */
export async function openListener(options: ListenOptions): Promise<Listener> {
  const { host, hasOtherDoor } = options
  const server = createServer(options.handle)
  const connections = trackConnections(server)
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
      // Somebody else has the port for the moment.
      timer = setTimeout(resume, 50)
    }
  }

  return {
    port,
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

function trackConnections(server: ReturnType<typeof createServer>) {
  const sockets = new Set<Socket>()
  const underWay = new Map<ServerResponse, Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.prependListener('request', (incoming, outgoing) => {
    underWay.set(outgoing, incoming.socket)
    outgoing.once('close', () => underWay.delete(outgoing))
  })
  return {
    dropAll() {
      for (const socket of sockets) socket.destroy()
    },
    dropIdle() {
      const busy = new Set(underWay.values())
      for (const socket of sockets) if (!busy.has(socket)) socket.destroy()
      for (const outgoing of underWay.keys())
        if (!outgoing.headersSent) outgoing.setHeader('connection', 'close')
    },
  }
}

function cannotListen({ port, host, setting }: ListenOptions, cause: unknown): SandboxStartError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  const why =
    code === 'EADDRINUSE'
      ? `Port ${port} on ${host} is already in use: stop what uses it, or set ${setting} to another port.`
      : `Cannot listen on ${host}, port ${port} (${String(code ?? cause)}): set ${setting} or HOST to something else.`
  return new SandboxStartError(why, { cause })
}
