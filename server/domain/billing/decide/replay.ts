import { addDays, type LocalDate, localDate } from '#server/platform/calendar/index.ts'
import { add, zero } from '#server/platform/money/index.ts'
import { type Action, decide } from './decide.ts'
import type { OpenLine } from './document.ts'
import type { Facts, ItemFacts, RedemptionFacts, SubscriptionFacts } from './facts.ts'
import type { Plan, PlannedCharge, PlannedLine } from './plan.ts'
import { billDue, workingOf } from './working.ts'

/** A charge as it must be stored. The item is an id. */
export interface ReplayedCharge {
  readonly itemId: string | null
  readonly period: PlannedLine['period']
  readonly charge: PlannedCharge
}

export interface ReplayedChange {
  readonly charges: readonly ReplayedCharge[]
  /** Null: the change concerns no subscription. */
  readonly subscription: SubscriptionFacts | null
}

/**
 * Computes a change again, and the subscription after it.
 * @param ids of the rows that the plan added, by their names in it
 * @throws {PlanRefused} or {PlanParked} if the same facts are refused now
 */
export function replayChange(
  facts: Facts,
  action: Action,
  ids: Readonly<Record<string, string>>,
): ReplayedChange {
  const plan = decide(facts, action)
  const idOf = (ref: string) => ids[ref] ?? ref
  const lines = plan.documents.flatMap((document) => document.lines)
  return {
    charges: lines.flatMap(({ charge, period }) =>
      charge === null ? [] : [{ charge, period, itemId: charge.item && idOf(charge.item) }],
    ),
    subscription: subscriptionAfter(facts, action, plan, idOf),
  }
}

function subscriptionAfter(
  { subscriptions, prices }: Facts,
  action: Action,
  plan: Plan,
  idOf: (ref: string) => string,
): SubscriptionFacts | null {
  const [before] = subscriptions
  const values = plan.subscriptions[0] ?? before
  if (values === undefined || plan.change?.subscription === null) return null
  const kept = (before?.items ?? []).map((item): ItemFacts => {
    const ended = plan.endedItems.find(({ itemId }) => itemId === item.itemId)
    const moved = plan.movedItems.find(({ itemId }) => itemId === item.itemId)
    return { ...item, ...(ended && { untilOn: ended.untilOn }), ...(moved && { fromOn: moved.fromOn }) }
  })
  const added = plan.items.map(({ ref, priceId, quantity, fromOn, untilOn, replaces }): ItemFacts => {
    const price = prices.get(priceId) ?? before?.items.find((item) => item.price.priceId === priceId)?.price
    if (price === undefined) throw new RangeError(`The price ${priceId} is not among the facts.`)
    return {
      itemId: idOf(ref),
      price,
      quantity,
      fromOn,
      untilOn,
      owesSetup: replaces === null,
      ...(replaces !== null && { replaces }),
    }
  })
  return {
    status: values.status,
    currency: values.currency,
    interval: values.interval,
    anchorOn: values.anchorOn,
    startOn: values.startOn,
    trialEndsOn: values.trialEndsOn,
    billedThrough: values.billedThrough,
    nextBillOn: values.nextBillOn,
    cancelOn: values.cancelOn,
    provision: values.provision,
    subscriptionId: 'ref' in values ? idOf(values.ref) : values.subscriptionId,
    items: [...kept, ...added],
    coupon: couponAfter(before?.coupon ?? null, action, plan),
    charges: [],
    discountUsed: discountUsedAfter(before?.discountUsed ?? new Map(), plan),
  }
}

/** A renewal gets what is left of a fixed discount in its period. */
function discountUsedAfter(
  before: SubscriptionFacts['discountUsed'],
  { documents, currency }: Plan,
): SubscriptionFacts['discountUsed'] {
  const used = new Map(before)
  for (const { charge } of documents.flatMap(({ lines }) => lines)) {
    const start = charge?.explanation.periodStart
    if (!charge || typeof start !== 'string') continue
    const period = localDate(start)
    used.set(period, add(used.get(period) ?? zero(currency), charge.discount))
  }
  return used
}

function couponAfter(
  before: RedemptionFacts | null,
  action: Action,
  { redemption, couponMove }: Plan,
): RedemptionFacts | null {
  const redeemed = 'coupon' in action ? action.coupon : null
  if (redemption !== null && redeemed !== null) return { ...redeemed, fromOn: redemption.fromOn }
  if (before === null || couponMove === null) return before
  return {
    ...before,
    fromOn: couponMove.fromOn,
    durationPeriods: couponMove.durationPeriods,
    isRemoved: before.isRemoved === true || action.kind === 'remove-coupon',
  }
}

export interface ReplayedRenewals {
  readonly lines: readonly OpenLine[]
  readonly billedThrough: LocalDate | null
  readonly nextBillOn: LocalDate | null
}

/** Computes the renewals of a subscription up to a day, whichever runs billed them. @param until null: there were none */
export function replayRenewals(
  facts: Facts,
  subscription: SubscriptionFacts,
  until: LocalDate | null,
): ReplayedRenewals {
  const working = workingOf(subscription)
  if (until === null) return { lines: [], ...working }
  const billed = billDue(
    { ...facts, asOf: addDays(until, -1), invoiceDaysAhead: 0, catchUpPeriods: Number.POSITIVE_INFINITY },
    working,
    { ofChange: false, withSetup: subscription.billedThrough === null },
  )
  return { lines: billed.periods.flat(), ...billed.working }
}
