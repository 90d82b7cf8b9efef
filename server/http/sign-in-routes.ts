import { Hono, type Context as HonoContext } from 'hono'
import type { z } from 'zod'
import { passkeyAssertion, secondStep as secondStepBody } from '#contracts/factors/schemas.ts'
import { signIn as signInBody } from '#contracts/session/schemas.ts'
import { findActor } from '#server/domain/access/index.ts'
import type { Domain } from '#server/domain/context.ts'
import {
  type FoundLogin,
  findLogin,
  HashQueueFull,
  hashQueue,
  limitKey,
  passkeyRequest,
  type RelyingParty,
  relyingPartyOf,
  type SecondStepOutcome,
  type Sessions,
  type SignInOutcome,
  signInByPassword,
  signInBySecondFactor,
  TryLimit,
  verifyPasskey,
} from '#server/platform/auth/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { fieldProblems } from './api/field-problems.ts'
import type { HttpEnv } from './http-env.ts'
import { KnownDevices } from './known-device.ts'
import { LoginLimit } from './login-limit.ts'
import { recordSignOut } from './record-session.ts'
import { publicBodyBytes, readJsonBody } from './request-body.ts'
import { SecondStepCookie } from './second-step.ts'
import { SignInRanks } from './sign-in-ranks.ts'

const busy = () =>
  new Refusal('too-many-requests', 'Too many people are signing in now. Try again in a few seconds.', [], 3)

/** In 15 minutes, from all clients that the login does not know. */
const wrongCodesPerLogin = 10

interface SignInOptions {
  readonly domain: Pick<Domain, 'database' | 'clock' | 'keyring'>
  readonly sessions: Sessions
  readonly signInLimitPerMinute: number
  readonly wrongPasswordsPerLogin: number
  readonly publicUrl: string | undefined
}

const inactive = () =>
  new Refusal(
    'account-inactive',
    'This login is not active. Contact your hosting provider. Your hosting is not affected.',
  )
const changed = () =>
  new Refusal('invalid-credentials', 'This login was changed while you signed in. Sign in again.')
const stepExpired = () =>
  new Refusal('sign-in-expired', 'This sign-in has expired. Enter email and password again.')

/** @throws {Refusal} not-supported */
function siteOf(publicUrl: string | undefined): RelyingParty {
  const site = relyingPartyOf(publicUrl)
  if (site) return site
  throw new Refusal(
    'not-supported',
    'Passkeys need a PUBLIC_URL with https and a host name. Use the password.',
  )
}

type PasswordAccepted = Extract<SignInOutcome, { kind: 'signed-in' | 'second-factor' }>

/** @throws {Refusal} for every outcome except a session and a right password of a login with a second factor */
function acceptedBy(outcome: SignInOutcome): PasswordAccepted {
  switch (outcome.kind) {
    case 'signed-in':
    case 'second-factor':
      return outcome
    case 'wrong-password':
      throw new Refusal('invalid-credentials', 'Incorrect email or password.')
    case 'inactive':
      throw inactive()
    case 'changed':
      throw changed()
  }
}

/** @throws {Refusal} for every outcome except a session */
function cookieOf(outcome: SecondStepOutcome): string {
  switch (outcome.kind) {
    case 'signed-in':
      return outcome.cookie
    case 'wrong-code':
      throw new Refusal('invalid-credentials', 'The code is incorrect, or was already used.')
    case 'inactive':
      throw inactive()
    case 'changed':
      throw changed()
  }
}

