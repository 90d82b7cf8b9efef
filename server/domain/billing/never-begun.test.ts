import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { newAddOn, newSubscription } from '#contracts/subscriptions/schemas.ts'
import { documentsOf, insertCompany, insertPrice, insertVat } from '#testing/billing/steps.ts'
import { insertCustomer } from '#testing/billing-rows.ts'
import { describeDomain, type TestDomain } from '#testing/domain.ts'
import { addAddOn, cancelSubscription, createSubscription, previewCancel } from '../subscriptions/index.ts'
import { products } from '../tables/products.ts'
import { checkBooks } from './books/index.ts'
import { runBilling } from './index.ts'

const by = { kind: 'system', name: 'System' } as const

async function runOn({ clock, domain }: TestDomain, date: string): Promise<void> {
  clock.advance(Date.parse(`${date}T08:00:00.000Z`) - clock.now().getTime())
  await runBilling(domain, { dryRun: false }, by)
}

/** A plan of 31.00 with a setup fee of 9.00, whose first period is billed on 25 March. */
async function billedAhead(test: TestDomain, given: object) {
  const { db } = test.database
  await insertCompany(db, { invoiceDaysAhead: 7 })
  await insertVat(db)
  const customerId = await insertCustomer(db)
  const { priceId } = await insertPrice(db, 3100n, { setupFee: 900n })
  const body = newSubscription.parse({ customerId, priceId, ...given })
  const { id } = (await createSubscription(test.ctx, body)).subscription
  await runOn(test, '2026-03-25')
  expect(await nets(test, customerId)).toEqual(['invoice 4000'])
  return { customerId, id }
}

const nets = async ({ database: { db } }: TestDomain, customerId: string) =>
  (await documentsOf(db, customerId)).map(({ kind, net }) => `${kind} ${net}`)

async function cancelOn(test: TestDomain, id: string, date: string): Promise<void> {
  test.clock.advance(Date.parse(`${date}T09:00:00.000Z`) - test.clock.now().getTime())
  const shown = await previewCancel(test.ctx, { id, at: 'now' })
  await cancelSubscription(test.ctx, { id, at: 'now', planHash: shown.planHash })
}

describeDomain('A subscription that ends before its first billed day', (open) => {
  it.each([
    ['in its trial', { trialEndsOn: '2026-04-01' }, '2026-03-28'],
    ['before its start', { startOn: '2026-04-01' }, '2026-03-28'],
    ['on that day', { startOn: '2026-04-01' }, '2026-04-01'],
  ])('is credited in full, with its setup fee: %s', async (_, given, on) => {
    const test = open()
    const { customerId, id } = await billedAhead(test, given)
    await cancelOn(test, id, on)
    expect(await nets(test, customerId)).toEqual(['invoice 4000', 'credit-note 4000'])
    const documents = await documentsOf(test.database.db, customerId)
    expect(documents.map(({ total, amountDue }) => [total, amountDue])).toEqual([
      [4760n, 0n],
      [4760n, 0n],
    ])
    expect(await checkBooks(test.database.db)).toEqual([])
  })

  it('is credited in full with an add-on of its trial', async () => {
    const test = open()
    const { db } = test.database
    const { customerId, id } = await billedAhead(test, { trialEndsOn: '2026-04-01' })
    const addOn = await insertPrice(db, 1000n, { setupFee: 500n })
    await db.update(products).set({ kind: 'add-on' }).where(eq(products.id, addOn.productId))
    await addAddOn(test.ctx, { id, ...newAddOn.parse({ priceId: addOn.priceId }) })
    await cancelOn(test, id, '2026-03-28')
    expect((await nets(test, customerId)).toSorted()).toEqual([
      'credit-note 1500',
      'credit-note 4000',
      'invoice 1500',
      'invoice 4000',
    ])
    expect(await checkBooks(db)).toEqual([])
  })

  it('keeps its setup fee after the first billed day', async () => {
    const test = open()
    const { customerId, id } = await billedAhead(test, { trialEndsOn: '2026-04-01' })
    await cancelOn(test, id, '2026-04-02')
    expect(await nets(test, customerId)).toEqual(['invoice 4000', 'credit-note 2997'])
    expect(await checkBooks(test.database.db)).toEqual([])
  })
})
