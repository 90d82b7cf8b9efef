import { allocate, multiply, ofMillion } from '#server/platform/money/arithmetic/index.ts'
import {
  add,
  type Currency,
  isPositive,
  lesser,
  type Money,
  money,
  subtract,
  sum,
  zero,
} from '#server/platform/money/index.ts'

export type ChargeKind = 'recurring' | 'setup' | 'one-time' | 'proration-credit' | 'late-fee'

/** A charge that a coupon can reduce. `amount` is before discounts, gross if the price includes tax. */
export interface DiscountableLine {
  readonly productId: string
  readonly kind: ChargeKind
  readonly amount: Money
}

export interface Discount {
  readonly value: { readonly percentPpm: number } | { readonly amount: Money }
  /** `recurring` also covers prorated recurring charges. */
  readonly scope: 'recurring' | 'setup' | 'all'
  /** Null: every product. */
  readonly productIds: readonly string[] | null
  /**
   * The rest of a fixed discount in this billing period: its amount, less what invoices of the same period have used, plus
   * what their credits returned. Undefined: the whole amount. It has no effect on a percentage.
   */
  readonly available?: Money | undefined
}

/** Lines of these kinds are never reduced: a credit is already net of its discount, and a fee is a consequence. */
const kindsInScope = {
  recurring: ['recurring'],
  setup: ['setup'],
  all: ['recurring', 'setup', 'one-time'],
} as const satisfies Record<Discount['scope'], readonly ChargeKind[]>

const isEligible = (line: DiscountableLine, { scope, productIds }: Discount): boolean =>
  kindsInScope[scope].some((kind) => kind === line.kind) &&
  (productIds === null || productIds.includes(line.productId))

/**
 * Returns the discount of each line, in order, never negative and never more than the line. A percentage is taken of the
 * eligible sum, a fixed amount is capped at it; both are shared by largest remainder. Several discounts apply in order, each
 * to the rest of the one before.
 */
export function discountLines(
  lines: readonly DiscountableLine[],
  discounts: readonly Discount[],
  currency: Currency,
): Money[] {
  return discounts.reduce<Money[]>(
    (taken, discount) => {
      const rest = lines.map((line, index) => subtract(line.amount, taken[index] ?? zero(currency)))
      const eligible = rest.map((left, index) => {
        const line = lines[index]
        return line !== undefined && isPositive(left) && isEligible(line, discount) ? left : zero(currency)
      })
      return shareOf(discount, eligible, currency).map((share, index) =>
        add(share, taken[index] ?? zero(currency)),
      )
    },
    lines.map(() => zero(currency)),
  )
}

function shareOf(discount: Discount, eligible: readonly Money[], currency: Currency): Money[] {
  const whole = sum(eligible, currency)
  const wanted =
    'percentPpm' in discount.value
      ? multiply(whole, ofMillion(discount.value.percentPpm))
      : (discount.available ?? discount.value.amount)
  const total = lesser(wanted, whole)
  if (!isPositive(total)) return eligible.map(() => zero(currency))
  return allocate(
    total.amount,
    eligible.map(({ amount }) => amount),
  ).map((amount) => money(amount, currency))
}

/**
 * Returns whether a coupon covers a billing period. The duration counts from the redemption, not from the start of the
 * subscription (R22), and is derived from the periods, so a repeated run cannot use it up.
 * @param durationPeriods null: forever
 */
export const coversPeriod = (
  durationPeriods: number | null,
  firstCoveredIndex: number,
  periodIndex: number,
): boolean =>
  periodIndex >= firstCoveredIndex &&
  (durationPeriods === null || periodIndex - firstCoveredIndex < durationPeriods)
