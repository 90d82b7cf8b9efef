import { asc, eq, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { localDate } from '#server/platform/calendar/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import {
  commit,
  documentsOf,
  inCurrency,
  insertCompany,
  insertPrice,
  insertVat,
  preview,
} from '#testing/billing/steps.ts'
import { insertCustomer } from '#testing/billing-rows.ts'
import { describeDomain, describeDomainOnPostgres, type TestDomain } from '#testing/domain.ts'
import { alerts } from '../tables/alerts.ts'
import { billingParks, billingRuns } from '../tables/billing-runs.ts'
import { couponRedemptions, coupons } from '../tables/coupons.ts'
import { charges, documentLines, documents, documentTaxes } from '../tables/documents.ts'
import { subscriptions } from '../tables/subscriptions.ts'
import { checkBooks } from './books/index.ts'
import { contentHash } from './content-hash.ts'
import type { Action } from './decide/index.ts'
import { couponFacts, listParkedCustomers, runBilling, unparkCustomer } from './index.ts'

const by = { kind: 'system', name: 'System' } as const
const run = (test: TestDomain) => runBilling(test.domain, { dryRun: false }, by)

const starting = (priceId: string, given: object = {}): Action => ({
  kind: 'start',
  items: [{ priceId, quantity: 1 }],
  startOn: localDate('2026-03-01'),
  trialEndsOn: null,
  coupon: null,
  provision: 'none',
  ...given,
})

async function started(test: TestDomain, amount = 1000n, given: object = {}) {
  const { db } = test.database
  const customerId = await insertCustomer(db)
  const { priceId, productId } = await insertPrice(db, amount)
  const { written } = await commit(test, { customerId, action: starting(priceId, given) })
  return { customerId, priceId, productId, subscriptionId: written.get('new:subscription') ?? '' }
}

const toDate = ({ clock }: TestDomain, date: string) =>
  clock.advance(Date.parse(`${date}T08:00:00.000Z`) - clock.now().getTime())

