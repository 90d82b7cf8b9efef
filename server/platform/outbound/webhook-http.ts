import type { Dispatcher } from 'undici'
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
import { requestHeaders, responseHeaders } from './headers.ts'

export interface WebhookHttpOptions extends AddressRules {
  /** For one delivery: name resolution, connection, headers and body together. */
  readonly deadlineMs: number
  readonly connectTimeoutMs: number
  /** Replaces the system's name resolution. */
  readonly resolve?: Resolve
}

interface WebhookRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** JSON as text: exactly these bytes are signed. */
  readonly body: string
}

interface WebhookAnswer {
  readonly status: number
  /** The beginning of the body. "" if there is none. Control characters are removed. */
  readonly text: string
  /** Of the header Retry-After, if it is a number of seconds. */
  readonly retryAfterMs: number | null
  readonly durationMs: number
}

/** No response arrived. The message is a sentence for staff. */
export class WebhookFailure extends Error {
  override readonly name = 'WebhookFailure'
  readonly durationMs: number

  constructor(message: string, options: { durationMs: number; cause: unknown }) {
    super(message, { cause: options.cause })
    this.durationMs = options.durationMs
  }
}

export interface WebhookHttp {
  /** Sends once, and follows no redirect. @throws {WebhookFailure} */
  send(request: WebhookRequest): Promise<WebhookAnswer>
  /** Aborts deliveries in progress, as their deadline does. */
  close(): void
}

/**
 * Sends webhooks under the same {@link AddressRules} as requests to panels. Plain http is sent only inside the
 * allowed networks. A response is read up to a few kilobytes, so a receiver cannot fill the memory.
 * @throws {Error} naming PANEL_ALLOWED_NETWORKS if one of its entries is not a network
 */
export function createWebhookHttp(options: WebhookHttpOptions): WebhookHttp {
  const { deadlineMs, connectTimeoutMs } = options
  const encrypted = createAddressPolicy(options)
  const plain = createAddressPolicy({ ...options, onlyAllowedNetworks: true })
  const resolve = options.resolve ?? systemResolve
  const closed = new AbortController()
  return {
    close: () => closed.abort(),
    async send(request) {
      const now = () => performance.now()
      using call = startCall({ deadlineMs, connectTimeoutMs, closed: closed.signal, now })
      try {
        using connection = await connect(request, call, { encrypted, plain, resolve })
        return await exchange(request, connection, call)
      } catch (cause) {
        throw new WebhookFailure(explain(cause, call), { durationMs: call.elapsedMs(), cause })
      }
    },
  }
}

async function connect(
  { url }: WebhookRequest,
  call: Call,
  { encrypted, plain, resolve }: { encrypted: AddressPolicy; plain: AddressPolicy; resolve: Resolve },
): Promise<Connection> {
  const target = targetOf(url)
  const signal = call.connecting()
  const addresses = await resolveTarget(target, resolve, signal)
  const isAllowed = (policy: AddressPolicy) =>
    addresses.some(({ address }) => policy(address, target.port).allowed)
  const policy = target.protocol === 'https:' ? encrypted : plain
  if (isAllowed(encrypted) && !isAllowed(policy)) throw notEncrypted()
  const tcp = await connectTcp(target, addresses, policy, signal)
  const socket = target.protocol === 'https:' ? await handshakeTls(target, tcp, undefined, signal) : tcp
  return openConnection({ method: 'POST', url, headers: {} }, socket, call, { keep: false })
}

const notEncrypted = () =>
  new ConnectError({
    failure: 'address-not-allowed',
    message:
      'The URL starts with http://. Without encryption, events are sent only to addresses in PANEL_ALLOWED_NETWORKS. Nothing was sent. Enter a URL that starts with https://.',
    remedy: '',
  })

async function exchange(
  { url, headers: given, body }: WebhookRequest,
  { client }: Connection,
  call: Call,
): Promise<WebhookAnswer> {
  const { pathname, search } = new URL(url)
  const answer = await client.request({
    method: 'POST',
    path: `${pathname}${search}`,
    headers: requestHeaders(given, true),
    body,
    signal: call.signal,
  })
  const headers = responseHeaders(answer.headers)
  const retryAfter = headers['retry-after'] ?? ''
  return {
    status: answer.statusCode,
    text: await readStart(answer.body),
    retryAfterMs: /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) * 1000 : null,
    durationMs: call.elapsedMs(),
  }
}

const mostBytes = 4096

/** The status has arrived, so a body that is endless, slow or broken does not change the result. */
async function readStart(body: Dispatcher.ResponseData['body']): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of body) {
      const bytes = Buffer.from(chunk)
      chunks.push(bytes)
      size += bytes.length
      if (size >= mostBytes) break
    }
  } catch {
    // The part that arrived is kept.
  }
  const text = new TextDecoder().decode(Buffer.concat(chunks).subarray(0, mostBytes))
  return text.replace(/[^\P{Cc}\n\t]/gu, '').trim()
}

function explain(cause: unknown, call: Call): string {
  if (cause instanceof ConnectError) return cause.detail.message
  if (call.signal.aborted || call.overdue())
    return `The receiver did not respond within ${(call.elapsedMs() / 1000).toFixed(1)} s.`
  return 'The receiver closed the connection, or responded with data that is not HTTP.'
}
