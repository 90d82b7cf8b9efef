import { z } from 'zod'
import { onboarded } from '../customers/schemas.ts'
import { provisioning } from '../hosting/schemas.ts'
import { billingPreview, invoice, invoiceSummary, planHash, previewedInvoice } from '../invoices/schemas.ts'
import { localDate, localDateText } from '../local-date.ts'
import { currency, money } from '../money/schemas.ts'
import { productKinds } from '../products/schemas.ts'
import { id, lineOfText, pageCursor, pageLimit, searchWords, timestamp } from '../text.ts'
import { addOns, quantity } from './add-ons.ts'
import { provisionTimes, subscriptionStatuses } from './states.ts'

export const subscriptionStatus = z.enum(subscriptionStatuses, {
  error: `status must be one of: ${subscriptionStatuses.join(', ')}.`,
})

export const priceInterval = z.object({
  unit: z.enum(['day', 'week', 'month', 'year', 'once']),
  count: z.number().int(),
})
export type PriceInterval = z.infer<typeof priceInterval>

export const subscriptionItem = z.object({
  id: z.string(),
  productId: z.string(),
  productName: z.string(),
  productKind: z.enum(productKinds),
  priceId: z.string(),
  /** Of one, for one interval. */
  unitAmount: money,
  taxIncluded: z.boolean(),
  interval: priceInterval,
  quantity: z.number().int(),
  fromOn: localDateText,
  /** The first day on which it no longer counts. Null: until a change. */
  untilOn: localDateText.nullable(),
  /** The item that it replaces from its first day on. */
  replacesId: z.string().nullable(),
})
export type SubscriptionItem = z.infer<typeof subscriptionItem>

export const subscriptionSummary = z.object({
  id: z.string(),
  customerId: z.string(),
  /** The customer's current company name, else their full name. */
  customerName: z.string(),
  status: subscriptionStatus,
  currency,
  /** The current products, for example "Hosting M, 2 x Backup". */
  title: z.string(),
  /** The sum of the current items for one interval, before discounts, as agreed. */
  amount: money,
  interval: priceInterval,
  /** Null: nothing is billed again. */
  nextBillOn: localDateText.nullable(),
  /** Cancelled: the first day without it. */
  cancelOn: localDateText.nullable(),
  /** The account that is suspended if invoices of the subscription are overdue. Null: none. */
  hostingAccountId: z.string().nullable(),
  createdAt: timestamp,
})
export type SubscriptionSummary = z.infer<typeof subscriptionSummary>

/** A dated fact about a subscription. It is never edited. */
export const subscriptionEvent = z.object({
  id: z.string(),
  kind: z.enum(['started', 'changed', 'cancelled', 'resumed', 'paused', 'ended']),
  effectiveOn: localDateText,
  /** For example "Hosting M to Hosting L". */
  description: z.string(),
  /** Name of the staff user or API token. Null: the system. */
  by: z.string().nullable(),
  createdAt: timestamp,
})
export type SubscriptionEvent = z.infer<typeof subscriptionEvent>

export const subscription = subscriptionSummary.extend({
  /** The date from which all boundaries of periods are computed. */
  anchorOn: localDateText,
  startOn: localDateText,
  trialEndsOn: localDateText.nullable(),
  /** The first day that is not billed. Null: nothing was billed. */
  billedThrough: localDateText.nullable(),
  endedOn: localDateText.nullable(),
  /** The current items and the agreed later ones. */
  items: z.array(subscriptionItem),
  /** The coupon that reduces later invoices. `periodsLeft` is null if the coupon has no end. */
  coupon: z.object({ code: z.string(), periodsLeft: z.number().int().nullable() }).nullable(),
  provision: z.enum(provisionTimes),
  /** Newest first. */
  history: z.array(subscriptionEvent),
})
export type Subscription = z.infer<typeof subscription>

/** Everything that the call booked, in order: several for several periods, or for a change that returns money. */
export const bookedDocuments = z.array(invoiceSummary)

/**
 * A new customer. With `subscription` in the request, the answer has the subscription, its first invoice, which is null if
 * nothing is due yet, and all documents.
 */
export const sale = onboarded.extend({
  subscription: subscription.optional(),
  invoice: invoice.nullable().optional(),
  documents: bookedDocuments.optional(),
})
export type Sale = z.infer<typeof sale>

export const subscriptionQuery = z.object({
  customerId: id('customerId').optional(),
  status: subscriptionStatus.optional(),
  /** Words of the customer's name, email or company. */
  search: searchWords('search', { max: 200 }).optional(),
  limit: pageLimit,
  cursor: pageCursor.optional(),
})
export type SubscriptionQuery = z.infer<typeof subscriptionQuery>

/** Newest first. */
export const subscriptionPage = z.object({
  items: z.array(subscriptionSummary),
  nextCursor: z.string().nullable(),
})

