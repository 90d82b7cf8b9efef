import { asc, eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { newSubscription, oneTimeCharge } from '#contracts/subscriptions/schemas.ts'
import { documentsOf, insertCompany, insertPrice } from '#testing/billing/steps.ts'
import { insertCustomer } from '#testing/billing-rows.ts'
import { describeDomain, type TestDomain } from '#testing/domain.ts'
import { addTestServer } from '#testing/domain-steps.ts'
import { voidInvoice, writeOffInvoice } from '../invoices/index.ts'
import { readBalance } from '../ledger/index.ts'
import { recordPayment, reversePayment } from '../payments/index.ts'
import {
  activatePaidSubscriptions,
  cancelSubscription,
  changeSubscription,
  chargeOnce,
  createSubscription,
  getSubscription,
} from '../subscriptions/index.ts'
import { documents } from '../tables/documents.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { payments } from '../tables/payments.ts'
import { products } from '../tables/products.ts'
import { subscriptions } from '../tables/subscriptions.ts'
import { checkBooks } from './books/index.ts'
import { runBilling } from './index.ts'

const day = 86_400_000
const by = { kind: 'system', name: 'System' } as const

async function started(test: TestDomain, given: object = {}) {
  const { db } = test.database
  await insertCompany(db)
  const customerId = await insertCustomer(db)
  const { priceId, productId } = await insertPrice(db, 3100n, { setupFee: 900n })
  const body = newSubscription.parse({ customerId, priceId, ...given })
  const { subscription, invoice } = await createSubscription(test.ctx, body)
  return { customerId, productId, id: subscription.id, invoiceId: invoice?.id ?? '' }
}

const pay = ({ ctx, clock }: TestDomain, customerId: string, amount: string) =>
  recordPayment(ctx, {
    customerId,
    amount: { amount, currency: 'EUR' },
    method: 'cash',
    reference: '',
    receivedOn: clock.now().toISOString().slice(0, 10),
  })

const balanceOf = async ({ ctx }: TestDomain, id: string) =>
  (await readBalance(ctx, { id })).items[0]?.balance.amount

const rowsOf = async ({ database: { db } }: TestDomain, customerId: string) =>
  (await documentsOf(db, customerId)).map(({ kind, status, total, amountDue, unallocated }) => [
    kind,
    status,
    total,
    kind === 'invoice' ? amountDue : unallocated,
  ])

/** A one-time item of 20.00. */
async function charged(test: TestDomain, id: string) {
  const { db } = test.database
  const { priceId, productId } = await insertPrice(db, 2000n, { intervalUnit: 'once' })
  await db.update(products).set({ kind: 'one-time' }).where(eq(products.id, productId))
  await chargeOnce(test.ctx, { id, ...oneTimeCharge.parse({ priceId }) })
}

/** As earlier versions did. */
async function chargedWhileWaiting(test: TestDomain, id: string) {
  const { db } = test.database
  const one = eq(subscriptions.id, id)
  await db.update(subscriptions).set({ status: 'active' }).where(one)
  await charged(test, id)
  await db.update(subscriptions).set({ status: 'pending' }).where(one)
}

const waiting = {
  provision: 'after-payment',
  provisioning: { username: 'ada', password: 'hosting-Password-9' },
}

describeDomain('A written-off invoice', (open) => {
  it('whose credit note ends the run counts no invoice for it', async () => {
    const test = open()
    await addTestServer(test)
    const provisioning = { username: 'paid', password: 'Hosting-Pass-7743' }
    const { id } = await started(test, { provision: 'after-payment', provisioning })
    await cancelSubscription(test.ctx, { id, at: 'period-end', reason: 'Not paid' })
    test.clock.advance(40 * day)
    const run = await runBilling(test.domain, { dryRun: false }, by)
    const notes = (await test.database.db.select().from(documents)).filter(
      ({ kind }) => kind === 'credit-note',
    )
    expect(notes).toHaveLength(1)
    expect(run).toMatchObject({ counts: { invoiced: 0 }, totals: [], invoices: [] })
  })

  it('gives no credit for unused time that was never paid', async () => {
    const test = open()
    const { customerId, id, invoiceId } = await started(test)
    await writeOffInvoice(test.ctx, { id: invoiceId, reason: 'Bankrupt' })
    test.clock.advance(10 * day)
    await cancelSubscription(test.ctx, { id, at: 'now' })
    // 21 of 31 days.
    expect(await rowsOf(test, customerId)).toEqual([
      ['invoice', 'uncollectible', 4000n, 1900n],
      ['credit-note', 'paid', 2100n, 0n],
    ])
    expect((await balanceOf(test, customerId)) ?? '0').toBe('0')
    expect(await checkBooks(test.database.db)).toEqual([])
  })

  it('gives credit for the paid part only', async () => {
    const test = open()
    const { customerId, id, invoiceId } = await started(test)
    await pay(test, customerId, '2500')
    await writeOffInvoice(test.ctx, { id: invoiceId, reason: 'Bankrupt' })
    test.clock.advance(10 * day)
    await cancelSubscription(test.ctx, { id, at: 'now' })
    expect(await rowsOf(test, customerId)).toEqual([
      ['invoice', 'uncollectible', 4000n, 0n],
      ['credit-note', 'paid', 2100n, 600n],
    ])
    expect(await balanceOf(test, customerId)).toBe('600')
    expect(await checkBooks(test.database.db)).toEqual([])
  })

  it('reduces no invoice of a change', async () => {
    const test = open()
    const { customerId, id, invoiceId, productId } = await started(test)
    const { priceId } = await insertPrice(test.database.db, 6200n, { productId })
    await writeOffInvoice(test.ctx, { id: invoiceId, reason: 'Bankrupt' })
    test.clock.advance(10 * day)
    await changeSubscription(test.ctx, { id, priceId, at: 'now' })
    const rows = await rowsOf(test, customerId)
    expect(rows).toHaveLength(3)
    expect(rows).toContainEqual(['invoice', 'open', 4200n, 4200n])
    expect(await balanceOf(test, customerId)).toBe('-4200')
    expect(await checkBooks(test.database.db)).toEqual([])
  })
})

describeDomain('A subscription that waits for its payment', (open) => {
  const accounts = (test: TestDomain) => test.database.db.$count(hostingAccounts)

  it.each([
    'now',
    'period-end',
  ] as const)('and ends by a cancellation (%s) turns a later payment into credit', async (at) => {
    const test = open()
    await addTestServer(test)
    const { customerId, id } = await started(test, waiting)
    await cancelSubscription(test.ctx, { id, at })
    test.clock.advance(40 * day)
    await runBilling(test.domain, { dryRun: false }, by)
    await pay(test, customerId, '4000')
    await activatePaidSubscriptions(test.domain)
    expect((await getSubscription(test.ctx, { id })).status).toBe('ended')
    expect(await rowsOf(test, customerId)).toEqual([
      ['invoice', 'paid', 4000n, 0n],
      ['credit-note', 'paid', 4000n, 0n],
    ])
    expect(await balanceOf(test, customerId)).toBe('4000')
    expect(await accounts(test)).toBe(0)
    expect(await checkBooks(test.database.db)).toEqual([])
  })

  it('gets no one-time item', async () => {
    const test = open()
    await addTestServer(test)
    const { customerId, id } = await started(test, waiting)
    await expect(charged(test, id)).rejects.toMatchObject({
      code: 'wrong-state',
      message: expect.stringContaining('The subscription waits for its first payment.'),
    })
    expect(await rowsOf(test, customerId)).toHaveLength(1)
  })

  it('does not begin because a one-time item is paid', async () => {
    const test = open()
    await addTestServer(test)
    const { customerId, id, invoiceId } = await started(test, waiting)
    await chargedWhileWaiting(test, id)
    await voidInvoice(test.ctx, { id: invoiceId, reason: 'Wrong' })
    await pay(test, customerId, '2000')
    await activatePaidSubscriptions(test.domain)
    expect((await documentsOf(test.database.db, customerId)).map(({ status }) => status)).toContain('paid')
    expect((await getSubscription(test.ctx, { id })).status).toBe('pending')
  })

  it('begins although a one-time item is not paid', async () => {
    const test = open()
    await addTestServer(test)
    const { customerId, id } = await started(test, waiting)
    await chargedWhileWaiting(test, id)
    await pay(test, customerId, '4000')
    await activatePaidSubscriptions(test.domain)
    expect(await rowsOf(test, customerId)).toContainEqual(['invoice', 'open', 2000n, 2000n])
    expect((await getSubscription(test.ctx, { id })).status).toBe('active')
  })

  it('does not begin if its payment is reversed after it was found', async () => {
    const test = open()
    await addTestServer(test)
    const { customerId, id } = await started(test, waiting)
    await pay(test, customerId, '4000')
    const [payment] = await test.database.db
      .select()
      .from(payments)
      .where(eq(payments.customerId, customerId))
      .orderBy(asc(payments.id))
    let began = 0
    const { db } = test.database
    // Between the search and the transaction that begins the subscription.
    const transaction: typeof db.transaction = async (body, config) => {
      began += 1
      if (began === 1) await reversePayment(test.ctx, { id: payment?.id ?? '', reason: 'Returned' })
      return db.transaction(body, config)
    }
    const raced = new Proxy(db, {
      get: (_, name) => (name === 'transaction' ? transaction : Reflect.get(db, name, db)),
    })
    await activatePaidSubscriptions(test.domainWith({ database: { ...test.database, db: raced } }))
    expect(began).toBeGreaterThan(0)
    expect((await getSubscription(test.ctx, { id })).status).toBe('pending')
    expect(await accounts(test)).toBe(0)
    expect(await checkBooks(db)).toEqual([])
  })
})
