import type { LocalDate } from '#server/platform/calendar/index.ts'
import type { TaxPlace } from './tax-territories.ts'

/** A row of the table of tax rates. Null matches every region or postcode. */
export interface TaxRate {
  readonly id: string
  /** ISO 3166 code. */
  readonly country: string
  readonly region: string | null
  /** The start of a normalized postcode. */
  readonly postcodePrefix: string | null
  readonly category: string
  /** Shown on documents, for example "VAT" or "QST". */
  readonly name: string
  /** Parts per million: 99,750 is 9.975%. */
  readonly ratePpm: number
  /** The part of the amount that is taxed, in parts per million. Undefined: all. */
  readonly taxableSharePpm?: number | undefined
  readonly validFrom: LocalDate
  /** The first day on which the rate is no longer valid. Null: no end. */
  readonly validUntil: LocalDate | null
}

/** Returns the rows for a place, category and date. Rows for a postcode replace those of the region, and those the country's. */
export function ratesFor(
  rates: readonly TaxRate[],
  place: TaxPlace,
  region: string | null,
  category: string,
  date: LocalDate,
): TaxRate[] {
  const valid = rates.filter(
    (rate) =>
      rate.country === place.country &&
      rate.category === category &&
      rate.validFrom <= date &&
      (rate.validUntil === null || date < rate.validUntil) &&
      (rate.region === null || rate.region === region) &&
      (rate.postcodePrefix === null || place.postcode.startsWith(rate.postcodePrefix)),
  )
  const precision = Math.max(...valid.map(precisionOf))
  return valid.filter((rate) => precisionOf(rate) === precision)
}

const precisionOf = ({ region, postcodePrefix }: TaxRate): number =>
  postcodePrefix === null ? (region === null ? 0 : 1) : 1 + postcodePrefix.length
