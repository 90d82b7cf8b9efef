import { z } from 'zod'
import { localDate, localDateText } from '../local-date.ts'
import { money, positiveMoney } from '../money/schemas.ts'
import { percentage } from '../percent.ts'
import { id, pageCursor, pageLimit, searchWords, timestamp } from '../text.ts'

/** The charges that a coupon reduces. */
export const couponScopes = ['recurring', 'setup', 'all'] as const
export type CouponScope = (typeof couponScopes)[number]

const wholeNumber = (label: string, most: number) => {
  const rule = `${label} must be a whole number from 1 to ${most.toLocaleString('en-US')}.`
  return z.number({ error: rule }).int(rule).min(1, rule).max(most, rule)
}

export const coupon = z.object({
  id: z.string(),
  code: z.string(),
  /** Off the eligible amount. Null: `amount` is set. */
  percent: z.string().nullable(),
  /** Off each period. Null: `percent` is set. */
  amount: money.nullable(),
  /** Null: all products. */
  productIds: z.array(z.string()).nullable(),
  scope: z.enum(couponScopes),
  /** Null: as long as the subscription. */
  durationPeriods: z.number().int().nullable(),
  /** Null: no limit. */
  maxRedemptions: z.number().int().nullable(),
  redeemed: z.number().int(),
  /** The first day on which it cannot be redeemed. Redeemed ones continue. */
  expiresOn: localDateText.nullable(),
  isActive: z.boolean(),
  createdAt: timestamp,
  updatedAt: timestamp,
})
export type Coupon = z.infer<typeof coupon>

/** In one spelling, so that SAVE10 and save10 are the same coupon. */
const codeRule = 'Code must have 2 to 40 letters (A to Z), digits and hyphens.'
const code = z
  .string({ error: ({ input }) => (input === undefined ? 'Code is required.' : codeRule) })
  .trim()
  .toUpperCase()
  .min(1, { error: 'Code is required.', abort: true })
  .regex(/^[A-Z0-9][A-Z0-9-]{1,39}$/, codeRule)

const maxRedemptions = wholeNumber('Limit', 1_000_000).nullable()
const expiresOn = localDate('Expires on').nullable()
const isActive = z.boolean({ error: 'isActive must be true or false.' })

export const newCoupon = z
  .object({
    code,
    percent: percentage('Percent', { from: 0, to: 100 })
      .refine((text) => text !== '0', { error: 'Percent must be more than 0.' })
      .nullable()
      .default(null),
    amount: positiveMoney.nullable().default(null),
    productIds: z
      .array(id('Each of productIds'), {
        error: 'productIds must be a list of ids, or null for all products.',
      })
      .min(1, 'Choose at least one product, or all products.')
      .max(200, 'productIds can have at most 200 entries.')
      .overwrite((ids) => [...new Set(ids)])
      .nullable()
      .default(null),
    scope: z
      .enum(couponScopes, { error: `scope must be one of: ${couponScopes.join(', ')}.` })
      .default('recurring'),
    durationPeriods: wholeNumber('Periods', 1000).nullable().default(null),
    maxRedemptions: maxRedemptions.default(null),
    expiresOn: expiresOn.default(null),
    isActive: isActive.default(true),
  })
  .refine(({ percent, amount }) => (percent === null) !== (amount === null), {
    error: 'Enter either a percentage or an amount.',
    path: ['percent'],
  })
export type NewCoupon = z.infer<typeof newCoupon>

/** Code and discount are fixed, because redeemed coupons depend on them. */
export const couponChange = z.object({
  maxRedemptions: maxRedemptions.optional(),
  expiresOn: expiresOn.optional(),
  isActive: isActive.optional(),
})
export type CouponChange = z.infer<typeof couponChange>

export const couponQuery = z.object({
  search: searchWords('search', { max: 100 }).optional(),
  active: z
    .enum(['true', 'false'], { error: 'active must be true or false.' })
    .transform((text) => text === 'true')
    .optional(),
  limit: pageLimit,
  cursor: pageCursor.optional(),
})
export type CouponQuery = z.infer<typeof couponQuery>

export const couponPage = z.object({ items: z.array(coupon), nextCursor: z.string().nullable() })
