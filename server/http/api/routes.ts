import { Hono } from 'hono'
import type { CallLimit } from '#contracts/call.ts'
import { notSignedIn, whyFieldNotAllowed, whyNotAllowed, whyNotRecent } from '#server/domain/access/index.ts'
import { contextOf, type Domain } from '#server/domain/context.ts'
import { refuseClosedSetup } from '#server/domain/staff/index.ts'
import type { RefusalLog } from '#server/platform/audit/index.ts'
import { type Actor, limitKey, type Sessions, systemActor, TryLimit } from '#server/platform/auth/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { makeCall } from '../call.ts'
import type { HttpEnv } from '../http-env.ts'
import { answerMethodNotAllowed } from '../problem.ts'
import { refusedRequest } from '../refused-request.ts'
import { bodyLimitOf, readJsonBody, refuseOtherMediaType } from '../request-body.ts'
import { type FoundCall, findCalls } from './find-call.ts'
import { senderFinder } from './find-sender.ts'
import { openApiHandler } from './handler.ts'
import { withPdfAddress } from './pdf-address.ts'
import type { SessionStreams } from './session-streams.ts'

/** A body that takes longer gives its sender time to be disabled or signed out. */
export const slowBodyMs = 250

interface ApiOptions {
  readonly domain: Domain
  readonly sessions: Sessions
  readonly streams: SessionStreams
  readonly refusals: RefusalLog
  readonly signInLimitPerMinute: number
}

const noSuchCall = (path: string) =>
  new Refusal('not-found', `${path.slice(0, 200)} does not exist. GET /openapi.json lists every call.`)

/**
 * Serves every call of the contract. A caller without access is refused before the body is read. A caller
 * without a session cannot find out which calls exist.
 */
export function apiRoutes(options: ApiOptions): Hono<HttpEnv> {
  const { domain, sessions, signInLimitPerMinute } = options
  const findActorOf = senderFinder({ domain, sessions, mostInvalid: signInLimitPerMinute })
  const handleApi = openApiHandler()
  const limits = limitsOf(options)
  const routes = new Hono<HttpEnv>()
  routes.all('/api/*', async (c) => {
    const requestId = c.get('requestId')
    const { method } = c.req
    const raw = withPdfAddress(c.req.raw)
    const path = new URL(raw.url).pathname
    const findSender = async () => {
      const sender = await findActorOf(raw.headers, c.get('clientAddress'))
      if (sender) c.set('actor', sender)
      return sender
    }
    let actor = await findSender()
    const calls = await findCalls(path)
    const found = calls.find((call) => call.method === method)
    if (!found) {
      refuseWithoutAny(actor, calls)
      if (calls.length === 0) throw noSuchCall(path)
      return answerMethodNotAllowed({ method, path, allowed: calls.map((call) => call.method) }, requestId)
    }
    c.set('route', found.route)
    const refusal = whyNotAllowed(actor, found.access)
    if (refusal) throw refusal
    const now = domain.clock.now()
    const tooOld = whyNotRecent(actor, found.recent, { now })
    if (tooOld) throw tooOld
    if (found.limit) await limits[found.limit](c.get('clientAddress'))
    const readFrom = performance.now()
    const isUpload = found.upload !== undefined
    if (isUpload) refuseOtherMediaType(raw, found.upload)
    // The input of an upload is its query: the body is the file, which the handler reads.
    const body = isUpload
      ? Object.fromEntries(new URL(raw.url).searchParams)
      : method === 'GET'
        ? undefined
        : await readJsonBody(raw, bodyLimitOf(found.access))
    const stillAllowed = async () => {
      actor = await findSender()
      const lateRefusal = whyNotAllowed(actor, found.access)
      if (lateRefusal) throw lateRefusal
    }
    if (performance.now() - readFrom >= slowBodyMs) await stillAllowed()
    const fieldRefusal = whyFieldNotAllowed(actor, found.fieldAccess, body)
    if (fieldRefusal) throw fieldRefusal
    const fieldTooOld = whyNotRecent(actor, found.recent, { now, body })
    if (fieldTooOld) throw fieldTooOld
    const call = makeCall(raw, {
      actor: actor ?? systemActor('nobody'),
      requestId,
      body,
      keyring: domain.keyring,
    })
    const response = await handleApi(raw, {
      ctx: contextOf(domain, call),
      streams: options.streams,
      requestId,
      body,
      upload: { body: isUpload ? raw.body : null, stillAllowed },
      noteRefusal(error) {
        const refused = refusedRequest(c, error)
        if (refused) options.refusals.note(refused)
      },
    })
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

type CheckLimit = (clientAddress: string) => Promise<void>

function limitsOf({ domain, signInLimitPerMinute }: ApiOptions): Record<CallLimit, CheckLimit> {
  function limit(name: CallLimit, message: string): CheckLimit {
    const tries = new TryLimit({
      name,
      message,
      most: signInLimitPerMinute,
      windowMs: 60_000,
      db: domain.database.db,
      clock: domain.clock,
    })
    return (address) => {
      const key = limitKey(address)
      tries.refuseBurst(key)
      return tries.count(key)
    }
  }
  // Neither token can be guessed. The limits bound the cost of attempts.
  const setup = limit(
    'setup',
    'Too many attempts from this address. Wait a minute, then open the setup link again.',
  )
  return {
    'password-link': limit(
      'password-link',
      'Too many attempts from this address. Wait a minute, then open the link again.',
    ),
    'password-reset': limit(
      'password-reset',
      'Too many requests from this address. Wait a minute, then try again.',
    ),
    async setup(address) {
      await refuseClosedSetup(domain)
      await setup(address)
    },
  }
}
