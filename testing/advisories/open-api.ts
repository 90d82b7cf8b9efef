import type { Domain } from '#server/domain/context.ts'
import type { AppOptions } from '#server/http/app.ts'
import { newId } from '#server/platform/clock/index.ts'
import { openInstallation } from '#server/platform/installation/index.ts'
import { addStaff } from '../authorization/callers.ts'
import { apiApp } from '../authorization/in-process-app.ts'
import type { TestDomain } from '../domain.ts'

export interface Ask {
  readonly cookie?: string | undefined
  readonly headers?: Readonly<Record<string, string>>
  /** Text and streams are sent unchanged, anything else as JSON. */
  readonly body?: unknown
  /** Address of the client. */
  readonly from?: string
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Undefined if the body is not JSON. */
  readonly json: unknown
}

export interface Api {
  ask(method: string, path: string, options?: Ask): Promise<Answer>
  /** @returns the session's cookie */
  signIn(login: { email: string; password: string }): Promise<string>
  /** The session of a new owner. */
  readonly owner: string
  readonly ownerLogin: { readonly email: string; readonly password: string }
}

export const staffPassword = 'Matrix-Pass-4471'

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The API with all headers of its responses, without a socket. An event stream is cancelled unread. */
export async function openApi(
  test: TestDomain,
  options: Partial<AppOptions> = {},
  domain: Domain = test.domain,
): Promise<Api> {
  await openInstallation(test.database.db)
  const app = apiApp(domain, options)
  const ask: Api['ask'] = async (method, path, { cookie, headers, body, from = '192.0.2.1' } = {}) => {
    const isRaw = typeof body === 'string' || body instanceof ReadableStream
    const request = new Request(`http://127.0.0.1${path}`, {
      method,
      headers: {
        prefer: 'wait=0',
        ...(cookie === undefined ? {} : { cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isRaw ? body : JSON.stringify(body), duplex: 'half' }),
    } as RequestInit)
    const response = await app.fetch(request, { incoming: { socket: { remoteAddress: from } } })
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false
    if (isStream) await response.body?.cancel()
    const text = isStream ? '' : await response.text()
    return { status: response.status, headers: response.headers, text, json: jsonOf(text) }
  }
  const signIn: Api['signIn'] = async (login) => {
    const { status, headers } = await ask('POST', '/api/auth/sign-in/email', { body: login })
    const cookie = headers.getSetCookie().find((one) => /^(__Host-)?nextpanel-billing=/.test(one))
    if (status !== 200 || !cookie) throw new Error(`Sign-in answered ${status}.`)
    return cookie.split(';')[0] ?? ''
  }
  const name = `owner-${newId()}`
  await addStaff(test, name, 'owner')
  const ownerLogin = { email: `${name}@hosting.example`, password: staffPassword }
  return { ask, signIn, owner: await signIn(ownerLogin), ownerLogin }
}

/** The code of problem details, or the status. */
export const codeOf = ({ json, status }: Answer): unknown =>
  typeof json === 'object' && json !== null && 'code' in json ? json.code : status
