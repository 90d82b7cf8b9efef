import {
  addDays,
  clamped,
  dayNumber,
  daysBetween,
  earlier,
  type LocalDate,
  later,
  partsOf,
} from './local-date.ts'

/** The distance of two boundaries, for example 3 months. `count` is a whole number from 1. */
export interface Interval {
  readonly unit: 'day' | 'week' | 'month' | 'year'
  readonly count: number
}

/** The days from `start` up to, but without, `end`. */
export interface Period {
  readonly start: LocalDate
  readonly end: LocalDate
}

/** A period between two boundaries. `index` 0 begins at the anchor, -1 ends there. */
export interface IndexedPeriod extends Period {
  readonly index: number
}

function checked(interval: Interval): Interval {
  if (!Number.isSafeInteger(interval.count) || interval.count < 1)
    throw new RangeError('The count of an interval must be a whole number from 1.')
  return interval
}

/**
 * Returns boundary `n` = anchor + n intervals. Each is computed from the anchor, with the day clamped to its month: from
 * 31 January follow 28 February and 31 March.
 */
export function boundary(anchor: LocalDate, interval: Interval, n: number): LocalDate {
  const { unit, count } = checked(interval)
  if (unit === 'day') return addDays(anchor, n * count)
  if (unit === 'week') return addDays(anchor, n * count * 7)
  const { year, month, day } = partsOf(anchor)
  const months = year * 12 + (month - 1) + n * count * (unit === 'year' ? 12 : 1)
  return clamped(Math.floor(months / 12), (((months % 12) + 12) % 12) + 1, day)
}

/** Returns the period that contains a date, which may be before the anchor. */
export function periodContaining(anchor: LocalDate, interval: Interval, date: LocalDate): IndexedPeriod {
  let index = estimatedIndex(anchor, checked(interval), date)
  // The estimate of months ignores the day of the month, so it is at most one period too late.
  while (boundary(anchor, interval, index) > date) index -= 1
  while (boundary(anchor, interval, index + 1) <= date) index += 1
  return periodAt(anchor, interval, index)
}

function estimatedIndex(anchor: LocalDate, { unit, count }: Interval, date: LocalDate): number {
  if (unit === 'day' || unit === 'week')
    return Math.floor(daysBetween(anchor, date) / (unit === 'week' ? count * 7 : count))
  const from = partsOf(anchor)
  const to = partsOf(date)
  const months = (to.year - from.year) * 12 + to.month - from.month
  return Math.floor(months / (unit === 'year' ? count * 12 : count))
}

export const periodAt = (anchor: LocalDate, interval: Interval, index: number): IndexedPeriod => ({
  index,
  start: boundary(anchor, interval, index),
  end: boundary(anchor, interval, index + 1),
})

/**
 * Cuts the days of `span` at the boundaries. The parts tile the span: the first and the last can be shorter than
 * `whole`, the full period that they are part of.
 */
export function tile(
  anchor: LocalDate,
  interval: Interval,
  span: Period,
): { readonly part: Period; readonly whole: IndexedPeriod }[] {
  const tiles: { part: Period; whole: IndexedPeriod }[] = []
  for (let start = span.start; start < span.end; ) {
    const whole = periodContaining(anchor, interval, start)
    const end = earlier(whole.end, span.end)
    tiles.push({ part: { start, end }, whole })
    start = end
  }
  return tiles
}

export const daysOf = ({ start, end }: Period): number => dayNumber(end) - dayNumber(start)

/** Returns the common days of two periods, or null if there are none. */
export function overlap(left: Period, right: Period): Period | null {
  const start = later(left.start, right.start)
  const end = earlier(left.end, right.end)
  return start < end ? { start, end } : null
}
