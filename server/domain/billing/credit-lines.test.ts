import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { newSubscription, subscriptionChange } from '#contracts/subscriptions/schemas.ts'
import { documentsOf, insertCompany, insertPrice } from '#testing/billing/steps.ts'
import { insertCustomer } from '#testing/billing-rows.ts'
import { describeDomain, type TestDomain } from '#testing/domain.ts'
import { creditInvoice, getInvoice } from '../invoices/index.ts'
import {
  cancelSubscription,
  changeSubscription,
  createSubscription,
  getSubscription,
  previewCancel,
  previewChange,
} from '../subscriptions/index.ts'
import { products } from '../tables/products.ts'
import { checkBooks } from './books/index.ts'
import { runBilling } from './index.ts'

const by = { kind: 'system', name: 'System' } as const
const eur = (amount: string) => ({ amount, currency: 'EUR' as const })

async function runOn(test: TestDomain, date: string): Promise<void> {
  test.clock.advance(Date.parse(`${date}T08:00:00.000Z`) - test.clock.now().getTime())
  await runBilling(test.domain, { dryRun: false }, by)
}

/** A plan of 30.00 with an add-on of 20.00, billed for March and on 1 April for April. Returns the invoice of April. */
async function billedForApril(test: TestDomain) {
  const { db } = test.database
  await insertCompany(db)
  const customerId = await insertCustomer(db)
  const { priceId } = await insertPrice(db, 3000n)
  const addOn = await insertPrice(db, 2000n)
  await db.update(products).set({ kind: 'add-on' }).where(eq(products.id, addOn.productId))
  const body = newSubscription.parse({ customerId, priceId, addOns: [{ priceId: addOn.priceId }] })
  const { id } = (await createSubscription(test.ctx, body)).subscription
  await runOn(test, '2026-04-01')
  const [march, april] = await documentsOf(db, customerId)
  if (!march || !april) throw new Error('An invoice is missing.')
  const { lines } = await getInvoice(test.ctx, { id: april.id })
  const lineOf = (amount: string) => lines.find((line) => line.amount.amount === amount)?.id ?? ''
  return { customerId, id, march, april, plan: lineOf('3000'), addOn: lineOf('2000') }
}

const credit = (test: TestDomain, id: string, lines: readonly (readonly [string, string])[]) =>
  creditInvoice(test.ctx, {
    id,
    reason: 'Outage',
    lines: lines.map(([lineId, amount]) => ({ lineId, amount: eur(amount) })),
  })

const creditable = async (test: TestDomain, id: string) =>
  (await getInvoice(test.ctx, { id })).lines.map((line) => line.creditable?.amount)

describeDomain('A credit of lines', (open) => {
  it('is at most the rest of each line, so that a cancellation credits no used period (R4)', async () => {
    const test = open()
    const { db } = test.database
    const { customerId, id, march, april, plan, addOn } = await billedForApril(test)
    const refused = { code: 'already-credited' }
    await credit(test, april.id, [[addOn, '2000']])
    await expect(credit(test, april.id, [[addOn, '1']])).rejects.toMatchObject(refused)
    await expect(credit(test, april.id, [[plan, '3001']])).rejects.toMatchObject(refused)
    await expect(
      credit(test, april.id, [
        [plan, '1500'],
        [plan, '1501'],
      ]),
    ).rejects.toMatchObject(refused)
    expect(await creditable(test, april.id)).toEqual(['3000', '0'])
    const shown = await previewCancel(test.ctx, { id, at: 'now' })
    expect(shown.invoice?.total).toEqual(eur('-3000'))
    await cancelSubscription(test.ctx, { id, at: 'now', planHash: shown.planHash })
    expect(await creditable(test, april.id)).toEqual(['0', '0'])
    expect(await getInvoice(test.ctx, { id: march.id })).toMatchObject({ creditable: eur('5000') })
    expect(await documentsOf(db, customerId)).toHaveLength(4)
    expect(await checkBooks(db)).toEqual([])
  })

  it('accepts several parts of one line up to its rest', async () => {
    const test = open()
    const { april, plan } = await billedForApril(test)
    const note = await credit(test, april.id, [
      [plan, '1000'],
      [plan, '2000'],
    ])
    expect(note.total).toEqual(eur('3000'))
    expect(note.lines.map((line) => line.creditable)).toEqual([undefined, undefined])
    expect(await creditable(test, april.id)).toEqual(['0', '2000'])
  })
})

describeDomain('A cancellation after credits by lines and by amount', (open) => {
  it('credits no used period for a line that has nothing left (R4)', async () => {
    const test = open()
    const { db } = test.database
    const { customerId, id, march, april, plan } = await billedForApril(test)
    await credit(test, april.id, [[plan, '3000']])
    await creditInvoice(test.ctx, { id: april.id, reason: 'Outage', amount: eur('2000') })
    await cancelSubscription(test.ctx, { id, at: 'now' })
    expect(await getInvoice(test.ctx, { id: march.id })).toMatchObject({ creditable: eur('5000') })
    const notes = (await documentsOf(db, customerId)).filter(({ kind }) => kind === 'credit-note')
    expect(notes.reduce((sum, { total }) => sum + total, 0n)).toBe(5000n)
    expect(await checkBooks(db)).toEqual([])
  })

  it('is none for a change, whose invoice then has the whole new price (R4)', async () => {
    const test = open()
    const { db } = test.database
    const { customerId, id, april, plan } = await billedForApril(test)
    await credit(test, april.id, [[plan, '3000']])
    await creditInvoice(test.ctx, { id: april.id, reason: 'Outage', amount: eur('2000') })
    const { items } = await getSubscription(test.ctx, { id })
    const change = subscriptionChange.parse({ itemId: items[1]?.id, quantity: 3, at: 'now' })
    const shown = await previewChange(test.ctx, { id, ...change })
    await changeSubscription(test.ctx, { id, ...change, planHash: shown.planHash })
    const invoices = (await documentsOf(db, customerId)).filter(({ kind }) => kind === 'invoice')
    expect(invoices.map(({ total }) => total)).toEqual([5000n, 5000n, 6000n])
    expect(await checkBooks(db)).toEqual([])
  })
})
