import { mostReportYears, type ReportQuery } from '#contracts/reports/schemas.ts'
import {
  addDays,
  boundary,
  daysInMonth,
  earlier,
  type LocalDate,
  localDate,
  partsOf,
} from '#server/platform/calendar/index.ts'
import { fieldRefusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'
import { businessDay } from '../ledger/index.ts'

/** The days of a report, both included. */
export interface ReportRange {
  readonly from: LocalDate
  readonly to: LocalDate
}

/** A report only reads, so it needs no more. */
export type ReportContext = Pick<Context, 'database' | 'clock' | 'signal'>

const refuse = (field: 'from' | 'to', message: string) =>
  fieldRefusal('invalid-body', field, 'invalid', message)

/**
 * Returns the days of a report. It ends today at the latest. Default: the present month and the 11 months before.
 * @throws {Refusal} invalid-body: the days are in the wrong order, in the future, or more than 10 years
 */
export async function readRange(
  ctx: ReportContext,
  query: Pick<ReportQuery, 'from' | 'to'>,
): Promise<ReportRange & { readonly today: LocalDate }> {
  const today = await businessDay(ctx.database.db, ctx.clock)
  const to = earlier(query.to === undefined ? today : localDate(query.to), today)
  const from = query.from === undefined ? monthsBefore(to, 11) : localDate(query.from)
  if (from > today) throw refuse('from', `from must not be after today (${today}).`)
  if (from > to) throw refuse('to', 'to must not be before from.')
  if (to >= boundary(from, { unit: 'year', count: mostReportYears }, 1))
    throw refuse(
      'to',
      `A report covers at most ${mostReportYears} years. Choose a later "from" or an earlier "to".`,
    )
  return { from, to, today }
}

/** Returns the first day of the month that is `count` months earlier. */
export const monthsBefore = (date: LocalDate, count: number): LocalDate =>
  boundary(firstOfMonth(date), { unit: 'month', count: 1 }, -count)

export const firstOfMonth = (date: LocalDate): LocalDate => localDate(`${date.slice(0, 7)}-01`)

export function lastOfMonth(date: LocalDate): LocalDate {
  const { year, month } = partsOf(date)
  return addDays(firstOfMonth(date), daysInMonth(year, month) - 1)
}
