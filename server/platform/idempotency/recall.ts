import { and, eq, gte } from 'drizzle-orm'
import type { z } from 'zod'
import type { Clock } from '#server/platform/clock/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { type IdempotencyRequest, idempotencyKeyLifetimeMs, keyReused } from './once.ts'
import { idempotencyKeys } from './table.ts'

/**
 * Returns the result of an earlier request with this key, before any call outside the database. Null for the
 * first request. Two concurrent requests may both get null: `once` decides between them.
 * @throws {Refusal} idempotency-key-reused
 */
export async function recall<Refs extends object>(
  db: Queryable,
  { request, refs, clock }: { request: IdempotencyRequest | null; refs: z.ZodType<Refs>; clock: Clock },
): Promise<Refs | null> {
  if (!request) return null
  const [earlier] = await db
    .select()
    .from(idempotencyKeys)
    .where(
      and(
        eq(idempotencyKeys.actorKey, request.actorKey),
        eq(idempotencyKeys.key, request.key),
        gte(idempotencyKeys.createdAt, new Date(clock.now().getTime() - idempotencyKeyLifetimeMs)),
      ),
    )
  if (!earlier) return null
  if (earlier.requestHash !== request.requestHash) throw keyReused()
  return refs.parse(earlier.refs)
}
