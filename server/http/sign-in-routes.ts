import { Hono } from 'hono'
import { signIn as signInBody } from '#contracts/session/schemas.ts'
import { findActor } from '#server/domain/access/index.ts'
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
import { recordSignIn, recordSignOut } from './record-session.ts'
import { publicBodyBytes, readJsonBody } from './request-body.ts'
import { SignInRanks } from './sign-in-ranks.ts'
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
  const ranks = new SignInRanks(domain.clock, devices)
  const limit = new TryLimit({
    name: 'sign-in',
    message: 'Too many sign-in attempts from this address. Wait a minute, then try again.',
    most: signInLimitPerMinute,
    db: domain.database.db,
    clock: domain.clock,
  })

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
    limit.refuseKnown(address)
    const value = await readJsonBody(c.req.raw, publicBodyBytes)
    const parsed = signInBody.safeParse(value)
    if (!parsed.success)
      throw new Refusal(
        'invalid-body',
        'Sign in with an email and a password.',
        fieldProblems(parsed.error.issues),
      )
    const { email, password } = parsed.data
    c.set('login', email)
    const { href } = new URL(`/api/auth${passwordSignInPath}`, c.req.url)
    const answer = await hashQueue
      .runForStranger(ranks.of({ headers: c.req.raw.headers, address, email }), async () => {
        await limit.count(address)
        return forward(c.req.raw, address, JSON.stringify({ email, password }), href)
      })
      .catch((error) => {
        throw error instanceof HashQueueFull ? busy() : error
      })
    await recordSignIn(domain, answer, { address, requestId: c.get('requestId') })
    ranks.remember(address, email)
    if (devices.idOf(c.req.raw.headers, email) === null)
      answer.headers.append('set-cookie', devices.cookieFor(email))
    return answer
  })
  routes.post('/sign-out', async (c) => {
    const actor = await findActor(domain, signIn, c.req.raw.headers)
    const answer = await forward(c.req.raw, c.get('clientAddress'), '{}')
    if (actor)
      await recordSignOut(domain, actor, { address: c.get('clientAddress'), requestId: c.get('requestId') })
    return answer
  })
  routes.get('/get-session', (c) => forward(c.req.raw, c.get('clientAddress'), null))
  return routes
}
