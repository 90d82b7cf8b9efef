import { Temporal } from 'temporal-polyfill'
import type { Clock } from '../clock/index.ts'
import { type LocalDate, localDate } from './local-date.ts'

/** Returns whether this is the name of a time zone, for example Europe/Berlin. */
export function isTimeZone(name: string): boolean {
  try {
    // The constructor accepts identifiers only. Other methods also accept a whole date and time.
    return new Temporal.ZonedDateTime(0n, name).timeZoneId !== ''
  } catch {
    return false
  }
}

/** Returns the date in a time zone at an instant. */
export const dateAt = (timeZone: string, instant: Date): LocalDate =>
  localDate(
    Temporal.Instant.fromEpochMilliseconds(instant.getTime())
      .toZonedDateTimeISO(timeZone)
      .toPlainDate()
      .toString(),
  )

export const today = (timeZone: string, clock: Clock): LocalDate => dateAt(timeZone, clock.now())

/** Returns the first instant of a day: midnight, or later if the clock skips midnight. */
export const startOfDay = (timeZone: string, date: LocalDate): Date =>
  new Date(Temporal.PlainDate.from(date).toZonedDateTime(timeZone).epochMilliseconds)

/**
 * Returns the instant of a local time on one date, with the offset that is valid on that date. If the clock skips the time,
 * it is moved forward by the skipped duration (02:30 becomes 03:30). If the time occurs twice, it is the first one.
 * @param time "HH:MM"
 */
export const instantOf = (timeZone: string, date: LocalDate, time: string): Date =>
  new Date(
    Temporal.PlainDate.from(date)
      .toPlainDateTime(Temporal.PlainTime.from(time))
      .toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds,
  )
