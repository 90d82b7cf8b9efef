import { sql } from 'drizzle-orm'
import type { Clock } from '#server/platform/clock/index.ts'
import { type Database, rowsOf } from '#server/platform/database/index.ts'
import { type Finding, failed, ok, warning } from './finding.ts'

const warnMs = 5_000
const failMs = 60_000

/** @param offsetMs positive if this machine is ahead */
export function judgeClock(offsetMs: number, other: string): Finding {
  const difference = Math.abs(offsetMs)
  if (difference <= warnMs) return ok('clock', `This machine and ${other} have the same time.`)
  const direction = offsetMs > 0 ? 'ahead of' : 'behind'
  const message = `This machine is ${Math.round(difference / 1000)} s ${direction} ${other}.`
  const remedy = 'Synchronize both clocks (NTP). Leases and time limits depend on them.'
  return difference > failMs ? failed('clock', message, remedy) : warning('clock', message, remedy)
}

/** Compares with the clock of PostgreSQL. The embedded database uses the clock of this machine. */
export async function checkDatabaseClock(database: Database, clock: Clock): Promise<Finding[]> {
  if (database.kind === 'embedded') return []
  const before = clock.now().getTime()
  const [row] = rowsOf(
    await database.db.execute(sql`select extract(epoch from clock_timestamp())::float8 * 1000 as now`),
  )
  const middle = (before + clock.now().getTime()) / 2
  return [judgeClock(middle - Number(row?.now), 'the database')]
}
