import { asc, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { newCoupon } from '#contracts/coupons/schemas.ts'
import { newSubscription, subscriptionChange } from '#contracts/subscriptions/schemas.ts'
import { insertCompany, insertPrice, insertVat } from '#testing/billing/steps.ts'
import { insertCustomer } from '#testing/billing-rows.ts'
import { describeDomain, type TestDomain } from '#testing/domain.ts'
import { createCoupon } from '../coupons/index.ts'
import { cancelSubscription, changeSubscription, createSubscription } from '../subscriptions/index.ts'
import { subscriptionChanges } from '../tables/subscriptions.ts'
import { checkBooks } from './books/index.ts'
import { runBilling } from './index.ts'
import { readInputs } from './stored-inputs.ts'

const by = { kind: 'system', name: 'System' } as const
const changes = 50

async function prepared(test: TestDomain): Promise<string> {
  const { db } = test.database
  await insertCompany(db)
  await insertVat(db)
  const customerId = await insertCustomer(db)
  const { priceId } = await insertPrice(db, 3100n)
  await createCoupon(test.ctx, newCoupon.parse({ code: 'SAVE10', percent: '10' }))
  const body = newSubscription.parse({ customerId, priceId, couponCode: 'SAVE10' })
  return (await createSubscription(test.ctx, body)).subscription.id
}

/** 50 changes of the quantity, some days apart. The first ones only cost more, the others credit in turn. */
async function changeOften({ clock, ctx, domain }: TestDomain, id: string, days: number): Promise<void> {
  for (let index = 0; index < changes; index += 1) {
    clock.advance(days * 86_400_000)
    await runBilling(domain, { dryRun: false }, by)
    const quantity = index < 10 ? index + 2 : 12 - (index % 5)
    await changeSubscription(ctx, { id, ...subscriptionChange.parse({ quantity }) })
  }
}

async function storedOf({ database: { db } }: TestDomain) {
  const rows = await db
    .select({ inputs: subscriptionChanges.inputs, bytes: sql<number>`length(inputs::text)` })
    .from(subscriptionChanges)
    .orderBy(asc(subscriptionChanges.sequence))
  return rows.map(({ inputs, bytes }) => ({ bytes, facts: readInputs(inputs)?.facts }))
}

describeDomain('The facts that a change stores', (open) => {
  it.each([
    ['on one day', 0],
    ['over many periods', 11],
  ])('do not grow with the number of changes %s', { timeout: 120_000 }, async (_when, days) => {
    const test = open()
    const id = await prepared(test)
    await changeOften(test, id, days)
    const stored = await storedOf(test)
    expect(stored).toHaveLength(changes + 1)
    // The first changes cost more each, so a later credit can name all of their invoices.
    const sizes = stored.map(({ bytes }) => bytes)
    expect(Math.max(...sizes.slice(30))).toBeLessThan(1.2 * Math.max(...sizes.slice(0, 30)))
    for (const { facts } of stored) {
      expect(facts?.invoices.size ?? 0).toBeLessThanOrEqual(12)
      expect(facts?.subscriptions[0]?.items.length ?? 0).toBeLessThanOrEqual(2)
    }
    await cancelSubscription(test.ctx, { id, at: 'now' })
    // M16 computes each change from its stored facts.
    expect(await checkBooks(test.database.db)).toEqual([])
  })

  it('have no invoice if the change credits nothing', async () => {
    const test = open()
    const id = await prepared(test)
    await cancelSubscription(test.ctx, { id, at: 'period-end' })
    expect((await storedOf(test)).map(({ facts }) => facts?.invoices.size)).toEqual([0, 0])
    expect(await checkBooks(test.database.db)).toEqual([])
  })
})
