import { expect, it } from 'vitest'
import { newCoupon } from '#contracts/coupons/schemas.ts'
import { newSubscription, subscriptionChange } from '#contracts/subscriptions/schemas.ts'
import { newId } from '#server/platform/clock/index.ts'
import { documentsOf, insertCompany, insertPrice } from '#testing/billing/steps.ts'
import { insertCustomer } from '#testing/billing-rows.ts'
import { describeDomain, describeDomainOnPostgres, type TestDomain } from '#testing/domain.ts'
import { addTestServer } from '#testing/domain-steps.ts'
import { checkBooks } from '../billing/books/index.ts'
import { runBilling } from '../billing/index.ts'
import { createCoupon, getCoupon } from '../coupons/index.ts'
import {
  applyCoupon,
  changeSubscription,
  createSubscription,
  getSubscription,
  previewCoupon,
  previewRemoveCoupon,
  removeCoupon,
} from './index.ts'

const by = { kind: 'system', name: 'System' } as const

const toDate = ({ clock }: TestDomain, date: string) =>
  clock.advance(Date.parse(`${date}T08:00:00.000Z`) - clock.now().getTime())
const renewOn = async (test: TestDomain, date: string) => {
  toDate(test, date)
  await runBilling(test.domain, { dryRun: false }, by)
}
const addCoupon = ({ ctx }: TestDomain, given: object = {}) =>
  createCoupon(ctx, newCoupon.parse({ code: 'SAVE10', percent: '10', ...given }))
const netsOf = async ({ database: { db } }: TestDomain, customerId: string) =>
  (await documentsOf(db, customerId)).map(({ net }) => net)
const booksAreInOrder = async ({ database: { db } }: TestDomain) => expect(await checkBooks(db)).toEqual([])

/** A plan of 31.00 a month from 2026-03-01 on. */
async function prepared(test: TestDomain) {
  const { db } = test.database
  const customerId = await insertCustomer(db)
  const { priceId, productId } = await insertPrice(db, 3100n)
  const { subscription } = await createSubscription(test.ctx, newSubscription.parse({ customerId, priceId }))
  return { customerId, productId, id: subscription.id }
}

