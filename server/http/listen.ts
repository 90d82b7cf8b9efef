import { type AddressInfo, isIPv6 } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'
import { OperatorError } from '#server/platform/errors/index.ts'
import type { HttpEnv } from './http-env.ts'

/** A port that cannot be used, with a message that names its setting. */
export class ListenError extends OperatorError {
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
  ENOTFOUND: 'cannot be used: the host name is not known',
  EAI_AGAIN: 'cannot be used: the host name is not known',
  EAFNOSUPPORT: 'cannot be used: this machine does not have addresses of that kind',
}

/** Errors that a different port does not fix. */
const aboutHost = new Set(['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EAFNOSUPPORT', 'EINVAL'])

/** A browser cannot open the wildcard address. */
const linkHost = (address: string): string => {
  if (address === '::' || address === '0.0.0.0') return 'localhost'
  return isIPv6(address) ? `[${address}]` : address
}

/**
 * Clients and reverse proxies reuse idle connections, usually for up to 60 s. A server that closes them earlier, as Node.js does
 * after 5 s, resets a connection on which a request is already on its way. The headers of the next request may take longer
 * than the idle time, so that one limit never ends a connection that the other one still allows.
 */
const connectionTimeouts = { keepAliveTimeout: 65_000, headersTimeout: 70_000 } as const

/** @throws {ListenError} */
export async function listen(
  app: Hono<HttpEnv>,
  at: { host: string; port: number; setting: string },
): Promise<Listener> {
  // HTTP/1.0 has no Host header, and load balancers use it for health checks.
  const server = createAdaptorServer({
    fetch: app.fetch,
    hostname: 'localhost',
    serverOptions: connectionTimeouts,
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = reasons[error.code ?? ''] ?? `cannot be used (${error.code})`
      const setting = aboutHost.has(error.code ?? '') ? 'HOST' : at.setting
      reject(
        new ListenError(
          `Port ${at.port} on ${at.host} ${why}. Set ${setting} to a different ${setting === 'HOST' ? 'address' : 'port'}.`,
        ),
      )
    })
    server.listen(at.port, at.host, () => resolve())
  })
  const { address, port } = server.address() as AddressInfo
  return {
    url: `http://${linkHost(address)}:${port}`,
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
