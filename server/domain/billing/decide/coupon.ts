import { later, periodContaining } from '#server/platform/calendar/index.ts'
import type { CouponFacts, Facts, RedemptionFacts, SubscriptionFacts } from './facts.ts'
import { waitsForPayment } from './never-begun.ts'
import { type Plan, PlanRefused } from './plan.ts'
import { renew } from './renew.ts'
import { requireCouponCurrency } from './start.ts'
import { planOf, subscriptionOf } from './working.ts'

export interface RedeemAction {
  readonly kind: 'redeem'
  readonly subscriptionId: string
  readonly coupon: CouponFacts
}

/** Adds a coupon to a running subscription, from the next period that is not billed (R22). */
export function redeem(facts: Facts, { subscriptionId, coupon }: RedeemAction): Plan {
  const subscription = subscriptionOf(facts, subscriptionId)
  const { nextBillOn } = subscription
  if (nextBillOn === null)
    throw new PlanRefused(
      'wrong-state',
      'The subscription is not billed again, so a coupon has no effect. Resume it first.',
      'couponCode',
    )
  if (reducesLater(subscription))
    throw new PlanRefused(
      'wrong-state',
      `The subscription already has the coupon ${subscription.coupon?.code}. Remove it first.`,
      'couponCode',
    )
  requireNew(subscription, coupon)
  requireCouponCurrency(facts, coupon)
  return planOf(facts, {
    action: 'redeem',
    change: {
      subscription: subscriptionId,
      kind: 'redeem',
      effectiveOn: nextBillOn,
      data: { code: coupon.code },
    },
    redemption: { couponId: coupon.couponId, subscription: subscriptionId, fromOn: nextBillOn },
  })
}

function requireNew(
  { coupon: last, earlierCoupons = [] }: SubscriptionFacts,
  { couponId }: CouponFacts,
): void {
  if ([last, ...earlierCoupons].some((one) => one?.couponId === couponId))
    throw new PlanRefused(
      'wrong-state',
      'This subscription has already used this coupon. Each subscription can use a coupon once. Choose another coupon.',
      'couponCode',
    )
}

export interface RemoveCouponAction {
  readonly kind: 'remove-coupon'
  readonly subscriptionId: string
}

/** Ends a coupon with the billed periods. Their discounts stay, and its redemption stays counted (R21). */
export function removeCoupon(facts: Facts, { subscriptionId }: RemoveCouponAction): Plan {
  const subscription = subscriptionOf(facts, subscriptionId)
  const { coupon, billedThrough, nextBillOn } = subscription
  if (coupon === null || !reducesLater(subscription))
    throw new PlanRefused('wrong-state', 'The subscription has no coupon that reduces a later invoice.')
  return planOf(facts, {
    action: 'remove-coupon',
    change: {
      subscription: subscriptionId,
      kind: 'remove-coupon',
      effectiveOn: nextBillOn ?? billedThrough ?? facts.asOf,
      data: { code: coupon.code },
    },
    couponMove: {
      subscription: subscriptionId,
      couponId: coupon.couponId,
      fromOn: coupon.fromOn,
      durationPeriods: billedPeriods(subscription, coupon),
    },
  })
}

/** How many billed periods the coupon can have reduced. The first one has no dates before its payment. */
function billedPeriods(subscription: SubscriptionFacts, { fromOn }: RedemptionFacts): number {
  const { anchorOn, interval, billedThrough } = subscription
  if (billedThrough === null) return waitsForPayment(subscription) ? 1 : 0
  const indexOf = (date: typeof fromOn) => periodContaining(anchorOn, interval, date).index
  return Math.max(0, indexOf(billedThrough) - indexOf(fromOn))
}

/** Whether a period that is not billed yet is reduced. */
const reducesLater = (subscription: SubscriptionFacts): boolean => {
  const { coupon } = subscription
  if (coupon === null) return false
  return coupon.durationPeriods === null || billedPeriods(subscription, coupon) < coupon.durationPeriods
}

/** Returns the next renewal after a change of the coupon, for its preview. Null: nothing is billed again. */
export function renewalAfterCoupon(facts: Facts, action: RedeemAction | RemoveCouponAction): Plan | null {
  const subscription = subscriptionOf(facts, action.subscriptionId)
  const { nextBillOn, coupon, earlierCoupons = [] } = subscription
  if (nextBillOn === null) return null
  const earlier = coupon === null ? earlierCoupons : [...earlierCoupons, coupon]
  const after: SubscriptionFacts =
    action.kind === 'redeem'
      ? { ...subscription, coupon: { ...action.coupon, fromOn: nextBillOn }, earlierCoupons: earlier }
      : {
          ...subscription,
          coupon: coupon && { ...coupon, durationPeriods: billedPeriods(subscription, coupon) },
        }
  return renew({ ...facts, asOf: later(facts.asOf, nextBillOn), subscriptions: [after] }, { kind: 'renew' })
}
