import { localDate } from '#server/platform/calendar/index.ts'
import type { TaxRate } from './tax-rates.ts'

type Row = readonly [
  country: string,
  ratePpm: number,
  from: string,
  until?: string | null,
  postcodePrefix?: string,
]

/** The first date of rates that have not changed since. It is before every date that this system bills. */
const since = '2011-01-01'

/**
 * Standard VAT rates with their dates: the EU, its territories with a rate of their own, and some neighbors. Staff copy the
 * rows that they are registered for into their tax rates; no row applies to a document automatically.
 */
const rows: readonly Row[] = [
  ['AT', 200_000, since],
  ['AT', 190_000, since, null, '6691'],
  ['AT', 190_000, since, null, '699'],
  ['BE', 210_000, since],
  ['BG', 200_000, since],
  ['CH', 77_000, '2018-01-01', '2024-01-01'],
  ['CH', 81_000, '2024-01-01'],
  ['CY', 190_000, '2014-01-13'],
  ['CZ', 210_000, '2013-01-01'],
  ['DE', 190_000, since, '2020-07-01'],
  ['DE', 160_000, '2020-07-01', '2021-01-01'],
  ['DE', 190_000, '2021-01-01'],
  ['DK', 250_000, since],
  ['EE', 200_000, since, '2024-01-01'],
  ['EE', 220_000, '2024-01-01', '2025-07-01'],
  ['EE', 240_000, '2025-07-01'],
  ['ES', 210_000, '2012-09-01'],
  ['FI', 240_000, '2013-01-01', '2024-09-01'],
  ['FI', 255_000, '2024-09-01'],
  ['FR', 200_000, '2014-01-01'],
  ['GB', 200_000, '2011-01-04'],
  ['GR', 240_000, '2016-06-01'],
  ['HR', 250_000, '2012-03-01'],
  ['HU', 270_000, '2012-01-01'],
  ['IE', 230_000, '2012-01-01', '2020-09-01'],
  ['IE', 210_000, '2020-09-01', '2021-03-01'],
  ['IE', 230_000, '2021-03-01'],
  ['IT', 220_000, '2013-10-01'],
  ['LT', 210_000, since],
  ['LU', 170_000, '2015-01-01', '2023-01-01'],
  ['LU', 160_000, '2023-01-01', '2024-01-01'],
  ['LU', 170_000, '2024-01-01'],
  ['LV', 210_000, '2012-07-01'],
  ['MT', 180_000, since],
  ['NL', 210_000, '2012-10-01'],
  ['NO', 250_000, since],
  ['PL', 230_000, since],
  ['PT', 230_000, since],
  ...['90', '91', '92', '93', '94'].map((prefix): Row => ['PT', 220_000, '2012-04-01', null, prefix]),
  ...['95', '96', '97', '98', '99'].map((prefix): Row => ['PT', 160_000, '2021-07-01', null, prefix]),
  ['RO', 190_000, '2017-01-01', '2025-08-01'],
  ['RO', 210_000, '2025-08-01'],
  ['SE', 250_000, since],
  ['SI', 220_000, '2013-07-01'],
  ['SK', 200_000, since, '2025-01-01'],
  ['SK', 230_000, '2025-01-01'],
]

/** @param category of the rows, for example "standard" */
export const knownRates = (category: string): TaxRate[] =>
  rows.map(([country, ratePpm, from, until, postcodePrefix]) => ({
    id: [country, postcodePrefix, from].filter((part) => part !== undefined).join('-'),
    country,
    region: null,
    postcodePrefix: postcodePrefix ?? null,
    category,
    name: 'VAT',
    ratePpm,
    validFrom: localDate(from),
    validUntil: until == null ? null : localDate(until),
  }))
