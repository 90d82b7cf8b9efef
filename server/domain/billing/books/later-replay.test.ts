import { eq, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { newCoupon } from '#contracts/coupons/schemas.ts'
import { newAddOn, newSubscription } from '#contracts/subscriptions/schemas.ts'
import { insertCompany, insertPrice, insertVat } from '#testing/billing/steps.ts'
import { insertCustomer } from '#testing/billing-rows.ts'
import { describeDomain, type TestDomain } from '#testing/domain.ts'
import { createCoupon } from '../../coupons/index.ts'
import {
  addAddOn,
  applyCoupon,
  cancelSubscription,
  createSubscription,
  resumeSubscription,
} from '../../subscriptions/index.ts'
import { products } from '../../tables/products.ts'
import { runBilling } from '../index.ts'
import { findViolations } from './check-books.ts'

const by = { kind: 'system', name: 'System' } as const

async function runOn({ clock, domain }: TestDomain, date: string): Promise<void> {
  clock.advance(Date.parse(`${date}T08:00:00.000Z`) - clock.now().getTime())
  await runBilling(domain, { dryRun: false }, by)
}

/** A subscription to 31.00 a month with a setup fee of 7.00, as a release without stored facts wrote it. */
async function started(test: TestDomain, given: object = {}) {
  const { db } = test.database
  await insertCompany(db, { invoiceDaysAhead: 14 })
  await insertVat(db)
  const customerId = await insertCustomer(db)
  const { priceId } = await insertPrice(db, 3100n, { setupFee: 700n })
  const body = newSubscription.parse({ customerId, priceId, ...given })
  const { id } = (await createSubscription(test.ctx, body)).subscription
  await forgetInputs(test)
  return id
}

const forgetInputs = ({ database: { db } }: TestDomain) =>
  db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`)
    await tx.execute(sql`update subscription_changes set inputs = null, written_hash = null`)
  })

/** The violations of M16, after a statement that is undone. */
async function found({ database: { db } }: TestDomain, planted?: string): Promise<string[]> {
  const back = new Error('undone')
  let messages: string[] = []
  const planting = db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`)
    if (planted) await tx.execute(sql.raw(planted))
    const all = await findViolations(tx)
    messages = all.filter(({ rule }) => rule === 'M16').map(({ message }) => message)
    throw back
  })
  await expect(planting).rejects.toBe(back)
  return messages
}

const withoutSetup = `delete from charges where kind = 'setup' and change_id is null`
const otherRenewal = `update charges set amount = amount + 1 where id = (select id from charges where change_id is null and kind = 'recurring' order by period_start desc limit 1)`

describeDomain('The replay from a change that is not the start', (open) => {
  it('includes the setup fee that a run bills after a trial with a coupon', async () => {
    const test = open()
    const id = await started(test, { trialEndsOn: '2026-04-15' })
    const coupon = { code: 'THREE', percent: '10', scope: 'all', durationPeriods: 3 }
    await createCoupon(test.ctx, newCoupon.parse(coupon))
    await applyCoupon(test.ctx, { id, couponCode: 'THREE' })
    await runOn(test, '2026-04-15')
    await runOn(test, '2026-05-15')
    expect(await found(test)).toEqual([])
    expect(await found(test, withoutSetup)).toEqual([expect.stringContaining('has no charge setup')])
  })

  it('includes the setup fees that a run bills after a trial with an add-on', async () => {
    const test = open()
    const { db } = test.database
    const id = await started(test, { trialEndsOn: '2026-04-15' })
    const addOn = await insertPrice(db, 620n, { setupFee: 500n })
    await db.update(products).set({ kind: 'add-on' }).where(eq(products.id, addOn.productId))
    await addAddOn(test.ctx, { id, ...newAddOn.parse({ priceId: addOn.priceId }) })
    await runOn(test, '2026-04-15')
    expect(await found(test)).toEqual([])
    expect(await found(test, withoutSetup)).toHaveLength(2)
  })

  it('leaves out a renewal that an earlier cancellation credited', async () => {
    const test = open()
    const id = await started(test)
    await runOn(test, '2026-03-20')
    await cancelSubscription(test.ctx, { id, at: 'period-end' })
    await forgetInputs(test)
    await resumeSubscription(test.ctx, { id })
    await runOn(test, '2026-04-20')
    expect(await found(test)).toEqual([])
    expect(await found(test, otherRenewal)).toHaveLength(2)
  })

  it('leaves out renewals before the change, also of the same moment', async () => {
    const test = open()
    const id = await started(test)
    await runOn(test, '2026-04-01')
    await cancelSubscription(test.ctx, { id, at: 'period-end' })
    await resumeSubscription(test.ctx, { id })
    await runOn(test, '2026-05-01')
    expect(await found(test)).toEqual([])
    expect(await found(test, otherRenewal)).toHaveLength(2)
  })
})
