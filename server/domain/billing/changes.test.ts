import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { localDate } from '#server/platform/calendar/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import type { Money } from '#server/platform/money/index.ts'
import {
  commit,
  documentsOf,
  insertCompany,
  insertPrice,
  insertVat,
  preview,
} from '#testing/billing/steps.ts'
import { insertCustomer } from '#testing/billing-rows.ts'
import { describeDomain, type TestDomain } from '#testing/domain.ts'
import { recordTaxIdCheck } from '../billing-profiles/index.ts'
import { alerts } from '../tables/alerts.ts'
import { billingProfiles } from '../tables/billing-profiles.ts'
import { billingParks, billingRuns } from '../tables/billing-runs.ts'
import { companySettings, numberSeries } from '../tables/company.ts'
import { couponRedemptions, coupons } from '../tables/coupons.ts'
import { documentLines, documents } from '../tables/documents.ts'
import { products } from '../tables/products.ts'
import { subscriptions } from '../tables/subscriptions.ts'
import { taxRates } from '../tables/tax-rates.ts'
import { checkBooks } from './books/index.ts'
import type { Action, CouponFacts } from './decide/index.ts'
import { couponFacts, runBilling } from './index.ts'

const by = { kind: 'system', name: 'System' } as const
const at = new Date('2026-01-01T00:00:00.000Z')
const eur = (amount: bigint): Money => ({ amount, currency: 'EUR' })

const toDate = ({ clock }: TestDomain, date: string) =>
  clock.advance(Date.parse(`${date}T08:00:00.000Z`) - clock.now().getTime())

async function started(test: TestDomain, amount: bigint, given: object = {}) {
  const { db } = test.database
  const customerId = await insertCustomer(db)
  const { priceId, productId } = await insertPrice(db, amount)
  const action: Action = {
    kind: 'start',
    items: [{ priceId, quantity: 1 }],
    startOn: localDate('2026-03-01'),
    trialEndsOn: null,
    coupon: null,
    provision: 'none',
    ...given,
  }
  const { written } = await commit(test, { customerId, action })
  return { customerId, priceId, productId, subscriptionId: written.get('new:subscription') ?? '' }
}

const subscriptionRow = async ({ database: { db } }: TestDomain, id: string) =>
  (await db.select().from(subscriptions).where(eq(subscriptions.id, id)))[0]

const totals = async ({ database: { db } }: TestDomain, customerId: string) =>
  (await documentsOf(db, customerId)).map(({ kind, total }) => (kind === 'invoice' ? total : -total))

