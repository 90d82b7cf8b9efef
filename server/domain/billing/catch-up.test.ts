import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import type { BillingPreview } from '#contracts/invoices/schemas.ts'
import { newSubscription, subscriptionPreviewQuery } from '#contracts/subscriptions/schemas.ts'
import { documentsOf, insertCompany, insertPrice } from '#testing/billing/steps.ts'
import { insertCustomer } from '#testing/billing-rows.ts'
import { describeDomain, type TestDomain } from '#testing/domain.ts'
import {
  cancelSubscription,
  createSubscription,
  previewNextInvoice,
  previewSubscription,
} from '../subscriptions/index.ts'
import { alerts } from '../tables/alerts.ts'
import { billingParks } from '../tables/billing-runs.ts'
import { documentLines } from '../tables/documents.ts'
import { checkBooks } from './books/index.ts'
import { runBilling, unparkCustomer } from './index.ts'

const by = { kind: 'system', name: 'System' } as const

const toDate = ({ clock }: TestDomain, date: string) =>
  clock.advance(Date.parse(`${date}T08:00:00.000Z`) - clock.now().getTime())

async function runOn(test: TestDomain, date: string) {
  toDate(test, date)
  return (await runBilling(test.domain, { dryRun: false }, by)).counts
}

/** A subscription since 1 March. */
async function started(test: TestDomain) {
  const { db } = test.database
  await insertCompany(db)
  const customerId = await insertCustomer(db)
  const { priceId } = await insertPrice(db, 1000n)
  const body = newSubscription.parse({ customerId, priceId })
  return { customerId, id: (await createSubscription(test.ctx, body)).subscription.id }
}

/** The months that were invoiced, in the order of the invoices. */
async function months({ database: { db } }: TestDomain, customerId: string): Promise<string[]> {
  const found: string[] = []
  for (const { id } of await documentsOf(db, customerId)) {
    const lines = await db.select().from(documentLines).where(eq(documentLines.documentId, id))
    found.push(lines.map(({ periodStart, net }) => `${periodStart?.slice(0, 7)} ${net}`).join())
  }
  return found
}

const openParks = async ({ database: { db } }: TestDomain) =>
  (await db.select().from(billingParks)).filter(({ closedAt }) => closedAt === null).length

describeDomain('More missed periods than the company allows', (open) => {
  it('are billed once and in order after staff resume the billing (R28)', async () => {
    const test = open()
    const { db } = test.database
    const { customerId, id } = await started(test)
    expect(await runOn(test, '2026-07-10')).toEqual({ due: 1, invoiced: 0, parked: 1 })
    await expect(cancelSubscription(test.ctx, { id, at: 'period-end' })).rejects.toMatchObject({
      code: 'customer-parked',
    })
    // Another period begins before staff have looked.
    toDate(test, '2026-08-15')
    await unparkCustomer(test.ctx, { id: customerId })
    const shown = await previewNextInvoice(test.ctx, { id })
    expect(shown.documents.map(({ lines }) => lines[0]?.periodStart)).toEqual([
      '2026-04-01',
      '2026-05-01',
      '2026-06-01',
      '2026-07-01',
      '2026-08-01',
    ])
    expect(await runOn(test, '2026-08-15')).toEqual({ due: 1, invoiced: 5, parked: 0 })
    expect(await runOn(test, '2026-08-15')).toEqual({ due: 0, invoiced: 0, parked: 0 })
    expect(await months(test, customerId)).toEqual([
      '2026-03 1000',
      '2026-04 1000',
      '2026-05 1000',
      '2026-06 1000',
      '2026-07 1000',
      '2026-08 1000',
    ])
    expect(await openParks(test)).toBe(0)
    expect((await db.select().from(alerts)).every(({ closedAt }) => closedAt !== null)).toBe(true)
    await cancelSubscription(test.ctx, { id, at: 'period-end' })
    expect(await checkBooks(db)).toEqual([])
  })

  it('stop the billing again if they began after staff resumed it', async () => {
    const test = open()
    const { customerId } = await started(test)
    await runOn(test, '2026-07-10')
    await unparkCustomer(test.ctx, { id: customerId })
    expect(await runOn(test, '2026-10-31')).toEqual({ due: 1, invoiced: 7, parked: 0 })
    expect(await runOn(test, '2027-02-28')).toEqual({ due: 1, invoiced: 0, parked: 1 })
    expect(await openParks(test)).toBe(1)
  })
})

const starts = ({ documents }: BillingPreview) => documents.map(({ lines }) => lines[0]?.periodStart)

describeDomain('A preview for a later date', (open) => {
  const previewed = (test: TestDomain, fields: object) =>
    previewSubscription(test.ctx, subscriptionPreviewQuery.parse(fields))

  it('D1: shows all periods of a new subscription up to that date', async () => {
    const test = open()
    const { db } = test.database
    await insertCompany(db)
    const customerId = await insertCustomer(db)
    const { priceId } = await insertPrice(db, 1000n)
    const fields = { customerId, priceId, startOn: '2026-01-31' }
    expect(starts(await previewed(test, { ...fields, asOf: '2026-05-31' }))).toEqual([
      '2026-01-31',
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
      '2026-05-31',
    ])
    // The clock is at 1 March. The start itself must not be too long ago.
    const old = { ...fields, startOn: '2025-10-31' }
    for (const asOf of [undefined, '2026-05-31'])
      await expect(previewed(test, { ...old, asOf })).rejects.toMatchObject({
        code: 'invalid-body',
        message: 'The start is more than 3 periods ago. Choose a later start.',
      })
  })

  it('shows each renewal up to that date, and so does a dry run', async () => {
    const test = open()
    const { id } = await started(test)
    const shown = await previewNextInvoice(test.ctx, { id, asOf: '2026-08-31' })
    expect(starts(shown)).toEqual(['2026-04-01', '2026-05-01', '2026-06-01', '2026-07-01', '2026-08-01'])
    const run = await runBilling(test.domain, { dryRun: true, asOf: '2026-08-31' }, by)
    expect(run.counts).toEqual({ due: 1, invoiced: 5, parked: 0 })
    // Really missed periods still stop the customer.
    toDate(test, '2026-07-10')
    const late = await runBilling(test.domain, { dryRun: true, asOf: '2026-08-31' }, by)
    expect(late.counts).toEqual({ due: 1, invoiced: 0, parked: 1 })
  })

  it('is refused if there would be too many periods', async () => {
    const test = open()
    const { db } = test.database
    await insertCompany(db)
    const customerId = await insertCustomer(db)
    const { priceId } = await insertPrice(db, 10n, { intervalUnit: 'day' })
    const fields = { customerId, priceId, startOn: '2026-03-01' }
    expect((await previewed(test, { ...fields, asOf: '2027-03-01' })).documents).toHaveLength(366)
    await expect(previewed(test, { ...fields, asOf: '2199-01-01' })).rejects.toMatchObject({
      code: 'invalid-body',
      message: 'There would be more than 500 periods up to 2199-01-01. Choose an earlier date.',
    })
    await expect(runBilling(test.domain, { dryRun: true, asOf: '2027-03-03' }, by)).rejects.toMatchObject({
      code: 'invalid-body',
    })
  })
})
