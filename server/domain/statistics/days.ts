import { addDays, dateAt, startOfDay } from '#server/platform/calendar/index.ts'

/** A calendar day in a time zone, and the instant at which it begins there. */
export interface Day {
  /** For example 2026-11-23. */
  readonly day: string
  readonly startsAt: Date
}

/**
 * Returns the last `count` days in a time zone, oldest first, up to the day of `now`. A day has 23 or 25
 * hours if the clock changes, and begins later than midnight if the clock skips midnight.
 */
export function lastDays(timeZone: string, now: Date, count: number): Day[] {
  const today = dateAt(timeZone, now)
  return Array.from({ length: count }, (_, index) => {
    const day = addDays(today, index + 1 - count)
    return { day, startsAt: startOfDay(timeZone, day) }
  })
}
