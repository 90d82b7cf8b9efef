import { type Agent, type IncomingHttpHeaders, request } from 'node:http'
import type { z } from 'zod'
import { type Problem, problem } from '#contracts/problem.ts'

export interface Reply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
  /** Undefined if the body is not JSON. */
  readonly json: unknown
}

export interface Send {
  readonly method?: string
  readonly headers?: Record<string, string>
  /** Text and bytes are sent unchanged, anything else as JSON. */
  readonly body?: unknown
  /** The loopback address to send from, for example 127.0.0.2: another client. */
  readonly from?: string
  readonly signal?: AbortSignal
  readonly agent?: Agent
}

const payloadOf = (body: unknown) =>
  body === undefined || typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body)

/** Sends one request exactly as given: unlike fetch, it adds, follows and retries nothing. */
export function send(url: string, options: Send = {}): Promise<Reply> {
  const { method = 'GET', headers = {}, body, from, signal, agent } = options
  const payload = payloadOf(body)
  const type: Record<string, string> =
    payload === undefined
      ? {}
      : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(payload)) }
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      {
        method,
        agent: agent ?? false,
        headers: { ...type, ...headers },
        ...(from && { localAddress: from }),
        ...(signal && { signal }),
      },
      (incoming) => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
        incoming.on('error', reject)
        incoming.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8')
          const status = incoming.statusCode ?? 0
          resolve({ status, headers: incoming.headers, text, json: jsonOf(text) })
        })
      },
    )
    // A server that refuses a body may respond and close before all of it is sent. The response still counts.
    outgoing.on('error', reject)
    outgoing.end(payload)
  })
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Returns the body of a response that must have this status and form. */
export function bodyOf<T>(reply: Reply, status: number, schema: z.ZodType<T>): T {
  if (reply.status !== status) throw new Error(`Expected ${status}, got ${reply.status}: ${reply.text}`)
  return schema.parse(reply.json)
}

/** Returns the problem details of a refusal, and checks their form. */
export function problemOf(reply: Reply): Problem {
  const type = reply.headers['content-type'] ?? ''
  if (!type.startsWith('application/problem+json'))
    throw new Error(`Not problem details: ${reply.status} ${type} ${reply.text.slice(0, 300)}`)
  const details = problem.parse(reply.json)
  if (details.status !== reply.status)
    throw new Error(`The response is ${reply.status}, but its body has the status ${details.status}.`)
  return details
}

/** Returns the cookie that a client would send after this response. */
export const cookieOf = ({ headers }: Pick<Reply, 'headers'>): string =>
  (headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ')

export type Call = (method: string, path: string, options?: Omit<Send, 'method'>) => Promise<Reply>

/** Calls on one origin with a fixed cookie. "" for a caller without a session. */
export const caller =
  (origin: string, cookie: string): Call =>
  (method, path, options = {}) =>
    send(`${origin}${path}`, {
      ...options,
      method,
      headers: { ...(cookie === '' ? {} : { cookie }), ...options.headers },
    })

/**
 * Sends a request, and once more after another sign-in if it needs a more recent one. A soak test runs longer than the
 * 15 minutes for which dangerous calls accept a sign-in.
 */
export async function withRecentSignIn(
  ask: () => Promise<Reply>,
  signInAgain: () => Promise<void>,
): Promise<Reply> {
  const reply = await ask()
  if (reply.status !== 403 || problemOf(reply).code !== 'reauthentication-required') return reply
  await signInAgain()
  return ask()
}
