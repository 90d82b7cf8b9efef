import { Hono } from 'hono'
import { signIn as signInBody } from '#contracts/session/schemas.ts'
import { findActor } from '#server/domain/access/index.ts'
import type { Domain } from '#server/domain/context.ts'
import {
  type FoundLogin,
  findLogin,
  HashQueueFull,
  hashQueue,
  limitKey,
  type Sessions,
  type SignInOutcome,
  signInByPassword,
  TryLimit,
} from '#server/platform/auth/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { fieldProblems } from './api/field-problems.ts'
import type { HttpEnv } from './http-env.ts'
import { KnownDevices } from './known-device.ts'
import { LoginLimit } from './login-limit.ts'
import { recordSignOut } from './record-session.ts'
import { publicBodyBytes, readJsonBody } from './request-body.ts'
import { SignInRanks } from './sign-in-ranks.ts'

const busy = () =>
  new Refusal('too-many-requests', 'Too many people are signing in now. Try again in a few seconds.', [], 3)

interface SignInOptions {
  readonly domain: Pick<Domain, 'database' | 'clock' | 'keyring'>
  readonly sessions: Sessions
  readonly signInLimitPerMinute: number
  readonly wrongPasswordsPerLogin: number
  readonly publicUrl: string | undefined
}

/** @throws {Refusal} for every outcome except a session */
function sessionOf(outcome: SignInOutcome): { login: FoundLogin; cookie: string } {
  switch (outcome.kind) {
    case 'signed-in':
      return outcome
    case 'wrong-password':
      throw new Refusal('invalid-credentials', 'Incorrect email or password.')
    case 'inactive':
      throw new Refusal(
        'account-inactive',
        'This login is not active. Contact your hosting company. Your hosting is not affected.',
      )
    case 'changed':
      throw new Refusal('invalid-credentials', 'This login was changed while you signed in. Sign in again.')
  }
}

/**
 * Signing in and out. A sign-in waits for its turn in the queue of hashes before its first statement, so a flood
 * of them cannot occupy the database either.
 */
export function signInRoutes(options: SignInOptions): Hono<HttpEnv> {
  const { domain, sessions, publicUrl } = options
  const { db } = domain.database
  const { clock } = domain
  const routes = new Hono<HttpEnv>()
  const devices = new KnownDevices(domain.keyring, publicUrl)
  const ranks = new SignInRanks(clock, devices)
  const addressLimit = new TryLimit({
    name: 'sign-in',
    message: 'Too many sign-in attempts from this address. Wait a minute, then try again.',
    most: options.signInLimitPerMinute,
    windowMs: 60_000,
    db,
    clock,
  })
  const loginLimit = new LoginLimit(devices, { most: options.wrongPasswordsPerLogin, db, clock })

  routes.post('/sign-in/email', async (c) => {
    const { headers } = c.req.raw
    const address = c.get('clientAddress')
    const addressKey = limitKey(address)
    addressLimit.refuseBurst(addressKey)
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
    const attempt = { headers, address, email }
    const requestId = c.get('requestId')
    loginLimit.refuseKnown(attempt)
    const outcome = await hashQueue
      .runForStranger(ranks.of(attempt), async () => {
        await addressLimit.count(addressKey)
        const login = await findLogin(db, { email, addressKey })
        const forget = await loginLimit.count(attempt, login?.isKnownAddress ?? false)
        const request = { password, headers, address, addressKey, requestId }
        const result = await signInByPassword(sessions, login, request)
        if (result.kind !== 'wrong-password') await forget()
        return result
      })
      .catch((error) => {
        throw error instanceof HashQueueFull ? busy() : error
      })
    const { login, cookie } = sessionOf(outcome)
    ranks.remember(address, email)
    c.header('set-cookie', cookie, { append: true })
    if (devices.idOf(headers, email) === null)
      c.header('set-cookie', devices.cookieFor(email), { append: true })
    c.header('cache-control', 'no-store')
    const { userId, role, name } = login
    return c.json({ user: { id: userId, role, name, email: login.email } })
  })

  routes.post('/sign-out', async (c) => {
    const { headers } = c.req.raw
    const actor = await findActor(domain, sessions, headers)
    const { cookie } = await sessions.end(headers)
    if (actor)
      await recordSignOut(domain, actor, { address: c.get('clientAddress'), requestId: c.get('requestId') })
    c.header('set-cookie', cookie)
    c.header('cache-control', 'no-store')
    return c.json({ success: true })
  })

  routes.get('/get-session', async (c) => {
    const actor = await findActor(domain, sessions, c.req.raw.headers)
    c.header('cache-control', 'no-store')
    if (actor === null || actor.kind === 'system') return c.json(null)
    const { userId, kind, name, email } = actor
    return c.json({ user: { id: userId, role: kind, name, email } })
  })
  return routes
}