describeDomain('A coupon of a running subscription', (open) => {
  it('reduces the next periods, as previewed, and is counted once', async () => {
    const test = open()
    await insertCompany(test.database.db)
    const { customerId, id } = await prepared(test)
    const coupon = await addCoupon(test, { durationPeriods: 2, maxRedemptions: 1 })
    const shown = await previewCoupon(test.ctx, { id, couponCode: 'save10' })
    expect(shown).toMatchObject({ invoice: null, nextBillOn: '2026-04-01' })
    expect(shown.nextInvoice?.subtotal.amount).toBe('2790')
    const { subscription, invoice } = await applyCoupon(test.ctx, {
      id,
      couponCode: 'SAVE10',
      planHash: shown.planHash,
    })
    expect(invoice).toBeNull()
    expect(subscription.coupon).toEqual({ code: 'SAVE10', periodsLeft: 2 })
    expect(subscription.history[0]?.description).toBe('Added: coupon SAVE10')
    expect(await getCoupon(test.ctx, { id: coupon.id })).toMatchObject({ redeemed: 1 })
    for (const date of ['2026-04-01', '2026-05-01', '2026-06-01']) await renewOn(test, date)
    expect(await netsOf(test, customerId)).toEqual([3100n, 2790n, 2790n, 3100n])
    expect((await getSubscription(test.ctx, { id })).coupon).toBeNull()
    await booksAreInOrder(test)
  })

  it('is removed from the next period on, and another one takes its place there', async () => {
    const test = open()
    const { db } = test.database
    await insertCompany(db)
    const { customerId, productId, id } = await prepared(test)
    const large = await insertPrice(db, 6200n, { productId })
    await addCoupon(test)
    await addCoupon(test, { code: 'SAVE50', percent: '50' })
    await applyCoupon(test.ctx, { id, couponCode: 'SAVE10' })
    await renewOn(test, '2026-04-01')
    await expect(applyCoupon(test.ctx, { id, couponCode: 'SAVE50' })).rejects.toMatchObject({
      code: 'wrong-state',
    })
    const shown = await previewRemoveCoupon(test.ctx, { id })
    expect(shown.nextInvoice?.subtotal.amount).toBe('3100')
    const { subscription } = await removeCoupon(test.ctx, { id, planHash: shown.planHash })
    expect(subscription).toMatchObject({
      coupon: null,
      history: [{ description: 'Removed: coupon SAVE10' }, {}, {}],
    })
    await expect(removeCoupon(test.ctx, { id })).rejects.toMatchObject({ code: 'wrong-state' })
    await expect(applyCoupon(test.ctx, { id, couponCode: 'SAVE10' })).rejects.toMatchObject({
      code: 'wrong-state',
    })
    await applyCoupon(test.ctx, { id, couponCode: 'SAVE50' })
    expect((await getSubscription(test.ctx, { id })).coupon).toEqual({ code: 'SAVE50', periodsLeft: null })

    // The period that is billed already keeps the first coupon: 15 of 30 days, 10% off both.
    toDate(test, '2026-04-16')
    const { invoice } = await changeSubscription(test.ctx, {
      id,
      ...subscriptionChange.parse({ priceId: large.priceId }),
    })
    expect(invoice?.lines.map(({ amount }) => amount.amount)).toEqual(['-1395', '2790'])
    await renewOn(test, '2026-05-01')
    expect((await netsOf(test, customerId)).at(-1)).toBe(3100n)
    await booksAreInOrder(test)
  })

  it('is not given to another interval after it is removed, also with days billed ahead', async () => {
    const test = open()
    const { db } = test.database
    await insertCompany(db, { invoiceDaysAhead: 45 })
    const { productId } = await prepared(test)
    const yearly = await insertPrice(db, 37_200n, { productId, intervalUnit: 'year' })
    await addCoupon(test, { percent: '50' })
    const customerId = await insertCustomer(db)
    const { priceId } = await insertPrice(db, 3100n, { productId })
    const body = newSubscription.parse({ customerId, priceId, couponCode: 'SAVE10' })
    const { id } = (await createSubscription(test.ctx, body)).subscription
    expect(await netsOf(test, customerId)).toEqual([1550n, 1550n])
    toDate(test, '2026-03-20')
    await removeCoupon(test.ctx, { id })
    toDate(test, '2026-03-25')
    const change = subscriptionChange.parse({ priceId: yearly.priceId })
    const { invoice } = await changeSubscription(test.ctx, { id, ...change })
    expect(invoice?.lines.at(-1)).toMatchObject({
      amount: { amount: '37200' },
      discount: { amount: '0' },
    })
    await booksAreInOrder(test)
  })

  it('is shown as removed while the first payment is awaited, and stays on that invoice', async () => {
    const test = open()
    await insertCompany(test.database.db)
    await addTestServer(test)
    const { productId } = await prepared(test)
    await addCoupon(test, { durationPeriods: 3 })
    const { priceId } = await insertPrice(test.database.db, 3100n, { productId })
    const customerId = await insertCustomer(test.database.db)
    const provisioning = { username: 'ada', password: 'hosting-Password-9' }
    const body = { customerId, priceId, couponCode: 'SAVE10', provision: 'after-payment', provisioning }
    const { subscription } = await createSubscription(test.ctx, newSubscription.parse(body))
    expect(subscription.coupon).toEqual({ code: 'SAVE10', periodsLeft: 2 })
    expect((await removeCoupon(test.ctx, { id: subscription.id })).subscription.coupon).toBeNull()
    expect(await netsOf(test, customerId)).toEqual([2790n])
    await booksAreInOrder(test)
  })

  it('is refused if it is unknown, used up, in another currency, or has no later period', async () => {
    const test = open()
    await insertCompany(test.database.db)
    const { id } = await prepared(test)
    const { id: other } = await prepared(test)
    await addCoupon(test, { maxRedemptions: 1 })
    await addCoupon(test, { code: 'YEN', percent: null, amount: { amount: '100', currency: 'JPY' } })
    const apply = (couponCode: string) => applyCoupon(test.ctx, { id, couponCode })
    await expect(apply('NONE')).rejects.toMatchObject({ errors: [{ path: 'couponCode' }] })
    await expect(apply('YEN')).rejects.toMatchObject({ code: 'currency-mismatch' })
    await expect(applyCoupon(test.ctx, { id: newId(), couponCode: 'SAVE10' })).rejects.toMatchObject({
      code: 'not-found',
    })
    await applyCoupon(test.ctx, { id: other, couponCode: 'SAVE10' })
    await expect(apply('SAVE10')).rejects.toMatchObject({ code: 'limit-reached' })
    await expect(removeCoupon(test.ctx, { id })).rejects.toMatchObject({ code: 'wrong-state' })
    await booksAreInOrder(test)
  })
})

describeDomainOnPostgres('Coupons of many subscriptions at the same time', (open) => {
  it('D22: 20 calls use a single-use coupon once', async () => {
    const test = open()
    await insertCompany(test.database.db)
    const coupon = await addCoupon(test, { maxRedemptions: 1 })
    const ids: string[] = []
    for (let count = 0; count < 20; count += 1) ids.push((await prepared(test)).id)
    const results = await Promise.allSettled(
      ids.map((id) => applyCoupon(test.ctx, { id, couponCode: 'SAVE10' })),
    )
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []))).toEqual(
      Array.from({ length: 19 }, () => 'limit-reached'),
    )
    expect(await getCoupon(test.ctx, { id: coupon.id })).toMatchObject({ redeemed: 1 })
    await booksAreInOrder(test)
  })
})
