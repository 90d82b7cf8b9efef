declare const localDateBrand: unique symbol

/** A date of the calendar without time and zone, "YYYY-MM-DD" from 0001-01-01 to 9999-12-31. Dates sort as text. */
export type LocalDate = string & { readonly [localDateBrand]: true }

const dayMs = 86_400_000
const largestYear = 9999

// Dates are counted as days instead of with Temporal, because billing runs compute millions of them. calendar.test.ts
// compares the results with Temporal.
const isLocalDate = (text: string): text is LocalDate => {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const { year, month, day } = partsOf(text)
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

/** Returns null for text that is not a date of the calendar, for example 2026-02-29. */
export const parseLocalDate = (text: string): LocalDate | null => (isLocalDate(text) ? text : null)

/** Returns the text as a date. Throws a RangeError if it is none. */
export function localDate(text: string): LocalDate {
  if (!isLocalDate(text)) throw new RangeError(`"${text}" is not a date such as 2026-01-31.`)
  return text
}

/** Days since 1970-01-01. */
export function dayNumber(date: LocalDate): number {
  const { year, month, day } = partsOf(date)
  return dayOfMonthStart(year, month) + day - 1
}

function dayOfMonthStart(year: number, month: number): number {
  // Date.UTC reads the years 0 to 99 as 1900 to 1999.
  const start = Date.UTC(2000, month - 1, 1)
  return (year === 2000 ? start : new Date(start).setUTCFullYear(year)) / dayMs
}

export function ofDayNumber(day: number): LocalDate {
  const date = new Date(day * dayMs)
  return written(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())
}

/** Returns the date of a year and month. The day is clamped to the month: (2026, 2, 31) is 2026-02-28. @param month 1 to 12 */
export const clamped = (year: number, month: number, day: number): LocalDate =>
  written(year, month, Math.min(day, daysInMonth(year, month)))

/** The parts are those of a date of the calendar, except perhaps the year. */
function written(year: number, month: number, day: number): LocalDate {
  if (!(year >= 1 && year <= largestYear)) throw new RangeError('The date is not in the years 1 to 9999.')
  const twoDigits = (part: number) => (part < 10 ? `0${part}` : part)
  return `${year.toString().padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}` as LocalDate
}

/** @param month 1 to 12 */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

export interface DateParts {
  readonly year: number
  /** 1 to 12 */
  readonly month: number
  readonly day: number
}

export const partsOf = (date: string): DateParts => ({
  year: Number.parseInt(date.slice(0, 4), 10),
  month: Number.parseInt(date.slice(5, 7), 10),
  day: Number.parseInt(date.slice(8, 10), 10),
})

export const addDays = (date: LocalDate, days: number): LocalDate => ofDayNumber(dayNumber(date) + days)

/** Days from the first date to the second: 1 from 2026-01-31 to 2026-02-01, negative if the second is earlier. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => dayNumber(to) - dayNumber(from)

/** Returns a negative number, 0, or a positive number, as a function for `sort` does. */
export const compareDates = (left: LocalDate, right: LocalDate): number => daysBetween(right, left)

export const earlier = (left: LocalDate, right: LocalDate): LocalDate => (left <= right ? left : right)
export const later = (left: LocalDate, right: LocalDate): LocalDate => (left >= right ? left : right)
