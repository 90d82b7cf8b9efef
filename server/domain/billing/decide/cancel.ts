import { type LocalDate, later } from '#server/platform/calendar/index.ts'
import { agreedRestart, requireBilled } from './change-items.ts'
import { creditDocuments } from './credit-unused.ts'
import type { ChargeFacts, Facts, SubscriptionFacts } from './facts.ts'
import { creditLines } from './lines.ts'
import { creditNeverBegun, neverBegins } from './never-begun.ts'
import { type Plan, PlanRefused } from './plan.ts'
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

export interface CancelAction {
  readonly kind: 'cancel'
  readonly subscriptionId: string
  readonly at: 'now' | 'period-end'
  readonly reason: string
}

/**
 * Ends a subscription, bills the days up to its end, and credits the billed days from it on. If none is before its end, its
 * invoices are credited in full.
 */
export function cancel(facts: Facts, { subscriptionId, at, reason }: CancelAction): Plan {
  const subscription = subscriptionOf(facts, subscriptionId)
  if (subscription.status === 'ended')
    throw new PlanRefused('wrong-state', 'The subscription has ended already.')
  const working = workingOf(subscription)
  if (at === 'period-end') requireBilled(facts, working)
  const endOn = at === 'now' ? facts.asOf : endOfPeriod(facts, subscription)
  const ends = endOn <= facts.asOf
  const credits = creditLines(working, subscription.charges, endOn)
  const notes =
    ends && neverBegins(subscription, endOn)
      ? creditNeverBegun(facts, subscription, 0)
      : creditDocuments(facts, credits, [], 'Cancellation of the subscription')
  // The days that the run has not billed yet, however many: the preview shows them, and the end needs no hold.
  const billed = billDue(
    { ...facts, catchUpPeriods: Number.POSITIVE_INFINITY },
    { ...working, cancelOn: endOn },
    { ofChange: false, withSetup: subscription.billedThrough === null },
  )
  return planOf(facts, {
    action: 'cancel',
    change: {
      subscription: subscriptionId,
      kind: 'cancel',
      effectiveOn: endOn,
      data: { at, reason },
    },
    subscriptions: [
      {
        ...projectionOf(working),
        status: ends ? 'ended' : working.status,
        billedThrough: credits.length > 0 ? endOn : billed.working.billedThrough,
        nextBillOn: null,
        cancelOn: endOn,
        endedOn: ends ? endOn : null,
      },
    ],
    documents: [...notes, ...invoicesOf(facts, billed.periods, notes.length)],
  })
}

/** The end of the billed period that today is in. Before the first one: its start, or its end if it is billed. */
function endOfPeriod({ asOf }: Facts, subscription: SubscriptionFacts): LocalDate {
  const present = subscription.charges.filter(({ period }) => period.start <= asOf)
  const end = latestEnd(present, asOf)
  if (end !== null) return end
  const { nextBillOn, billedThrough, charges } = subscription
  return later(asOf, nextBillOn ?? billedThrough ?? latestEnd(charges, asOf) ?? asOf)
}

/** The end of the charged days that no change credited. Null: all are in the past. */
function latestEnd(charges: readonly ChargeFacts[], asOf: LocalDate): LocalDate | null {
  const [first, ...others] = charges
    .map(({ creditedFrom, period }) => creditedFrom ?? period.end)
    .filter((end) => end > asOf)
  return first === undefined ? null : others.reduce(later, first)
}

export interface PauseAction {
  readonly kind: 'pause'
  readonly subscriptionId: string
}

/** Stops billing. Billed periods stay billed. */
export function pause(facts: Facts, { subscriptionId }: PauseAction): Plan {
  const subscription = subscriptionOf(facts, subscriptionId)
  if (subscription.status !== 'active' || subscription.cancelOn !== null)
    throw new PlanRefused('wrong-state', 'Only an active subscription can be paused.')
  const working = workingOf(subscription)
  requireBilled(facts, working)
  return planOf(facts, {
    action: 'pause',
    change: { subscription: subscriptionId, kind: 'pause', effectiveOn: facts.asOf, data: {} },
    subscriptions: [{ ...projectionOf(working), status: 'paused', nextBillOn: null, pausedOn: facts.asOf }],
  })
}

export interface ResumeAction {
  readonly kind: 'resume'
  readonly subscriptionId: string
}

/** Ends a pause, from today or from the end of the billed days, or takes back a cancellation. */
export function resume(facts: Facts, { subscriptionId }: ResumeAction): Plan {
  const subscription = subscriptionOf(facts, subscriptionId)
  const isPaused = subscription.status === 'paused'
  if (!isPaused && (subscription.status !== 'active' || subscription.cancelOn === null))
    throw new PlanRefused('wrong-state', 'Only a paused or cancelled subscription can be resumed.')
  const first = subscription.trialEndsOn ?? subscription.startOn
  const next = subscription.billedThrough ?? first
  const nextBillOn = isPaused ? later(next, later(first, facts.asOf)) : next
  const billed = billResumed(facts, subscription, nextBillOn)
  return planOf(facts, {
    action: 'resume',
    change: { subscription: subscriptionId, kind: 'resume', effectiveOn: facts.asOf, data: {} },
    subscriptions: [projectionOf(billed.working)],
    documents: invoicesOf(facts, billed.periods),
  })
}

/** Bills what is due, and all days that the cancellation credited: up to an agreed change of the interval in the old periods. */
function billResumed(facts: Facts, subscription: SubscriptionFacts, nextBillOn: LocalDate): Billed {
  const working: Working = { ...workingOf(subscription), status: 'active', cancelOn: null, nextBillOn }
  const options = { ofChange: true, withSetup: subscription.billedThrough === null }
  const until = creditedUntil(subscription, nextBillOn)
  const restart = agreedRestart(facts, subscription)
  if (restart === null || nextBillOn >= restart.on) return billDue(facts, working, options, until)
  const { on, before } = restart
  const old = billDue(facts, { ...working, ...before, cancelOn: on }, options, on)
  const { anchorOn, interval, coupon } = working
  const changed = { ...old.working, anchorOn, interval, coupon, cancelOn: null, nextBillOn: on }
  const next = billDue(facts, changed, { ofChange: true }, until)
  return { working: next.working, periods: [...old.periods, ...next.periods] }
}

/**
 * The end of the days that were billed ahead and that the cancellation credited. They are billed again with the resumption:
 * a run bills a period of an item once (R11), so it could not bill them a second time. Null: there are none.
 */
const creditedUntil = ({ charges, items }: SubscriptionFacts, from: LocalDate): LocalDate | null =>
  charges
    .filter(({ itemId, period, creditedFrom }) => {
      const item = items.find((each) => each.itemId === itemId)
      const isCurrent = item !== undefined && (item.untilOn === null || item.untilOn > from)
      return isCurrent && creditedFrom !== null && period.end > from
    })
    .map(({ period }) => period.end)
    .reduce((latest: LocalDate | null, end) => (latest === null ? end : later(latest, end)), null)
