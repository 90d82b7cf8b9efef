import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Clock } from '#server/platform/clock/index.ts'
import { insertFrom, type Tx } from '#server/platform/database/index.ts'
import { type IdempotencyRequest, idempotencyKeyLifetimeMs } from './once.ts'
import { idempotencyKeys } from './table.ts'

/**
 * Binds a key as a part of the statement that writes its result: one row if the key is new or has expired,
 * none if an earlier request has it. Another request with the same key waits for the commit.
 * @param refs the ids of the rows that the statement writes
 * @param source the rows without which nothing is written
 */
export function bindKey(
  { request, clock }: { request: IdempotencyRequest; clock: Clock },
  refs: object,
  source: SQL,
): SQL {
  const now = clock.now()
  const expired = new Date(now.getTime() - idempotencyKeyLifetimeMs).toISOString()
  return sql`${insertFrom(idempotencyKeys, { ...request, refs, createdAt: now }, source)}
    on conflict (actor_key, key) do update
      set request_hash = excluded.request_hash, refs = excluded.refs, created_at = excluded.created_at
      where ${idempotencyKeys}.created_at < ${expired}::timestamptz
    returning 1 as bound`
}

/** Binds the key, which this transaction has bound, to ids that are known only now. */
export async function bindKeyAgain(tx: Tx, request: IdempotencyRequest | null, refs: object): Promise<void> {
  if (!request) return
  const { actorKey, key } = idempotencyKeys
  await tx
    .update(idempotencyKeys)
    .set({ refs })
    .where(and(eq(actorKey, request.actorKey), eq(key, request.key)))
}
