import { expect, it } from 'vitest'
import { newCoupon } from '#contracts/coupons/schemas.ts'
import { newSubscription, subscriptionPreviewQuery } from '#contracts/subscriptions/schemas.ts'
import { insertCompany, insertPrice } from '#testing/billing/steps.ts'
import { insertCustomer } from '#testing/billing-rows.ts'
import { describeDomain } from '#testing/domain.ts'
import { createSubscription, previewSubscription } from '../subscriptions/index.ts'
import { couponRedemptions } from '../tables/coupons.ts'
import { createCoupon } from './index.ts'

describeDomain('A coupon that expires', (open) => {
  it.each([
    ['2026-03-01', false],
    ['2026-03-02', true],
  ])('on %s can be redeemed on 2026-03-01: %s', async (expiresOn, isRedeemable) => {
    const test = open()
    const { db } = test.database
    await insertCompany(db)
    const customerId = await insertCustomer(db)
    const { priceId } = await insertPrice(db, 1_000n)
    await createCoupon(test.ctx, newCoupon.parse({ code: 'SAVE', percent: '10', expiresOn }))
    const fields = { customerId, priceId, couponCode: 'SAVE' }
    const preview = previewSubscription(test.ctx, subscriptionPreviewQuery.parse(fields))
    if (!isRedeemable) {
      await expect(preview).rejects.toMatchObject({ code: 'limit-reached', errors: [{ path: 'couponCode' }] })
      return
    }
    const { planHash } = await preview
    await createSubscription(test.ctx, newSubscription.parse({ ...fields, planHash }))
    expect(await db.$count(couponRedemptions)).toBe(1)
  })
})
