import { eq } from 'drizzle-orm'
import type { ById } from '#contracts/call.ts'
import type { Coupon, CouponChange } from '#contracts/coupons/schemas.ts'
import { fieldRefusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'
import { coupons } from '../tables/coupons.ts'
import { auditCoupon, couponFacts } from './audit.ts'
import { couponNotFound, readCoupon } from './read.ts'

/**
 * Changes the limit or the expiry of a coupon, or disables it. Redeemed coupons keep their discount.
 * @throws {Refusal} not-found; invalid-body for a limit below the redemptions
 */
export async function changeCoupon(
  ctx: Context,
  { id, maxRedemptions, expiresOn, isActive }: CouponChange & ById,
): Promise<Coupon> {
  await ctx.database.db.transaction(async (tx) => {
    const [before] = await tx.select().from(coupons).where(eq(coupons.id, id)).for('no key update')
    if (!before) throw couponNotFound()
    if (maxRedemptions != null && maxRedemptions < before.redeemed)
      throw fieldRefusal(
        'invalid-body',
        'maxRedemptions',
        'invalid',
        `The coupon was already redeemed ${before.redeemed} times. Enter at least this number, or disable the coupon.`,
      )
    const at = ctx.clock.now()
    const change = {
      ...(maxRedemptions === undefined ? {} : { maxRedemptions }),
      ...(expiresOn === undefined ? {} : { expiresOn }),
      ...(isActive === undefined ? {} : { isActive }),
    }
    await tx
      .update(coupons)
      .set({ ...change, updatedAt: at })
      .where(eq(coupons.id, id))
    await auditCoupon(tx, ctx, {
      at,
      verb: 'change',
      id,
      before: couponFacts(before),
      after: couponFacts({ ...before, ...change }),
    })
  })
  return readCoupon(ctx.database.db, id)
}
