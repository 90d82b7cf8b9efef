import { sql } from 'drizzle-orm'
import { expect, it, vi } from 'vitest'
import { simulationExportQuery, simulationQuery } from '#contracts/simulation/schemas.ts'
import { newId } from '#server/platform/clock/index.ts'
import { rowsOf } from '#server/platform/database/index.ts'
import { commit, insertCompany, insertPrice, insertVat } from '#testing/billing/steps.ts'
import { describeDomain, type TestDomain } from '#testing/domain.ts'
import { dunBy, sell, steps } from '#testing/simulation/world.ts'
import { writeOffInvoice } from '../invoices/index.ts'
import { subscriptions } from '../tables/subscriptions.ts'
import { exportSimulation, runSimulation } from './index.ts'
import { requestLimits, simulateAll } from './simulate.ts'

const query = (given: object = {}) => simulationQuery.parse(given)

/** The number of writes since the start, in all tables. */
const writesOf = async ({ database }: TestDomain): Promise<unknown> =>
  rowsOf(
    await database.db.execute(sql`
      select count(*)::int as rows, max(updated_at)::text as last from documents
      union all select count(*)::int, max(updated_at)::text from subscriptions
      union all select count(*)::int, max(created_at)::text from payments
      union all select count(*)::int, max(created_at)::text from dunning_steps
      union all select count(*)::int, max(at)::text from audit_entries`),
  )

