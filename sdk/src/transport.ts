import type { CallFacts, CallOptions, UploadBody } from './call.ts'
import { ConnectionError, errorOf, ProblemError, UnexpectedResponseError } from './errors.ts'
import { sdkVersion } from './generated/calls.ts'
import { delayBefore, mayPass, pause, type RetryOptions } from './retry.ts'

export interface ClientOptions {
  /** Address of the installation, for example https://billing.example.com. */
  readonly baseUrl: string | URL
  /** An API token, npb_... */
  readonly token: string
  readonly retry?: RetryOptions | undefined
  /** Time limit of each try, in milliseconds. Default: 60 s. A call waits up to 30 s for an operation. */
  readonly timeoutMs?: number | undefined
  /** Default: the global fetch. */
  readonly fetch?: typeof fetch | undefined
  /** Put before the name of this client in User-Agent. */
  readonly userAgent?: string | undefined
}

const defaultRetries = 4
const defaultTimeoutMs = 60_000

/** @throws {TypeError} not an http or https address, or it has a query or credentials */
export function originOf(baseUrl: string | URL): string {
  let url: URL
  try {
    url = new URL(baseUrl)
  } catch {
    throw new TypeError(`"${baseUrl}" is not an address. Write it like https://billing.example.com.`)
  }
  const { protocol, username, password, search, hash, pathname } = url
  const isPlain = username === '' && password === '' && search === '' && hash === '' && pathname === '/'
  if (!/^https?:$/.test(protocol) || !isPlain)
    throw new TypeError(`"${baseUrl}" must be only a scheme and a host, like https://billing.example.com.`)
  return url.origin
}

/** One request of a call: all its tries are the same. */
export interface OutgoingRequest {
  readonly url: string
  readonly init: RequestInit
  readonly canRepeat: boolean
  readonly retries: number
  readonly timeoutMs: number | null
  /** False for a download: its body may take longer than the wait for its beginning. */
  readonly limitsBody: boolean
}

/** Builds the request of a call from the names in its path, its query or its body. */
export function requestOf(
  facts: CallFacts,
  input: Record<string, unknown>,
  options: { readonly client: ClientOptions; readonly call: CallOptions },
): OutgoingRequest {
  const { client, call } = options
  const { body: file, ...fields } = facts.isUpload ? input : { ...input, body: undefined }
  const rest: Record<string, unknown> = facts.isUpload ? fields : { ...input }
  const path = facts.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest[name]
    delete rest[name]
    if (typeof value !== 'string' || value === '')
      throw new TypeError(`${facts.method} ${facts.path} needs "${name}" as text.`)
    return encodeURIComponent(value)
  })
  const isInQuery = facts.method === 'GET' || facts.isUpload === true
  const url = `${originOf(client.baseUrl)}/api${path}${isInQuery ? queryOf(rest) : ''}`
  const upload = facts.isUpload ? streamOf(file as UploadBody) : null
  const headers: Record<string, string> = {
    authorization: `Bearer ${client.token}`,
    accept: facts.answer === 'events' ? 'text/event-stream' : '*/*',
    'user-agent': `${client.userAgent ? `${client.userAgent} ` : ''}nextpanel-billing-client/${sdkVersion}`,
  }
  if (upload) headers['content-type'] = 'text/csv'
  else if (!isInQuery) headers['content-type'] = 'application/json'
  if (facts.method === 'POST') headers['idempotency-key'] = call.idempotencyKey ?? crypto.randomUUID()
  if (call.waitSeconds !== undefined) headers.prefer = `wait=${call.waitSeconds}`
  const body = upload ? upload.body : isInQuery ? null : JSON.stringify(rest)
  // A request whose body is a stream is half duplex; the type of RequestInit does not know the option yet.
  const streaming = upload && !upload.canRepeat ? { duplex: 'half' } : {}
  return {
    url,
    init: { method: facts.method, headers, body, redirect: 'manual', ...streaming },
    canRepeat: upload?.canRepeat ?? true,
    retries: call.retries ?? client.retry?.retries ?? defaultRetries,
    timeoutMs:
      call.timeoutMs ?? (upload || facts.answer === 'events' ? null : (client.timeoutMs ?? defaultTimeoutMs)),
    limitsBody: facts.answer !== 'file',
  }
}

function queryOf(fields: Record<string, unknown>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(fields))
    if (value !== undefined && value !== null) query.append(name, String(value))
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

function streamOf(body: UploadBody): { body: BodyInit; canRepeat: boolean } {
  if (typeof body === 'string' || body instanceof Blob) return { body, canRepeat: true }
  if (body instanceof Uint8Array) return { body: new Blob([new Uint8Array(body)]), canRepeat: true }
  if (body instanceof ReadableStream) return { body, canRepeat: false }
  const chunks = body[Symbol.asyncIterator]()
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await chunks.next()
      if (next.done) controller.close()
      else controller.enqueue(next.value)
    },
    cancel: async (reason) => void (await chunks.return?.(reason)),
  })
  return { body: stream, canRepeat: false }
}

interface Sender<Answer> {
  readonly client: ClientOptions
  readonly signal: AbortSignal | undefined
  /** Reads a successful response. An interruption while it reads is retried, too. */
  readonly read: (response: Response) => Promise<Answer>
}

/**
 * Sends a request until it is answered. Every request may be repeated: a POST carries a key, and the others are
 * idempotent.
 * @throws {ProblemError} @throws {ConnectionError} @throws {UnexpectedResponseError} or the reason of the signal
 */
export async function sendRequest<Answer>(request: OutgoingRequest, sender: Sender<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await sendOnce(request, sender, tries)
    } catch (error) {
      const isLast = tries > request.retries || !request.canRepeat || !mayPass(error)
      const delayMs = isLast ? null : delayBefore(tries, error, sender.client.retry ?? {})
      if (delayMs === null) throw error
      await pause(delayMs, sender.signal)
    }
  }
}

async function sendOnce<Answer>(
  { url, init, timeoutMs, limitsBody }: OutgoingRequest,
  { client, signal, read }: Sender<Answer>,
  tries: number,
): Promise<Answer> {
  const timeout = timeoutMs === null ? null : new AbortController()
  const timer = timeoutMs === null ? undefined : setTimeout(() => timeout?.abort(), timeoutMs)
  const signals = [signal, timeout?.signal].filter((one) => one instanceof AbortSignal)
  const send = client.fetch ?? fetch
  try {
    const response = await send(url, { ...init, signal: AbortSignal.any(signals) })
    if (response.status >= 300) throw await errorOf(response, url)
    if (!limitsBody) clearTimeout(timer)
    return await read(response)
  } catch (error) {
    if (error instanceof ProblemError || error instanceof UnexpectedResponseError) throw error
    if (signal?.aborted) throw signal.reason
    const reason = timeout?.signal.aborted ? `no response within ${timeoutMs} ms` : causeOf(error)
    throw connectionError(url, tries, reason, error)
  } finally {
    clearTimeout(timer)
  }
}

const connectionError = (url: string, tries: number, reason: string, cause: unknown): ConnectionError => {
  const { origin } = new URL(url)
  const times = tries === 1 ? '' : ` after ${tries} tries`
  return new ConnectionError(`${origin} could not be reached${times}: ${reason}.`, { url, tries, cause })
}

/** The message of fetch is "fetch failed". Its cause has the reason. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
  const message = cause instanceof Error ? cause.message : String(cause)
  return message === '' ? code || 'the connection failed' : message.replace(/\.$/, '')
}
