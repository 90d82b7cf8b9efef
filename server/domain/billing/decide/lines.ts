import {
  daysOf,
  type IndexedPeriod,
  type LocalDate,
  later,
  overlap,
  type Period,
  periodContaining,
} from '#server/platform/calendar/index.ts'
import { multiply, type Ratio, ratio } from '#server/platform/money/arithmetic/index.ts'
import { add, isZero, type Money, negate, subtract, toJson, zero } from '#server/platform/money/index.ts'
import { coversPeriod, type Discount, discountLines } from './discounts.ts'
import type { OpenLine } from './document.ts'
import type { ChargeFacts, PriceFacts, RedemptionFacts, SubscriptionFacts } from './facts.ts'
import type { Ref } from './plan.ts'
import { chargeFor, creditUnused, dayShare, wholePeriod } from './proration.ts'

/** An item of the database or of the plan. */
export interface BillableItem {
  readonly ref: Ref
  readonly price: PriceFacts
  readonly quantity: number
  readonly fromOn: LocalDate
  readonly untilOn: LocalDate | null
  readonly owesSetup?: boolean
}

export type Billable = Pick<
  SubscriptionFacts,
  'currency' | 'anchorOn' | 'interval' | 'coupon' | 'earlierCoupons' | 'discountUsed'
> & { readonly ref: Ref; readonly billable: readonly BillableItem[] }

export interface ChargeOptions {
  /** The setup fees of all items are charged too, not only those that are owed. */
  readonly withSetup?: boolean
  readonly ofChange: boolean
  /** The first period starts when the invoice is paid: it has no dates yet. */
  readonly undated?: boolean
}

export const titleOf = ({ productName }: PriceFacts, quantity: number): string =>
  quantity === 1 ? productName : `${quantity} x ${productName}`

/** Returns the lines of all items in a part of one period, reduced by the coupon. Items that are not in it have none. */
export function periodLines(
  subscription: Billable,
  part: Period,
  whole: IndexedPeriod,
  options: ChargeOptions,
): OpenLine[] {
  const lines = subscription.billable.flatMap((item) => {
    const span = overlap(part, { start: item.fromOn, end: item.untilOn ?? part.end })
    if (span === null) return []
    const { price, quantity } = item
    const setup =
      (options.withSetup || item.owesSetup) && !isZero(price.setupFee)
        ? [lineOf(subscription, item, { kind: 'setup', amount: price.setupFee, span, whole, options })]
        : []
    const share = daysOf(span) === daysOf(whole) ? wholePeriod : dayShare(span, whole)
    return [
      lineOf(subscription, item, {
        kind: 'recurring',
        amount: chargeFor(price.amount, quantity, share),
        span,
        whole,
        options,
      }),
      ...setup,
    ]
  })
  return discounted(subscription, lines, whole)
}

interface LineParts {
  readonly kind: 'recurring' | 'setup'
  readonly amount: Money
  /** The charged part of the period. */
  readonly span: Period
  readonly whole: IndexedPeriod
  readonly options: ChargeOptions
}

function lineOf(subscription: Billable, item: BillableItem, parts: LineParts): OpenLine {
  const { price, quantity } = item
  const { kind, amount, span, whole, options } = parts
  const [days, divisor] = [daysOf(span), daysOf(whole)]
  const isSetup = kind === 'setup'
  return {
    description: isSetup ? `${price.productName}: setup` : price.productName,
    quantity: isSetup ? 1 : quantity,
    unitAmount: isSetup ? price.setupFee : price.amount,
    period: isSetup || options.undated ? null : span,
    amount,
    discount: zero(amount.currency),
    taxIncluded: price.taxIncluded,
    explanation: isSetup || days === divisor ? null : `${days} of ${divisor} days`,
    category: price.taxCategory,
    tax: null,
    taxOn: span.start,
    subscription: subscription.ref,
    productId: price.productId,
    charge: {
      subscription: subscription.ref,
      item: item.ref,
      productId: price.productId,
      kind,
      ofChange: options.ofChange,
      lateInvoiceId: null,
      explanation: {
        priceId: price.priceId,
        unitAmount: toJson(isSetup ? price.setupFee : price.amount),
        quantity: isSetup ? 1 : quantity,
        ...(isSetup ? {} : { days, divisor }),
        ...(options.undated ? {} : { periodStart: whole.start }),
      },
    },
  }
}

/** The coupon that covers a period: the latest one that begins with it or before. */
function couponOf(
  { coupon, earlierCoupons = [], anchorOn, interval }: Omit<Billable, 'ref' | 'billable'>,
  { index }: IndexedPeriod,
) {
  const firstOf = ({ fromOn }: RedemptionFacts) => periodContaining(anchorOn, interval, fromOn).index
  const begun = [...earlierCoupons, ...(coupon ? [coupon] : [])].filter((one) => firstOf(one) <= index)
  const latest = begun.at(-1)
  return latest && coversPeriod(latest.durationPeriods, firstOf(latest), index) ? latest : null
}

