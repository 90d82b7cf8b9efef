import {
  addDays,
  earlier,
  type LocalDate,
  periodAt,
  periodContaining,
} from '#server/platform/calendar/index.ts'
import { invoiceOf, type OpenLine } from './document.ts'
import type { Facts, SubscriptionFacts } from './facts.ts'
import { type Billable, type ChargeOptions, periodLines } from './lines.ts'
import { type Plan, type PlannedDocument, type PlannedSubscription, PlanParked, PlanRefused } from './plan.ts'
import { settle } from './settle.ts'

/** A subscription while a plan is made: its new values, and what its lines are computed from. */
export type Working = PlannedSubscription & Billable

export const workingOf = (facts: SubscriptionFacts): Working => {
  const { subscriptionId, items, charges: _, ...rest } = facts
  return {
    ...rest,
    ref: subscriptionId,
    created: false,
    pausedOn: null,
    endedOn: null,
    billable: items.map(({ itemId, ...item }) => ({
      ref: itemId,
      ...item,
      owesSetup: item.owesSetup === true && isBefore(facts.billedThrough, item.fromOn),
    })),
  }
}

/** Whether nothing from a day on is billed. */
const isBefore = (billedThrough: LocalDate | null, day: LocalDate): boolean =>
  billedThrough === null || billedThrough <= day

/** The new values alone, as the plan has them. */
export const projectionOf = ({
  coupon: _coupon,
  earlierCoupons: _earlierCoupons,
  discountUsed: _discountUsed,
  billable: _billable,
  ...rest
}: Working): PlannedSubscription => ({
  ref: rest.ref,
  created: rest.created,
  status: rest.status,
  currency: rest.currency,
  interval: rest.interval,
  anchorOn: rest.anchorOn,
  startOn: rest.startOn,
  trialEndsOn: rest.trialEndsOn,
  billedThrough: rest.billedThrough,
  nextBillOn: rest.nextBillOn,
  cancelOn: rest.cancelOn,
  pausedOn: rest.pausedOn,
  endedOn: rest.endedOn,
  provision: rest.provision,
})

/** Returns the subscription that an action names. @throws {PlanRefused} not-found */
export function subscriptionOf(facts: Facts, id: string): SubscriptionFacts {
  const found = facts.subscriptions.find(({ subscriptionId }) => subscriptionId === id)
  if (found === undefined) throw new PlanRefused('not-found', 'There is no subscription with this id.')
  return found
}

export interface Billed {
  readonly working: Working
  /** The lines of each period, in order. */
  readonly periods: readonly (readonly OpenLine[])[]
}

const dueStart = (
  facts: Facts,
  { nextBillOn, cancelOn }: Working,
  until: LocalDate | null,
): LocalDate | null =>
  nextBillOn !== null &&
  (addDays(nextBillOn, -facts.invoiceDaysAhead) <= facts.asOf || (until !== null && nextBillOn < until)) &&
  (cancelOn === null || nextBillOn < cancelOn)
    ? nextBillOn
    : null

/** The code of a hold for more missed periods than the company allows. */
export const catchUpLimit = 'catch-up-limit'

/** Whether a period counts as missed: it has begun, and staff have not closed a hold since (R28). */
const isMissed = ({ asOf, today = asOf, missedCheckedOn }: Facts, start: LocalDate): boolean =>
  start <= today && (!missedCheckedOn || start > missedCheckedOn)

/** More than a year of days, with the days ahead. */
const mostPreviewed = 500

/** Bounds the work for a preview of a late day. @throws {PlanRefused} invalid-body */
function requirePreviewable({ asOf, today }: Facts, periods: number): void {
  if (today === undefined || periods < mostPreviewed) return
  throw new PlanRefused(
    'invalid-body',
    `There would be more than ${mostPreviewed} periods up to ${asOf}. Choose an earlier date.`,
    'asOf',
  )
}

/**
 * Bills every period that is due, in order, each once (R28).
 * @param until periods that begin before it are due, also if their day has not come
 * @throws {PlanParked} catch-up-limit: more periods were missed than the company allows
 */
export function billDue(
  facts: Facts,
  given: Working,
  options: ChargeOptions,
  until: LocalDate | null = null,
): Billed {
  const periods: OpenLine[][] = []
  let working = given
  let missed = 0
  const nextStart = () => dueStart(facts, working, until)
  let count = 0
  for (let start = nextStart(); start !== null; start = nextStart(), count += 1) {
    requirePreviewable(facts, count)
    const whole = periodContaining(working.anchorOn, working.interval, start)
    const end = working.cancelOn === null ? whole.end : earlier(whole.end, working.cancelOn)
    if (isMissed(facts, start)) missed += 1
    if (missed > facts.catchUpPeriods)
      throw new PlanParked(
        catchUpLimit,
        `More than ${facts.catchUpPeriods} periods of a subscription were not billed. Nothing was billed. Check the subscription, then resume the billing of the customer. Each missed period is invoiced then.`,
      )
    const lines = periodLines(working, { start, end }, whole, {
      ...options,
      withSetup: options.withSetup === true && periods.length === 0,
    })
    if (lines.length > 0) periods.push(lines)
    const isLast = working.cancelOn !== null && end >= working.cancelOn
    working = {
      ...working,
      billedThrough: end,
      nextBillOn: isLast ? null : end,
      billable: working.billable.map((item) => ({
        ...item,
        owesSetup: item.owesSetup === true && isBefore(end, item.fromOn),
      })),
    }
  }
  return { working, periods }
}

/** Bills the first period of a subscription that starts when its invoice is paid. */
export function billBeforeStart(given: Working, options: ChargeOptions): Billed {
  const whole = periodAt(given.anchorOn, given.interval, 0)
  return {
    working: { ...given, nextBillOn: null },
    periods: [periodLines(given, whole, whole, { ...options, undated: true })],
  }
}

/** One invoice for each period. */
export const invoicesOf = (
  facts: Facts,
  periods: readonly (readonly OpenLine[])[],
  from = 0,
): PlannedDocument[] => periods.map((lines, index) => invoiceOf(facts, `new:document:${from + index}`, lines))

type Parts = Partial<Omit<Plan, 'documents' | 'entries' | 'uses' | 'dues' | 'rests'>> & {
  readonly action: string
  readonly documents?: readonly PlannedDocument[]
}

/** Books the documents of an action and completes its plan. */
export const planOf = (facts: Facts, { documents = [], ...parts }: Parts): Plan => ({
  customerId: facts.customerId,
  asOf: facts.asOf,
  currency: facts.currency,
  change: null,
  subscriptions: [],
  items: [],
  endedItems: [],
  movedItems: [],
  redemption: null,
  couponMove: null,
  ...parts,
  ...settle(facts, documents),
})