const newSubscriptionFields = z.object({
  customerId: id('customerId'),
  priceId: id('priceId'),
  quantity: quantity.default(1),
  addOns: addOns.optional(),
  /** Default: today in the company's time zone. */
  startOn: localDate('startOn').optional(),
  /** 1 to 31: the day of the month on which periods begin. Default: the day of `startOn`. */
  anchorDay: z
    .number({ error: 'anchorDay must be a number from 1 to 31.' })
    .int('anchorDay must be a number from 1 to 31.')
    .min(1, 'anchorDay must be a number from 1 to 31.')
    .max(31, 'anchorDay must be a number from 1 to 31.')
    .optional(),
  /** The first day that is billed. */
  trialEndsOn: localDate('trialEndsOn').optional(),
  couponCode: lineOfText('Coupon', { max: 64 }).optional(),
  /** With after-payment, the first period begins when its invoice is paid. */
  provision: z
    .enum(provisionTimes, { error: 'provision must be none, now or after-payment.' })
    .default('none'),
})

/** With `asOf`: the renewals up to that date, at most 500. Default: the first invoice. */
export const subscriptionPreviewQuery = newSubscriptionFields.extend({ asOf: localDate('asOf').optional() })
export type SubscriptionPreviewQuery = z.infer<typeof subscriptionPreviewQuery>

export const newSubscription = newSubscriptionFields.extend({
  /** Required unless `provision` is none. */
  provisioning: provisioning.optional(),
  /** An account of the customer that no other subscription has. Only if `provision` is none. */
  hostingAccountId: id('hostingAccountId').optional(),
  planHash: planHash.optional(),
})
export type NewSubscription = z.infer<typeof newSubscription>

/** An account of the same customer that no other subscription has. Null: none. */
export const hostingAccountLink = z.object({ hostingAccountId: id('hostingAccountId').nullable() })
export type HostingAccountLink = z.infer<typeof hostingAccountLink>

export const subscriptionChangeFields = z.object({
  /** Default: the only item. An item and the one that replaces it on a later day are one choice. */
  itemId: id('itemId').optional(),
  priceId: id('priceId').optional(),
  quantity: quantity.optional(),
  /**
   * now: today, prorated by days. renewal: from the next period. While a change is agreed for the renewal, another one replaces
   * it, and one to the present price and quantity takes it back.
   */
  at: z.enum(['now', 'renewal'], { error: 'at must be now or renewal.' }).default('now'),
})
export const subscriptionChange = subscriptionChangeFields.extend({ planHash: planHash.optional() })
export type SubscriptionChange = z.infer<typeof subscriptionChange>

export const cancellationFields = z.object({
  at: z.enum(['now', 'period-end'], { error: 'at must be now or period-end.' }),
  reason: lineOfText('Reason', { max: 500 }).optional(),
})
/** now: the rest of the paid period is credited by days. */
export const cancellation = cancellationFields.extend({ planHash: planHash.optional() })
export type Cancellation = z.infer<typeof cancellation>

const at = subscriptionChangeFields.shape.at

export const newAddOnFields = z.object({ priceId: id('priceId'), quantity: quantity.default(1), at })
/** Billed on the cycle of the subscription. now: its setup fee and the rest of the billed days are charged. */
export const newAddOn = newAddOnFields.extend({ planHash: planHash.optional() })
export type NewAddOn = z.infer<typeof newAddOn>

export const removedAddOnFields = z.object({ itemId: id('itemId'), at })
/** now: the rest of its billed days is credited. */
export const removedAddOn = removedAddOnFields.extend({ planHash: planHash.optional() })
export type RemovedAddOn = z.infer<typeof removedAddOn>

export const oneTimeChargeFields = z.object({ priceId: id('priceId'), quantity: quantity.default(1) })
/** Invoiced today. */
export const oneTimeCharge = oneTimeChargeFields.extend({ planHash: planHash.optional() })
export type OneTimeCharge = z.infer<typeof oneTimeCharge>

export const appliedCouponFields = z.object({
  couponCode: z
    .string({ error: 'Coupon is required.' })
    .trim()
    .min(1, 'Coupon is required.')
    .pipe(lineOfText('Coupon', { max: 64 })),
})
/** Applies from the next period that is not billed yet. */
export const appliedCoupon = appliedCouponFields.extend({ planHash: planHash.optional() })
export type AppliedCoupon = z.infer<typeof appliedCoupon>

/** Ends the coupon with the billed periods. */
export const removedCoupon = z.object({ planHash: planHash.optional() })

/** A coupon changes only later invoices. `nextInvoice` is the next one with this change. Null: there is none. */
export const couponPreview = billingPreview.extend({ nextInvoice: previewedInvoice.nullable() })
export type CouponPreview = z.infer<typeof couponPreview>
