import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { newCoupon } from '#contracts/coupons/schemas.ts'
import {
  newAddOn,
  newSubscription,
  oneTimeCharge,
  removedAddOn,
  subscriptionChange,
} from '#contracts/subscriptions/schemas.ts'
import { newId } from '#server/platform/clock/index.ts'
import { documentsOf, insertCompany, insertPrice, insertVat } from '#testing/billing/steps.ts'
import { insertCustomer } from '#testing/billing-rows.ts'
import { callWithKey, describeDomain, type TestDomain } from '#testing/domain.ts'
import { checkBooks } from '../billing/books/index.ts'
import { runBilling } from '../billing/index.ts'
import { contextOf } from '../context.ts'
import { createCoupon } from '../coupons/index.ts'
import { listAuditOfCustomer } from '../customers/index.ts'
import { companySettings } from '../tables/company.ts'
import { type prices, products } from '../tables/products.ts'
import {
  addAddOn,
  cancelSubscription,
  changeSubscription,
  chargeOnce,
  createSubscription,
  getSubscription,
  previewAddOn,
  previewChange,
  previewCharge,
  previewNextInvoice,
  previewRemoveAddOn,
  previewSubscription,
  removeAddOn,
  resumeSubscription,
} from './index.ts'

const eur = (amount: string) => ({ amount, currency: 'EUR' as const })
const by = { kind: 'system', name: 'System' } as const

const toDate = ({ clock }: TestDomain, date: string) =>
  clock.advance(Date.parse(`${date}T08:00:00.000Z`) - clock.now().getTime())

/** A price of a product of another kind. */
async function priceOfKind(
  { database: { db } }: TestDomain,
  kind: 'add-on' | 'one-time',
  amount: bigint,
  given: Partial<typeof prices.$inferInsert> = {},
): Promise<string> {
  const { priceId, productId } = await insertPrice(db, amount, given)
  const name = kind === 'add-on' ? 'Backup' : 'Migration'
  await db.update(products).set({ kind, name }).where(eq(products.id, productId))
  return priceId
}

/** A plan of 31.00 a month from 2026-03-01 on, and an add-on of 6.20 with a setup fee of 5.00. */
async function prepared(test: TestDomain, given: object = {}) {
  const { db } = test.database
  await insertCompany(db)
  await insertVat(db)
  const customerId = await insertCustomer(db)
  const { priceId } = await insertPrice(db, 3100n)
  const addOnId = await priceOfKind(test, 'add-on', 620n, { setupFee: 500n })
  const { subscription } = await createSubscription(
    test.ctx,
    newSubscription.parse({ customerId, priceId, ...given }),
  )
  return { customerId, priceId, addOnId, id: subscription.id }
}

const booksAreInOrder = async ({ database: { db } }: TestDomain) => expect(await checkBooks(db)).toEqual([])

