import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { type ReportExportQuery, reportExportQuery } from '#contracts/reports/schemas.ts'
import { localDate } from '#server/platform/calendar/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { commit, insertCompany, insertPrice, insertVat } from '#testing/billing/steps.ts'
import { insertCustomer } from '#testing/billing-rows.ts'
import { countStatements } from '#testing/cost/count-statements.ts'
import { describeDomain, type TestDomain } from '#testing/domain.ts'
import { auditOf } from '#testing/domain-steps.ts'
import { runBilling } from '../billing/index.ts'
import { recordPayment } from '../payments/index.ts'
import { exportReport, readAging, readBillingOverview, readMrr, readRevenue, readTax } from './index.ts'

const by = { kind: 'system', name: 'System' } as const
const toDate = ({ clock }: TestDomain, date: string) =>
  clock.advance(Date.parse(`${date}T12:00:00.000Z`) - clock.now().getTime())

interface Started {
  readonly amount?: bigint
  readonly price?: Parameters<typeof insertPrice>[2]
  readonly quantity?: number
  readonly startOn?: string
  readonly trialEndsOn?: string
  readonly provision?: 'none' | 'after-payment'
}

async function started(test: TestDomain, given: Started = {}) {
  const { db } = test.database
  const customerId = await insertCustomer(db)
  const { priceId, productId } = await insertPrice(db, given.amount ?? 1000n, given.price ?? {})
  const { written } = await commit(test, {
    customerId,
    action: {
      kind: 'start',
      items: [{ priceId, quantity: given.quantity ?? 1 }],
      startOn: localDate(given.startOn ?? '2026-03-01'),
      trialEndsOn: given.trialEndsOn === undefined ? null : localDate(given.trialEndsOn),
      coupon: null,
      provision: given.provision ?? 'none',
    },
  })
  return { customerId, productId, subscriptionId: written.get('new:subscription') ?? '' }
}

/** The movements from March on, as text. */
async function movements(test: TestDomain): Promise<string[]> {
  const { items } = await readMrr(test.ctx, { from: '2026-03-01' })
  return items.flatMap(({ months }) =>
    months.flatMap(({ month, start: _, end: __, ...kinds }) =>
      Object.entries(kinds).flatMap(([kind, { amount }]) =>
        amount === '0' ? [] : [`${month} ${kind} ${amount}`],
      ),
    ),
  )
}

describeDomain('MRR', (open) => {
  it('counts a trial from its end, and a future start from its start', async () => {
    const test = open()
    await insertCompany(test.database.db)
    await started(test, { trialEndsOn: '2026-04-10' })
    await started(test, { amount: 500n, startOn: '2026-05-02' })
    expect(await movements(test)).toEqual([])
    toDate(test, '2026-04-09')
    expect(await movements(test)).toEqual([])
    toDate(test, '2026-04-10')
    expect(await movements(test)).toEqual(['2026-04 new 1000'])
    toDate(test, '2026-05-03')
    await runBilling(test.ctx, { dryRun: false }, by)
    expect(await movements(test)).toEqual(['2026-04 new 1000', '2026-05 new 500'])
  })

  it('does not count a subscription that waits for its payment, nor one that ended while it waited', async () => {
    const test = open()
    await insertCompany(test.database.db)
    const first = await started(test, { provision: 'after-payment' })
    const second = await started(test, { provision: 'after-payment', amount: 700n })
    toDate(test, '2026-04-05')
    await commit(test, {
      customerId: first.customerId,
      action: { kind: 'cancel', subscriptionId: first.subscriptionId, at: 'now', reason: '' },
    })
    expect(await movements(test)).toEqual([])
    await commit(test, {
      customerId: second.customerId,
      action: { kind: 'activate', subscriptionId: second.subscriptionId },
    })
    expect(await movements(test)).toEqual(['2026-04 new 700'])
  })

  it('leaves out a pause, and counts a yearly price as a twelfth of price x quantity', async () => {
    const test = open()
    await insertCompany(test.database.db, { catchUpPeriods: 12 })
    const { customerId, subscriptionId } = await started(test, {
      amount: 10_000n,
      price: { intervalUnit: 'year' },
      quantity: 3,
    })
    toDate(test, '2026-04-20')
    await commit(test, { customerId, action: { kind: 'pause', subscriptionId } })
    toDate(test, '2026-06-20')
    await commit(test, { customerId, action: { kind: 'resume', subscriptionId } })
    expect(await movements(test)).toEqual([
      '2026-03 new 2500',
      '2026-04 churn -2500',
      '2026-06 reactivation 2500',
    ])
  })

  it('ends on the agreed day, before the invoice run has ended the subscription', async () => {
    const test = open()
    await insertCompany(test.database.db)
    const { customerId, subscriptionId } = await started(test)
    await commit(test, {
      customerId,
      action: { kind: 'cancel', subscriptionId, at: 'period-end', reason: '' },
    })
    toDate(test, '2026-03-31')
    expect(await movements(test)).toEqual(['2026-03 new 1000'])
    toDate(test, '2026-04-01')
    expect(await movements(test)).toEqual(['2026-03 new 1000', '2026-04 churn -1000'])
  })

  it('covers whole months, and the present one up to today', async () => {
    const test = open()
    await insertCompany(test.database.db)
    await started(test)
    toDate(test, '2026-05-20')
    const { from, to, items } = await readMrr(test.ctx, { from: '2026-03-15', to: '2026-05-02' })
    expect([from, to, items[0]?.months.map(({ month }) => month)]).toEqual([
      '2026-03-01',
      '2026-05-20',
      ['2026-03', '2026-04', '2026-05'],
    ])
  })
})

