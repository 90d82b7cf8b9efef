import type { CsvSeparator } from '#contracts/customers/csv-separator.ts'
import type { Currency } from '#contracts/money/currencies.ts'
import type { ReportName } from '#contracts/reports/schemas.ts'
import { oneOf, textOrNothing } from '../../lib/one-of.ts'

/** The search parameters of the Reports page. `from` and `to` are days, both included. Default report: revenue. */
export interface ReportFilter {
  report?: Exclude<ReportName, 'revenue'> | undefined
  from?: string | undefined
  to?: string | undefined
  currency?: Currency | undefined
}

const isDay = (value: string | undefined) => /^\d{4}-\d\d-\d\d$/.test(value ?? '')
const isCode = (value: string | undefined): value is Currency => /^[A-Z]{3}$/.test(value ?? '')

/** Reads filters from a URL and ignores text of another form. */
export function reportFilterIn(search: Record<string, unknown>): ReportFilter {
  const [from, to, currency] = [search.from, search.to, search.currency].map(textOrNothing)
  return {
    report: oneOf(['tax', 'aging', 'mrr'], search.report),
    from: isDay(from) ? from : undefined,
    to: isDay(to) ? to : undefined,
    currency: isCode(currency) ? currency : undefined,
  }
}

/** Returns the query of the API call. */
export const reportQueryOf = ({ from, to, currency }: ReportFilter) => ({
  ...(from ? { from } : {}),
  ...(to ? { to } : {}),
  ...(currency ? { currency } : {}),
})

/** The address of the CSV file with the same filters. */
export const reportExportAddress = (filter: ReportFilter, separator: CsvSeparator): string =>
  `/api/v1/reports/export?${new URLSearchParams({ report: filter.report ?? 'revenue', ...reportQueryOf(filter), separator })}`
