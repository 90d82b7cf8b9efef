import { and, asc, eq, isNull } from 'drizzle-orm'
import { newAddOn, oneTimeCharge, subscriptionChange } from '#contracts/subscriptions/schemas.ts'
import type { Context } from '#server/domain/context.ts'
import {
  addAddOn,
  applyCoupon,
  cancelSubscription,
  changeSubscription,
  chargeOnce,
  pauseSubscription,
  previewAddOn,
  previewCancel,
  previewChange,
  previewCharge,
  previewCoupon,
  previewRemoveAddOn,
  previewRemoveCoupon,
  previewResume,
  removeAddOn,
  removeCoupon,
  resumeSubscription,
} from '#server/domain/subscriptions/index.ts'
import { products } from '#server/domain/tables/products.ts'
import { subscriptionItems, subscriptions } from '#server/domain/tables/subscriptions.ts'
import type { TestDomain } from '../domain.ts'
import type { HistoryStep } from './histories.ts'

export interface HistoryOf {
  readonly test: TestDomain
  readonly customerId: string
  /** Of plans. */
  readonly priceIds: readonly string[]
  readonly addOnIds: readonly string[]
  /** Of one-time items. */
  readonly onceIds: readonly string[]
  readonly couponCodes: readonly string[]
}

export const chosen = <One>(from: readonly One[], pick: number): One | undefined =>
  from[pick % (from.length || 1)]

type Kind = 'change' | 'cancel' | 'pause' | 'resume' | 'add-item' | 'remove-item'
export type SubscriptionStep = Extract<HistoryStep, { kind: Kind | 'one-time' | 'redeem' | 'remove-coupon' }>

/** Changes one of the customer's subscriptions, each time with the hash of a preview. */
export async function changeSome(history: HistoryOf, ctx: Context, step: SubscriptionStep): Promise<void> {
  const { test, customerId } = history
  const own = eq(subscriptions.customerId, customerId)
  const rows = await test.database.db.select().from(subscriptions).where(own).orderBy(subscriptions.id)
  const id = chosen(
    rows.filter(({ status }) => status !== 'ended'),
    step.pick,
  )?.id
  if (id === undefined) return
  switch (step.kind) {
    case 'pause':
      return void (await pauseSubscription(ctx, { id }))
    case 'resume': {
      const { planHash } = await previewResume(ctx, { id })
      return void (await resumeSubscription(ctx, { id, planHash }))
    }
    case 'cancel': {
      const { planHash } = await previewCancel(ctx, { id, at: step.at })
      return void (await cancelSubscription(ctx, { id, at: step.at, planHash }))
    }
    case 'change':
      return changePlan(history, ctx, step, id)
    case 'redeem':
    case 'remove-coupon':
      return changeCoupon(history, ctx, step, id)
    default:
      return changeItems(history, ctx, step, id)
  }
}

/** The current items of a subscription, of a kind of product, oldest first. */
const itemsOf = ({ test }: HistoryOf, id: string, kind: 'plan' | 'add-on') =>
  test.database.db
    .select({ id: subscriptionItems.id })
    .from(subscriptionItems)
    .innerJoin(products, and(eq(products.id, subscriptionItems.productId), eq(products.kind, kind)))
    .where(and(eq(subscriptionItems.subscriptionId, id), isNull(subscriptionItems.untilOn)))
    .orderBy(asc(subscriptionItems.createdAt), asc(subscriptionItems.id))

async function changePlan(
  history: HistoryOf,
  ctx: Context,
  step: Extract<HistoryStep, { kind: 'change' }>,
  id: string,
): Promise<void> {
  const [plan] = await itemsOf(history, id, 'plan')
  const fields = { priceId: chosen(history.priceIds, step.pick + 1), quantity: step.quantity, at: step.at }
  const change = { id, ...subscriptionChange.parse({ ...fields, itemId: plan?.id }) }
  const { planHash } = await previewChange(ctx, change)
  await changeSubscription(ctx, { ...change, planHash })
}

async function changeItems(
  history: HistoryOf,
  ctx: Context,
  step: Extract<HistoryStep, { kind: 'add-item' | 'remove-item' | 'one-time' }>,
  id: string,
): Promise<void> {
  if (step.kind === 'one-time') {
    const fields = { priceId: chosen(history.onceIds, step.pick), quantity: step.quantity }
    const charge = { id, ...oneTimeCharge.parse(fields) }
    const { planHash } = await previewCharge(ctx, charge)
    await chargeOnce(ctx, { ...charge, planHash })
  } else if (step.kind === 'add-item') {
    const fields = { priceId: chosen(history.addOnIds, step.pick), quantity: step.quantity, at: step.at }
    const addOn = { id, ...newAddOn.parse(fields) }
    const { planHash } = await previewAddOn(ctx, addOn)
    await addAddOn(ctx, { ...addOn, planHash })
  } else {
    const itemId = (await itemsOf(history, id, 'add-on'))[0]?.id
    if (itemId === undefined) return
    const removal = { id, itemId, at: step.at }
    const { planHash } = await previewRemoveAddOn(ctx, removal)
    await removeAddOn(ctx, { ...removal, planHash })
  }
}

async function changeCoupon(
  { couponCodes }: HistoryOf,
  ctx: Context,
  step: Extract<HistoryStep, { kind: 'redeem' | 'remove-coupon' }>,
  id: string,
): Promise<void> {
  if (step.kind === 'remove-coupon') {
    const { planHash } = await previewRemoveCoupon(ctx, { id })
    return void (await removeCoupon(ctx, { id, planHash }))
  }
  const couponCode = chosen(couponCodes, step.pick) ?? ''
  const { planHash } = await previewCoupon(ctx, { id, couponCode })
  await applyCoupon(ctx, { id, couponCode, planHash })
}
