import { lt } from 'drizzle-orm'
import type { Clock } from '#server/platform/clock/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { idempotencyKeyLifetimeMs } from './once.ts'
import { idempotencyKeys } from './table.ts'

export async function purgeIdempotencyKeys(db: Queryable, clock: Clock): Promise<void> {
  const limit = new Date(clock.now().getTime() - idempotencyKeyLifetimeMs)
  await db.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, limit))
}