describeDomain('Billing', (open) => {
  it('writes what the preview showed: document, lines, taxes, charges and entries', async () => {
    const test = open()
    const { db } = test.database
    await insertCompany(db)
    await insertVat(db)
    const customerId = await insertCustomer(db)
    const { priceId, productId } = await insertPrice(db, 10000n, { setupFee: 500n })
    const acting = { customerId, action: starting(priceId) }
    const shown = await preview(test, acting)
    expect(await documentsOf(db, customerId)).toEqual([])
    const { written } = await commit(test, { ...acting, planHash: shown.planHash })
    const [invoice, ...others] = await documentsOf(db, customerId)
    expect(others).toEqual([])
    expect(invoice).toMatchObject({
      kind: 'invoice',
      status: 'open',
      number: 'INV-2026-00001',
      paymentReference: 'INV-2026-00001',
      issuedOn: '2026-03-01',
      dueOn: '2026-03-15',
      net: 10500n,
      tax: 1995n,
      total: 12495n,
      amountDue: 12495n,
      seller: { legalName: 'Hosting GmbH' },
      buyer: { fullName: 'Ada Example' },
    })
    expect(await db.select().from(documentTaxes)).toMatchObject([
      { key: 'DE/standard/VAT/190000', base: 10500n, amount: 1995n },
    ])
    expect(await db.select().from(charges).orderBy(asc(charges.kind))).toMatchObject([
      { kind: 'recurring', amount: 10000n, periodStart: '2026-03-01', periodEnd: '2026-04-01', productId },
      { kind: 'setup', amount: 500n, periodStart: null },
    ])
    expect(await db.select().from(subscriptions)).toMatchObject([
      { id: written.get('new:subscription'), billedThrough: '2026-04-01', nextBillOn: '2026-04-01' },
    ])
    expect(await checkBooks(db)).toEqual([])
  })

  it('D5: refuses a preview that is not what would be booked any more', async () => {
    const test = open()
    const { db } = test.database
    await insertCompany(db)
    const customerId = await insertCustomer(db)
    const { priceId } = await insertPrice(db, 2000n)
    const acting = { customerId, action: starting(priceId) }
    const { planHash } = await preview(test, acting)
    await insertVat(db)
    await expect(commit(test, { ...acting, planHash })).rejects.toMatchObject({ code: 'preview-changed' })
    expect(await documentsOf(db, customerId)).toEqual([])
  })

  it('D12: two runs of the same day renew once', async () => {
    const test = open()
    const { db } = test.database
    await insertCompany(db)
    const { customerId, subscriptionId } = await started(test)
    toDate(test, '2026-04-01')
    expect((await run(test)).counts).toEqual({ due: 1, invoiced: 1, parked: 0 })
    expect((await run(test)).counts).toEqual({ due: 0, invoiced: 0, parked: 0 })
    const [row] = await db.select().from(subscriptions).where(eq(subscriptions.id, subscriptionId))
    expect(row?.nextBillOn).toBe('2026-05-01')
    expect((await documentsOf(db, customerId)).map(({ number }) => number)).toEqual([
      'INV-2026-00001',
      'INV-2026-00002',
    ])
    expect(await checkBooks(db)).toEqual([])
  })

  it('D32, D33: a renewal keeps the price, and an issued invoice keeps its rate and hash', async () => {
    const test = open()
    const { db } = test.database
    await insertCompany(db)
    await insertVat(db, 190_000, '2007-01-01', '2026-04-01')
    const { customerId, productId } = await started(test, 10000n)
    await insertPrice(db, 99999n, { productId })
    const [before] = await documentsOf(db, customerId)
    await insertVat(db, 210_000, '2026-04-01')
    toDate(test, '2026-04-01')
    await run(test)
    const [first, second] = await documentsOf(db, customerId)
    expect(first).toEqual(before)
    expect(first).toMatchObject({ tax: 1900n, total: 11900n })
    expect(second).toMatchObject({ net: 10000n, tax: 2100n })
    if (!first) throw new Error('No invoice.')
    const lines = await db.select().from(documentLines).where(eq(documentLines.documentId, first.id))
    const taxes = await db.select().from(documentTaxes).where(eq(documentTaxes.documentId, first.id))
    expect(contentHash(first, lines, taxes)).toBe(first.contentHash)
  })

  it('D26: refuses a price in another currency, and writes nothing', async () => {
    const test = open()
    const { db } = test.database
    await insertCompany(db)
    const customerId = await insertCustomer(db)
    await inCurrency(db, customerId, 'SEK')
    const { priceId } = await insertPrice(db, 399n)
    await expect(commit(test, { customerId, action: starting(priceId) })).rejects.toMatchObject({
      code: 'currency-mismatch',
    })
    const sek = await insertPrice(db, 3900n, { currency: 'SEK' })
    await commit(test, { customerId, action: starting(sek.priceId) })
    expect(await documentsOf(db, customerId)).toMatchObject([{ currency: 'SEK', total: 3900n }])
  })

  it('a change, a credit note, a cancellation and a void keep the books in order', async () => {
    const test = open()
    const { db } = test.database
    await insertCompany(db)
    await insertVat(db)
    const { customerId, productId, subscriptionId } = await started(test, 3100n)
    const large = await insertPrice(db, 6200n, { productId })
    toDate(test, '2026-03-21')
    await commit(test, {
      customerId,
      action: { kind: 'change-items', subscriptionId, priceId: large.priceId, at: 'now' },
    })
    const [first, second] = await documentsOf(db, customerId)
    expect(second).toMatchObject({ kind: 'invoice', net: 1100n, tax: 209n })
    await commit(test, {
      customerId,
      invoiceIds: [second?.id ?? ''],
      action: {
        kind: 'credit',
        invoiceId: second?.id ?? '',
        request: { of: 'amount', amount: { amount: 500n, currency: 'EUR' } },
        reason: 'Goodwill',
      },
    })
    await commit(test, {
      customerId,
      invoiceIds: [first?.id ?? ''],
      action: { kind: 'void', invoiceId: first?.id ?? '', reason: 'Wrong customer' },
    })
    expect(await checkBooks(db)).toEqual([])
    toDate(test, '2026-03-26')
    await commit(test, { customerId, action: { kind: 'cancel', subscriptionId, at: 'now', reason: '' } })
    const all = await documentsOf(db, customerId)
    expect(all.map(({ kind, status }) => `${kind} ${status}`)).toEqual([
      'invoice void',
      'invoice paid',
      'credit-note paid',
      'credit-note paid',
      'credit-note paid',
    ])
    expect(all.find(({ kind }) => kind === 'credit-note')?.number).toBe('CN-2026-00001')
    expect(await checkBooks(db)).toEqual([])
    const again = { kind: 'void', invoiceId: first?.id ?? '', reason: 'Again' } as const
    await expect(
      commit(test, { customerId, invoiceIds: [first?.id ?? ''], action: again }),
    ).rejects.toMatchObject({ code: 'wrong-state' })
  })

  it('a full credit after a partial one takes exactly the rest', async () => {
    const test = open()
    const { db } = test.database
    await insertCompany(db)
    await insertVat(db, 199_999)
    const { customerId } = await started(test, 3333n)
    const [invoice] = await documentsOf(db, customerId)
    const invoiceId = invoice?.id ?? ''
    const credit = (request: Extract<Action, { kind: 'credit' }>['request']) =>
      commit(test, {
        customerId,
        invoiceIds: [invoiceId],
        action: { kind: 'credit', invoiceId, request, reason: 'Test' },
      })
    await credit({ of: 'amount', amount: { amount: 1n, currency: 'EUR' } })
    await credit({ of: 'amount', amount: { amount: 1777n, currency: 'EUR' } })
    await credit({ of: 'all' })
    const notes = (await documentsOf(db, customerId)).filter(({ kind }) => kind === 'credit-note')
    expect(notes.reduce((sum, { total }) => sum + total, 0n)).toBe(invoice?.total)
    expect(notes.reduce((sum, { tax }) => sum + tax, 0n)).toBe(invoice?.tax)
    await expect(credit({ of: 'all' })).rejects.toMatchObject({ code: 'already-credited' })
    expect(await checkBooks(db)).toEqual([])
  })

  it('parks a customer who cannot be billed, with an alert, and bills the others', async () => {
    const test = open()
    const { db } = test.database
    await insertCompany(db)
    const late = await started(test)
    await db
      .update(subscriptions)
      .set({ nextBillOn: '2025-10-01', billedThrough: '2025-10-01' })
      .where(eq(subscriptions.id, late.subscriptionId))
    const broken = await started(test)
    // An item whose price has another interval cannot be planned: the charge of its period exists already.
    await db
      .update(subscriptions)
      .set({ nextBillOn: '2026-03-01', billedThrough: '2026-03-01' })
      .where(eq(subscriptions.id, broken.subscriptionId))
    await db.execute(sql`alter table charges disable trigger user`)
    await db.update(charges).set({ changeId: null }).where(eq(charges.subscriptionId, broken.subscriptionId))
    await db.execute(sql`alter table charges enable trigger user`)
    const fine = await started(test)
    toDate(test, '2026-04-01')
    const result = await run(test)
    expect(result.counts).toMatchObject({ invoiced: 1, parked: 2 })
    expect(result.invoices).toMatchObject([{ customerId: fine.customerId, number: 'INV-2026-00004' }])
    const parks = await db.select().from(billingParks)
    expect(parks.map(({ customerId, code }) => [customerId, code]).toSorted()).toEqual(
      [
        [late.customerId, 'catch-up-limit'],
        [broken.customerId, 'failed'],
      ].toSorted(),
    )
    expect((await run(test)).counts).toEqual({ due: 0, invoiced: 0, parked: 0 })
    expect(await db.select({ state: billingRuns.state }).from(billingRuns)).toEqual([
      { state: 'done' },
      { state: 'done' },
    ])
    expect(await db.select({ cause: alerts.cause, customerId: alerts.customerId }).from(alerts)).toHaveLength(
      2,
    )
    expect((await listParkedCustomers(test.ctx, {})).items).toHaveLength(2)
    const { priceId } = await insertPrice(db, 1n)
    await expect(
      commit(test, { customerId: late.customerId, action: starting(priceId) }),
    ).rejects.toMatchObject({ code: 'customer-parked' })
    await unparkCustomer(test.ctx, { id: late.customerId })
    await expect(unparkCustomer(test.ctx, { id: late.customerId })).rejects.toMatchObject({
      code: 'wrong-state',
    })
    expect((await listParkedCustomers(test.ctx, {})).items).toMatchObject([{ customerId: broken.customerId }])
    await commit(test, { customerId: late.customerId, action: starting(priceId) })
  })

  it('shows a later date without writing', async () => {
    const test = open()
    const { db } = test.database
    await insertCompany(db)
    const { customerId } = await started(test)
    const shown = await runBilling(test.domain, { dryRun: true, asOf: '2026-05-01' }, by)
    expect(shown).toMatchObject({
      id: null,
      counts: { due: 1, invoiced: 2, parked: 0 },
      totals: [{ amount: '2000', currency: 'EUR' }],
      invoices: [{ invoiceId: null, number: null, customerId, dueOn: '2026-05-15' }, { customerId }],
    })
    expect(await documentsOf(db, customerId)).toHaveLength(1)
    await expect(runBilling(test.domain, { dryRun: false, asOf: '2026-05-01' }, by)).rejects.toMatchObject({
      code: 'invalid-body',
    })
  })

  it('ends what is cancelled, and begins what was planned', async () => {
    const test = open()
    const { db } = test.database
    await insertCompany(db)
    const { customerId, subscriptionId } = await started(test)
    await commit(test, {
      customerId,
      action: { kind: 'cancel', subscriptionId, at: 'period-end', reason: '' },
    })
    const later = await started(test, 500n, { startOn: localDate('2026-04-01') })
    const status = async (id: string) =>
      (await db.select().from(subscriptions).where(eq(subscriptions.id, id)))[0]?.status
    expect([await status(subscriptionId), await status(later.subscriptionId)]).toEqual(['active', 'pending'])
    toDate(test, '2026-04-01')
    await run(test)
    expect([await status(subscriptionId), await status(later.subscriptionId)]).toEqual(['ended', 'active'])
    expect(await documentsOf(db, customerId)).toHaveLength(1)
    expect(await documentsOf(db, later.customerId)).toHaveLength(1)
  })

  it('a coupon is not redeemed on the day on which it expires', async () => {
    const test = open()
    const { db } = test.database
    await insertCompany(db)
    const at = new Date('2026-01-01T00:00:00.000Z')
    await db.insert(coupons).values({
      id: newId(),
      code: 'LATE',
      percentPpm: 100_000,
      scope: 'recurring',
      expiresOn: '2026-03-01',
      createdAt: at,
      updatedAt: at,
    })
    const [row] = await db.select().from(coupons)
    if (!row) throw new Error('No coupon.')
    await expect(started(test, 1000n, { coupon: couponFacts(row) })).rejects.toMatchObject({
      code: 'limit-reached',
    })
  })

  it('a single-use coupon is redeemed once', async () => {
    const test = open()
    const { db } = test.database
    await insertCompany(db)
    const couponId = newId()
    await db.insert(coupons).values({
      id: couponId,
      code: 'ONCE',
      percentPpm: 500_000,
      scope: 'all',
      maxRedemptions: 1,
      createdAt: new Date(0),
      updatedAt: new Date(0),
    })
    const [row] = await db.select().from(coupons)
    if (!row) throw new Error('No coupon.')
    const { customerId } = await started(test, 1000n, { coupon: couponFacts(row) })
    expect(await documentsOf(db, customerId)).toMatchObject([{ total: 500n }])
    await expect(started(test, 1000n, { coupon: couponFacts(row) })).rejects.toMatchObject({
      code: 'limit-reached',
    })
    expect(await db.$count(couponRedemptions)).toBe(1)
    expect(await checkBooks(db)).toEqual([])
  })

  it('a trial, a pause and an agreed price are billed from the right day', async () => {
    const test = open()
    const { db } = test.database
    await insertCompany(db)
    const { customerId, subscriptionId, productId } = await started(test, 3000n, {
      trialEndsOn: localDate('2026-03-15'),
    })
    expect(await documentsOf(db, customerId)).toEqual([])
    toDate(test, '2026-03-15')
    await run(test)
    const other = await insertPrice(db, 6000n, { productId })
    await commit(test, {
      customerId,
      action: { kind: 'change-items', subscriptionId, priceId: other.priceId, at: 'renewal' },
    })
    toDate(test, '2026-04-15')
    await run(test)
    await commit(test, { customerId, action: { kind: 'pause', subscriptionId } })
    toDate(test, '2026-06-05')
    await run(test)
    await commit(test, { customerId, action: { kind: 'resume', subscriptionId } })
    // Ten of the 31 days from 15 May to 15 June.
    expect((await documentsOf(db, customerId)).map(({ total }) => total)).toEqual([3000n, 6000n, 1935n])
    expect(await checkBooks(db)).toEqual([])
  })
})