describeDomain('A request for a simulation', (open) => {
  async function billed() {
    const test = open()
    await insertCompany(test.database.db)
    await insertVat(test.database.db)
    await dunBy(test, [steps.early, steps.fee])
    const sold = await sell(test, { amount: 10_000n })
    return { test, ...sold }
  }

  it('answers months and events, and writes nothing', async () => {
    const { test, customerId } = await billed()
    const before = await writesOf(test)
    const shown = await runSimulation(test.ctx, query({ months: '2' }))
    expect(await writesOf(test)).toEqual(before)
    const eur = (amount: string) => ({ amount, currency: 'EUR' })
    expect(shown).toMatchObject({ from: '2026-03-01', until: '2026-05-01', customers: 1, eventsLeftOut: 0 })
    expect(shown.months).toEqual([
      {
        month: '2026-03',
        currency: 'EUR',
        invoices: 0,
        net: eur('0'),
        tax: eur('0'),
        total: eur('0'),
        lateFees: eur('0'),
        paid: eur('11900'),
        creditUsed: eur('0'),
      },
      {
        month: '2026-04',
        currency: 'EUR',
        invoices: 1,
        net: eur('10000'),
        tax: eur('1900'),
        total: eur('11900'),
        lateFees: eur('0'),
        paid: eur('11900'),
        creditUsed: eur('0'),
      },
    ])
    expect(shown.events.map(({ on, kind, numbers }) => `${on} ${kind} ${numbers.join()}`)).toEqual([
      '2026-03-12 reminder INV-2026-00001',
      '2026-03-15 payment INV-2026-00001',
      '2026-04-01 invoice new-00001',
      '2026-04-12 reminder new-00001',
      '2026-04-15 payment new-00001',
    ])
    expect(shown.events[2]).toMatchObject({
      customerId,
      customerName: 'Ada Example',
      amount: eur('11900'),
      invoice: { dueOn: '2026-04-15', lines: [{ description: 'Plan', net: eur('10000') }] },
    })
  })

  it('takes back the invoice of a subscription that ends before its payment', async () => {
    const { test } = await billed()
    const { customerId, subscriptionId } = await sell(test, {
      amount: 5000n,
      action: { provision: 'after-payment' },
    })
    await commit(test, {
      customerId,
      action: { kind: 'cancel', subscriptionId, at: 'period-end', reason: '' },
    })
    const { events, months } = await runSimulation(
      test.ctx,
      query({ customerId, months: '2', pays: 'never' }),
    )
    expect(events.find(({ kind }) => kind === 'credit-note')).toMatchObject({
      on: '2026-04-01',
      numbers: ['INV-2026-00002'],
      amount: { amount: '5950', currency: 'EUR' },
    })
    expect(months.find(({ month }) => month === '2026-04')).toMatchObject({
      invoices: 0,
      net: { amount: '-5000' },
      tax: { amount: '-950' },
      total: { amount: '-5950' },
      creditUsed: { amount: '5950' },
    })
  })

  it('streams all events as CSV', async () => {
    const { test } = await billed()
    const wanted = simulationExportQuery.parse({ months: 36, pays: 'never', separator: 'semicolon' })
    const { fileName, body } = await exportSimulation(test.ctx, wanted)
    const lines = (await new Response(body).text()).trimEnd().split('\r\n')
    const shown = await runSimulation(test.ctx, query({ months: 36, pays: 'never' }))
    expect(fileName).toBe('simulation-2026-03-01.csv')
    expect(lines).toHaveLength(1 + shown.events.length + shown.eventsLeftOut)
    expect(lines[0]).toMatch(/^.?Date;Event;Customer;/)
    expect(lines.find((line) => line.includes(';invoice;'))).toMatch(
      /^2026-03-20;invoice;Ada Example;.*;298;EUR;298;0;/,
    )
  })

  it('is refused for a customer that does not exist, and without a company', async () => {
    const test = open()
    await expect(runSimulation(test.ctx, query())).rejects.toMatchObject({ code: 'wrong-state' })
    await insertCompany(test.database.db)
    await expect(runSimulation(test.ctx, query({ customerId: newId() }))).rejects.toMatchObject({
      code: 'not-found',
    })
    expect((await runSimulation(test.ctx, query())).events).toEqual([])
  })

  it('is refused for more work than a request may cause', async () => {
    const { test } = await billed()
    await test.database.db.execute(sql`
      insert into users (id, role, email, name, created_at, updated_at)
        select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'customer', n || '@example.com', 'Many', now(), now()
          from generate_series(1, 334) n`)
    await test.database.db.execute(sql`
      insert into customers (id, user_id, email, full_name, created_at, updated_at)
        select id, id, email, name, now(), now() from users where name = 'Many'`)
    await test.database.db.execute(sql`
      insert into subscriptions (id, customer_id, status, currency, interval_unit, interval_count, anchor_on, start_on,
                                 created_at, updated_at)
        select id, id, 'active', 'EUR', 'month', 1, '2026-03-01', '2026-03-01', now(), now()
          from customers where full_name = 'Many'`)
    await expect(runSimulation(test.ctx, query({ months: 36 }))).rejects.toMatchObject({
      code: 'limit-reached',
      errors: [{ path: 'months' }],
    })
    expect((await runSimulation(test.ctx, query({ months: 12 }))).customers).toBe(335)
  })

  it('ends when the caller leaves, and too many at once are refused', async () => {
    const { test } = await billed()
    const left = { ...test.ctx, signal: AbortSignal.abort() }
    await expect(runSimulation(left, query())).rejects.toMatchObject({ code: 'too-many-requests' })
    const answers = await Promise.allSettled(
      Array.from({ length: 9 }, () => runSimulation(test.ctx, query({ months: 36 }))),
    )
    expect(answers.map(({ status }) => status)).toEqual([
      ...Array.from({ length: 6 }, () => 'fulfilled'),
      ...Array.from({ length: 3 }, () => 'rejected'),
    ])
    expect((await runSimulation(test.ctx, query())).customers).toBe(1)
  })

  it('serves others between the days of one customer, and ends there when the caller leaves', async () => {
    const test = open()
    await insertCompany(test.database.db)
    await sell(test, { amount: 100n, price: { intervalUnit: 'day' } })
    const limits = { ...requestLimits, sliceMs: 0 }
    let turns = 0
    let isDone = false
    const count = () => {
      turns += 1
      if (!isDone) setImmediate(count)
    }
    setImmediate(count)
    const { events } = await simulateAll(test.ctx, query({ months: 2 }), limits)
    isDone = true
    expect(events.filter(({ kind }) => kind === 'invoice')).toHaveLength(60)
    expect(turns).toBeGreaterThan(60)
    const { signal } = new AbortController()
    let asked = 0
    const leaving = vi.spyOn(signal, 'aborted', 'get').mockImplementation(() => ++asked > 20)
    await expect(simulateAll({ ...test.ctx, signal }, query({ months: 2 }), limits)).rejects.toMatchObject({
      code: 'too-many-requests',
    })
    expect(leaving).toHaveBeenCalledTimes(21)
  })

  it('is refused with the number of events if more would happen than it may have', async () => {
    const { test, customerId } = await billed()
    const limits = { ...requestLimits, mostEvents: 4 }
    await expect(simulateAll(test.ctx, query({ months: 2 }), limits)).rejects.toMatchObject({
      code: 'limit-reached',
      message: expect.stringContaining('More than 4 events would happen in 2 months.'),
      errors: [{ path: 'months' }],
    })
    await expect(simulateAll(test.ctx, query({ customerId, months: 2 }), limits)).rejects.toMatchObject({
      message: expect.not.stringContaining('one customer'),
    })
    expect((await simulateAll(test.ctx, query({ months: 1 }), limits)).events.length).toBeLessThanOrEqual(4)
  })

  it('loads customers in batches, with the same result', async () => {
    const { test } = await billed()
    await sell(test, { amount: 5000n })
    await sell(test, { amount: 700n })
    const whole = await simulateAll(test.ctx, query({ months: 3 }))
    const transactions = vi.spyOn(test.database.db, 'transaction')
    const paged = await simulateAll(test.ctx, query({ months: 3 }), { ...requestLimits, customersAtOnce: 2 })
    // One for the settings and the list of customers.
    expect(transactions).toHaveBeenCalledTimes(3)
    expect(paged).toEqual(whole)
    expect(paged.customers).toBe(3)
  })

  it('begins a subscription whose first invoice is paid, also if a one-time item of it is owed', async () => {
    const test = open()
    const { db } = test.database
    await insertCompany(db)
    const { customerId, subscriptionId } = await sell(test, {
      amount: 5000n,
      action: { provision: 'after-payment' },
    })
    const once = await insertPrice(db, 900n, { intervalUnit: 'once' })
    // As an earlier release charged it. The item is written off, and so it is never paid.
    const waits = (provision: 'none' | 'after-payment') => db.update(subscriptions).set({ provision })
    await waits('none')
    const action = { kind: 'one-time', subscriptionId, priceId: once.priceId, quantity: 1 } as const
    const { written } = await commit(test, { customerId, action })
    await waits('after-payment')
    await writeOffInvoice(test.ctx, { id: written.get('new:document:0') ?? '', reason: 'Bankrupt' })
    const { events } = await runSimulation(test.ctx, query({ customerId, months: 1 }))
    expect(events).toContainEqual(
      expect.objectContaining({ kind: 'start', on: '2026-03-15', subscriptionId }),
    )
  })

  it.each([
    { months: '0' },
    { months: '37' },
    { months: '1.5' },
    { pays: 'often' },
    { lateDays: '366' },
    { lateDays: 'x' },
  ])('refuses %o', (given) => {
    expect(simulationQuery.safeParse(given).success).toBe(false)
  })
})
