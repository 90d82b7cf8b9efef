import { formatLocalDate } from '../../lib/format-local-date.ts'
import { words } from '../../words/index.ts'

/** Returns the date before a date without time. */
function dayBefore(date: string): string {
  const day = new Date(`${date}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() - 1)
  return day.toISOString().slice(0, 10)
}

/** The first and the last day of a half-open period. */
export const periodText = (start: string, end: string): string =>
  words.billing.period(formatLocalDate(start), formatLocalDate(dayBefore(end)))
