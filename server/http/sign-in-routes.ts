import { Hono } from 'hono'
import { signIn as signInBody } from '#contracts/session/schemas.ts'
import {
  clientAddressHeader,
  inactiveCode,
  passwordSignInPath,
  type SignIn,
} from '#server/platform/auth/index.ts'
import { Refusal, type RefusalCode } from '#server/platform/errors/index.ts'
import { fieldProblems } from './api/field-problems.ts'
import type { HttpEnv } from './http-env.ts'
import { readJsonBody } from './request-body.ts'

const refusals: Record<number, { code: RefusalCode; message: string }> = {
  401: { code: 'invalid-credentials', message: 'Incorrect email or password.' },
  403: {
    code: 'account-inactive',
    message: 'This login is not active. Contact your hosting company. Your hosting is not affected.',
  },
  429: {
    code: 'too-many-requests',
    message: 'Too many sign-in attempts from this address. Wait a minute, then try again.',
  },
}

/** Only these three calls of better-auth are served. Their failures are returned in our own format. */
export function signInRoutes(signIn: SignIn): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>()

  /** The session is in an HttpOnly cookie. Its token must not be in a body that scripts can read. */
  async function withoutToken(answer: Response): Promise<Response> {
    const {
      token: _,
      session: __,
      ...body
    } = { ...((await answer.json()) as Record<string, unknown> | null) }
    const headers = new Headers(answer.headers)
    headers.delete('content-length')
    headers.set('cache-control', 'no-store')
    return Response.json(body, { status: answer.status, headers })
  }

  async function forward(
    request: Request,
    address: string,
    body: string | null,
    url = request.url,
  ): Promise<Response> {
    const headers = new Headers(request.headers)
    headers.delete('content-length')
    headers.set(clientAddressHeader, address)
    if (body !== null) headers.set('content-type', 'application/json')
    const answer = await signIn.handler(new Request(url, { method: request.method, headers, body }))
    if (answer.status < 400) return withoutToken(answer)
    const problem = (await answer.json().catch(() => null)) as { code?: unknown } | null
    const refusal = refusals[answer.status]
    // 403 has one cause here: the session hook.
    if (!refusal || (answer.status === 403 && problem?.code !== inactiveCode))
      throw new Error(`Sign-in failed with status ${answer.status}.`)
    const retryAfter = Number(answer.headers.get('x-retry-after')) || undefined
    throw new Refusal(refusal.code, refusal.message, [], retryAfter)
  }

  routes.post('/sign-in/email', async (c) => {
    const value = await readJsonBody(c.req.raw)
    const parsed = signInBody.safeParse(value)
    if (!parsed.success)
      throw new Refusal(
        'invalid-body',
        'Sign in with an email and a password.',
        fieldProblems(parsed.error.issues),
      )
    const { email, password } = parsed.data
    const { href } = new URL(`/api/auth${passwordSignInPath}`, c.req.url)
    return forward(c.req.raw, c.get('clientAddress'), JSON.stringify({ email, password }), href)
  })
  routes.post('/sign-out', (c) => forward(c.req.raw, c.get('clientAddress'), '{}'))
  routes.get('/get-session', (c) => forward(c.req.raw, c.get('clientAddress'), null))
  return routes
}
