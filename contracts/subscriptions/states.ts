/**
 * - pending: its first period has not begun, or it waits for its first payment
 * - active: billed; with `cancelOn` it ends on that date
 * - paused: not billed until it is resumed
 * - ended: never billed again
 */
export const subscriptionStatuses = ['pending', 'active', 'paused', 'ended'] as const
export type SubscriptionStatus = (typeof subscriptionStatuses)[number]

/** When the hosting of a subscription is created. */
export const provisionTimes = ['none', 'now', 'after-payment'] as const

interface Subscription {
  readonly status: SubscriptionStatus
  readonly cancelOn: string | null
}

export const mayChange = ({ status, cancelOn }: Subscription) => status === 'active' && cancelOn === null
export const mayCancel = ({ status }: Subscription) => status !== 'ended'
export const mayPause = (subscription: Subscription) => mayChange(subscription)
/** An ended subscription keeps its account as a fact. The account is free for another subscription. */
export const maySetHostingAccount = ({ status }: Pick<Subscription, 'status'>) => status !== 'ended'
export const mayCharge = ({ status }: Subscription) => status !== 'ended'

interface WithCoupon {
  readonly nextBillOn: string | null
  readonly coupon: object | null
}

export const mayApplyCoupon = ({ nextBillOn, coupon }: WithCoupon) => nextBillOn !== null && coupon === null
export const mayRemoveCoupon = ({ coupon }: WithCoupon) => coupon !== null
/** Ends a pause, or takes back a cancellation at the end of the period. */
export const mayResume = ({ status, cancelOn }: Subscription) =>
  status === 'paused' || (status === 'active' && cancelOn !== null)
