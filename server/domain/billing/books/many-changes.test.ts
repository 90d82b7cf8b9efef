import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { newSubscription } from '#contracts/subscriptions/schemas.ts'
import { insertCompany, insertPrice } from '#testing/billing/steps.ts'
import { insertCustomer } from '#testing/billing-rows.ts'
import { describeDomain, type TestDomain } from '#testing/domain.ts'
import { cancelSubscription, createSubscription } from '../../subscriptions/index.ts'
import { changesByCustomer } from './customers-with-changes.ts'
import { differentlyWritten } from './written-rule.ts'

/** Customers with two changes each, in the order of their ids. */
async function prepared({ database: { db }, ctx }: TestDomain, customers: number): Promise<string[]> {
  await insertCompany(db)
  const { priceId } = await insertPrice(db, 3100n)
  const ids: string[] = []
  for (let index = 0; index < customers; index += 1) {
    const customerId = await insertCustomer(db)
    const body = newSubscription.parse({ customerId, priceId })
    const { id } = (await createSubscription(ctx, body)).subscription
    await cancelSubscription(ctx, { id, at: 'period-end' })
    ids.push(customerId)
  }
  return ids.toSorted()
}

describeDomain('The check of customers with many changes', (open) => {
  it('reads more rows than a statement has values', async () => {
    const test = open()
    const { db } = test.database
    await prepared(test, 1)
    await db.transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`)
      await tx.execute(sql`
        update subscription_changes set written = written || (
          select jsonb_object_agg('new:other:' || n, gen_random_uuid()) from generate_series(1, 70000) n)
         where kind = 'start'`)
    })
    expect(await differentlyWritten(db)).toEqual([])
    await db.transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`)
      await tx.execute(sql`update document_lines set net = net + 1`)
    })
    expect(await differentlyWritten(db)).toHaveLength(1)
  })

  it.each([1, 4, 5, 100])('reads all customers, with at most %i changes at once', async (atOnce) => {
    const test = open()
    const ids = await prepared(test, 5)
    const sizes: number[] = []
    const seen: string[] = []
    for await (const { customerIds, changes } of changesByCustomer(test.database.db, atOnce)) {
      seen.push(...customerIds)
      sizes.push(changes.length)
      expect(new Set(changes.map(({ customerId }) => customerId))).toEqual(new Set(customerIds))
    }
    expect(seen).toEqual(ids)
    expect(sizes.reduce((sum, size) => sum + size)).toBe(10)
    // A customer is never divided.
    expect(Math.max(...sizes)).toBeLessThanOrEqual(Math.max(atOnce, 2))
  })
})
