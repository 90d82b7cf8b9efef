import { type Agent, request } from 'node:http'
import { request as requestByTls } from 'node:https'
import { z } from 'zod'
import type { Sandbox } from './index.ts'

/**
 * One response, or the reason for its absence: `failure` is the socket's error code, for example
 * ECONNREFUSED.
 */
export interface Reply {
  readonly status: number | undefined
  readonly failure: string | undefined
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
  readonly json: unknown
}

interface Send {
  readonly method?: string
  readonly body?: unknown
  readonly headers?: Record<string, string>
  readonly signal?: AbortSignal
  /** For connections that are kept alive and reused. */
  readonly agent?: Agent
  /** Trusted in addition to this machine's own authorities. */
  readonly ca?: string
  /** Called with all data so far, each time that more arrives. */
  readonly seen?: (text: string) => void
}

/** One request on its own connection, so that nothing is retried or reused implicitly. */
export function send(
  url: string,
  { method = 'GET', body, headers = {}, signal, agent, ca, seen }: Send = {},
): Promise<Reply> {
  const payload = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body)
  const type: Record<string, string> = payload === undefined ? {} : { 'content-type': 'application/json' }
  return new Promise((resolve) => {
    const fail = (error: Error & { code?: string }) =>
      resolve({
        status: undefined,
        failure: error.code ?? error.name,
        headers: {},
        text: '',
        json: undefined,
      })
    const outgoing = (url.startsWith('https:') ? requestByTls : request)(
      url,
      {
        method,
        agent: agent ?? false,
        headers: { ...type, ...headers },
        ...(signal && { signal }),
        ...(ca && { ca }),
      },
      (incoming) => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk: Buffer) => {
          chunks.push(chunk)
          seen?.(Buffer.concat(chunks).toString('utf8'))
        })
        incoming.on('error', fail)
        incoming.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8')
          const { statusCode: status, headers: received } = incoming
          resolve({ status, failure: undefined, headers: received, text, json: parsed(text) })
        })
      },
    )
    outgoing.on('error', fail)
    outgoing.end(payload)
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export const accountsPath = '/api/v1/billing/accounts'

/** Calls with the initial key, or with the given one. */
export const client =
  (sandbox: Pick<Sandbox, 'url'>, { apiKey, apiSecret }: { apiKey: string; apiSecret: string }) =>
  (method: string, path: string, options: Omit<Send, 'method'> = {}) =>
    send(sandbox.url + path, {
      ...options,
      method,
      headers: { 'x-api-key': apiKey, 'x-api-secret': apiSecret, ...options.headers },
    })

export const john = { username: 'john', email: 'john@example.com', password: 'correct-horse-1' }

/** The control API of a sandbox. */
export const control =
  (sandbox: Pick<Sandbox, 'controlUrl'>) => (method: string, path: string, body?: unknown) =>
    send(`${sandbox.controlUrl}/_sandbox${path}`, { method, ...(body !== undefined && { body }) })

export const idIn = (reply: Reply) => z.object({ id: z.number() }).parse(reply.json).id