describeDomain('Credits of unused time', (open) => {
  it('of a first period without dates use the interval of its price, also after a change of it', async () => {
    const test = open()
    const { db } = test.database
    await insertCompany(db)
    const { customerId, productId, subscriptionId } = await started(test, 1000n, {
      provision: 'after-payment',
    })
    const yearly = await insertPrice(db, 12000n, { productId, intervalUnit: 'year' })
    await commit(test, { customerId, action: { kind: 'activate', subscriptionId } })
    toDate(test, '2026-03-20')
    const change = { kind: 'change-items', subscriptionId, priceId: yearly.priceId, at: 'renewal' } as const
    await commit(test, { customerId, action: change })
    toDate(test, '2026-03-25')
    const cancelling = (when: 'now' | 'period-end') =>
      preview(test, { customerId, action: { kind: 'cancel', subscriptionId, at: when, reason: '' } })
    expect((await cancelling('period-end')).plan.subscriptions[0]?.cancelOn).toBe('2026-04-01')
    expect((await cancelling('now')).plan.documents).toMatchObject([
      { kind: 'credit-note', total: eur(226n) },
    ])
  })

  it('use the invoices of earlier changes, also of periods that have ended', async () => {
    const test = open()
    const { db } = test.database
    await insertCompany(db)
    const { customerId, productId, subscriptionId } = await started(test, 10000n)
    const quarterly = await insertPrice(db, 25000n, { productId, intervalCount: 3 })
    const change = { kind: 'change-items', subscriptionId, priceId: quarterly.priceId, at: 'now' } as const
    await commit(test, { customerId, action: change })
    expect(await totals(test, customerId)).toEqual([10000n, 15000n])
    toDate(test, '2026-04-05')
    await commit(test, { customerId, action: { kind: 'cancel', subscriptionId, at: 'now', reason: '' } })
    const credited = (await totals(test, customerId)).slice(2).reduce((sum, total) => sum + total, 0n)
    // 57 of the 92 days from 1 March to 1 June.
    expect(credited).toBe(-15489n)
    expect(await checkBooks(db)).toEqual([])
  })

  it.each(['lines', 'amount'] as const)('are reduced by an earlier credit by %s', async (of) => {
    const test = open()
    const { db } = test.database
    await insertCompany(db)
    const { customerId, subscriptionId } = await started(test, 3100n)
    const [invoice] = await documentsOf(db, customerId)
    const invoiceId = invoice?.id ?? ''
    const [line] = await db.select().from(documentLines).where(eq(documentLines.documentId, invoiceId))
    const amount = eur(1550n)
    await commit(test, {
      customerId,
      invoiceIds: [invoiceId],
      action: {
        kind: 'credit',
        invoiceId,
        request: of === 'amount' ? { of, amount } : { of, lines: [{ lineId: line?.id ?? '', amount }] },
        reason: 'Outage',
      },
    })
    toDate(test, '2026-03-16')
    await commit(test, { customerId, action: { kind: 'cancel', subscriptionId, at: 'now', reason: '' } })
    expect(await totals(test, customerId)).toEqual([3100n, -1550n, -800n])
    expect(await checkBooks(db)).toEqual([])
  })

  it('bill the days before a cancellation that no run has billed', async () => {
    const test = open()
    const { db } = test.database
    await insertCompany(db)
    const { customerId, subscriptionId } = await started(test, 3000n)
    toDate(test, '2026-04-11')
    await commit(test, { customerId, action: { kind: 'cancel', subscriptionId, at: 'now', reason: '' } })
    expect(await totals(test, customerId)).toEqual([3000n, 1000n])
    expect(await subscriptionRow(test, subscriptionId)).toMatchObject({ status: 'ended', nextBillOn: null })
    expect(await checkBooks(db)).toEqual([])
  })
})

