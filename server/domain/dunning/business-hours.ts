import type { DunningPolicy } from '#contracts/dunning/schemas.ts'
import { addDays, instantOf, type LocalDate, startOfDay } from '#server/platform/calendar/index.ts'

type Hours = DunningPolicy['hours']

/** Whether hosting may be suspended on a day at all. */
export function isSuspensionDay({ weekdaysOnly }: Hours, day: LocalDate): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return !weekdaysOnly || (weekday !== 0 && weekday !== 6)
}

/** Whether hosting may be suspended now. @param today the date at `now` in the time zone */
export const isSuspensionTime = (hours: Hours, timeZone: string, today: LocalDate, now: Date): boolean =>
  isSuspensionTimeAhead(hours, timeZone, today, now) && now >= hourOf(timeZone, today, hours.from)

/** Whether hosting may be suspended now or later today. */
export const isSuspensionTimeAhead = (hours: Hours, timeZone: string, today: LocalDate, now: Date): boolean =>
  isSuspensionDay(hours, today) && now < hourOf(timeZone, today, hours.until)

const hourOf = (timeZone: string, day: LocalDate, hour: number): Date =>
  hour === 24
    ? startOfDay(timeZone, addDays(day, 1))
    : instantOf(timeZone, day, `${String(hour).padStart(2, '0')}:00`)
