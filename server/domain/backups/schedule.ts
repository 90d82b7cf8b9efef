const dayMs = 86_400_000
const minuteMs = 60_000

/** Returns the newest time of the schedule that is not after `now`. @param minutes of the day in UTC, sorted */
export function newestDue(minutes: readonly number[], now: Date): Date {
  const today = Math.floor(now.getTime() / dayMs) * dayMs
  const times = [today - dayMs, today].flatMap((day) => minutes.map((minute) => day + minute * minuteMs))
  const newest = times.findLast((time) => time <= now.getTime())
  if (newest === undefined) throw new RangeError('A schedule has at least one time.')
  return new Date(newest)
}

/** Returns the first time of the schedule that is after `now`. @param minutes of the day in UTC, sorted */
export function nextDue(minutes: readonly number[], now: Date): Date {
  const today = Math.floor(now.getTime() / dayMs) * dayMs
  const times = [today, today + dayMs].flatMap((day) => minutes.map((minute) => day + minute * minuteMs))
  const next = times.find((time) => time > now.getTime())
  if (next === undefined) throw new RangeError('A schedule has at least one time.')
  return new Date(next)
}

export interface Retention {
  readonly daily: number
  readonly weekly: number
  readonly monthly: number
}

/**
 * Returns the times whose backups are kept: the newest one of each of the last days, weeks (from Monday) and months, in
 * UTC, that have a backup. The newest of all is always kept.
 */
export function keptTimes(
  times: readonly Date[],
  { daily, weekly, monthly }: Retention,
): ReadonlySet<number> {
  const newestFirst = times.map((time) => time.getTime()).toSorted((a, b) => b - a)
  const kept = new Set(newestFirst.slice(0, 1))
  const keepNewestOf = (count: number, periodOf: (time: number) => number | string) => {
    const periods = new Set<number | string>()
    for (const time of newestFirst) {
      const period = periodOf(time)
      if (periods.has(period)) continue
      if (periods.size === count) return
      periods.add(period)
      kept.add(time)
    }
  }
  keepNewestOf(daily, (time) => Math.floor(time / dayMs))
  // 1970-01-01 was a Thursday.
  keepNewestOf(weekly, (time) => Math.floor((time / dayMs + 3) / 7))
  keepNewestOf(monthly, (time) => new Date(time).toISOString().slice(0, 7))
  return kept
}
