import type { AppOptions } from '#server/http/app.ts'
import type { TestDomain } from '../domain.ts'
import { apiApp } from './in-process-app.ts'

export interface BrowserAnswer {
  readonly status: number
  readonly headers: Headers
  /** Undefined if the body is not JSON. */
  readonly json: unknown
}

/** A browser: it keeps its cookies. */
export interface InProcessBrowser {
  /** @param body JSON, unless it is text */
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<BrowserAnswer>
  get(path: string): Promise<BrowserAnswer>
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<BrowserAnswer>
  patch(path: string, body: unknown): Promise<BrowserAnswer>
  /** Signs in by password, and fails if that begins no session. */
  signIn(login: { email: string; password: string }): Promise<void>
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Returns a function that opens browsers at one process of the application. */
export function openBrowser({ domain }: Pick<TestDomain, 'domain'>, options: Partial<AppOptions> = {}) {
  const app = apiApp(domain, options)
  return (address = '192.0.2.1'): InProcessBrowser => {
    const cookies = new Map<string, string>()
    const bindings = { incoming: { socket: { remoteAddress: address } } }

    async function send(
      method: string,
      path: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ): Promise<BrowserAnswer> {
      const isText = typeof body === 'string'
      const caller = new AbortController()
      const response = await app.fetch(
        new Request(`http://127.0.0.1${path}`, {
          method,
          signal: caller.signal,
          headers: {
            ...(cookies.size > 0 && {
              cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
            }),
            prefer: 'wait=0',
            ...(body === undefined ? {} : { 'content-type': isText ? 'text/plain' : 'application/json' }),
            ...headers,
          },
          ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
        }),
        bindings,
      )
      for (const line of response.headers.getSetCookie()) {
        const [pair = '', ...attributes] = line.split('; ')
        const [name = '', value = ''] = pair.split('=')
        if (attributes.includes('Max-Age=0')) cookies.delete(name)
        else cookies.set(name, value)
      }
      const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false
      const text = isStream ? '' : await response.text()
      caller.abort()
      return { status: response.status, headers: response.headers, json: jsonOf(text) }
    }
    return {
      send,
      get: (path) => send('GET', path),
      post: (path, body, headers) => send('POST', path, body, headers),
      patch: (path, body) => send('PATCH', path, body),
      async signIn(login) {
        const { status, json } = await send('POST', '/api/auth/sign-in/email', login)
        if (status !== 200 || !cookies.has('nextpanel-billing'))
          throw new Error(`The sign-in answered ${status}: ${JSON.stringify(json)}`)
      },
    }
  }
}
