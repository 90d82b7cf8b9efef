import { and, eq } from 'drizzle-orm'
import type { ById } from '#contracts/call.ts'
import type { BillingPreview } from '#contracts/invoices/schemas.ts'
import type { NewAddOn, OneTimeCharge, RemovedAddOn } from '#contracts/subscriptions/schemas.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { fieldRefusal } from '#server/platform/errors/index.ts'
import type { Intent } from '../billing/index.ts'
import type { Context } from '../context.ts'
import { products } from '../tables/products.ts'
import { subscriptionItems } from '../tables/subscriptions.ts'
import { commitChange, type WithInvoice } from './commit.ts'
import { intentOf } from './intents.ts'
import { shown } from './preview.ts'
import { requireOffered } from './require-offered.ts'

type Of<Body> = Omit<Body, 'planHash'> & ById

export const previewAddOn = async (ctx: Context, input: Of<NewAddOn>): Promise<BillingPreview> =>
  shown(ctx, await addIntent(ctx.database.db, input))

/**
 * Adds an add-on on the cycle of the subscription, prorated by days.
 * @throws {Refusal} preview-changed, wrong-state, currency-mismatch, invalid-body
 */
export const addAddOn = (ctx: Context, { planHash, ...input }: NewAddOn & ById): Promise<WithInvoice> => {
  const { id, ...facts } = input
  const intent = (tx: Queryable) => addIntent(tx, input)
  return commitChange(ctx, { id, action: 'subscription.add-on', planHash, facts, intent })
}

const addIntent = async (db: Queryable, { id, priceId, quantity, at }: Of<NewAddOn>): Promise<Intent> => {
  const intent = await intentOf(db, id, priceId)
  await requireOffered(db, [priceId], 'add-on', 'priceId')
  return { ...intent, action: () => ({ kind: 'add-item', subscriptionId: id, priceId, quantity, at }) }
}

export const previewRemoveAddOn = async (ctx: Context, input: Of<RemovedAddOn>): Promise<BillingPreview> =>
  shown(ctx, await removeIntent(ctx.database.db, input))

/** Ends an add-on and credits its unused days. @throws {Refusal} preview-changed, wrong-state, invalid-body */
export const removeAddOn = (
  ctx: Context,
  { planHash, ...input }: RemovedAddOn & ById,
): Promise<WithInvoice> => {
  const { id, ...facts } = input
  const intent = (tx: Queryable) => removeIntent(tx, input)
  return commitChange(ctx, { id, action: 'subscription.remove-add-on', planHash, facts, intent })
}

const removeIntent = async (db: Queryable, { id, itemId, at }: Of<RemovedAddOn>): Promise<Intent> => {
  const intent = await intentOf(db, id)
  const [item] = await db
    .select({ kind: products.kind })
    .from(subscriptionItems)
    .innerJoin(products, eq(products.id, subscriptionItems.productId))
    .where(and(eq(subscriptionItems.id, itemId), eq(subscriptionItems.subscriptionId, id)))
  if (item && item.kind !== 'add-on')
    throw fieldRefusal(
      'invalid-body',
      'itemId',
      'invalid',
      'Only an add-on can be removed. Cancel the subscription to end its plan.',
    )
  return { ...intent, action: () => ({ kind: 'remove-item', subscriptionId: id, itemId, at }) }
}

export const previewCharge = async (ctx: Context, input: Of<OneTimeCharge>): Promise<BillingPreview> =>
  shown(ctx, await chargeIntent(ctx.database.db, input))

/** Invoices a one-time item with a subscription. @throws {Refusal} preview-changed, currency-mismatch, invalid-body */
export const chargeOnce = (
  ctx: Context,
  { planHash, ...input }: OneTimeCharge & ById,
): Promise<WithInvoice> => {
  const { id, ...facts } = input
  const intent = (tx: Queryable) => chargeIntent(tx, input)
  return commitChange(ctx, { id, action: 'subscription.charge', planHash, facts, intent })
}

const chargeIntent = async (db: Queryable, { id, priceId, quantity }: Of<OneTimeCharge>): Promise<Intent> => {
  const intent = await intentOf(db, id, priceId)
  await requireOffered(db, [priceId], 'one-time', 'priceId')
  return { ...intent, action: () => ({ kind: 'one-time', subscriptionId: id, priceId, quantity }) }
}
