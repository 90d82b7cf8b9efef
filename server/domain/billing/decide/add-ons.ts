import { type LocalDate, later } from '#server/platform/calendar/index.ts'
import { changeableOf, chargesOf, requireBilled } from './change-items.ts'
import { creditDocuments } from './credit-unused.ts'
import type { Facts, PriceFacts, SubscriptionFacts } from './facts.ts'
import { requireAmount } from './limits.ts'
import { creditLines, titleOf } from './lines.ts'
import { type Plan, type PlannedItem, PlanRefused } from './plan.ts'
import { chargeFor } from './proration.ts'
import { priceOf } from './start.ts'
import { planOf, projectionOf, workingOf } from './working.ts'

export interface AddItemAction {
  readonly kind: 'add-item'
  readonly subscriptionId: string
  readonly priceId: string
  readonly quantity: number
  readonly at: 'now' | 'renewal'
}

const mostItems = 50
const ref = 'new:item:0'

/**
 * Adds an item on the cycle of the subscription: a change of its items, charged for the days that are billed already, with
 * its setup fee. If it begins after them, both are charged with its first period.
 */
export function addItem(facts: Facts, { subscriptionId, priceId, quantity, at }: AddItemAction): Plan {
  const subscription = changeableOf(facts, subscriptionId)
  const working = workingOf(subscription)
  requireBilled(facts, working)
  const price = priceOf(facts, priceId)
  requireNew(subscription, price)
  requireAmount(chargeFor(price.amount, quantity), 'quantity')
  const from = later(effectiveOn(facts, subscription, at), subscription.startOn)
  const item: PlannedItem = {
    ref,
    subscription: working.ref,
    priceId,
    productId: price.productId,
    quantity,
    description: price.productName,
    fromOn: from,
    untilOn: null,
    replaces: null,
  }
  const withNew = {
    ...working,
    billable: [...working.billable, { ref, price, quantity, fromOn: from, untilOn: null }],
  }
  const { lines } = chargesOf(withNew, {
    from,
    restarts: false,
    endsOn: subscription.billedThrough,
    withSetup: true,
  })
  return planOf(facts, {
    action: 'change-items',
    change: {
      subscription: working.ref,
      kind: 'change-items',
      effectiveOn: from,
      data: { added: titleOf(price, quantity), at },
    },
    subscriptions: [projectionOf(working)],
    items: [item],
    documents: creditDocuments(facts, [], lines, ''),
  })
}

/** Nothing is billed yet: today. Billed: today, or the end of the billed days. */
const effectiveOn = (
  { asOf }: Facts,
  { billedThrough }: SubscriptionFacts,
  at: 'now' | 'renewal',
): LocalDate => (at === 'now' ? asOf : (billedThrough ?? asOf))

function requireNew({ interval, items }: SubscriptionFacts, price: PriceFacts): void {
  if (price.interval === null)
    throw new PlanRefused(
      'invalid-body',
      'The price is charged once. Charge it as a one-time item.',
      'priceId',
    )
  if (price.interval.unit !== interval.unit || price.interval.count !== interval.count)
    throw new PlanRefused(
      'invalid-body',
      'All prices of a subscription must have the same interval. Choose a price with the interval of the subscription.',
      'priceId',
    )
  const current = items.filter(({ untilOn }) => untilOn === null)
  if (current.some((item) => item.price.priceId === price.priceId))
    throw new PlanRefused(
      'invalid-body',
      'The subscription has this price already. Change its quantity instead.',
      'priceId',
    )
  if (current.length >= mostItems)
    throw new PlanRefused('limit-reached', `A subscription can have at most ${mostItems} items.`, 'priceId')
}

export interface RemoveItemAction {
  readonly kind: 'remove-item'
  readonly subscriptionId: string
  readonly itemId: string
  readonly at: 'now' | 'renewal'
}

/** Ends one of several items: a change of items that credits its unused days. */
export function removeItem(facts: Facts, { subscriptionId, itemId, at }: RemoveItemAction): Plan {
  const subscription = changeableOf(facts, subscriptionId)
  const working = workingOf(subscription)
  requireBilled(facts, working)
  const current = subscription.items.filter(({ untilOn }) => untilOn === null)
  const item = current.find((one) => one.itemId === itemId)
  if (item === undefined)
    throw new PlanRefused('invalid-body', 'The subscription has no current item with this id.', 'itemId')
  if (current.length === 1)
    throw new PlanRefused(
      'wrong-state',
      'It is the only item of the subscription. Cancel the subscription instead.',
      'itemId',
    )
  const chosen = effectiveOn(facts, subscription, at)
  if (item.fromOn > chosen)
    throw new PlanRefused(
      'wrong-state',
      `The item begins on ${item.fromOn}. Nothing was changed. Remove it at the renewal instead.`,
      'at',
    )
  const credits = creditLines(
    working,
    subscription.charges.filter((charge) => charge.itemId === itemId),
    chosen,
  )
  return planOf(facts, {
    action: 'change-items',
    change: {
      subscription: working.ref,
      kind: 'change-items',
      effectiveOn: chosen,
      data: { removed: titleOf(item.price, item.quantity), at },
    },
    subscriptions: [projectionOf(working)],
    endedItems: [{ itemId, untilOn: chosen }],
    documents: creditDocuments(facts, credits, [], 'Removal from the subscription'),
  })
}