describeDomain('A change that is agreed for the renewal', (open) => {
  const now = (test: TestDomain, id: string) =>
    subscriptionRow(test, id).then((row) => ({
      interval: row?.intervalUnit,
      anchorOn: row?.anchorOn,
      nextBillOn: row?.nextBillOn,
    }))

  /** Monthly from the 31st, at 31.00, and from the first renewal on another price. */
  async function agreed({
    intervalUnit = 'month',
    coupon = null,
  }: {
    intervalUnit?: 'month' | 'year'
    coupon?: CouponFacts | null
  } = {}) {
    const test = open()
    const { db } = test.database
    await insertCompany(db)
    if (coupon !== null) {
      const { couponId: id, code, scope, durationPeriods } = coupon
      await db
        .insert(coupons)
        .values({ id, code, scope, durationPeriods, percentPpm: 500_000, createdAt: at, updatedAt: at })
    }
    toDate(test, '2026-03-31')
    const first = await started(test, 3100n, { startOn: localDate('2026-03-31'), coupon })
    const other = await insertPrice(db, 6200n, { productId: first.productId, intervalUnit })
    toDate(test, '2026-04-10')
    const changing = (priceId: string, quantity = 1, at: 'now' | 'renewal' = 'renewal') => ({
      customerId: first.customerId,
      action: {
        kind: 'change-items',
        subscriptionId: first.subscriptionId,
        priceId,
        quantity,
        at,
      } as const,
    })
    const before = await now(test, first.subscriptionId)
    await commit(test, changing(other.priceId))
    return { test, first, other, changing, before }
  }

  it('is taken back by the present price and quantity', async () => {
    const { test, first, changing } = await agreed()
    expect((await preview(test, changing(first.priceId))).plan.documents).toEqual([])
    await commit(test, changing(first.priceId))
    toDate(test, '2026-05-31')
    await runBilling(test.domain, { dryRun: false }, by)
    expect(await totals(test, first.customerId)).toEqual([3100n, 3100n, 3100n])
    expect(await checkBooks(test.database.db)).toEqual([])
  })

  it('is replaced by another one, as often as wanted', async () => {
    const { test, first, other, changing } = await agreed()
    await commit(test, changing(first.priceId, 2))
    await commit(test, changing(other.priceId, 3))
    toDate(test, '2026-04-30')
    await runBilling(test.domain, { dryRun: false }, by)
    expect(await totals(test, first.customerId)).toEqual([3100n, 18600n])
    expect(await checkBooks(test.database.db)).toEqual([])
  })

  it('to another interval gives back the day of the month, and the periods of a coupon', async () => {
    const half = { couponId: newId(), code: 'HALF', scope: 'all', value: { percentPpm: 500_000 } } as const
    const coupon = { ...half, productIds: null, durationPeriods: 3 }
    const { test, first, other, changing, before } = await agreed({ intervalUnit: 'year', coupon })
    expect(before).toEqual({ interval: 'month', anchorOn: '2026-03-31', nextBillOn: '2026-04-30' })
    await commit(test, changing(other.priceId, 2))
    await commit(test, changing(first.priceId))
    expect(await now(test, first.subscriptionId)).toEqual(before)
    toDate(test, '2026-06-30')
    await runBilling(test.domain, { dryRun: false }, by)
    expect(await totals(test, first.customerId)).toEqual([1550n, 1550n, 1550n, 3100n])
    expect(await now(test, first.subscriptionId)).toMatchObject({ nextBillOn: '2026-07-31' })
    expect(await checkBooks(test.database.db)).toEqual([])
  })

  it('can be taken back, then agreed again, also with a change now in between', async () => {
    const { test, first, other, changing } = await agreed()
    await expect(preview(test, changing(first.priceId, 5, 'now'))).rejects.toMatchObject({
      code: 'wrong-state',
    })
    await expect(preview(test, changing(other.priceId))).rejects.toMatchObject({ code: 'invalid-body' })
    await commit(test, changing(first.priceId))
    await commit(test, changing(first.priceId, 2, 'now'))
    await commit(test, changing(other.priceId))
    toDate(test, '2026-04-30')
    await runBilling(test.domain, { dryRun: false }, by)
    // 20 of 30 days: 41.33 of the new, less 20.67 of the old.
    expect(await totals(test, first.customerId)).toEqual([3100n, 2066n, 6200n])
    expect(await checkBooks(test.database.db)).toEqual([])
  })

  it('is not taken back once it is invoiced', async () => {
    const { test, first, changing } = await agreed()
    await test.database.db.update(companySettings).set({ invoiceDaysAhead: 14 })
    toDate(test, '2026-04-20')
    await runBilling(test.domain, { dryRun: false }, by)
    expect(await totals(test, first.customerId)).toEqual([3100n, 6200n])
    await expect(preview(test, changing(first.priceId))).rejects.toMatchObject({ code: 'wrong-state' })
  })
})

