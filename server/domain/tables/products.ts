import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { intervalUnits, productKinds } from '#contracts/products/schemas.ts'
import { minorUnits, time } from './billing-columns.ts'
import { packageIdColumn } from './package-id.ts'

export const products = pgTable(
  'products',
  {
    id: uuid().primaryKey(),
    name: text().notNull(),
    nameKey: text().notNull().generatedAlwaysAs(sql`search_key(name)`),
    description: text().notNull().default(''),
    kind: text({ enum: productKinds }).notNull(),
    /** The panel's package of its hosting accounts. Null: the panel's default. */
    packageId: packageIdColumn(),
    serverTags: text().array().notNull().default([]),
    /** For the tax rates, for example standard. */
    taxCategory: text().notNull(),
    withHosting: boolean().notNull(),
    isVisible: boolean().notNull().default(true),
    createdAt: time().notNull(),
    updatedAt: time().notNull(),
  },
  (t) => [index('products_name').on(t.nameKey, t.id)],
)

/** A trigger refuses every change but `is_archived`: a new amount is a new row. */
export const prices = pgTable(
  'prices',
  {
    id: uuid().primaryKey(),
    productId: uuid()
      .notNull()
      .references(() => products.id),
    currency: text().notNull(),
    amount: minorUnits().notNull(),
    setupFee: minorUnits().notNull().default(sql`0`),
    intervalUnit: text({ enum: intervalUnits }).notNull(),
    /** 1 for `once`. */
    intervalCount: integer().notNull().default(1),
    /** Also of the setup fee. */
    taxIncluded: boolean().notNull(),
    isArchived: boolean().notNull().default(false),
    createdAt: time().notNull(),
  },
  (t) => [
    index('prices_product').on(t.productId, t.currency),
    check('prices_values', sql`amount >= 0 and setup_fee >= 0 and interval_count between 1 and 1000`),
  ],
)
