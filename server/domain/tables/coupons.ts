import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { couponScopes } from '#contracts/coupons/schemas.ts'
import { localDate, minorUnits, time } from './billing-columns.ts'
import { subscriptions } from './subscriptions.ts'

/** A trigger refuses a change of what a coupon grants: a redemption keeps its terms. */
export const coupons = pgTable(
  'coupons',
  {
    id: uuid().primaryKey(),
    code: text().notNull(),
    codeKey: text().notNull().generatedAlwaysAs(sql`search_key(code)`),
    /** Parts per million of the eligible amount. Null: `amount` of `currency`. */
    percentPpm: integer(),
    /** Off each period. */
    amount: minorUnits(),
    currency: text(),
    /** Null: all products. */
    productIds: uuid().array(),
    scope: text({ enum: couponScopes }).notNull(),
    /** Null: as long as the subscription. */
    durationPeriods: integer(),
    maxRedemptions: integer(),
    /** Counted in the statement that writes the redemption. */
    redeemed: integer().notNull().default(0),
    /** The last day on which it can be redeemed. */
    expiresOn: localDate(),
    isActive: boolean().notNull().default(true),
    createdAt: time().notNull(),
    updatedAt: time().notNull(),
  },
  (t) => [
    uniqueIndex('coupons_code').on(t.codeKey),
    check(
      'coupons_value',
      sql`(percent_ppm between 1 and 1000000 and amount is null and currency is null)
        or (percent_ppm is null and amount > 0 and currency is not null)`,
    ),
    check('coupons_limit', sql`redeemed <= max_redemptions`),
  ],
)

export const couponRedemptions = pgTable(
  'coupon_redemptions',
  {
    id: uuid().primaryKey(),
    couponId: uuid()
      .notNull()
      .references(() => coupons.id),
    subscriptionId: uuid()
      .notNull()
      .references(() => subscriptions.id),
    /** Periods that start before this date get no discount, and do not count for the duration. */
    fromOn: localDate().notNull(),
    /** From `fromOn` on, after a change to another interval. Null: those of the coupon. */
    periodsLeft: integer(),
    redeemedAt: time().notNull(),
  },
  (t) => [
    unique('coupon_redemptions_once').on(t.couponId, t.subscriptionId),
    index('coupon_redemptions_subscription').on(t.subscriptionId),
  ],
)
