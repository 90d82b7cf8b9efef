import type { PanelHttp, PanelHttpWithSessions, PanelRequest } from '#panels/kit/index.ts'
import { type AddressRules, createAddressPolicy } from './address-policy.ts'
import { type Call, startCall } from './call.ts'
import {
  connectTcp,
  handshakeTls,
  type Resolve,
  resolveTarget,
  systemResolve,
  targetOf,
} from './connection.ts'
import { type Connection, exchange, openConnection } from './exchange.ts'
import { ConnectError, neverSent } from './failure.ts'
import { probeTarget } from './probe.ts'
import { openSession } from './session.ts'

export interface PanelHttpOptions extends AddressRules {
  /** For a whole call: name resolution, connection, headers and body together. */
  readonly deadlineMs: number
  /** For name resolution, connection and TLS handshake together. */
  readonly connectTimeoutMs: number
  /** Limit of a response's body. */
  readonly maxBytes: number
  /** Monotonic milliseconds. */
  readonly now?: () => number
  /** Replaces the system's name resolution. */
  readonly resolve?: Resolve
}

/**
 * The server's {@link PanelHttp}. Outside of a session every call has its own connection. Every address is
 * checked when connecting. `close` aborts calls in progress, as a deadline does.
 * @throws {Error} naming PANEL_ALLOWED_NETWORKS if one of its entries is not a network
 */
export function createPanelHttp(options: PanelHttpOptions): PanelHttpWithSessions & { close(): void } {
  const policy = createAddressPolicy(options)
  const { deadlineMs, connectTimeoutMs, maxBytes } = options
  const resolve = options.resolve ?? systemResolve
  const now = options.now ?? (() => performance.now())
  const closed = new AbortController()
  const start = () => startCall({ deadlineMs, connectTimeoutMs, closed: closed.signal, now })

  const connect = async (request: PanelRequest, call: Call, keep: boolean): Promise<Connection> => {
    const target = targetOf(request.url)
    const signal = call.connecting()
    const addresses = await resolveTarget(target, resolve, signal)
    const plain = await connectTcp(target, addresses, policy, signal)
    const socket =
      target.protocol === 'https:' ? await handshakeTls(target, plain, request.ca, signal) : plain
    return openConnection(request, socket, call, { keep })
  }
  const connectOnce = async (request: PanelRequest, call: Call, keep: boolean): Promise<Connection> => {
    try {
      return await connect(request, call, keep)
    } catch (error) {
      throw error instanceof ConnectError ? neverSent(error, call.elapsedMs()) : error
    }
  }
  const probe: PanelHttp['probe'] = async (baseUrl, ca) => {
    using call = start()
    return await probeTarget({ target: targetOf(baseUrl), resolve, policy, ca, call })
  }
  return {
    probe,
    async request(request) {
      using call = start()
      using connection = await connectOnce(request, call, false)
      return await exchange(request, connection, call, maxBytes)
    },
    session: () =>
      openSession({
        probe,
        start,
        connect: (request, call) => connectOnce(request, call, true),
        maxBytes,
        closed: closed.signal,
      }),
    close: () => closed.abort(),
  }
}
