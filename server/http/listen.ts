import { type AddressInfo, isIPv6 } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'
import type { HttpEnv } from './http-env.ts'

/** A port that cannot be used, with a message that names its setting. */
export class ListenError extends Error {
  override readonly name = 'ListenError'
}

export interface Listener {
  /** For example http://127.0.0.1:4000. */
  readonly url: string
  /** Accepts no new connections. Running responses may finish within `graceMs`, then sockets are closed. */
  close(graceMs: number): Promise<void>
}

const reasons: Record<string, string> = {
  EADDRINUSE: 'is already in use by another program',
  EACCES: 'needs more privileges',
  EADDRNOTAVAIL: 'cannot be used, because this machine does not have that address',
}

/** @throws {ListenError} */
export async function listen(
  app: Hono<HttpEnv>,
  at: { host: string; port: number; setting: string },
): Promise<Listener> {
  const server = createAdaptorServer({ fetch: app.fetch })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = reasons[error.code ?? ''] ?? `cannot be used (${error.code})`
      const setting = error.code === 'EADDRNOTAVAIL' ? 'HOST' : at.setting
      reject(new ListenError(`Port ${at.port} on ${at.host} ${why}. Set ${setting} to a different port.`))
    })
    server.listen(at.port, at.host, () => resolve())
  })
  const { address, port } = server.address() as AddressInfo
  const host = isIPv6(address) ? `[${address}]` : address
  return {
    url: `http://${host}:${port}`,
    close: (graceMs) =>
      new Promise((resolve) => {
        // A connection whose last response was sent is idle, and would stay open for seconds.
        const sweep = setInterval(() => {
          if ('closeIdleConnections' in server) server.closeIdleConnections()
        }, 50)
        server.close(() => {
          clearInterval(sweep)
          resolve()
        })
        setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), graceMs).unref()
      }),
  }
}