describeDomain('An add-on of a running subscription', (open) => {
  it('is charged with its setup fee for the rest of the period, as previewed, and renewed with the plan', async () => {
    const test = open()
    const { customerId, addOnId, id } = await prepared(test)
    toDate(test, '2026-03-21')
    const body = { id, ...newAddOn.parse({ priceId: addOnId, quantity: 2 }) }
    const shown = await previewAddOn(test.ctx, body)
    // 2 x 6.20 x 11 / 31, and the setup fee.
    expect(shown.invoice).toMatchObject({ subtotal: eur('940'), total: eur('1119'), lines: [{}, {}] })
    expect(shown.invoice?.lines.map(({ amount, explanation }) => [amount.amount, explanation])).toEqual([
      ['440', '11 of 31 days'],
      ['500', null],
    ])
    const ctx = contextOf(test.domain, callWithKey('add-on'))
    const added = await addAddOn(ctx, { ...body, planHash: shown.planHash })
    expect(await addAddOn(ctx, { ...body, planHash: shown.planHash })).toEqual(added)
    expect(added.invoice).toMatchObject({ kind: 'invoice', subtotal: eur('940'), total: eur('1119') })
    expect(added.subscription).toMatchObject({
      title: 'Plan, 2 x Backup',
      amount: eur('4340'),
      nextBillOn: '2026-04-01',
      items: [{ productKind: 'plan' }, { productKind: 'add-on', quantity: 2, fromOn: '2026-03-21' }],
    })
    expect(added.subscription.history[0]).toMatchObject({ kind: 'changed', description: 'Added: 2 x Backup' })
    expect((await previewNextInvoice(test.ctx, { id })).invoice?.subtotal).toEqual(eur('4340'))
    toDate(test, '2026-04-01')
    await runBilling(test.domain, { dryRun: false }, by)
    expect((await documentsOf(test.database.db, customerId)).map(({ net }) => net)).toEqual([
      3100n,
      940n,
      4340n,
    ])
    const log = await listAuditOfCustomer(test.ctx, { id: customerId, limit: 10 })
    expect(log.items.map(({ action }) => action)).toContain('subscription.add-on')
    await booksAreInOrder(test)
  })

  it('from the renewal is in the next invoice with its setup fee, and a fixed coupon once', async () => {
    const test = open()
    await createCoupon(test.ctx, newCoupon.parse({ code: 'OFF', amount: eur('1000'), scope: 'all' }))
    const { customerId, addOnId, id } = await prepared(test, { couponCode: 'OFF' })
    toDate(test, '2026-03-21')
    const body = { id, ...newAddOn.parse({ priceId: addOnId, at: 'renewal' }) }
    const shown = await previewAddOn(test.ctx, body)
    const { subscription, invoice } = await addAddOn(test.ctx, { ...body, planHash: shown.planHash })
    expect([shown.invoice, invoice]).toEqual([null, null])
    expect(subscription.items[1]).toMatchObject({ fromOn: '2026-04-01', untilOn: null })
    // 31.00, 6.20 and the setup fee of 5.00, less 10.00.
    expect((await previewNextInvoice(test.ctx, { id })).invoice?.subtotal).toEqual(eur('3220'))
    await expect(
      removeAddOn(test.ctx, { id, ...removedAddOn.parse({ itemId: subscription.items[1]?.id ?? '' }) }),
    ).rejects.toMatchObject({ code: 'wrong-state' })
    for (const date of ['2026-04-01', '2026-05-01']) {
      toDate(test, date)
      await runBilling(test.domain, { dryRun: false }, by)
    }
    const nets = (await documentsOf(test.database.db, customerId)).map(({ net }) => net)
    expect(nets).toEqual([2100n, 3220n, 2720n])
    await booksAreInOrder(test)
  })

  it('is not changed by a change without an item while another plan is agreed', async () => {
    const test = open()
    const { db } = test.database
    const { priceId: larger } = await insertPrice(db, 6200n)
    const { addOnId, id } = await prepared(test)
    const { items } = (await addAddOn(test.ctx, { id, ...newAddOn.parse({ priceId: addOnId }) })).subscription
    const itemId = items.find(({ productKind }) => productKind === 'plan')?.id
    const change = (body: object) => ({ id, ...subscriptionChange.parse(body) })
    await changeSubscription(test.ctx, change({ itemId, priceId: larger, at: 'renewal' }))
    const refusal = { code: 'invalid-body', errors: [{ path: 'itemId' }] }
    await expect(previewChange(test.ctx, change({ quantity: 2 }))).rejects.toMatchObject(refusal)
    await expect(changeSubscription(test.ctx, change({ quantity: 2 }))).rejects.toMatchObject(refusal)
  })

  it('from the renewal costs nothing if it is removed before', async () => {
    const test = open()
    const { customerId, addOnId, id } = await prepared(test)
    toDate(test, '2026-03-21')
    const { subscription } = await addAddOn(test.ctx, {
      id,
      ...newAddOn.parse({ priceId: addOnId, at: 'renewal' }),
    })
    const itemId = subscription.items[1]?.id ?? ''
    const removed = await removeAddOn(test.ctx, { id, itemId, at: 'renewal' })
    expect(removed.invoice).toBeNull()
    toDate(test, '2026-04-01')
    await runBilling(test.domain, { dryRun: false }, by)
    expect((await documentsOf(test.database.db, customerId)).map(({ net }) => net)).toEqual([3100n, 3100n])
    await booksAreInOrder(test)
  })

  it('from the renewal is charged its setup fee once, also if its first period is billed again', async () => {
    const test = open()
    const { customerId, addOnId, id } = await prepared(test)
    const { db } = test.database
    await db.update(companySettings).set({ invoiceDaysAhead: 7 })
    toDate(test, '2026-03-21')
    await addAddOn(test.ctx, { id, ...newAddOn.parse({ priceId: addOnId, at: 'renewal' }) })
    toDate(test, '2026-03-28')
    await runBilling(test.domain, { dryRun: false }, by)
    await cancelSubscription(test.ctx, { id, at: 'period-end' })
    await resumeSubscription(test.ctx, { id })
    // The credit of April, and April again.
    expect((await documentsOf(db, customerId)).map(({ kind, net }) => [kind, net])).toEqual([
      ['invoice', 3100n],
      ['invoice', 4220n],
      ['credit-note', 3720n],
      ['invoice', 3720n],
    ])
    await booksAreInOrder(test)
  })

  it('in a trial is charged with the first period', async () => {
    const test = open()
    const { addOnId, id } = await prepared(test, { trialEndsOn: '2026-03-15' })
    toDate(test, '2026-03-02')
    const { invoice } = await addAddOn(test.ctx, { id, ...newAddOn.parse({ priceId: addOnId }) })
    expect(invoice).toBeNull()
    expect((await previewNextInvoice(test.ctx, { id })).invoice?.subtotal).toEqual(eur('4220'))
    await booksAreInOrder(test)
  })

  it('is removed with a credit for its unused days, or at the renewal without one', async () => {
    const test = open()
    const { addOnId, id } = await prepared(test)
    toDate(test, '2026-03-21')
    const { subscription } = await addAddOn(test.ctx, {
      id,
      ...newAddOn.parse({ priceId: addOnId, quantity: 2 }),
    })
    const itemId = subscription.items[1]?.id ?? ''
    toDate(test, '2026-03-26')
    const later = await previewRemoveAddOn(test.ctx, { id, itemId, at: 'renewal' })
    expect(later.invoice).toBeNull()
    const shown = await previewRemoveAddOn(test.ctx, { id, itemId, at: 'now' })
    expect(shown.invoice).toMatchObject({ subtotal: eur('-240') })
    const removed = await removeAddOn(test.ctx, { id, itemId, at: 'now', planHash: shown.planHash })
    expect(removed.invoice).toMatchObject({ kind: 'credit-note', subtotal: eur('240') })
    expect(removed.subscription).toMatchObject({ title: 'Plan', amount: eur('3100') })
    expect(removed.subscription.history[0]?.description).toBe('Removed: 2 x Backup')
    expect((await previewNextInvoice(test.ctx, { id })).invoice?.subtotal).toEqual(eur('3100'))
    await expect(removeAddOn(test.ctx, { id, itemId, at: 'now' })).rejects.toMatchObject({
      code: 'invalid-body',
    })
    await booksAreInOrder(test)
  })

  it('is refused if it does not fit, and nothing is written', async () => {
    const test = open()
    const { db } = test.database
    const { customerId, priceId, addOnId, id } = await prepared(test)
    const add = (price: string, more: object = {}) =>
      addAddOn(test.ctx, { id, ...newAddOn.parse({ priceId: price, ...more }) })
    const yearly = await priceOfKind(test, 'add-on', 100n, { intervalUnit: 'year' })
    const dollars = await priceOfKind(test, 'add-on', 100n, { currency: 'USD' })
    const archived = await priceOfKind(test, 'add-on', 100n, { isArchived: true })
    const once = await priceOfKind(test, 'one-time', 100n, { intervalUnit: 'once' })
    for (const [price, code] of [
      [priceId, 'invalid-body'],
      [once, 'invalid-body'],
      [yearly, 'invalid-body'],
      [archived, 'invalid-body'],
      [dollars, 'currency-mismatch'],
      [newId(), 'not-found'],
    ] as const)
      await expect(add(price)).rejects.toMatchObject({ code, errors: [{ path: 'priceId' }] })
    await expect(add(addOnId, { planHash: '0'.repeat(64) })).rejects.toMatchObject({
      code: 'preview-changed',
    })
    await expect(
      addAddOn(test.ctx, { id: newId(), ...newAddOn.parse({ priceId: addOnId }) }),
    ).rejects.toMatchObject({ code: 'not-found' })
    expect(await documentsOf(db, customerId)).toHaveLength(1)

    await add(addOnId)
    await expect(add(addOnId)).rejects.toMatchObject({ code: 'invalid-body' })
    const { items } = await getSubscription(test.ctx, { id })
    const remove = (itemId: string | undefined) =>
      removeAddOn(test.ctx, { id, itemId: itemId ?? '', at: 'now' })
    // The plan is not an add-on, and another subscription has other items.
    await expect(remove(items[0]?.id)).rejects.toMatchObject({ errors: [{ path: 'itemId' }] })
    await expect(remove(newId())).rejects.toMatchObject({ code: 'invalid-body' })
    await cancelSubscription(test.ctx, { id, at: 'period-end' })
    await expect(remove(items[1]?.id)).rejects.toMatchObject({ code: 'wrong-state' })
    await booksAreInOrder(test)
  })

  it('can be there from the start, each price once', async () => {
    const test = open()
    const { customerId, priceId, addOnId } = await prepared(test)
    const body = { customerId, priceId, addOns: [{ priceId: addOnId, quantity: 3 }] }
    const shown = await previewSubscription(test.ctx, newSubscription.parse(body))
    const { subscription, invoice } = await createSubscription(
      test.ctx,
      newSubscription.parse({ ...body, planHash: shown.planHash }),
    )
    // 31.00, 3 x 6.20 and the setup fee.
    expect(invoice).toMatchObject({ subtotal: eur('5460'), total: shown.invoice?.total })
    expect(subscription.title).toBe('Plan, 3 x Backup')
    for (const addOns of [
      [{ priceId: addOnId }, { priceId: addOnId }],
      [{ priceId }],
      [{ priceId: (await insertPrice(test.database.db, 100n)).priceId }],
    ])
      await expect(
        createSubscription(test.ctx, newSubscription.parse({ customerId, priceId, addOns })),
      ).rejects.toMatchObject({ code: 'invalid-body', errors: [{ path: 'addOns' }] })
    await booksAreInOrder(test)
  })
})