describeDomain('A report', (open) => {
  it.each([
    ['the wrong order', { from: '2026-03-01', to: '2026-02-28' }, 'to'],
    ['a start in the future', { from: '2026-03-02' }, 'from'],
    ['more than 10 years', { from: '2016-02-29', to: '2026-02-28' }, 'to'],
    ['more than 10 years up to today', { from: '1900-01-01' }, 'to'],
  ])('refuses %s with the field', async (_, query, field) => {
    for (const read of [readRevenue, readTax, readMrr]) {
      const refused = await read(open().ctx, query).catch((error: unknown) => error)
      expect(refused).toBeInstanceOf(Refusal)
      expect(refused).toMatchObject({ code: 'invalid-body', errors: [{ path: field }] })
    }
  })

  it('covers 10 years, 12 months by default, and ends today', async () => {
    const { ctx } = open()
    expect(await readRevenue(ctx, { from: '2016-03-02', to: '2026-03-01' })).toMatchObject({
      from: '2016-03-02',
      to: '2026-03-01',
    })
    expect(await readTax(ctx, {})).toEqual({ from: '2025-04-01', to: '2026-03-01', items: [] })
    expect(await readRevenue(ctx, { from: '2026-01-31', to: '2026-12-31' })).toMatchObject({
      to: '2026-03-01',
    })
  })

  it('puts each invoice into the bucket of its age', async () => {
    const test = open()
    await insertCompany(test.database.db, { paymentTermsDays: 10 })
    await started(test, { amount: 100n, price: { intervalUnit: 'year' } })
    const bucketOn = async (date: string) => {
      toDate(test, date)
      const { items } = await readAging(test.ctx, {})
      return items[0]?.buckets.filter(({ invoices }) => invoices > 0).map(({ bucket }) => bucket)
    }
    // Due on 2026-03-11.
    expect(await bucketOn('2026-03-11')).toEqual(['not-due'])
    expect(await bucketOn('2026-03-12')).toEqual(['1-30'])
    expect(await bucketOn('2026-04-10')).toEqual(['1-30'])
    expect(await bucketOn('2026-04-11')).toEqual(['31-60'])
    expect(await bucketOn('2026-05-10')).toEqual(['31-60'])
    expect(await bucketOn('2026-05-11')).toEqual(['61-90'])
    expect(await bucketOn('2026-06-09')).toEqual(['61-90'])
    expect(await bucketOn('2026-06-10')).toEqual(['over-90'])
  })

  it('reads two statements, taxes three, the start page four, and one without a company', async () => {
    const test = open()
    const count = async (read: () => Promise<unknown>) => (await countStatements(read)).statements.length
    expect(await count(() => readBillingOverview(test.ctx))).toBe(1)
    await insertCompany(test.database.db)
    await started(test)
    expect(await count(() => readBillingOverview(test.ctx))).toBe(4)
    for (const read of [readRevenue, readMrr, readAging])
      expect(await count(() => read(test.ctx, {}))).toBe(2)
    expect(await count(() => readTax(test.ctx, {}))).toBe(3)
  })

  it('leaves the start page empty without a company, and shows zeros before the first invoice', async () => {
    const test = open()
    expect((await readBillingOverview(test.ctx)).items).toEqual([])
    await insertCompany(test.database.db, { currency: 'CHF' })
    const { items } = await readBillingOverview(test.ctx)
    expect(items.map(({ currency, months }) => [currency, months.length])).toEqual([['CHF', 12]])
  })
})

const exported = async (test: TestDomain, query: Partial<ReportExportQuery> & { report: string }) => {
  const { fileName, body } = await exportReport(test.ctx, reportExportQuery.parse(query))
  return { fileName, text: await new Response(body).text() }
}

describeDomain('The CSV file of a report', (open) => {
  it('has decimal amounts, keeps a negative one a number, and neutralizes a formula', async () => {
    const test = open()
    const { db } = test.database
    await insertCompany(db)
    await insertVat(db)
    const { customerId, subscriptionId, productId } = await started(test, { amount: 3100n })
    await db.execute(sql`update products set name = '=HYPERLINK("http://evil.example")'`)
    toDate(test, '2026-03-11')
    await commit(test, { customerId, action: { kind: 'cancel', subscriptionId, at: 'now', reason: '' } })
    const revenue = await exported(test, { report: 'revenue', from: '2026-03-11' })
    expect(revenue.fileName).toBe('revenue-2026-03-11.csv')
    expect(revenue.text).toBe(
      `From,To,Product,Product ID,Currency,Revenue\r\n2026-03-11,2026-03-11,"'=HYPERLINK(""http://evil.example"")",${productId},EUR,-21.00\r\n`,
    )
    const tax = await exported(test, { report: 'tax', separator: 'semicolon' })
    expect(tax.text.split('\r\n')[1]).toBe('2025-04-01;2026-03-11;DE;;VAT;standard;19;EUR;10.00;1.90')
    const mrr = await exported(test, { report: 'mrr', from: '2026-03-01' })
    expect(mrr.text.split('\r\n')[1] ?? '').toBe('')
    expect(await auditOf(test)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          action: 'report.export',
          after: { report: 'revenue', from: '2026-03-11' },
        }),
      ]),
    )
  })

  it('has the buckets of aging as words, because 1-30 would be a date', async () => {
    const test = open()
    await insertCompany(test.database.db)
    const { customerId } = await started(test)
    await recordPayment(test.ctx, {
      customerId,
      amount: { amount: '250', currency: 'EUR' },
      method: 'cash',
      reference: '',
      receivedOn: '2026-03-01',
    })
    toDate(test, '2026-03-20')
    const { text } = await exported(test, { report: 'aging' })
    expect(text.split('\r\n').slice(1, 3)).toEqual([
      '2026-03-20,not due,EUR,0,0.00',
      '2026-03-20,1 to 30,EUR,1,7.50',
    ])
  })
})
