import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { newId } from '#server/platform/clock/index.ts'
import { takeStep } from '#testing/billing/customer-history.ts'
import { type CustomerRows, readCustomerRows } from '#testing/billing/customer-rows.ts'
import { discountsBeyond } from '#testing/billing/fixed-discounts.ts'
import { histories } from '#testing/billing/histories.ts'
import { CustomerModel } from '#testing/billing/model-ledger.ts'
import { insertCompany, insertPrice, insertVat } from '#testing/billing/steps.ts'
import { insertCustomer } from '#testing/billing-rows.ts'
import { inCi } from '#testing/ci-sample.ts'
import { describeDomain, type TestDomain } from '#testing/domain.ts'
import { readBalance } from '../ledger/index.ts'
import { coupons } from '../tables/coupons.ts'
import { products } from '../tables/products.ts'
import { checkBooks } from './books/index.ts'

/** HISTORY_SEED=n takes other histories, HISTORIES is the number of histories on each database. */
const seed = Number(process.env.HISTORY_SEED ?? 98_060_729)
const numRuns = Number(process.env.HISTORIES ?? (inCi ? 4 : 12))

const fixed = { code: 'FIXED', amount: 2500n }

async function prepared({ database: { db }, clock }: TestDomain) {
  await insertCompany(db, { catchUpPeriods: 12, invoiceDaysAhead: 3 })
  await insertVat(db)
  const at = clock.now()
  const row = { scope: 'all', createdAt: at, updatedAt: at } as const
  await db
    .insert(coupons)
    .values({ ...row, id: newId(), code: 'THREE', percentPpm: 250_000, durationPeriods: 3 })
  await db.insert(coupons).values({ ...row, id: newId(), ...fixed, currency: 'EUR' })
  const { priceId, productId } = await insertPrice(db, 3100n)
  const others = [
    await insertPrice(db, 1999n, { productId, taxIncluded: true }),
    await insertPrice(db, 9000n, { productId, intervalUnit: 'month', intervalCount: 3, setupFee: 500n }),
  ]
  const [backup, migration] = [
    await insertPrice(db, 700n, { setupFee: 1500n }),
    await insertPrice(db, 2100n, { intervalUnit: 'once' }),
  ]
  await db.update(products).set({ kind: 'add-on' }).where(eq(products.id, backup.productId))
  await db.update(products).set({ kind: 'one-time' }).where(eq(products.id, migration.productId))
  return {
    priceIds: [priceId, ...others.map((other) => other.priceId)],
    addOnIds: [backup.priceId],
    onceIds: [migration.priceId],
    couponCodes: ['THREE', fixed.code],
  }
}

const sumOf = (amounts: readonly bigint[]) => amounts.reduce((sum, amount) => sum + amount, 0n)

/** The amounts that are due, unused and lost in the database. */
const amountsOf = ({ documents, payments }: CustomerRows) => ({
  due: sumOf(documents.filter(({ status }) => status !== 'uncollectible').map(({ amountDue }) => amountDue)),
  credit: sumOf([...documents, ...payments].map(({ unallocated }) => unallocated)),
  lost: sumOf(documents.filter(({ status }) => status === 'uncollectible').map(({ amountDue }) => amountDue)),
})

describeDomain('Any history of a customer', (open) => {
  it(`keeps the books in order and equal to a model ledger, with kills (seed ${seed})`, async () => {
    const test = open()
    const sold = await prepared(test)
    let steps = 0
    let events = 0
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const customerId = await insertCustomer(test.database.db)
        const model = new CustomerModel()
        let before = await readCustomerRows(test.database.db, customerId)
        for (const { step, killAt } of history) {
          await takeStep({ test, customerId, ...sold }, step, killAt)
          const now = await readCustomerRows(test.database.db, customerId)
          // Once, whether the process was killed or not.
          if (step.kind === 'pay') expect(now.payments).toHaveLength(before.payments.length + 1)
          model.observe(before, now)
          const { due, credit, lost, balance } = model
          expect(amountsOf(now)).toEqual({ due, credit, lost })
          const { items } = await readBalance(test.ctx, { id: customerId })
          expect(items[0]?.balance.amount ?? '0').toBe(balance.toString())
          expect(await checkBooks(test.database.db)).toEqual([])
          expect(await discountsBeyond(test.database.db, { customerId, ...fixed })).toEqual([])
          steps += 1
          events += now.documents.length - before.documents.length
          before = now
        }
      }),
      { seed, numRuns, endOnFailure: true },
    )
    expect(steps).toBeGreaterThanOrEqual(numRuns * 10)
    expect(events).toBeGreaterThan(0)
  }, 600_000)
})
