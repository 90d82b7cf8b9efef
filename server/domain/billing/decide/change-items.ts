import { type LocalDate, later, periodAt, periodContaining, tile } from '#server/platform/calendar/index.ts'
import { creditDocuments } from './credit-unused.ts'
import type { Facts, ItemFacts, PriceFacts, SubscriptionFacts } from './facts.ts'
import { requireAmount } from './limits.ts'
import { creditLines, periodLines, titleOf, usedAfter } from './lines.ts'
import { type Plan, type PlannedCouponMove, type PlannedItem, PlanRefused } from './plan.ts'
import { chargeFor } from './proration.ts'
import { priceOf } from './start.ts'
import { planOf, projectionOf, subscriptionOf, type Working, workingOf } from './working.ts'

export interface ChangeItemsAction {
  readonly kind: 'change-items'
  readonly subscriptionId: string
  /** Default: the only item. */
  readonly itemId?: string | undefined
  readonly priceId?: string | undefined
  readonly quantity?: number | undefined
  readonly at: 'now' | 'renewal'
}

const ref = 'new:item:0'

/** Refuses to compute a change on periods that the run has not billed yet. */
export function requireBilled(facts: Facts, { nextBillOn, status }: Pick<Working, 'nextBillOn' | 'status'>) {
  if (status === 'active' && nextBillOn !== null && nextBillOn <= facts.asOf)
    throw new PlanRefused(
      'wrong-state',
      'A renewal of this subscription is due. Nothing was changed. Run the invoice run first.',
    )
}

/** Returns the subscription, if its items can be changed. @throws {PlanRefused} not-found, wrong-state */
export function changeableOf(facts: Facts, subscriptionId: string): SubscriptionFacts {
  const subscription = subscriptionOf(facts, subscriptionId)
  if (subscription.status !== 'active' || subscription.cancelOn !== null)
    throw new PlanRefused('wrong-state', 'Only an active subscription can be changed. Resume it first.')
  return subscription
}

/**
 * Another price or quantity: a credit of the old for its unused days, and a charge of the new for the same days. A change that
 * is agreed for the renewal is replaced by another one, or taken back by the present price and quantity.
 */
export function changeItems(facts: Facts, action: ChangeItemsAction): Plan {
  const subscription = changeableOf(facts, action.subscriptionId)
  const working = workingOf(subscription)
  requireBilled(facts, working)
  const agreed = agreedOf(facts, subscription, action.itemId)
  if (agreed !== null) return changeAgreed(facts, { subscription, ...agreed }, action)
  const old = itemOf(facts, subscription.items, action.itemId)
  const price = action.priceId === undefined ? old.price : priceOf(facts, action.priceId)
  const quantity = action.quantity ?? old.quantity
  if (price.priceId === old.price.priceId && quantity === old.quantity)
    throw new PlanRefused('invalid-body', 'Price and quantity are the present ones. Change one of them.')
  const first = subscription.trialEndsOn ?? subscription.startOn
  const notBilled = subscription.billedThrough === null
  const wanted = notBilled
    ? facts.asOf < first
      ? old.fromOn
      : facts.asOf
    : action.at === 'now'
      ? facts.asOf
      : (subscription.billedThrough ?? facts.asOf)
  // Today can be before the first day: the company moved to a time zone further west since.
  const from = later(wanted, old.fromOn)
  const restarts = intervalDiffers(working, price, subscription.items, facts.asOf)
  // New periods do not begin within a trial, which is not billed.
  const { changed, couponMove, item } = replaced(
    working,
    old,
    { price, quantity, from },
    restarts && later(from, first),
  )
  const credits = creditLines(
    working,
    subscription.charges.filter(({ itemId }) => itemId === old.itemId),
    from,
  )
  const charged = chargesOf(
    { ...changed, discountUsed: usedAfter(working, credits) },
    { from, restarts, endsOn: subscription.billedThrough },
  )
  return planOf(facts, {
    action: 'change-items',
    change: {
      subscription: working.ref,
      kind: 'change-items',
      effectiveOn: from,
      data: { from: titleOf(old.price, old.quantity), to: titleOf(price, quantity), at: action.at },
    },
    subscriptions: [projectionOf(charged.working)],
    items: [item],
    endedItems: [{ itemId: old.itemId, untilOn: from }],
    couponMove,
    documents: creditDocuments(facts, credits, charged.lines, 'Change of the subscription'),
  })
}

interface NewItem {
  readonly price: PriceFacts
  readonly quantity: number
  readonly from: LocalDate
}

/** Another item in place of `old`. @param restartsOn the anchor of new periods. False: the periods stay */
function replaced(working: Working, old: ItemFacts, wanted: NewItem, restartsOn: LocalDate | false) {
  const { price, quantity, from } = wanted
  requireAmount(chargeFor(price.amount, quantity), 'quantity')
  const couponMove = restartsOn ? couponFrom(working, restartsOn) : null
  const restarted = restartsOn && {
    interval: price.interval ?? working.interval,
    anchorOn: restartsOn,
    ...movedCoupon(working, couponMove),
  }
  const item: PlannedItem = {
    ref,
    subscription: working.ref,
    priceId: price.priceId,
    productId: price.productId,
    quantity,
    description: price.productName,
    fromOn: from,
    untilOn: old.untilOn,
    replaces: old.itemId,
  }
  return { item, couponMove, changed: withItem(working, old, wanted, restarted || {}) }
}

