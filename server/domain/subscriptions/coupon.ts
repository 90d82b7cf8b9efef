import type { ById } from '#contracts/call.ts'
import type { AppliedCoupon, CouponPreview } from '#contracts/subscriptions/schemas.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { type Intent, nextInvoiceAfterCoupon, presentPreview, previewAction } from '../billing/index.ts'
import type { Context } from '../context.ts'
import { commitChange, type WithInvoice } from './commit.ts'
import { findCoupon, intentOf } from './intents.ts'

async function shown(ctx: Context, intent: Intent): Promise<CouponPreview> {
  const preview = await previewAction(ctx, intent)
  return { ...presentPreview(preview), nextInvoice: nextInvoiceAfterCoupon(preview) }
}

/** @throws {Refusal} not-found, wrong-state, limit-reached, currency-mismatch, invalid-body for an unknown code */
export const previewCoupon = async (
  ctx: Context,
  input: Omit<AppliedCoupon, 'planHash'> & ById,
): Promise<CouponPreview> => shown(ctx, await applyIntent(ctx.database.db, input))

/**
 * Adds a coupon from the next period on, counted in the statement that writes it (R21).
 * @throws {Refusal} as {@link previewCoupon}, and preview-changed
 */
export const applyCoupon = (
  ctx: Context,
  { planHash, ...input }: AppliedCoupon & ById,
): Promise<WithInvoice> => {
  const { id, ...facts } = input
  const intent = (tx: Queryable) => applyIntent(tx, input)
  return commitChange(ctx, { id, action: 'subscription.apply-coupon', planHash, facts, intent })
}

const applyIntent = async (
  db: Queryable,
  { id, couponCode }: Omit<AppliedCoupon, 'planHash'> & ById,
): Promise<Intent> => ({
  ...(await intentOf(db, id)),
  action: async (tx, asOf) => ({
    kind: 'redeem',
    subscriptionId: id,
    coupon: await findCoupon(tx, couponCode, asOf),
  }),
})

/** @throws {Refusal} not-found, wrong-state */
export const previewRemoveCoupon = async (ctx: Context, { id }: ById): Promise<CouponPreview> =>
  shown(ctx, await removeIntent(ctx.database.db, id))

/** Ends the coupon with the billed periods. @throws {Refusal} not-found, wrong-state, preview-changed */
export const removeCoupon = (
  ctx: Context,
  { id, planHash }: ById & { readonly planHash?: string | undefined },
): Promise<WithInvoice> =>
  commitChange(ctx, {
    id,
    action: 'subscription.remove-coupon',
    planHash,
    intent: (tx) => removeIntent(tx, id),
  })

const removeIntent = async (db: Queryable, id: string): Promise<Intent> => ({
  ...(await intentOf(db, id)),
  action: () => ({ kind: 'remove-coupon', subscriptionId: id }),
})
