import type { CsvSeparator } from '#contracts/customers/csv-separator.ts'
import type { Pays, SimulationFilter } from './simulation-filter.ts'

export const defaults = { months: '12', pays: 'on-due' } as const

/** Returns the days of a choice such as "late-14", or null. */
export const lateDaysOf = (pays: Pays): number | null => {
  const days = /^late-(\d+)$/.exec(pays)?.[1]
  return days === undefined ? null : Number.parseInt(days, 10)
}

/** Returns the choices as the API takes them. */
export function simulationQueryOf({ months, pays = defaults.pays, customer }: SimulationFilter) {
  const lateDays = lateDaysOf(pays)
  return {
    months: Number.parseInt(months ?? defaults.months, 10),
    pays: pays === 'never' || pays === 'on-due' ? pays : ('late' as const),
    ...(lateDays === null ? {} : { lateDays }),
    ...(customer ? { customerId: customer } : {}),
  }
}

/** The address of the CSV file with all events. */
export const simulationExportAddress = (filter: SimulationFilter, separator: CsvSeparator): string => {
  const query = Object.entries({ ...simulationQueryOf(filter), separator })
  return `/api/v1/simulation/export?${new URLSearchParams(query.map(([name, value]) => [name, String(value)]))}`
}
