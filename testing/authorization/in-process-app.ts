import type { Domain } from '#server/domain/context.ts'
import { SessionStreams } from '#server/http/api/session-streams.ts'
import { type AppOptions, makeApp } from '#server/http/app.ts'
import { RefusalLog } from '#server/platform/audit/index.ts'
import { Sessions } from '#server/platform/auth/index.ts'
import type { TestDomain } from '../domain.ts'

export interface InProcessApp {
  /** Returns the status, the content type and the text of the response; of a stream, up to the first event. */
  send(request: InProcessRequest): Promise<InProcessAnswer>
  /** @returns the session's cookie */
  signIn(login: { email: string; password: string }): Promise<string>
}

interface InProcessRequest {
  readonly method: string
  readonly path: string
  readonly cookie: string | null
  /** An API token. */
  readonly token?: string | undefined
  /** JSON, unless it is text. */
  readonly body?: unknown
}

export interface InProcessAnswer {
  readonly status: number
  readonly contentType: string
  readonly text: string
}

/** Reads a stream up to its first event, which may follow a comment, and cancels it. */
async function firstEvent(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    if (/^data:.*\n/m.test(text)) break
  }
  return text
}

const anHour = { idleMs: 3_600_000, longestMs: 3_600_000 }

/** All routes of the API port, without limits of sign-ins. @param options replaces parts */
export const apiApp = (domain: Domain, options: Partial<AppOptions> = {}) =>
  makeApp({
    domain,
    sessions: new Sessions({
      db: domain.database.db,
      clock: domain.clock,
      keyring: domain.keyring,
      publicUrl: options.publicUrl,
      limits: { staff: anHour, customer: anHour },
    }),
    streams: new SessionStreams(domain),
    refusals: new RefusalLog({ ...domain, installationId: domain.installation.id }),
    signInLimitPerMinute: 1_000_000,
    wrongPasswordsPerLogin: 1_000_000,
    publicUrl: undefined,
    trustedProxies: [],
    metrics: null,
    version: 'test',
    state: { accepting: true },
    webAppDir: null,
    ...options,
  })

/** All routes of the API port without a socket: thousands of requests take seconds. */
export function openInProcessApp({ domain }: TestDomain): InProcessApp {
  const app = apiApp(domain)
  const env = { incoming: { socket: { remoteAddress: '192.0.2.1' } } }
  const fetch = (path: string, init: RequestInit) =>
    app.fetch(new Request(`http://127.0.0.1${path}`, init), env)

  return {
    async send({ method, path, cookie, token, body }) {
      const caller = new AbortController()
      const isText = typeof body === 'string'
      const response = await fetch(path, {
        method,
        signal: caller.signal,
        headers: {
          // A call that starts an operation answers at once.
          prefer: 'wait=0',
          ...(cookie === null ? {} : { cookie }),
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': isText ? 'text/plain' : 'application/json' }),
        },
        ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
      })
      const contentType = response.headers.get('content-type') ?? ''
      if (!contentType.startsWith('text/event-stream'))
        return { status: response.status, contentType, text: await response.text() }
      const text = await firstEvent(response)
      caller.abort()
      return { status: response.status, contentType, text }
    },
    async signIn(login) {
      const response = await fetch('/api/auth/sign-in/email', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(login),
      })
      const cookie = response.headers.getSetCookie().find((one) => one.startsWith('nextpanel-billing='))
      if (response.status !== 200 || !cookie) throw new Error(`Sign-in answered ${response.status}.`)
      return cookie.split(';')[0] ?? ''
    },
  }
}