/** Takes the coupon off the lines, if one covers the period. */
export function discounted(
  subscription: Omit<Billable, 'ref' | 'billable'>,
  lines: readonly OpenLine[],
  whole: IndexedPeriod,
): OpenLine[] {
  const { currency, discountUsed } = subscription
  const coupon = lines.length === 0 ? null : couponOf(subscription, whole)
  if (coupon === null) return [...lines]
  const used = discountUsed.get(whole.start) ?? zero(currency)
  const discount: Discount = {
    value: coupon.value,
    scope: coupon.scope,
    productIds: coupon.productIds,
    ...('amount' in coupon.value ? { available: subtract(coupon.value.amount, used) } : {}),
  }
  const taken = discountLines(
    lines.map(({ productId, amount, charge }) => ({ productId: productId ?? '', kind: charge.kind, amount })),
    [discount],
    currency,
  )
  return lines.map((line, index) => {
    const off = taken[index] ?? zero(currency)
    if (isZero(off)) return line
    const explanation = { ...line.charge.explanation, coupon: coupon.code }
    return { ...line, discount: off, charge: { ...line.charge, explanation } }
  })
}

/** A line that credits the unused days of a charge, and the charge. */
export interface CreditLine {
  readonly of: ChargeFacts
  readonly line: OpenLine
}

/** Returns a credit of the days from `from` on, for each charge that reaches so far. Days are never credited twice. */
export function creditLines(
  { ref, billable }: Pick<Billable, 'ref' | 'billable'>,
  charges: readonly ChargeFacts[],
  from: LocalDate,
): CreditLine[] {
  return charges.flatMap((charge) => {
    const start = later(from, charge.period.start)
    const end = charge.creditedFrom ?? charge.period.end
    const price = billable.find((item) => item.ref === charge.itemId)?.price
    if (start >= end || price === undefined) return []
    const { credit, discountReturned } = unusedOf(charge, start, end)
    const days = daysOf({ start, end })
    const divisor = daysOf(charge.period)
    const line: OpenLine = {
      description: `${price.productName}: unused time`,
      quantity: 1,
      unitAmount: subtract(credit, discountReturned),
      period: { start, end },
      amount: subtract(credit, discountReturned),
      discount: negate(discountReturned),
      taxIncluded: charge.taxIncluded,
      explanation: `${days} of ${divisor} days`,
      category: charge.tax.category,
      tax: charge.tax,
      taxOn: charge.period.start,
      subscription: ref,
      productId: price.productId,
      charge: {
        subscription: ref,
        item: charge.itemId,
        productId: price.productId,
        kind: 'proration-credit',
        ofChange: true,
        lateInvoiceId: null,
        explanation: { credits: charge.chargeId, days, divisor, periodStart: charge.periodStart },
      },
    }
    return [{ of: charge, line }]
  })
}

/** The unused part of what is left of the charge after its credit notes (R4). */
function unusedOf(charge: ChargeFacts, start: LocalDate, end: LocalDate) {
  const whole = creditUnused(charge, start)
  const beyond = end < charge.period.end ? creditUnused(charge, end) : null
  const credit = beyond === null ? whole.credit : subtract(whole.credit, beyond.credit)
  const discountReturned =
    beyond === null ? whole.discountReturned : subtract(whole.discountReturned, beyond.discountReturned)
  return { credit: multiply(credit, leftOf(charge)), discountReturned }
}

/** The part of a charge that credit notes have left. A credit that names no line counts for all lines that it can be of. */
function leftOf({ net, creditedNet, creditedTogether }: ChargeFacts): Ratio {
  if (isZero(net)) return ratio(1n)
  const shared = creditedTogether?.credited.amount ?? 0n
  const of = creditedTogether?.ofNet.amount ?? 1n
  const left = (net.amount - creditedNet.amount) * of - shared * net.amount
  return left > 0n ? ratio(left, net.amount * of) : ratio(0n)
}

/** The use of a fixed discount after credits: what they return can be used again in the same period. */
export function usedAfter(
  { discountUsed, currency }: Pick<Billable, 'discountUsed' | 'currency'>,
  credits: readonly CreditLine[],
): ReadonlyMap<LocalDate, Money> {
  const used = new Map(discountUsed)
  for (const { of, line } of credits)
    used.set(of.periodStart, add(used.get(of.periodStart) ?? zero(currency), line.discount))
  return used
}
