import { boundary, later } from '#server/platform/calendar/index.ts'
import type { Facts, SubscriptionFacts } from './facts.ts'
import { creditNeverBegun, waitsForPayment } from './never-begun.ts'
import { type Plan, type PlannedDocument, PlanRefused } from './plan.ts'
import {
  type Billed,
  billDue,
  invoicesOf,
  planOf,
  projectionOf,
  subscriptionOf,
  type Working,
  workingOf,
} from './working.ts'

export interface RenewAction {
  readonly kind: 'renew'
}

const isRunning = ({ status, provision }: SubscriptionFacts): boolean =>
  status === 'active' || (status === 'pending' && provision !== 'after-payment')

/** Bills every due period of all subscriptions of the customer, and ends those whose day has come. */
export function renew(facts: Facts, _: RenewAction): Plan {
  const changed: Billed[] = facts.subscriptions.flatMap((subscription) => {
    const given = workingOf(subscription)
    const { working, periods } = isRunning(subscription)
      ? billDue(facts, given, { ofChange: false, withSetup: subscription.billedThrough === null })
      : { working: given, periods: [] }
    const latest = onDate(facts, working)
    const same =
      periods.length === 0 && latest.status === given.status && latest.billedThrough === given.billedThrough
    return same ? [] : [{ working: latest, periods }]
  })
  const invoices = invoicesOf(
    facts,
    changed.flatMap(({ periods }) => periods),
  )
  return planOf(facts, {
    action: 'renew',
    subscriptions: changed.map(({ working }) => projectionOf(working)),
    documents: [...invoices, ...expiredNotes(facts, changed, invoices.length)],
  })
}

/** Of subscriptions that waited for their payment until their end. */
function expiredNotes(facts: Facts, changed: readonly Billed[], from: number): PlannedDocument[] {
  const notes: PlannedDocument[] = []
  for (const { working } of changed) {
    const before = facts.subscriptions.find(({ subscriptionId }) => subscriptionId === working.ref)
    if (before !== undefined && waitsForPayment(before) && working.status === 'ended')
      notes.push(...creditNeverBegun(facts, before, from + notes.length))
  }
  return notes
}

/** The status that the date brings: begun, or ended. */
function onDate({ asOf }: Facts, working: Working): Working {
  if (working.cancelOn !== null && working.cancelOn <= asOf)
    return { ...working, status: 'ended', endedOn: working.cancelOn, nextBillOn: null }
  const begins =
    working.status === 'pending' && working.provision !== 'after-payment' && working.startOn <= asOf
  return begins ? { ...working, status: 'active' } : working
}

export interface ActivateAction {
  readonly kind: 'activate'
  readonly subscriptionId: string
}

/**
 * Begins a subscription whose first invoice is paid: the paid period starts today, or later if that was agreed, and nothing
 * before it is billed. A cancellation at the end of its period then means the paid one.
 */
export function activate(facts: Facts, { subscriptionId }: ActivateAction): Plan {
  const subscription = subscriptionOf(facts, subscriptionId)
  if (subscription.status !== 'pending' || subscription.provision !== 'after-payment')
    throw new PlanRefused('wrong-state', 'The subscription does not wait for a payment.')
  const { interval, coupon, items } = subscription
  const startOn = later(facts.asOf, subscription.startOn)
  const end = boundary(startOn, interval, 1)
  const isCancelled = subscription.cancelOn !== null
  return planOf(facts, {
    action: 'activate',
    change: { subscription: subscriptionId, kind: 'activate', effectiveOn: startOn, data: {} },
    subscriptions: [
      {
        ...projectionOf(workingOf(subscription)),
        status: 'active',
        startOn,
        anchorOn: startOn,
        billedThrough: end,
        nextBillOn: isCancelled ? null : end,
        cancelOn: isCancelled ? end : null,
      },
    ],
    movedItems: items
      .filter(({ fromOn }) => fromOn !== startOn)
      .map(({ itemId }) => ({ itemId, fromOn: startOn })),
    couponMove: coupon && {
      subscription: subscriptionId,
      couponId: coupon.couponId,
      fromOn: startOn,
      durationPeriods: coupon.durationPeriods,
    },
  })
}
