import { daysInMonth, type LocalDate, localDate, partsOf } from '#server/platform/calendar/index.ts'
import type { CouponFacts, Facts, PriceFacts } from './facts.ts'
import { requireAmount } from './limits.ts'
import { titleOf } from './lines.ts'
import { type Plan, type PlannedItem, PlanParked, PlanRefused } from './plan.ts'
import { chargeFor } from './proration.ts'
import { billBeforeStart, billDue, invoicesOf, planOf, projectionOf, type Working } from './working.ts'

export interface StartAction {
  readonly kind: 'start'
  readonly items: readonly { readonly priceId: string; readonly quantity: number }[]
  readonly startOn: LocalDate
  /** Default: the first billed day. At most one of the two. */
  readonly anchorOn?: LocalDate | undefined
  /** 1 to 31, for months and years. */
  readonly anchorDay?: number | undefined
  /** The first day that is billed. Null: no trial. */
  readonly trialEndsOn: LocalDate | null
  readonly coupon: CouponFacts | null
  readonly provision: 'none' | 'now' | 'after-payment'
}

const ref = 'new:subscription'

/** Returns a price that can be billed to the customer. @throws {PlanRefused} not-found, currency-mismatch */
export function priceOf(facts: Facts, priceId: string): PriceFacts {
  const price = facts.prices.get(priceId)
  if (price === undefined)
    throw new PlanRefused('not-found', 'There is no price with this id. Reload the products.', 'priceId')
  if (price.amount.currency !== facts.currency)
    throw new PlanRefused(
      'currency-mismatch',
      `The price is in ${price.amount.currency}, and the customer is billed in ${facts.currency}. Nothing was booked. Choose a price in ${facts.currency}.`,
      'priceId',
    )
  return price
}

/** Starts a subscription, and bills its first period if that is due. */
export function start(facts: Facts, action: StartAction): Plan {
  const { startOn, trialEndsOn, coupon, provision } = action
  const prices = action.items.map(({ priceId, quantity }) => ({ price: priceOf(facts, priceId), quantity }))
  const interval = oneInterval(prices.map(({ price }) => price))
  for (const { price, quantity } of prices) requireAmount(chargeFor(price.amount, quantity), 'quantity')
  if (trialEndsOn !== null && trialEndsOn <= startOn)
    throw new PlanRefused('invalid-body', 'The trial must end after the start.', 'trialEndsOn')
  if (trialEndsOn !== null && provision === 'after-payment')
    throw new PlanRefused(
      'invalid-body',
      'A trial has no first payment to wait for. Create the hosting now, or leave out the trial.',
      'provision',
    )
  requireCouponCurrency(facts, coupon)
  const first = trialEndsOn ?? startOn
  const items = prices.map(
    ({ price, quantity }, index): PlannedItem => ({
      ref: `new:item:${index}`,
      subscription: ref,
      priceId: price.priceId,
      productId: price.productId,
      quantity,
      description: price.productName,
      fromOn: startOn,
      untilOn: null,
      replaces: null,
    }),
  )
  const waits = provision === 'after-payment'
  const working: Working = {
    ref,
    created: true,
    status: waits || startOn > facts.asOf ? 'pending' : 'active',
    currency: facts.currency,
    interval,
    anchorOn: waits ? first : (action.anchorOn ?? anchorBefore(first, action.anchorDay, interval.unit)),
    startOn,
    trialEndsOn,
    billedThrough: null,
    nextBillOn: first,
    cancelOn: null,
    pausedOn: null,
    endedOn: null,
    provision,
    coupon: coupon && { ...coupon, fromOn: first },
    discountUsed: new Map(),
    billable: prices.map(({ price, quantity }, index) => ({
      ref: `new:item:${index}`,
      price,
      quantity,
      fromOn: startOn,
      untilOn: null,
    })),
  }
  const billed = billFirst(facts, working)
  return planOf(facts, {
    action: 'start',
    change: {
      subscription: ref,
      kind: 'start',
      effectiveOn: startOn,
      data: { to: prices.map(({ price, quantity }) => titleOf(price, quantity)).join(', ') },
    },
    subscriptions: [projectionOf(billed.working)],
    items,
    redemption: coupon && { couponId: coupon.couponId, subscription: ref, fromOn: first },
    documents: invoicesOf(facts, billed.periods),
  })
}

function billFirst(facts: Facts, working: Working) {
  const options = { withSetup: true, ofChange: true }
  if (working.provision === 'after-payment') return billBeforeStart(working, options)
  try {
    return billDue(facts, working, options)
  } catch (error) {
    if (!(error instanceof PlanParked)) throw error
    throw new PlanRefused(
      'invalid-body',
      `The start is more than ${facts.catchUpPeriods} periods ago. Choose a later start.`,
      'startOn',
    )
  }
}

function oneInterval(prices: readonly PriceFacts[]) {
  const [interval, ...others] = prices.map((price) => price.interval)
  if (!interval || others.includes(null))
    throw new PlanRefused('invalid-body', 'The price is charged once. Add it as a one-time item.', 'priceId')
  if (others.some((other) => other?.unit !== interval.unit || other.count !== interval.count))
    throw new PlanRefused(
      'invalid-body',
      'All prices of a subscription must have the same interval.',
      'priceId',
    )
  return interval
}

/** A fixed coupon takes off an amount of its own currency only (R24). */
export function requireCouponCurrency(facts: Facts, coupon: CouponFacts | null): void {
  if (coupon && 'amount' in coupon.value && coupon.value.amount.currency !== facts.currency)
    throw new PlanRefused(
      'currency-mismatch',
      `The coupon is in ${coupon.value.amount.currency}, and the customer is billed in ${facts.currency}. Nothing was booked. Choose another coupon.`,
      'couponCode',
    )
}

/** The latest date with that day of the month, up to the first billed day. The 31st stays the 31st. */
function anchorBefore(first: LocalDate, day: number | undefined, unit: string): LocalDate {
  if (day === undefined) return first
  if (unit !== 'month' && unit !== 'year')
    throw new PlanRefused(
      'invalid-body',
      'A day of the month needs a price for months or years.',
      'anchorDay',
    )
  let { year, month } = partsOf(first)
  for (;;) {
    if (day <= daysInMonth(year, month)) {
      const date = localDate(
        [year, month, day].map((part, index) => padded(part, index === 0 ? 4 : 2)).join('-'),
      )
      if (date <= first) return date
    }
    ;[year, month] = month === 1 ? [year - 1, 12] : [year, month - 1]
  }
}

const padded = (part: number, length: number): string => String(part).padStart(length, '0')
