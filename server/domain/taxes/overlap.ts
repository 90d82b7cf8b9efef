import { and, eq, ne, sql } from 'drizzle-orm'
import { percentOf } from '#contracts/percent.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { fieldRefusal } from '#server/platform/errors/index.ts'
import { taxRates } from '../tables/tax-rates.ts'
import type { TaxRateRow } from './read.ts'

type Rate = Omit<TaxRateRow, 'createdAt' | 'updatedAt'>

/** Rates are written one after another, so that two at once do not overlap. */
export const lockTaxRates = (tx: Queryable) =>
  tx.execute(sql`lock table ${taxRates} in share row exclusive mode`)

/**
 * Refuses a rate if another one of the same name, place and category is valid on one of its days. A trigger checks the
 * same, but cannot name the other rate.
 * @throws {Refusal} dates-overlap
 */
export async function refuseOverlap(
  tx: Queryable,
  rate: Rate,
  field: 'validFrom' | 'validUntil',
): Promise<void> {
  const [other] = await tx
    .select()
    .from(taxRates)
    .where(
      and(
        ne(taxRates.id, rate.id),
        eq(taxRates.country, rate.country),
        eq(taxRates.region, rate.region),
        eq(taxRates.postcodePrefix, rate.postcodePrefix),
        eq(taxRates.category, rate.category),
        eq(taxRates.name, rate.name),
        sql`daterange(${taxRates.validFrom}, ${taxRates.validUntil})
          && daterange(${rate.validFrom}::date, ${rate.validUntil}::date)`,
      ),
    )
    .orderBy(taxRates.validFrom)
    .limit(1)
  if (!other) return
  throw fieldRefusal(
    'dates-overlap',
    field,
    'dates-overlap',
    `${other.name} ${percentOf(other.ratePpm)}% (${placeOf(other)}, ${other.category}) is valid ${daysOf(other)}. Nothing was saved. End that rate first, or choose other days.`,
  )
}

const placeOf = ({ country, region, postcodePrefix }: Rate): string =>
  [country, region, postcodePrefix && `postcodes ${postcodePrefix}...`]
    .filter((part) => part !== '')
    .join(', ')

const daysOf = ({ validFrom, validUntil }: Rate): string =>
  validUntil === null ? `from ${validFrom}` : `from ${validFrom} until before ${validUntil}`
