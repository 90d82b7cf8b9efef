import { partsOf } from '#server/platform/calendar/index.ts'
import type { MonthCount } from '../billing/decide/index.ts'
import type { ReportRange } from './range.ts'

export function monthOf(date: string): MonthCount {
  const { year, month } = partsOf(date)
  return year * 12 + month - 1
}

/** "2026-03" */
export function monthText(month: MonthCount): string {
  const inYear = month % 12
  const year = (month - inYear) / 12
  return `${String(year).padStart(4, '0')}-${String(inYear + 1).padStart(2, '0')}`
}

/** The months that the days of a range are in, oldest first. */
export function monthsIn({ from, to }: ReportRange): MonthCount[] {
  const first = monthOf(from)
  return Array.from({ length: monthOf(to) - first + 1 }, (_, index) => first + index)
}