/** @throws {Refusal} invalid-body */
async function parsedBody<T>(request: Request, schema: z.ZodType<T>, message: string): Promise<T> {
  const parsed = schema.safeParse(await readJsonBody(request, publicBodyBytes))
  if (parsed.success) return parsed.data
  throw new Refusal('invalid-body', message, fieldProblems(parsed.error.issues))
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
  const loginLimit = new LoginLimit(devices, {
    of: 'passwords',
    most: options.wrongPasswordsPerLogin,
    db,
    clock,
  })
  const secondStep = new SecondStepCookie({ keyring: domain.keyring, clock, publicUrl })
  // A limit of its own: a sign-in with two steps does not count twice.
  const codeAddressLimit = new TryLimit({
    name: 'sign-in-code',
    message: 'Too many codes from this address. Wait a minute, then try again.',
    most: options.signInLimitPerMinute,
    windowMs: 60_000,
    db,
    clock,
  })
  const passkeyLimit = new TryLimit({
    name: 'sign-in-passkey',
    message: 'Too many sign-in attempts from this address. Wait a minute, then try again.',
    most: options.signInLimitPerMinute,
    windowMs: 60_000,
    db,
    clock,
  })
  const codeLimit = new LoginLimit(devices, { of: 'codes', most: wrongCodesPerLogin, db, clock })

  function answerSignedIn(c: HonoContext<HttpEnv>, login: FoundLogin, cookie: string): Response {
    const { userId, role, name, email } = login
    ranks.remember(c.get('clientAddress'), email)
    c.header('set-cookie', cookie, { append: true })
    if (devices.idOf(c.req.raw.headers, email) === null)
      c.header('set-cookie', devices.cookieFor(email), { append: true })
    return c.json({ user: { id: userId, role, name, email } })
  }

  routes.post('/sign-in/email', async (c) => {
    const { headers } = c.req.raw
    const address = c.get('clientAddress')
    const addressKey = limitKey(address)
    addressLimit.refuseBurst(addressKey)
    const { email, password } = await parsedBody(
      c.req.raw,
      signInBody,
      'Sign in with an email and a password.',
    )
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
    c.header('cache-control', 'no-store')
    const accepted = acceptedBy(outcome)
    if (accepted.kind === 'second-factor') {
      c.header('set-cookie', secondStep.cookieFor(accepted.login), { append: true })
      return c.json({ secondFactor: true })
    }
    return answerSignedIn(c, accepted.login, accepted.cookie)
  })

  routes.post('/sign-in/code', async (c) => {
    const { headers } = c.req.raw
    const address = c.get('clientAddress')
    const addressKey = limitKey(address)
    codeAddressLimit.refuseBurst(addressKey)
    const factor = await parsedBody(
      c.req.raw,
      secondStepBody,
      'Enter the code of the authenticator app, or a recovery code.',
    )
    const step = secondStep.read(headers)
    if (!step) throw stepExpired()
    await codeAddressLimit.count(addressKey)
    const login = await findLogin(db, { userId: step.userId, addressKey })
    if (!login || !step.isOf(login)) throw stepExpired()
    c.set('login', login.email)
    const attempt = { headers, address, email: login.email }
    codeLimit.refuseKnown(attempt)
    const forget = await codeLimit.count(attempt, login.isKnownAddress)
    const request = { factor, headers, address, addressKey, requestId: c.get('requestId') }
    const cookie = cookieOf(
      await signInBySecondFactor({ db, clock, keyring: domain.keyring, sessions }, login, request),
    )
    await forget()
    c.header('cache-control', 'no-store')
    c.header('set-cookie', secondStep.remove(), { append: true })
    return answerSignedIn(c, login, cookie)
  })

  routes.post('/passkey-options', async (c) => {
    // Without a limit: a signed challenge costs no statement and stores nothing.
    c.header('cache-control', 'no-store')
    return c.json({
      options: await passkeyRequest({ clock, keyring: domain.keyring, site: siteOf(publicUrl) }),
    })
  })

  routes.post('/sign-in/passkey', async (c) => {
    const { headers } = c.req.raw
    const address = c.get('clientAddress')
    const addressKey = limitKey(address)
    passkeyLimit.refuseBurst(addressKey)
    const site = siteOf(publicUrl)
    const assertion = await parsedBody(
      c.req.raw,
      passkeyAssertion,
      'Send the WebAuthn response of the browser as the body.',
    )
    await passkeyLimit.count(addressKey)
    const found = await verifyPasskey({ db, clock, keyring: domain.keyring, site }, assertion)
    const login = found && (await findLogin(db, { userId: found.userId, addressKey }))
    if (!login)
      throw new Refusal(
        'invalid-credentials',
        'The passkey was not accepted. Try again, or use the password.',
      )
    c.set('login', login.email)
    if (!login.isActive) throw inactive()
    const request = { headers, address, addressKey, requestId: c.get('requestId') }
    const cookie = await sessions.begin(login, request, 'passkey')
    if (cookie === null) throw changed()
    c.header('cache-control', 'no-store')
    return answerSignedIn(c, login, cookie)
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
