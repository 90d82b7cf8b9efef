import { and, eq, lt } from 'drizzle-orm'
import type { z } from 'zod'
import type { Clock } from '#server/platform/clock/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { idempotencyKeys } from './table.ts'

/** An Idempotency-Key from a request, with its actor and the request that it was sent with. */
export interface IdempotencyRequest {
  readonly actorKey: string
  readonly key: string
  readonly requestHash: string
}

export const idempotencyKeyLifetimeMs = 24 * 60 * 60 * 1000

export const keyReused = () =>
  new Refusal(
    'idempotency-key-reused',
    'This Idempotency-Key was already used with a different request. Repeat the earlier request unchanged, or use a new key.',
  )

/**
 * Runs `perform` once per key, inside its transaction. Only the commit binds the key, so a refused request
 * may be corrected and sent again under it. A second request with the same key waits for the first one's
 * commit (unique index) and then gets the same refs.
 * @returns the ids of the rows, created now or earlier
 * @throws {Refusal} idempotency-key-reused if the key was used with another body
 */
export async function once<Refs extends object>(
  tx: Queryable,
  options: { request: IdempotencyRequest | null; refs: z.ZodType<Refs>; clock: Clock },
  perform: () => Promise<Refs>,
): Promise<Refs> {
  const { request, clock } = options
  if (!request) return perform()
  const mine = and(eq(idempotencyKeys.actorKey, request.actorKey), eq(idempotencyKeys.key, request.key))
  const expired = lt(idempotencyKeys.createdAt, new Date(clock.now().getTime() - idempotencyKeyLifetimeMs))
  await tx.delete(idempotencyKeys).where(and(mine, expired))
  const bound = await tx
    .insert(idempotencyKeys)
    .values({ ...request, refs: {}, createdAt: clock.now() })
    .onConflictDoNothing()
    .returning({ key: idempotencyKeys.key })
  if (bound.length === 0) {
    const [earlier] = await tx.select().from(idempotencyKeys).where(mine)
    if (earlier && earlier.requestHash !== request.requestHash) throw keyReused()
    return options.refs.parse(earlier?.refs)
  }
  const refs = await perform()
  await tx.update(idempotencyKeys).set({ refs }).where(mine)
  return refs
}
