import { Hono } from 'hono'
import { signIn as signInBody } from '#contracts/session/schemas.ts'
import type { Domain } from '#server/domain/context.ts'
import {
  clientAddressHeader,
  HashQueueFull,
  hashQueue,
  inactiveCode,
  passwordSignInPath,
  type SignIn,
} from '#server/platform/auth/index.ts'
import { Refusal, type RefusalCode } from '#server/platform/errors/index.ts'
import { fieldProblems } from './api/field-problems.ts'
import type { HttpEnv } from './http-env.ts'
import { KnownDevices } from './known-device.ts'
import { publicBodyBytes, readJsonBody } from './request-body.ts'
import { TryLimit } from './try-limit.ts'

const refusals: Record<number, { code: RefusalCode; message: string }> = {
  401: { code: 'invalid-credentials', message: 'Incorrect email or password.' },
  403: {
    code: 'account-inactive',
    message: 'This login is not active. Contact your hosting company. Your hosting is not affected.',
  },
}

const busy = () =>
  new Refusal('too-many-requests', 'Too many people are signing in now. Try again in a few seconds.', [], 3)

// A device is served first for this number of attempts per minute.
const firstTriesOfDevice = 5

interface SignInOptions {
  readonly domain: Pick<Domain, 'database' | 'clock' | 'keyring'>
  readonly signIn: SignIn
  readonly signInLimitPerMinute: number
  readonly publicUrl: string | undefined
}

/**
 * Only these three calls of better-auth are served. Their failures are returned in our own format. A sign-in
 * waits for its turn in the queue of hashes before its first statement, so a flood of them cannot occupy the
 * database either.
 */
export function signInRoutes({
  domain,
  signIn,
  signInLimitPerMinute,
  publicUrl,
}: SignInOptions): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>()
  const devices = new KnownDevices(domain.keyring, publicUrl)
  const limitOf = (name: string) =>
    new TryLimit({
      name,
      message: 'Too many sign-in attempts from this address. Wait a minute, then try again.',
      most: signInLimitPerMinute,
      db: domain.database.db,
      clock: domain.clock,
    })
  const ofAddress = limitOf('sign-in')
  const ofDevice = limitOf('sign-in-device')

  /** The place in the queue: 0 is first. */
  function rankOf(headers: Headers, address: string, email: string): number {
    const device = devices.idOf(headers, email)
    if (device !== null && ofDevice.rank(device) < firstTriesOfDevice) return 0
    return 1 + ofAddress.rank(address)
  }

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
    throw new Refusal(refusal.code, refusal.message)
  }

  routes.post('/sign-in/email', async (c) => {
    const address = c.get('clientAddress')
    ofAddress.refuseKnown(address)
    const value = await readJsonBody(c.req.raw, publicBodyBytes)
    const parsed = signInBody.safeParse(value)
    if (!parsed.success)
      throw new Refusal(
        'invalid-body',
        'Sign in with an email and a password.',
        fieldProblems(parsed.error.issues),
      )
    const { email, password } = parsed.data
    const { href } = new URL(`/api/auth${passwordSignInPath}`, c.req.url)
    const answer = await hashQueue
      .runForStranger(rankOf(c.req.raw.headers, address, email), async () => {
        await ofAddress.count(address)
        return forward(c.req.raw, address, JSON.stringify({ email, password }), href)
      })
      .catch((error) => {
        throw error instanceof HashQueueFull ? busy() : error
      })
    if (devices.idOf(c.req.raw.headers, email) === null)
      answer.headers.append('set-cookie', devices.cookieFor(email))
    return answer
  })
  routes.post('/sign-out', (c) => forward(c.req.raw, c.get('clientAddress'), '{}'))
  routes.get('/get-session', (c) => forward(c.req.raw, c.get('clientAddress'), null))
  return routes
}
