import { Hono } from 'hono'
import type { CallLimit } from '#contracts/call.ts'
import { findActor, notSignedIn, whyNotAllowed } from '#server/domain/access/index.ts'
import { contextOf, type Domain } from '#server/domain/context.ts'
import { type Actor, countTry, type SignIn, systemActor } from '#server/platform/auth/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { makeCall } from '../call.ts'
import type { HttpEnv } from '../http-env.ts'
import { answerMethodNotAllowed } from '../problem.ts'
import { readJsonBody } from '../request-body.ts'
import { type FoundCall, findCalls } from './find-call.ts'
import { openApiHandler } from './handler.ts'

interface ApiOptions {
  readonly domain: Domain
  readonly signIn: SignIn
  readonly signInLimitPerMinute: number
}

const noSuchCall = (path: string) =>
  new Refusal('not-found', `${path.slice(0, 200)} does not exist. GET /openapi.json lists every call.`)

/**
 * Serves every call of the contract. A caller without access is refused before the body is read. A caller
 * without a session cannot find out which calls exist.
 */
export function apiRoutes(options: ApiOptions): Hono<HttpEnv> {
  const { domain, signIn } = options
  const handleApi = openApiHandler()
  const routes = new Hono<HttpEnv>()
  routes.all('/api/*', async (c) => {
    const requestId = c.get('requestId')
    const { method, raw } = c.req
    const path = new URL(raw.url).pathname
    const actor = await findActor(domain, signIn, raw.headers)
    const calls = await findCalls(path)
    const found = calls.find((call) => call.method === method)
    if (!found) {
      refuseWithoutAny(actor, calls)
      if (calls.length === 0) throw noSuchCall(path)
      return answerMethodNotAllowed({ method, path, allowed: calls.map((call) => call.method) }, requestId)
    }
    const refusal = whyNotAllowed(actor, found.access)
    if (refusal) throw refusal
    if (found.limit) await limits[found.limit](options, c.get('clientAddress'))
    const body = method === 'GET' ? undefined : await readJsonBody(raw)
    const call = makeCall(raw, {
      actor: actor ?? systemActor('nobody'),
      requestId,
      body,
      keyring: domain.keyring,
    })
    const response = await handleApi(raw, { ctx: contextOf(domain, call), requestId, body })
    if (!response) throw noSuchCall(path)
    return response
  })
  return routes
}

/** Refuses a caller who may use none of a path's calls, without listing its methods. */
function refuseWithoutAny(actor: Actor | null, calls: readonly FoundCall[]): void {
  if (calls.length === 0 && actor === null) throw notSignedIn()
  const refusals = calls.map(({ access }) => whyNotAllowed(actor, access))
  const [first] = refusals
  if (first && refusals.every((refusal) => refusal !== null)) throw first
}

const limits: Record<CallLimit, (options: ApiOptions, clientAddress: string) => Promise<void>> = {
  // A link cannot be guessed. The limit bounds the cost of attempts.
  async 'link-tries'({ domain, signInLimitPerMinute }, clientAddress) {
    const tries = await countTry(domain.database.db, {
      key: `password-link|${clientAddress}`,
      windowMs: 60_000,
      now: domain.clock.now(),
    })
    if (tries > signInLimitPerMinute)
      throw new Refusal(
        'too-many-requests',
        'Too many attempts from this address. Wait a minute, then open the link again.',
        [],
        60,
      )
  },
}
