import { type AddressPolicy, type AddressRules, createAddressPolicy } from './address-policy.ts'
import { type Call, startCall } from './call.ts'
import {
  connectTcp,
  handshakeTls,
  type Resolve,
  resolveTarget,
  systemResolve,
  targetOf,
} from './connection.ts'
import { type Connection, openConnection } from './exchange.ts'
import { ConnectError } from './failure.ts'
import { responseHeaders } from './headers.ts'
import { BodyTooLarge, readBytes } from './read-body.ts'

export interface StoreHttpOptions extends AddressRules {
  /** For one request: name resolution, connection, body and response together. */
  readonly deadlineMs: number
  readonly connectTimeoutMs: number
  /** Largest response that is read, in bytes. */
  readonly maxBytes: number
  /** Replaces the system's name resolution. */
  readonly resolve?: Resolve
}

interface StoreRequest {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE'
  readonly url: string
  /** Signed by the caller, so they are sent as they are. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | null
}

export interface StoreAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** No complete response arrived. The message is a sentence for operators. */
export class StoreFailure extends Error {
  override readonly name = 'StoreFailure'
}

/** Sends one request to a store of files. @throws {StoreFailure} */
export type StoreHttp = (request: StoreRequest) => Promise<StoreAnswer>

/**
 * Sends requests to a store of files under the same {@link AddressRules} as requests to panels. Plain http is sent only
 * inside the allowed networks. It follows no redirect.
 */
export function createStoreHttp(options: StoreHttpOptions): StoreHttp {
  const encrypted = createAddressPolicy(options)
  const plain = createAddressPolicy({ ...options, onlyAllowedNetworks: true })
  const closed = new AbortController().signal
  return async (request) => {
    const { hostname, protocol } = new URL(request.url)
    using call = startCall({ ...options, closed, now: () => performance.now() })
    try {
      const policy = protocol === 'https:' ? encrypted : plain
      using connection = await connect(request, call, policy, options.resolve ?? systemResolve)
      return await exchange(request, connection, call, options.maxBytes)
    } catch (cause) {
      throw new StoreFailure(explain(cause, call, hostname), { cause })
    }
  }
}

async function connect(
  { url }: StoreRequest,
  call: Call,
  policy: AddressPolicy,
  resolve: Resolve,
): Promise<Connection> {
  const target = targetOf(url)
  const signal = call.connecting()
  const tcp = await connectTcp(target, await resolveTarget(target, resolve, signal), policy, signal)
  const socket = target.protocol === 'https:' ? await handshakeTls(target, tcp, undefined, signal) : tcp
  return openConnection({ method: 'POST', url, headers: {} }, socket, call, { keep: false })
}

async function exchange(
  { method, url, headers, body }: StoreRequest,
  { client }: Connection,
  call: Call,
  maxBytes: number,
): Promise<StoreAnswer> {
  const { pathname, search } = new URL(url)
  const answer = await client.request({
    method,
    path: `${pathname}${search}`,
    headers: { ...headers },
    body,
    signal: call.signal,
  })
  const bytes = await readBytes(answer.body, maxBytes)
  return { status: answer.statusCode, headers: responseHeaders(answer.headers), body: bytes }
}

function explain(cause: unknown, call: Call, host: string): string {
  if (cause instanceof ConnectError) return `${cause.detail.message} ${cause.detail.remedy}`.trim()
  if (cause instanceof BodyTooLarge) return `The response of ${host} was larger than expected.`
  if (call.signal.aborted || call.overdue())
    return `${host} did not respond within ${(call.elapsedMs() / 1000).toFixed(1)} s.`
  return `${host} closed the connection, or responded with data that is not HTTP.`
}
