import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { localDate, time } from './billing-columns.ts'

/**
 * A trigger refuses two rates of the same place, category and name on the same day. Two names in one place are two
 * taxes on the same base.
 */
export const taxRates = pgTable(
  'tax_rates',
  {
    id: uuid().primaryKey(),
    /** ISO 3166-1 alpha-2. */
    country: text().notNull(),
    /** Empty: the whole country. */
    region: text().notNull().default(''),
    /** Empty: all postcodes. Without spaces, in upper case. */
    postcodePrefix: text().notNull().default(''),
    category: text().notNull(),
    /** As on documents, for example VAT. */
    name: text().notNull(),
    /** Parts per million: 9.975% is 99750. */
    ratePpm: integer().notNull(),
    /** The part of the amount that is taxed, in parts per million. Null: all. */
    taxableSharePpm: integer(),
    validFrom: localDate().notNull(),
    /** The first day on which it is not valid. Null: no end. */
    validUntil: localDate(),
    createdAt: time().notNull(),
    updatedAt: time().notNull(),
  },
  (t) => [
    index('tax_rates_place').on(t.country, t.category, t.validFrom),
    check(
      'tax_rates_values',
      sql`rate_ppm between 0 and 1000000 and taxable_share_ppm between 1 and 1000000 and valid_until > valid_from`,
    ),
  ],
)
