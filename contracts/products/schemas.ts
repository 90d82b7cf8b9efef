import { z } from 'zod'
import { enteredMoney, money } from '../money/schemas.ts'
import { serverTags } from '../servers/placement.ts'
import { taxCategory } from '../taxes/categories.ts'
import { lineOfText, pageCursor, pageLimit, requiredLineOfText, searchWords, timestamp } from '../text.ts'

/** An add-on is billed beside a plan. A one-time item is charged once. */
export const productKinds = ['plan', 'add-on', 'one-time'] as const
export type ProductKind = (typeof productKinds)[number]

export const intervalUnits = ['day', 'week', 'month', 'year', 'once'] as const
export type IntervalUnit = (typeof intervalUnits)[number]

/** The longest interval of each unit. */
const mostOfUnit: Readonly<Record<IntervalUnit, number>> = {
  day: 366,
  week: 104,
  month: 120,
  year: 10,
  once: 1,
}

const countRule = 'The count of an interval must be a whole number, at least 1.'
/** `once` has the count 1: it is charged once and does not renew. */
export const interval = z
  .object(
    {
      unit: z.enum(intervalUnits, { error: `unit must be one of: ${intervalUnits.join(', ')}.` }),
      count: z.number({ error: countRule }).int(countRule).min(1, countRule).default(1),
    },
    { error: 'interval must be an object with unit and count.' },
  )
  .refine(({ unit, count }) => count <= mostOfUnit[unit], {
    error: ({ input }) => mostOfUnitRule((input as { unit: IntervalUnit }).unit),
    path: ['count'],
  })

const mostOfUnitRule = (unit: IntervalUnit): string =>
  unit === 'once'
    ? 'A price that is charged once has the count 1.'
    : `An interval can have at most ${mostOfUnit[unit]} ${unit}s.`

/** An amount for an interval. It never changes: a new amount is a new price. */
export const price = z.object({
  id: z.string(),
  productId: z.string(),
  amount: money,
  interval: z.object({ unit: z.enum(intervalUnits), count: z.number().int() }),
  /** Charged with the first period, in the currency of `amount`. */
  setupFee: money,
  /** Whether amount and setup fee include the tax. */
  taxIncluded: z.boolean(),
  /** Not offered for new subscriptions. Existing ones keep it. */
  isArchived: z.boolean(),
  createdAt: timestamp,
})
export type Price = z.infer<typeof price>

/** In minor units: 10 billion with two decimals. So a usual quantity stays far below the largest amount. */
const largestPrice = 1_000_000_000_000n

const moneyFromZero = enteredMoney
  .refine(({ amount }) => !amount.startsWith('-'), {
    error: 'The amount must be zero or more.',
    path: ['amount'],
  })
  .refine(({ amount }) => !/^\d+$/.test(amount) || BigInt(amount) <= largestPrice, {
    error: `The amount can be at most ${largestPrice} minor units.`,
    path: ['amount'],
  })

export const newPrice = z
  .object({
    amount: moneyFromZero,
    interval,
    setupFee: moneyFromZero.optional(),
    taxIncluded: z.boolean({ error: 'taxIncluded must be true or false.' }).default(false),
  })
  .refine(({ amount, setupFee }) => setupFee === undefined || setupFee.currency === amount.currency, {
    error: 'The setup fee must have the currency of the price.',
    path: ['setupFee', 'currency'],
  })
export type NewPrice = z.infer<typeof newPrice>

const fixed = 'A price does not change. Archive it, and add a price with the new amount.'
/** @returns a schema that refuses any value: with a reason that is better than ignoring the field */
const fixedField = () => z.never({ error: fixed }).optional()

export const priceChange = z.object({
  isArchived: z.boolean({ error: 'isArchived must be true or false.' }),
  amount: fixedField(),
  interval: fixedField(),
  setupFee: fixedField(),
  taxIncluded: fixedField(),
})
export type PriceChange = z.infer<typeof priceChange>

export const packageId = z.union([z.number().int(), z.string()])

export const product = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  kind: z.enum(productKinds),
  /** The panel's package of its hosting accounts. Null: the panel's default. */
  packageId: packageId.nullable(),
  /** Hosting accounts are placed on servers with all of these tags. */
  serverTags: z.array(z.string()),
  taxCategory: z.string(),
  /** Its subscriptions have a hosting account. */
  withHosting: z.boolean(),
  /** Offered for new subscriptions. Existing ones stay as they are. */
  isVisible: z.boolean(),
  /** Oldest first, also archived ones. */
  prices: z.array(price),
  createdAt: timestamp,
  updatedAt: timestamp,
})
export type Product = z.infer<typeof product>

/** Enough for each currency and interval. */
export const mostPrices = 200

const name = requiredLineOfText('Name', { max: 100 })
const description = z
  .string({ error: 'Description must be text.' })
  .overwrite((text) => text.replace(/\r\n?/g, '\n').trim())
  .max(2000, 'Description can have at most 2,000 characters.')
  .refine((text) => text.isWellFormed() && !/[^\P{Cc}\n\t]/u.test(text), {
    error: 'Description contains characters that cannot be stored. Remove control characters and try again.',
  })
const kind = z.enum(productKinds, { error: `kind must be one of: ${productKinds.join(', ')}.` })
const anyPackage = z
  .union([z.number().int('packageId must be a number or text.'), lineOfText('Package', { max: 100 })], {
    error: 'packageId must be a number or text.',
  })
  .nullable()
const withHosting = z.boolean({ error: 'withHosting must be true or false.' })
const isVisible = z.boolean({ error: 'isVisible must be true or false.' })

export const newProduct = z.object({
  name,
  description: description.default(''),
  kind: kind.default('plan'),
  packageId: anyPackage.default(null),
  serverTags: serverTags.default([]),
  taxCategory: taxCategory.default('standard'),
  /** Default: true for a plan. */
  withHosting: withHosting.optional(),
  isVisible: isVisible.default(true),
})
export type NewProduct = z.infer<typeof newProduct>

/** The kind is fixed, because prices and subscriptions depend on it. */
export const productChange = z.object({
  name: name.optional(),
  description: description.optional(),
  kind: z
    .never({ error: 'The kind of a product does not change. Add another product, and hide this one.' })
    .optional(),
  packageId: anyPackage.optional(),
  serverTags: serverTags.optional(),
  taxCategory: taxCategory.optional(),
  withHosting: withHosting.optional(),
  isVisible: isVisible.optional(),
})
export type ProductChange = z.infer<typeof productChange>

export const productQuery = z.object({
  search: searchWords('search', { max: 100 }).optional(),
  kind: kind.optional(),
  visible: z
    .enum(['true', 'false'], { error: 'visible must be true or false.' })
    .transform((text) => text === 'true')
    .optional(),
  limit: pageLimit,
  cursor: pageCursor.optional(),
})
export type ProductQuery = z.infer<typeof productQuery>

export const productPage = z.object({ items: z.array(product), nextCursor: z.string().nullable() })
