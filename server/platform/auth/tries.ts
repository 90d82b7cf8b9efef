import { eq, gt, lt, or, sql } from 'drizzle-orm'
import type { Queryable } from '#server/platform/database/index.ts'
import { rateLimits } from './table.ts'

/**
 * Counts one more attempt under a key.
 * @returns the number of attempts in the current window, including this one, and the end of the window
 */
export async function countTry(
  db: Queryable,
  { key, windowMs, now }: { key: string; windowMs: number; now: Date },
): Promise<{ count: number; endsAtMs: number }> {
  const nowMs = now.getTime()
  // A window that begins in the future: the clock was set back since.
  const isOver = or(
    lt(rateLimits.lastRequest, nowMs - windowMs),
    gt(rateLimits.lastRequest, nowMs + windowMs),
  )
  // During a window, `lastRequest` is the start of the window.
  const [row] = await db
    .insert(rateLimits)
    .values({ key, count: 1, lastRequest: nowMs })
    .onConflictDoUpdate({
      target: rateLimits.key,
      set: {
        count: sql`case when ${isOver} then 1 else ${rateLimits.count} + 1 end`,
        lastRequest: sql`case when ${isOver} then ${nowMs} else ${rateLimits.lastRequest} end`,
      },
    })
    .returning({ count: rateLimits.count, startedAtMs: rateLimits.lastRequest })
  return { count: row?.count ?? 1, endsAtMs: (row?.startedAtMs ?? nowMs) + windowMs }
}

/** Deletes the count of a key. */
export async function forgetTries(db: Queryable, key: string): Promise<void> {
  await db.delete(rateLimits).where(eq(rateLimits.key, key))
}