describeDomain('A coupon', (open) => {
  it('counts from the activation, and after a change of the interval what it has left', async () => {
    const test = open()
    const { db } = test.database
    await insertCompany(db)
    const row = { id: newId(), code: 'THREE', scope: 'all', createdAt: at, updatedAt: at } as const
    await db.insert(coupons).values({ ...row, percentPpm: 250_000, durationPeriods: 3 })
    const [coupon] = await db.select().from(coupons)
    if (!coupon) throw new Error('No coupon.')
    const { customerId, productId, subscriptionId } = await started(test, 1000n, {
      provision: 'after-payment',
      coupon: couponFacts(coupon),
    })
    toDate(test, '2026-03-20')
    await commit(test, { customerId, action: { kind: 'activate', subscriptionId } })
    toDate(test, '2026-04-20')
    await runBilling(test.domain, { dryRun: false }, by)
    expect(await totals(test, customerId)).toEqual([750n, 750n])
    const yearly = await insertPrice(db, 12000n, { productId, intervalUnit: 'year' })
    const change = { kind: 'change-items', subscriptionId, priceId: yearly.priceId, at: 'renewal' } as const
    await commit(test, { customerId, action: change })
    expect(await db.select().from(couponRedemptions)).toMatchObject([
      { fromOn: '2026-05-20', periodsLeft: 1 },
    ])
    toDate(test, '2026-05-20')
    await runBilling(test.domain, { dryRun: false }, by)
    toDate(test, '2027-05-20')
    await runBilling(test.domain, { dryRun: false }, by)
    expect(await totals(test, customerId)).toEqual([750n, 750n, 9000n, 12000n])
  })
})

describeDomain('A cancellation before the payment', (open) => {
  it('ends the subscription with the period that is paid later', async () => {
    const test = open()
    const { db } = test.database
    await insertCompany(db)
    const { customerId, subscriptionId } = await started(test, 1000n, { provision: 'after-payment' })
    await commit(test, {
      customerId,
      action: { kind: 'cancel', subscriptionId, at: 'period-end', reason: '' },
    })
    expect(await subscriptionRow(test, subscriptionId)).toMatchObject({
      status: 'pending',
      cancelOn: '2026-04-01',
    })
    toDate(test, '2026-03-20')
    await commit(test, { customerId, action: { kind: 'activate', subscriptionId } })
    expect(await subscriptionRow(test, subscriptionId)).toMatchObject({
      status: 'active',
      cancelOn: '2026-04-20',
      billedThrough: '2026-04-20',
      nextBillOn: null,
    })
  })

  it('before the agreed start ends it with its first period', async () => {
    const test = open()
    await insertCompany(test.database.db)
    const { customerId, subscriptionId } = await started(test, 1000n, {
      provision: 'after-payment',
      startOn: localDate('2026-05-01'),
    })
    await commit(test, {
      customerId,
      action: { kind: 'cancel', subscriptionId, at: 'period-end', reason: '' },
    })
    expect(await subscriptionRow(test, subscriptionId)).toMatchObject({ cancelOn: '2026-06-01' })
  })
})

