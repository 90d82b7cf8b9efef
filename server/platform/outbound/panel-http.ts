import type { PanelHttp } from '#panels/kit/index.ts'
import { createAddressPolicy } from './address-policy.ts'
import { startCall } from './call.ts'
import {
  connectTcp,
  handshakeTls,
  type Resolve,
  resolveTarget,
  systemResolve,
  targetOf,
} from './connection.ts'
import { exchange } from './exchange.ts'
import { ConnectError, neverSent } from './failure.ts'
import { probeTarget } from './probe.ts'

export interface PanelHttpOptions {
  /** PANEL_ALLOWED_NETWORKS: CIDRs of private or loopback networks that panels may be on. */
  readonly allowedNetworks: readonly string[]
  /** For a whole call: name resolution, connection, headers and body together. */
  readonly deadlineMs: number
  /** For name resolution, connection and TLS handshake together. */
  readonly connectTimeoutMs: number
  /** Of an answer's body. */
  readonly maxBytes: number
  /** Milliseconds, never running backwards. */
  readonly now?: () => number
  /** In place of the system's name resolution. */
  readonly resolve?: Resolve
}

/**
 * The server's {@link PanelHttp}: every call has a connection of its own, to an address checked when connecting.
 * `close` cuts off what is under way, as a deadline would.
 * @throws {Error} naming PANEL_ALLOWED_NETWORKS when one of its entries is not a network
 */
export function createPanelHttp(options: PanelHttpOptions): PanelHttp & { close(): void } {
  const policy = createAddressPolicy(options.allowedNetworks)
  const { deadlineMs, connectTimeoutMs, maxBytes } = options
  const resolve = options.resolve ?? systemResolve
  const now = options.now ?? (() => performance.now())
  const closed = new AbortController()
  const start = () => startCall({ deadlineMs, connectTimeoutMs, closed: closed.signal, now })
  return {
    async request(request) {
      using call = start()
      const target = targetOf(request.url)
      const signal = call.connecting()
      try {
        const addresses = await resolveTarget(target, resolve, signal)
        const plain = await connectTcp(target, addresses, policy, signal)
        const socket =
          target.protocol === 'https:' ? await handshakeTls(target, plain, request.ca, signal) : plain
        return await exchange(request, socket, call, maxBytes)
      } catch (error) {
        throw error instanceof ConnectError ? neverSent(error, call.elapsedMs()) : error
      }
    },
    async probe(baseUrl, ca) {
      using call = start()
      return await probeTarget({ target: targetOf(baseUrl), resolve, policy, ca, call })
    },
    close: () => closed.abort(),
  }
}
