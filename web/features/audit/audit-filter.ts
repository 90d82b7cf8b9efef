import type { CsvSeparator } from '#contracts/customers/csv-separator.ts'
import { textOrNothing } from '../../lib/one-of.ts'

const names = ['actor', 'action', 'subjectKind', 'subjectId', 'address', 'from', 'to'] as const

/** The filters in the page's address. `from` and `to` are days, for example 2026-03-01; `to` is inclusive. */
export type AuditFilter = { [Name in (typeof names)[number]]?: string | undefined }

export const auditFilterIn = (search: Record<string, unknown>): AuditFilter =>
  Object.fromEntries(names.map((name) => [name, textOrNothing(search[name])]))

const isDay = (value: string | undefined): value is string => /^\d{4}-\d\d-\d\d$/.test(value ?? '')

/** Returns the start of a day in the browser's time zone, or nothing for any other text. */
function startOf(day: string | undefined, daysLater = 0): string | undefined {
  if (!isDay(day)) return undefined
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const time = new Date(year, month - 1, date + daysLater)
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString()
}

/** Returns the filters as the API expects them, without empty ones. */
export function auditQueryOf(filter: AuditFilter): Record<string, string> {
  const query = { ...filter, from: startOf(filter.from), to: startOf(filter.to, 1) }
  const given = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]))
  return Object.fromEntries(given)
}

/** The address of the CSV file with all matching entries. */
export const auditExportAddress = (filter: AuditFilter, separator: CsvSeparator): string =>
  `/api/v1/audit/export?${new URLSearchParams({ ...auditQueryOf(filter), separator })}`