interface Agreed {
  readonly present: ItemFacts
  /** It replaces the present one on a later day. */
  readonly next: ItemFacts
}

const agreedIn = (items: readonly ItemFacts[], asOf: LocalDate): Agreed[] =>
  items.flatMap((next) => {
    const present = items.find((item) => item.itemId === next.replaces)
    if (present === undefined || next.untilOn !== null || next.fromOn <= asOf) return []
    return present.untilOn === next.fromOn ? [{ present, next }] : []
  })

/** The day on which an agreed change starts new periods, and the values of the days before it. Null: none is agreed. */
export function agreedRestart({ asOf }: Facts, { items, coupon, beforeAgreed }: SubscriptionFacts) {
  for (const { present, next } of agreedIn(items, asOf)) {
    const { interval } = present.price
    if (interval === null || isSameInterval(interval, next.price.interval)) continue
    // Without the stored values: a change is agreed for the end of a period.
    return { on: next.fromOn, before: { interval, anchorOn: next.fromOn, coupon, ...beforeAgreed } }
  }
  return null
}

/** Returns the agreed change that an action concerns, by the id of either item. Null: none. */
function agreedOf({ asOf }: Facts, { items }: SubscriptionFacts, itemId: string | undefined): Agreed | null {
  const isOnly = items.filter(({ untilOn }) => untilOn === null).length === 1
  const named = agreedIn(items, asOf).find(({ present, next }) =>
    itemId === undefined ? isOnly : present.itemId === itemId || next.itemId === itemId,
  )
  return named ?? null
}

/** Replaces or takes back a change that is agreed for a later day. Nothing of it is billed, so no amount is due. */
function changeAgreed(
  facts: Facts,
  { subscription, present, next }: Agreed & { readonly subscription: SubscriptionFacts },
  action: ChangeItemsAction,
): Plan {
  const from = next.fromOn
  if (subscription.billedThrough !== null && subscription.billedThrough > from)
    throw new PlanRefused(
      'wrong-state',
      `The change that is agreed for ${from} is invoiced already. Nothing was changed. Change the subscription on that day.`,
    )
  if (action.at === 'now')
    throw new PlanRefused(
      'wrong-state',
      `A change is agreed for ${from}. Nothing was changed. Choose the renewal to agree on another change, or on the present price and quantity to take it back.`,
      'at',
    )
  const price = action.priceId === undefined ? next.price : priceOf(facts, action.priceId)
  const quantity = action.quantity ?? next.quantity
  if (price.priceId === next.price.priceId && quantity === next.quantity)
    throw new PlanRefused('invalid-body', `This price and quantity are agreed already for ${from}.`)
  const before = withoutAgreed(facts, subscription, { present, next })
  const isTakenBack = price.priceId === present.price.priceId && quantity === present.quantity
  const restarts = intervalDiffers(before.working, price, before.items, facts.asOf)
  const { changed, couponMove, item } = isTakenBack
    ? { changed: before.working, couponMove: null, item: null }
    : replaced(
        before.working,
        { ...present, untilOn: null },
        { price, quantity, from },
        restarts && later(from, subscription.trialEndsOn ?? from),
      )
  return planOf(facts, {
    action: 'change-items',
    change: {
      subscription: changed.ref,
      kind: 'change-items',
      effectiveOn: from,
      data: { from: titleOf(next.price, next.quantity), to: titleOf(price, quantity), at: action.at },
    },
    subscriptions: [projectionOf(changed)],
    items: item === null ? [] : [item],
    endedItems: [
      { itemId: next.itemId, untilOn: from },
      ...(isTakenBack ? [{ itemId: present.itemId, untilOn: null }] : []),
    ],
    couponMove: couponMove ?? before.couponMove,
  })
}

/** The subscription without its agreed change. */
function withoutAgreed(facts: Facts, subscription: SubscriptionFacts, { present, next }: Agreed) {
  const items = subscription.items
    .filter(({ itemId }) => itemId !== next.itemId)
    .map((item) => (item.itemId === present.itemId ? { ...item, untilOn: null } : item))
  const whole = { ...subscription, items }
  const { interval } = present.price
  if (interval === null) throw new RangeError('An item of a subscription has an interval.')
  if (isSameInterval(interval, next.price.interval))
    return { working: workingOf(whole), items, couponMove: null }
  const { beforeAgreed, coupon } = subscription
  const working = beforeAgreed && workingOf({ ...whole, interval, ...beforeAgreed })
  const moved = working && couponFrom(working, next.fromOn)
  const isKept =
    moved !== undefined &&
    coupon?.couponId === moved?.couponId &&
    coupon?.fromOn === moved?.fromOn &&
    coupon?.durationPeriods === moved?.durationPeriods
  const hasOthers = items.some((item) => item.itemId !== present.itemId && isOpen(item, facts.asOf))
  if (working === undefined || !isKept || hasOthers)
    throw new PlanRefused(
      'wrong-state',
      `A change of the interval is agreed for ${next.fromOn}, and an add-on or a coupon was changed since. Nothing was changed. Take that back first, or wait until that day.`,
    )
  const back = working.coupon
  return {
    working,
    items,
    couponMove: back && {
      subscription: working.ref,
      couponId: back.couponId,
      fromOn: back.fromOn,
      durationPeriods: back.durationPeriods,
    },
  }
}