describeDomain('Taxes', (open) => {
  it('of a credit have the taxable share of its own line', async () => {
    const test = open()
    const { db } = test.database
    const address = { line1: '', line2: '', city: 'Austin', postcode: '73301', region: 'TX', country: 'US' }
    await insertCompany(db, { address })
    const rate = { country: 'US', region: 'TX', name: 'Sales tax', ratePpm: 82_500, validFrom: '2007-01-01' }
    const times = { createdAt: at, updatedAt: at }
    await db.insert(taxRates).values([
      { ...rate, ...times, id: newId(), category: 'hosting', taxableSharePpm: 800_000 },
      { ...rate, ...times, id: newId(), category: 'domain' },
    ])
    const customerId = await insertCustomer(db)
    const prices = [await insertPrice(db, 10000n), await insertPrice(db, 10000n)]
    for (const [index, taxCategory] of ['hosting', 'domain'].entries())
      await db
        .update(products)
        .set({ taxCategory })
        .where(eq(products.id, prices[index]?.productId ?? ''))
    const items = prices.map(({ priceId }) => ({ priceId, quantity: 1 }))
    const action: Action = {
      kind: 'start',
      items,
      startOn: localDate('2026-03-01'),
      trialEndsOn: null,
      coupon: null,
      provision: 'none',
    }
    await commit(test, { customerId, action })
    const [invoice] = await documentsOf(db, customerId)
    expect(invoice).toMatchObject({ net: 20000n, tax: 660n + 825n })
    const lines = await db.select().from(documentLines)
    const credit = async (category: string) => {
      const line = lines.find(({ taxCategory }) => taxCategory === category)
      const invoiceId = invoice?.id ?? ''
      const { plan } = await commit(test, {
        customerId,
        invoiceIds: [invoiceId],
        action: {
          kind: 'credit',
          invoiceId,
          request: { of: 'lines', lines: [{ lineId: line?.id ?? '', amount: eur(5000n) }] },
          reason: 'Test',
        },
      })
      return plan.documents[0]?.tax.amount
    }
    expect(await credit('domain')).toBe(413n)
    expect(await credit('hosting')).toBe(330n)
    expect(await checkBooks(db)).toEqual([])
  })

  it('stay reversed for 30 days after a valid check while the register does not answer', async () => {
    const test = open()
    const { db } = test.database
    await insertCompany(db)
    await insertVat(db)
    const { customerId, subscriptionId } = await started(test, 1000n, { startOn: localDate('2026-03-01') })
    await db
      .update(billingProfiles)
      .set({ country: 'FR', taxId: 'FR40303265045' })
      .where(eq(billingProfiles.customerId, customerId))
    const check = { id: customerId, taxId: 'FR40303265045', evidence: 'VIES' }
    toDate(test, '2026-03-20')
    await recordTaxIdCheck(test.ctx, { ...check, result: 'valid' })
    toDate(test, '2026-03-28')
    await recordTaxIdCheck(test.ctx, { ...check, result: 'unknown' })
    await recordTaxIdCheck(test.ctx, { ...check, result: 'unknown' })
    toDate(test, '2026-04-01')
    await runBilling(test.domain, { dryRun: false }, by)
    const [, renewal] = await documentsOf(db, customerId)
    expect(renewal).toMatchObject({ tax: 0n, notes: [expect.stringContaining('Reverse charge')] })
    await recordTaxIdCheck(test.ctx, { ...check, result: 'invalid' })
    const [profile] = await db.select().from(billingProfiles)
    expect(profile?.taxIdCheck).not.toHaveProperty('lastValidAt')
    expect((await subscriptionRow(test, subscriptionId))?.nextBillOn).toBe('2026-05-01')
  })
})

describeDomain('An invoice run that cannot number invoices', (open) => {
  it.each([
    ['the clock is before the last number', { lastIssuedOn: '2026-05-01' }],
    ['the next number is taken', { next: 1 }],
  ])('because %s stops with one alert, and holds no customer', async (_reason, series) => {
    const test = open()
    const { db } = test.database
    await insertCompany(db)
    await started(test, 1000n)
    await started(test, 1000n)
    toDate(test, '2026-04-01')
    await db.update(numberSeries).set(series).where(eq(numberSeries.kind, 'invoice'))
    const run = () => runBilling(test.domain, { dryRun: false }, by)
    await expect(run()).rejects.toMatchObject({ code: 'wrong-state' })
    await expect(run()).rejects.toMatchObject({ code: 'wrong-state' })
    expect(await db.$count(billingParks)).toBe(0)
    expect(await db.$count(documents)).toBe(2)
    const opened = () => db.select({ cause: alerts.cause, closedAt: alerts.closedAt }).from(alerts)
    expect(await opened()).toEqual([{ cause: 'billing-stopped', closedAt: null }])
    await db
      .update(numberSeries)
      .set({ lastIssuedOn: '2026-03-01', next: 3 })
      .where(eq(numberSeries.kind, 'invoice'))
    expect((await run()).counts).toMatchObject({ invoiced: 2, parked: 0 })
    expect(await opened()).toMatchObject([{ closedAt: test.clock.now() }])
    const states = await db.select({ state: billingRuns.state }).from(billingRuns)
    expect(states.map(({ state }) => state).toSorted()).toEqual(['done', 'stopped', 'stopped'])
  })
})
