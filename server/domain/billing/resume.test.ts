import { eq, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { newCoupon } from '#contracts/coupons/schemas.ts'
import { newAddOn, newSubscription, subscriptionChange } from '#contracts/subscriptions/schemas.ts'
import { discountsBeyond } from '#testing/billing/fixed-discounts.ts'
import { documentsOf, insertCompany, insertPrice, preview } from '#testing/billing/steps.ts'
import { insertCustomer } from '#testing/billing-rows.ts'
import { describeDomain, type TestDomain } from '#testing/domain.ts'
import { createCoupon } from '../coupons/index.ts'
import {
  addAddOn,
  cancelSubscription,
  changeSubscription,
  createSubscription,
  getSubscription,
  previewNextInvoice,
  resumeSubscription,
} from '../subscriptions/index.ts'
import { billingParks } from '../tables/billing-runs.ts'
import { companySettings } from '../tables/company.ts'
import { products } from '../tables/products.ts'
import { checkBooks } from './books/index.ts'
import { runBilling } from './index.ts'

const by = { kind: 'system', name: 'System' } as const
const off = 1000n

const toDate = ({ clock }: TestDomain, date: string) =>
  clock.advance(Date.parse(`${date}T08:00:00.000Z`) - clock.now().getTime())

async function runOn(test: TestDomain, date: string): Promise<void> {
  toDate(test, date)
  await runBilling(test.domain, { dryRun: false }, by)
}

const billAhead = ({ database: { db } }: TestDomain, invoiceDaysAhead: number) =>
  db.update(companySettings).set({ invoiceDaysAhead })

async function started(test: TestDomain, given: object = {}) {
  const { db } = test.database
  await insertCompany(db, { invoiceDaysAhead: 30 })
  const customerId = await insertCustomer(db)
  const { priceId } = await insertPrice(db, 3000n)
  const body = newSubscription.parse({ customerId, priceId, ...given })
  return { customerId, id: (await createSubscription(test.ctx, body)).subscription.id }
}

/** April is billed ahead, with the setup fee of an add-on, and reduced by a fixed coupon. Then it is credited. */
async function cancelled(test: TestDomain) {
  const { db } = test.database
  await createCoupon(
    test.ctx,
    newCoupon.parse({ code: 'TEN', amount: { amount: String(off), currency: 'EUR' }, scope: 'all' }),
  )
  const made = await started(test, { couponCode: 'TEN' })
  const addOn = await insertPrice(db, 800n, { setupFee: 500n })
  await db.update(products).set({ kind: 'add-on' }).where(eq(products.id, addOn.productId))
  await addAddOn(test.ctx, { id: made.id, ...newAddOn.parse({ priceId: addOn.priceId, at: 'renewal' }) })
  await runOn(test, '2026-03-05')
  expect(await totals(test, made.customerId)).toEqual([2000n, 3300n])
  toDate(test, '2026-03-10')
  await cancelSubscription(test.ctx, { id: made.id, at: 'period-end' })
  await billAhead(test, 0)
  toDate(test, '2026-03-15')
  return made
}

const totals = async ({ database: { db } }: TestDomain, customerId: string) =>
  (await documentsOf(db, customerId)).map(({ kind, total }) => (kind === 'invoice' ? total : -total))

describeDomain('A subscription that is resumed after days billed ahead were credited', (open) => {
  it('bills them again at once, as previewed, and each later period once', async () => {
    const test = open()
    const { db } = test.database
    const { customerId, id } = await started(test)
    await runOn(test, '2026-03-05')
    expect(await totals(test, customerId)).toEqual([3000n, 3000n])
    toDate(test, '2026-03-10')
    await cancelSubscription(test.ctx, { id, at: 'period-end' })
    await billAhead(test, 0)
    toDate(test, '2026-03-15')
    const action = { kind: 'resume', subscriptionId: id } as const
    const shown = await preview(test, { customerId, action })
    expect(shown.plan.documents).toMatchObject([{ total: { amount: 3000n } }])
    const resumed = await resumeSubscription(test.ctx, { id, planHash: shown.planHash })
    expect(resumed).toMatchObject({
      invoice: { total: { amount: '3000' }, lines: [{ periodStart: '2026-04-01' }] },
      subscription: { billedThrough: '2026-05-01', nextBillOn: '2026-05-01' },
    })
    await runOn(test, '2026-04-01')
    await runOn(test, '2026-05-01')
    expect(await db.select().from(billingParks)).toEqual([])
    expect(await totals(test, customerId)).toEqual([3000n, 3000n, -3000n, 3000n, 3000n])
    expect(await checkBooks(db)).toEqual([])
  })

  it('can be cancelled and resumed again', async () => {
    const test = open()
    const { db } = test.database
    const { customerId, id } = await started(test)
    await runOn(test, '2026-03-05')
    for (const date of ['2026-03-10', '2026-03-20']) {
      await billAhead(test, 30)
      toDate(test, date)
      await cancelSubscription(test.ctx, { id, at: 'period-end' })
      await billAhead(test, 0)
      await resumeSubscription(test.ctx, { id })
    }
    await runOn(test, '2026-05-01')
    expect(await db.select().from(billingParks)).toEqual([])
    expect((await totals(test, customerId)).reduce((sum, each) => sum + each, 0n)).toBe(9000n)
    expect(await checkBooks(db)).toEqual([])
  })

  it('bills days before an agreed change of the interval in their own periods (R3)', async () => {
    const test = open()
    const { db } = test.database
    await createCoupon(
      test.ctx,
      newCoupon.parse({ code: 'HALF', percent: '50', scope: 'all', durationPeriods: 5 }),
    )
    await insertCompany(db, { invoiceDaysAhead: 30 })
    const customerId = await insertCustomer(db)
    const { priceId, productId } = await insertPrice(db, 1000n, { intervalUnit: 'week' })
    const body = newSubscription.parse({ customerId, priceId, couponCode: 'HALF' })
    const { id } = (await createSubscription(test.ctx, body)).subscription
    const monthly = await insertPrice(db, 3000n, { productId })
    const change = subscriptionChange.parse({ priceId: monthly.priceId, at: 'renewal' })
    await changeSubscription(test.ctx, { id, ...change })
    await billAhead(test, 0)
    toDate(test, '2026-03-05')
    await cancelSubscription(test.ctx, { id, at: 'period-end' })
    const before = [500n, 500n, 500n, 500n, 500n, -500n, -500n, -500n, -500n]
    expect(await totals(test, customerId)).toEqual(before)
    const { planHash } = await preview(test, { customerId, action: { kind: 'resume', subscriptionId: id } })
    const resumed = await resumeSubscription(test.ctx, { id, planHash })
    expect(resumed.subscription).toMatchObject({ billedThrough: '2026-04-05', nextBillOn: '2026-04-05' })
    await runOn(test, '2026-04-05')
    expect(await totals(test, customerId)).toEqual([...before, 500n, 500n, 500n, 500n, 3000n])
    expect(await checkBooks(db)).toEqual([])
  })

  it('bills no old days again after another interval began', async () => {
    const test = open()
    const { db } = test.database
    const { customerId, id } = await started(test)
    const { items } = await getSubscription(test.ctx, { id })
    const yearly = await insertPrice(db, 36000n, {
      productId: items[0]?.productId ?? '',
      intervalUnit: 'year',
    })
    await billAhead(test, 0)
    toDate(test, '2026-03-05')
    const to = (priceId: string) =>
      changeSubscription(test.ctx, { id, ...subscriptionChange.parse({ priceId, at: 'now' }) })
    await to(yearly.priceId)
    toDate(test, '2026-03-10')
    await to(items[0]?.priceId ?? '')
    await cancelSubscription(test.ctx, { id, at: 'period-end' })
    expect(await resumeSubscription(test.ctx, { id })).toMatchObject({
      invoice: null,
      subscription: { nextBillOn: '2026-04-10' },
    })
    expect(await checkBooks(db)).toEqual([])
    expect((await totals(test, customerId)).length).toBeGreaterThan(3)
  })
})

describeDomain('A fixed coupon that reduced a setup fee billed ahead', (open) => {
  it('takes off its amount once in that period, after a resumption and a change of the items', async () => {
    const test = open()
    const { db } = test.database
    const { customerId, id } = await cancelled(test)
    const action = { kind: 'resume', subscriptionId: id } as const
    const { planHash } = await preview(test, { customerId, action })
    await resumeSubscription(test.ctx, { id, planHash })
    toDate(test, '2026-03-20')
    const [plan] = (await getSubscription(test.ctx, { id })).items
    const change = subscriptionChange.parse({ itemId: plan?.id, quantity: 2, at: 'now' })
    await changeSubscription(test.ctx, { id, ...change })
    await runOn(test, '2026-04-01')
    await runOn(test, '2026-05-01')
    expect(await db.select().from(billingParks)).toEqual([])
    expect(await discountsBeyond(db, { customerId, code: 'TEN', amount: off })).toEqual([])
    expect(await checkBooks(db)).toEqual([])
  })

  it('gives a run only the rest, as the preview of the renewal', async () => {
    const test = open()
    const { db } = test.database
    const { customerId, id } = await cancelled(test)
    // As an earlier release resumed it: April is not billed, and its charges do not belong to a run.
    await db.transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`)
      await tx.execute(sql`update charges set change_id = (select id from subscription_changes order by id limit 1)
                            where kind = 'recurring' and period_start = '2026-04-01'`)
      await tx.execute(sql`update subscriptions set cancel_on = null, next_bill_on = '2026-04-01'`)
    })
    const { invoice } = await previewNextInvoice(test.ctx, { id })
    await runOn(test, '2026-04-01')
    expect(await db.select().from(billingParks)).toEqual([])
    expect(await discountsBeyond(db, { customerId, code: 'TEN', amount: off })).toEqual([])
    expect((await totals(test, customerId)).at(-1)).toBe(BigInt(invoice?.total.amount ?? ''))
  })
})