describeDomain('A one-time item of a subscription', (open) => {
  it('is invoiced today, as previewed, with a coupon for all charges', async () => {
    const test = open()
    await createCoupon(test.ctx, newCoupon.parse({ code: 'ALL10', percent: '10', scope: 'all' }))
    const { customerId, id } = await prepared(test, { couponCode: 'ALL10' })
    const once = await priceOfKind(test, 'one-time', 1000n, { intervalUnit: 'once' })
    toDate(test, '2026-03-21')
    const body = { id, ...oneTimeCharge.parse({ priceId: once, quantity: 2 }) }
    const shown = await previewCharge(test.ctx, body)
    const { subscription, invoice } = await chargeOnce(test.ctx, { ...body, planHash: shown.planHash })
    expect(invoice).toMatchObject({
      subtotal: eur('1800'),
      total: shown.invoice?.total,
      lines: [{ description: 'Migration', discount: eur('-200'), subscriptionId: id }],
    })
    expect(subscription).toMatchObject({ title: 'Plan', nextBillOn: '2026-04-01' })
    expect(subscription.history[0]?.description).toBe('Charged: Migration')
    expect(await documentsOf(test.database.db, customerId)).toHaveLength(2)
    await booksAreInOrder(test)
  })

  it('gets the rest of a fixed coupon in its period only (R22)', async () => {
    const test = open()
    const body = { code: 'OFF', amount: eur('4000'), scope: 'all' }
    await createCoupon(test.ctx, newCoupon.parse(body))
    const { id } = await prepared(test, { couponCode: 'OFF' })
    const once = await priceOfKind(test, 'one-time', 600n, { intervalUnit: 'once' })
    // The plan has used 31.00 of 40.00.
    const totals: (string | undefined)[] = []
    for (let times = 0; times < 3; times += 1)
      totals.push(
        (await chargeOnce(test.ctx, { id, ...oneTimeCharge.parse({ priceId: once }) })).invoice?.subtotal
          .amount,
      )
    expect(totals).toEqual(['0', '300', '600'])
    await booksAreInOrder(test)
  })

  it('is refused if it is billed for an interval', async () => {
    const test = open()
    const { priceId, addOnId, id } = await prepared(test)
    for (const price of [priceId, addOnId])
      await expect(
        chargeOnce(test.ctx, { id, ...oneTimeCharge.parse({ priceId: price }) }),
      ).rejects.toMatchObject({ code: 'invalid-body', errors: [{ path: 'priceId' }] })
  })
})
