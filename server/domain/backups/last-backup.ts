import { and, desc, eq, lte } from 'drizzle-orm'
import { latestPlausible } from '#server/platform/backup/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { backups } from '../tables/backups.ts'

export interface LastBackup {
  /** Time of its snapshot. */
  readonly startedAt: Date
  readonly endedAt: Date | null
  readonly state: 'running' | 'succeeded' | 'failed'
  readonly place: string
  readonly file: string
  readonly bytes: number | null
  readonly rows: number | null
  /** The reason of a failure, and the remedy. Null: it did not fail. */
  readonly problem: string | null
}

/**
 * Returns the newest backup of the schedule, and the newest one that succeeded. Null: there is none. One with a time in
 * the future does not count: it would hide each failure until then.
 */
export async function lastBackup(
  db: Queryable,
  now: Date,
): Promise<{ readonly newest: LastBackup | null; readonly succeeded: LastBackup | null }> {
  const shape = {
    startedAt: backups.startedAt,
    endedAt: backups.endedAt,
    state: backups.state,
    place: backups.place,
    file: backups.file,
    bytes: backups.bytes,
    rows: backups.rows,
    problem: backups.problem,
  }
  const newestFirst = desc(backups.startedAt)
  const isPast = lte(backups.startedAt, latestPlausible(now))
  const [newest] = await db.select(shape).from(backups).where(isPast).orderBy(newestFirst).limit(1)
  const [succeeded] = await db
    .select(shape)
    .from(backups)
    .where(and(isPast, eq(backups.state, 'succeeded')))
    .orderBy(newestFirst)
    .limit(1)
  return { newest: newest ?? null, succeeded: succeeded ?? null }
}
