import { type LocalDate, periodContaining } from '#server/platform/calendar/index.ts'
import { isPositive, toJson, zero } from '#server/platform/money/index.ts'
import { invoiceOf, type OpenLine } from './document.ts'
import { type LateFee, lateFee } from './dunning-schedule.ts'
import type { Facts, SubscriptionFacts } from './facts.ts'
import { requireAmount } from './limits.ts'
import { discounted } from './lines.ts'
import { waitsForPayment } from './never-begun.ts'
import { type Plan, PlanRefused } from './plan.ts'
import { chargeFor } from './proration.ts'
import { priceOf } from './start.ts'
import { planOf, subscriptionOf } from './working.ts'

export interface OneTimeAction {
  readonly kind: 'one-time'
  readonly priceId: string
  readonly quantity: number
  /** It is charged with this subscription, whose coupon can reduce it. */
  readonly subscriptionId?: string | undefined
}

const onItsOwn = { subscription: null, item: null, ofChange: true, lateInvoiceId: null } as const

/** Invoices a price that is charged once. The coupon of the subscription reduces it if the present period is billed. */
export function oneTime(facts: Facts, { priceId, quantity, subscriptionId }: OneTimeAction): Plan {
  const price = priceOf(facts, priceId)
  const subscription = subscriptionId === undefined ? null : subscriptionOf(facts, subscriptionId)
  if (price.interval !== null)
    throw new PlanRefused(
      'invalid-body',
      'The price is for an interval. Start a subscription with it.',
      'priceId',
    )
  if (subscription !== null && waitsForPayment(subscription))
    throw new PlanRefused(
      'wrong-state',
      'The subscription waits for its first payment. Nothing was charged. Charge the item when it is active.',
    )
  const { productId, productName, amount } = price
  requireAmount(chargeFor(amount, quantity), 'quantity')
  const period = subscription && periodContaining(subscription.anchorOn, subscription.interval, facts.asOf)
  const ref = subscription?.subscriptionId ?? null
  const line: OpenLine = {
    description: productName,
    quantity,
    unitAmount: amount,
    period: null,
    amount: chargeFor(amount, quantity),
    discount: zero(facts.currency),
    taxIncluded: price.taxIncluded,
    explanation: null,
    category: price.taxCategory,
    tax: null,
    taxOn: facts.asOf,
    subscription: ref,
    productId,
    charge: {
      ...onItsOwn,
      subscription: ref,
      productId,
      kind: 'one-time',
      explanation: {
        priceId,
        unitAmount: toJson(amount),
        quantity,
        ...(period ? { periodStart: period.start } : {}),
      },
    },
  }
  return planOf(facts, {
    action: 'one-time',
    change: {
      subscription: ref,
      kind: 'one-time',
      effectiveOn: facts.asOf,
      data: { to: productName, quantity },
    },
    documents: [
      invoiceOf(
        facts,
        'new:document:0',
        subscription && period && isBilled(subscription, period.start)
          ? discounted(subscription, [line], period)
          : [line],
      ),
    ],
  })
}

/** Before the first billed day, and in a pause, no period has begun that a coupon could cover. */
const isBilled = ({ billedThrough }: SubscriptionFacts, day: LocalDate): boolean =>
  billedThrough !== null && day < billedThrough

export interface LateFeeAction {
  readonly kind: 'late-fee'
  readonly invoiceId: string
  readonly fee: LateFee
}

/** Invoices the fee of an overdue invoice, once (R27). It compensates a delay, so it is outside the scope of VAT. */
export function chargeLateFee(facts: Facts, { invoiceId, fee }: LateFeeAction): Plan {
  const late = facts.invoices.get(invoiceId)
  if (late === undefined) throw new PlanRefused('not-found', 'There is no invoice with this id.')
  if (late.status !== 'open' || late.dueOn >= facts.asOf)
    throw new PlanRefused('wrong-state', 'The invoice is not overdue.')
  const amount = lateFee(fee, late.due)
  if (!isPositive(amount)) throw new PlanRefused('wrong-state', 'The late fee is zero.')
  const line: OpenLine = {
    description: `Late fee for ${late.number}`,
    quantity: 1,
    unitAmount: amount,
    period: null,
    amount,
    discount: zero(facts.currency),
    taxIncluded: false,
    explanation: null,
    category: 'late-fee',
    tax: { category: 'late-fee', treatment: 'out-of-scope', rates: [] },
    taxOn: facts.asOf,
    subscription: null,
    productId: null,
    charge: {
      ...onItsOwn,
      productId: null,
      kind: 'late-fee',
      lateInvoiceId: invoiceId,
      explanation: { due: toJson(late.due), invoice: late.number },
    },
  }
  return planOf(facts, {
    action: 'late-fee',
    change: {
      subscription: null,
      kind: 'late-fee',
      effectiveOn: facts.asOf,
      data: { invoice: late.number },
    },
    documents: [invoiceOf(facts, 'new:document:0', [line])],
  })
}
