import { Temporal } from 'temporal-polyfill'

/** A calendar day in a time zone, and the instant at which it begins there. */
export interface Day {
  /** For example 2026-11-23. */
  readonly day: string
  readonly startsAt: Date
}

/** Returns whether this is the name of a time zone, for example Europe/Berlin. */
export function isTimeZone(name: string): boolean {
  try {
    // The constructor accepts identifiers only. Other methods also accept a whole date and time.
    return new Temporal.ZonedDateTime(0n, name).timeZoneId !== ''
  } catch {
    return false
  }
}

/**
 * Returns the last `count` days in a time zone, oldest first, up to the day of `now`. A day has 23 or 25
 * hours if the clock changes, and begins later than midnight if the clock skips midnight.
 */
export function lastDays(timeZone: string, now: Date, count: number): Day[] {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
  return Array.from({ length: count }, (_, index) => {
    const day = today.subtract({ days: count - 1 - index })
    return { day: day.toString(), startsAt: new Date(day.toZonedDateTime(timeZone).epochMilliseconds) }
  })
}
