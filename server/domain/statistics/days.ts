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

const plainDay = (timeZone: string, at: Date) =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDate()

/** The day of the calendar that an instant is in, e.g. 2026-11-23. */
export const dayOf = (timeZone: string, at: Date): string => plainDay(timeZone, at).toString()

/**
 * Returns the last `count` days in a time zone, oldest first, up to the day of `now`. A day has 23 or 25
 * hours if the clock changes, and begins later than midnight if the clock skips midnight.
 */
export function lastDays(timeZone: string, now: Date, count: number): Day[] {
  const today = plainDay(timeZone, now)
  return Array.from({ length: count }, (_, index) => {
    const day = today.subtract({ days: count - 1 - index })
    return { day: day.toString(), startsAt: new Date(day.toZonedDateTime(timeZone).epochMilliseconds) }
  })
}
