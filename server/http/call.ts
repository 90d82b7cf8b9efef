import type { Call } from '#server/domain/context.ts'
import type { Actor } from '#server/platform/auth/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import type { IdempotencyRequest } from '#server/platform/idempotency/index.ts'
import type { Keyring } from '#server/platform/secrets/index.ts'
import { canonicalJson } from './request-body.ts'

const defaultWaitMs = 10_000
const longestWaitMs = 30_000

/** `Prefer: wait=N` in seconds, 0 to 30; 10 by default. */
export function waitOf(prefer: string | null): number {
  const seconds = /(?:^|[,;\s])wait=(\d{1,6})(?:$|[,;\s])/.exec(prefer ?? '')?.[1]
  return seconds === undefined ? defaultWaitMs : Math.min(Number(seconds) * 1000, longestWaitMs)
}

/** @throws {Refusal} invalid-body for a key that is empty, too long or not visible ASCII */
function idempotencyOf(
  request: Request,
  options: { actor: Actor; body: unknown; keyring: Keyring },
): IdempotencyRequest | null {
  const key = request.headers.get('idempotency-key')
  if (key === null || request.method !== 'POST') return null
  if (!/^[\x20-\x7e]{1,255}$/.test(key)) {
    const message = 'Idempotency-Key must be 1 to 255 visible ASCII characters, preferably a random UUID.'
    throw new Refusal('invalid-body', message, [{ path: 'Idempotency-Key', code: 'invalid', message }])
  }
  const { actor, body, keyring } = options
  const { pathname } = new URL(request.url)
  return {
    actorKey: actor.kind === 'system' ? 'system' : actor.userId,
    key,
    requestHash: keyring.mac('idempotency-key', `${request.method} ${pathname} ${canonicalJson(body)}`),
  }
}

export function makeCall(
  request: Request,
  options: { actor: Actor; requestId: string; body: unknown; keyring: Keyring },
): Call {
  return {
    actor: options.actor,
    requestId: options.requestId,
    idempotency: idempotencyOf(request, options),
    waitMs: waitOf(request.headers.get('prefer')),
    signal: request.signal,
  }
}
