import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { couponQuery, newCoupon } from '#contracts/coupons/schemas.ts'
import { newProduct } from '#contracts/products/schemas.ts'
import { newId } from '#server/platform/clock/index.ts'
import { callWithKey, describeDomain, type TestDomain } from '#testing/domain.ts'
import { auditOf } from '#testing/domain-steps.ts'
import { contextOf } from '../context.ts'
import { createProduct } from '../products/index.ts'
import { coupons } from '../tables/coupons.ts'
import { changeCoupon, createCoupon, getCoupon, listCoupons } from './index.ts'

const add = ({ ctx }: TestDomain, given: object = {}) =>
  createCoupon(ctx, newCoupon.parse({ code: 'SAVE10', percent: '10', ...given }))
const query = (given: object = {}) => couponQuery.parse(given)

describeDomain('Coupons', (open) => {
  it('take a percentage or an amount off, and are audited', async () => {
    const test = open()
    const { id: productId } = await createProduct(test.ctx, newProduct.parse({ name: 'Starter' }))
    expect(await add(test)).toMatchObject({
      code: 'SAVE10',
      percent: '10',
      amount: null,
      productIds: null,
      scope: 'recurring',
      durationPeriods: null,
      maxRedemptions: null,
      redeemed: 0,
      expiresOn: null,
      isActive: true,
    })
    const amount = { amount: '500', currency: 'EUR' }
    expect(
      await add(test, {
        code: 'five-off',
        percent: null,
        amount,
        productIds: [productId],
        scope: 'all',
        durationPeriods: 3,
        maxRedemptions: 100,
        expiresOn: '2027-01-01',
      }),
    ).toMatchObject({ code: 'FIVE-OFF', percent: null, amount, productIds: [productId], durationPeriods: 3 })
    expect((await auditOf(test)).filter(({ action }) => action === 'coupon.create')).toMatchObject([
      { after: { code: 'SAVE10', discount: '10%' } },
      { after: { code: 'FIVE-OFF', discount: '\u20ac5.00' } },
    ])
  })

  it('have a code once, in any case', async () => {
    const test = open()
    await add(test)
    await expect(add(test, { code: 'save10' })).rejects.toMatchObject({
      code: 'name-taken',
      errors: [{ path: 'code' }],
    })
    const ctx = contextOf(test.domain, callWithKey('k'))
    const other = newCoupon.parse({ code: 'OTHER', percent: '5' })
    expect(await createCoupon(ctx, other)).toEqual(await createCoupon(ctx, other))
  })

  it('name an unknown product', async () => {
    await expect(add(open(), { productIds: [newId()] })).rejects.toMatchObject({
      code: 'invalid-body',
      errors: [{ path: 'productIds.0' }],
    })
  })

  it('are listed, newest first, found by code and state, and disabled', async () => {
    const test = open()
    for (const code of ['AAA', 'BBB', 'ABC']) {
      await add(test, { code })
      test.clock.advance(1000)
    }
    const first = await listCoupons(test.ctx, query({ limit: 2 }))
    expect(first.items.map(({ code }) => code)).toEqual(['ABC', 'BBB'])
    const rest = await listCoupons(test.ctx, query({ limit: 2, cursor: first.nextCursor }))
    expect(rest).toMatchObject({ items: [{ code: 'AAA' }], nextCursor: null })
    const [abc] = first.items
    if (!abc) throw new Error('No coupon.')
    expect(await changeCoupon(test.ctx, { id: abc.id, isActive: false })).toMatchObject({ isActive: false })
    const codes = async (given: object) =>
      (await listCoupons(test.ctx, query(given))).items.map(({ code }) => code)
    expect(await codes({ active: 'true' })).toEqual(['BBB', 'AAA'])
    expect(await codes({ search: 'b' })).toEqual(['ABC', 'BBB'])
  })

  it('keep their discount, and a limit of at least the redemptions', async () => {
    const test = open()
    const { id } = await add(test, { maxRedemptions: 5 })
    await test.database.db.update(coupons).set({ redeemed: 3 }).where(eq(coupons.id, id))
    await expect(changeCoupon(test.ctx, { id, maxRedemptions: 2 })).rejects.toMatchObject({
      errors: [{ path: 'maxRedemptions' }],
    })
    expect(await changeCoupon(test.ctx, { id, maxRedemptions: 3, expiresOn: '2027-01-01' })).toMatchObject({
      maxRedemptions: 3,
      expiresOn: '2027-01-01',
    })
    expect(await changeCoupon(test.ctx, { id, maxRedemptions: null })).toMatchObject({
      maxRedemptions: null,
      expiresOn: '2027-01-01',
    })
    await expect(getCoupon(test.ctx, { id: newId() })).rejects.toMatchObject({ code: 'not-found' })
    await expect(changeCoupon(test.ctx, { id: newId() })).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('The input of coupons', () => {
  const eur = { amount: '500', currency: 'EUR' }
  it.each([
    [{ percent: '10' }, 'code'],
    [{ code: 'A B', percent: '10' }, 'code'],
    [{ code: 'SAVE' }, 'percent'],
    [{ code: 'SAVE', percent: '10', amount: eur }, 'percent'],
    [{ code: 'SAVE', percent: '0' }, 'percent'],
    [{ code: 'SAVE', percent: '100.1' }, 'percent'],
    [{ code: 'SAVE', percent: 10 }, 'percent'],
    [{ code: 'SAVE', amount: { ...eur, amount: '0' } }, 'amount.amount'],
    [{ code: 'SAVE', percent: '10', productIds: [] }, 'productIds'],
    [{ code: 'SAVE', percent: '10', durationPeriods: 0 }, 'durationPeriods'],
    [{ code: 'SAVE', percent: '10', expiresOn: '2026-02-30' }, 'expiresOn'],
  ])('refuses %j, naming %s', (input, path) => {
    expect(newCoupon.safeParse(input).error?.issues.map((issue) => issue.path.join('.'))).toEqual([path])
  })
})