describeDomainOnPostgres('Billing by several connections', (open) => {
  it('D11: two runs at once make one invoice for each renewal', async () => {
    const test = open()
    const { db } = test.database
    await insertCompany(db)
    const { priceId } = await insertPrice(db, 1000n)
    for (let index = 0; index < 20; index += 1)
      await commit(test, { customerId: await insertCustomer(db), action: starting(priceId) })
    toDate(test, '2026-04-01')
    const results = await Promise.allSettled([run(test), run(test)])
    expect(results.some(({ status }) => status === 'fulfilled')).toBe(true)
    const numbers = (await db.select().from(documents)).map(({ seriesNumber }) => seriesNumber ?? 0)
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1))
    expect(await checkBooks(db)).toEqual([])
  })

  it('D13: 50 invoices at once get the numbers 1 to 50, each once, though one of them fails', async () => {
    const test = open()
    const { db } = test.database
    await insertCompany(db)
    const { priceId } = await insertPrice(db, 1000n)
    const ids: string[] = []
    for (let index = 0; index < 51; index += 1) ids.push(await insertCustomer(db))
    const [failing = '', ...others] = ids
    const failed = test.ctx.database.db.transaction(async (tx) => {
      const { commitAction } = await import('./index.ts')
      await commitAction(tx, test.ctx, {
        customerId: failing,
        needs: { priceIds: [priceId] },
        action: () => starting(priceId),
      })
      throw new Error('The process died.')
    })
    const all = await Promise.allSettled([
      failed,
      ...others.map((customerId) => commit(test, { customerId, action: starting(priceId) })),
    ])
    expect(all.filter(({ status }) => status === 'rejected')).toHaveLength(1)
    const numbers = (await db.select().from(documents)).map(({ number }) => number).toSorted()
    expect(numbers).toEqual(
      Array.from({ length: 50 }, (_, index) => `INV-2026-${String(index + 1).padStart(5, '0')}`),
    )
  })

  it('D22: 20 calls at once redeem a single-use coupon once', async () => {
    const test = open()
    const { db } = test.database
    await insertCompany(db)
    const { priceId } = await insertPrice(db, 1000n)
    await db.insert(coupons).values({
      id: newId(),
      code: 'ONCE',
      percentPpm: 500_000,
      scope: 'all',
      maxRedemptions: 1,
      createdAt: new Date(0),
      updatedAt: new Date(0),
    })
    const [row] = await db.select().from(coupons)
    if (!row) throw new Error('No coupon.')
    const action = starting(priceId, { coupon: couponFacts(row) })
    const customerIds = await Promise.all(Array.from({ length: 20 }, () => insertCustomer(db)))
    const all = await Promise.allSettled(
      customerIds.map((customerId) => commit(test, { customerId, action })),
    )
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(
      all.filter((one) => one.status === 'rejected' && one.reason.code === 'limit-reached'),
    ).toHaveLength(19)
  })
})