/** Whether it counts on a day after today. An agreed item that was taken back never does. */
const isOpen = ({ fromOn, untilOn }: ItemFacts, asOf: LocalDate): boolean =>
  untilOn === null || (untilOn > asOf && untilOn > fromOn)

const isSameInterval = (left: PriceFacts['interval'], right: PriceFacts['interval']): boolean =>
  left?.unit === right?.unit && left?.count === right?.count

function itemOf(facts: Facts, items: readonly ItemFacts[], itemId: string | undefined): ItemFacts {
  const current = items.filter(
    ({ untilOn, fromOn }) => untilOn === null && (fromOn <= facts.asOf || items.length === 1),
  )
  // With an agreed change, the only current item can be an add-on, and the caller means the plan.
  const isOnly = current.length === 1 && agreedIn(items, facts.asOf).length === 0
  const found =
    itemId === undefined ? (isOnly ? current[0] : undefined) : current.find((each) => each.itemId === itemId)
  if (found === undefined)
    throw new PlanRefused(
      'invalid-body',
      itemId === undefined
        ? 'The subscription has several items. Name the one to change.'
        : 'The subscription has no current item with this id.',
      'itemId',
    )
  return found
}

/** Another interval starts new periods from the day of the change, so it must be the price of the only item. */
function intervalDiffers(
  { interval }: Working,
  price: PriceFacts,
  items: readonly ItemFacts[],
  asOf: LocalDate,
): boolean {
  if (price.interval === null)
    throw new PlanRefused('invalid-body', 'The price is charged once. Add it as a one-time item.', 'priceId')
  if (isSameInterval(price.interval, interval)) return false
  if (items.filter((item) => isOpen(item, asOf)).length > 1)
    throw new PlanRefused(
      'invalid-body',
      'All prices of a subscription must have the same interval. Choose a price with the interval of the subscription.',
      'priceId',
    )
  return true
}

function withItem(
  working: Working,
  old: ItemFacts,
  { price, quantity, from }: NewItem,
  restarted: Partial<Pick<Working, 'interval' | 'anchorOn' | 'coupon'>>,
): Working {
  return {
    ...working,
    ...restarted,
    billable: [
      ...working.billable.map((item) => (item.ref === old.itemId ? { ...item, untilOn: from } : item)),
      { ref, price, quantity, fromOn: from, untilOn: old.untilOn },
    ],
  }
}

/**
 * Returns the values of the coupon after a restart: it counts from the first new period, with the periods that it has left.
 * A period that the restart cuts off is used up. A removed coupon has none left, also if days ahead are billed with it.
 */
function couponFrom(working: Working, on: LocalDate): PlannedCouponMove | null {
  const { coupon, anchorOn, interval, billedThrough, ref: subscription } = working
  if (coupon === null) return null
  const present = periodContaining(anchorOn, interval, on)
  const first = periodContaining(anchorOn, interval, coupon.fromOn).index
  const begun = present.index - first + (present.start < on ? 1 : 0)
  const used = billedThrough === null ? 0 : Math.max(0, begun)
  const { couponId, durationPeriods, isRemoved = false } = coupon
  const left = durationPeriods === null ? null : Math.max(0, durationPeriods - used)
  return { subscription, couponId, fromOn: on, durationPeriods: isRemoved ? 0 : left }
}

const movedCoupon = (
  { coupon }: Working,
  move: PlannedCouponMove | null,
): Partial<Pick<Working, 'coupon'>> =>
  coupon === null || move === null
    ? {}
    : { coupon: { ...coupon, fromOn: move.fromOn, durationPeriods: move.durationPeriods } }

/** The new item's charges for the days that are billed already, or its first period if that starts now. */
export function chargesOf(
  working: Working,
  change: {
    readonly from: LocalDate
    readonly restarts: boolean
    readonly endsOn: LocalDate | null
    /** Its setup fee too. */
    readonly withSetup?: boolean
  },
) {
  const { restarts, endsOn, withSetup = false } = change
  // Days ahead can be billed within a trial. Its own days are free for a new item, too.
  const from = later(change.from, working.trialEndsOn ?? change.from)
  if (endsOn === null || endsOn <= from) return { working, lines: [] }
  const added = { ...working, billable: working.billable.filter((item) => item.ref === ref) }
  const end = restarts ? periodAt(from, working.interval, 0).end : endsOn
  const lines = tile(working.anchorOn, working.interval, { start: from, end }).flatMap(
    ({ part, whole }, index) =>
      periodLines(added, part, whole, { ofChange: true, withSetup: withSetup && index === 0 }),
  )
  return { working: { ...working, billedThrough: end, nextBillOn: end }, lines }
}
