import { type AddressInfo, isIPv6 } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'
import type { HttpEnv } from './http-env.ts'

/** A port that cannot be listened on, said in one sentence with the setting that changes it. */
export class ListenError extends Error {
  override readonly name = 'ListenError'
}

export interface Listener {
  /** e.g. http://127.0.0.1:4000 */
  readonly url: string
  /** Takes no new connections; answers under way may finish within `graceMs`, then sockets are cut. */
  close(graceMs: number): Promise<void>
}

const reasons: Record<string, string> = {
  EADDRINUSE: 'is already in use by another program',
  EACCES: 'may not be used without more privileges',
  EADDRNOTAVAIL: 'cannot be used: this machine does not have that address',
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
      reject(new ListenError(`Port ${at.port} on ${at.host} ${why}. Set ${setting} to another one.`))
    })
    server.listen(at.port, at.host, () => resolve())
  })
  const { address, port } = server.address() as AddressInfo
  const host = isIPv6(address) ? `[${address}]` : address
  return {
    url: `http://${host}:${port}`,
    close: (graceMs) =>
      new Promise((resolve) => {
        // A connection whose last answer has gone out is idle, and would be kept alive for seconds.
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
