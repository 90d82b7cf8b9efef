import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { type Domain, requireStaff } from '#server/domain/context.ts'
import { countTry, type SignIn } from '#server/platform/auth/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { allowedMethods } from './api/allowed-methods.ts'
import { openApiHandler } from './api/handler.ts'
import { findActor, makeCall } from './call.ts'
import { clientAddress } from './client-address.ts'
import { docsDoor } from './docs-door.ts'
import type { DoorEnv } from './door-env.ts'
import { reportFault } from './fault.ts'
import { healthDoor } from './health.ts'
import { refuseForeignOrigin } from './origin.ts'
import { answerMethodNotAllowed, answerRefusal, problemResponse } from './problem.ts'
import { readJsonBody } from './request-body.ts'
import { signInDoor } from './sign-in-door.ts'
import { assetDoor, webAppDoor } from './web-app/door.ts'

export interface AppOptions {
  readonly domain: Domain
  readonly signIn: SignIn
  /** Also of tries with set-password links, by one client address. */
  readonly signInLimitPerMinute: number
  readonly publicUrl: string | undefined
  readonly trustedProxies: readonly string[]
  readonly version: string
  readonly state: { readonly accepting: boolean }
  /** Where the built web app lies; null on the port that serves the API alone. */
  readonly webAppDir: string | null
}

const linkCalls = /^\/api\/v1\/password-links\/(?:inspect|use)$/
const isOpen = (path: string) => path === '/api/v1/setup' || linkCalls.test(path)
/** All that customers may call. The rest is refused before their input is looked at, also a call that is added later. */
const customerCalls = /^\/api\/v1\/(?:me|portal|setup|password-links)(?:\/|$)/
const notSignedIn = () =>
  new Refusal('not-signed-in', 'Sign in first: POST /api/auth/sign-in/email, or open /login.')

const noSuchCall = (path: string) =>
  new Refusal('not-found', `There is no ${path.slice(0, 200)}. GET /openapi.json lists every call.`)

/** A link cannot be guessed; this keeps guessing from costing us anything. */
async function limitTries(options: AppOptions, clientAddress: string): Promise<void> {
  const { domain, signInLimitPerMinute } = options
  const tries = await countTry(domain.database.db, {
    key: `password-link|${clientAddress}`,
    windowMs: 60_000,
    now: domain.clock.now(),
  })
  if (tries > signInLimitPerMinute)
    throw new Refusal(
      'too-many-requests',
      'Too many tries from this address. Wait a minute, then open the link again.',
      [],
      60,
    )
}

/** All doors on one port. Order matters: what comes first is asked first. */
export function makeApp(options: AppOptions): Hono<DoorEnv> {
  const { domain, signIn, publicUrl } = options
  const handleApi = openApiHandler()
  const app = new Hono<DoorEnv>()

  // Before the request id and the security headers, which are for pages and calls.
  if (options.webAppDir) app.route('/', assetDoor(options.webAppDir))
  app.use(async (c, next) => {
    const requestId = newId()
    const socketAddress = c.env.incoming.socket.remoteAddress
    const forwardedFor = c.req.header('x-forwarded-for')
    c.set('requestId', requestId)
    c.set(
      'clientAddress',
      clientAddress({ socketAddress, forwardedFor, trustedProxies: options.trustedProxies }),
    )
    const startedAt = performance.now()
    await next()
    c.header('x-request-id', requestId)
    const durationMs = Math.round(performance.now() - startedAt)
    // The path alone: a query may hold what somebody searched for.
    domain.log.debug(
      { requestId, method: c.req.method, path: c.req.path, status: c.res.status, durationMs },
      'request',
    )
  })
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
      },
      xFrameOptions: 'DENY',
      referrerPolicy: 'same-origin',
      strictTransportSecurity: publicUrl?.startsWith('https:') ? 'max-age=31536000' : false,
      crossOriginEmbedderPolicy: false,
    }),
  )
  app.use(async (c, next) => {
    refuseForeignOrigin(c.req.raw, publicUrl)
    await next()
  })
  app.onError(async (error, c) => {
    const requestId = c.get('requestId')
    if (error instanceof Refusal) return answerRefusal(error, requestId)
    return problemResponse(await reportFault(domain, error, requestId))
  })

  app.route('/', healthDoor(domain, options.state))
  app.route('/api/auth', signInDoor(signIn))
  app.all('/api/*', async (c) => {
    const requestId = c.get('requestId')
    const { method, path, raw } = c.req
    const actor = await findActor(domain, signIn, raw.headers)
    if (!actor && !isOpen(path)) throw notSignedIn()
    if (actor && !customerCalls.test(path)) requireStaff({ actor })
    const allowed = allowedMethods(path)
    if (allowed.length === 0) throw noSuchCall(path)
    if (!allowed.includes(method)) return answerMethodNotAllowed({ method, path, allowed }, requestId)
    if (linkCalls.test(path)) await limitTries(options, c.get('clientAddress'))
    const body = method === 'GET' ? null : await readJsonBody(raw)
    const asker = actor ?? { kind: 'system' as const, name: 'nobody' }
    const call = makeCall(raw, { actor: asker, requestId, body: body?.value, keyring: domain.keyring })
    const request = new Request(raw.url, {
      method,
      headers: raw.headers,
      signal: raw.signal,
      ...(body && body.text !== '' ? { body: body.text } : {}),
    })
    const response = await handleApi(request, { domain, call, requestId })
    if (response) return response
    throw noSuchCall(path)
  })
  for (const path of ['/openapi.json', '/docs', '/docs/*'])
    app.use(path, async (c, next) => {
      if (await findActor(domain, signIn, c.req.raw.headers)) return next()
      if (c.req.header('accept')?.includes('text/html') && options.webAppDir) return c.redirect('/login')
      throw notSignedIn()
    })
  app.route('/', docsDoor(options.version))
  if (options.webAppDir) app.route('/', webAppDoor(options.webAppDir))
  app.notFound((c) =>
    answerRefusal(
      new Refusal('not-found', `There is nothing at ${c.req.path.slice(0, 200)}.`),
      c.get('requestId'),
    ),
  )
  return app
}
