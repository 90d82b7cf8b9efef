import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { describeDomain } from '#testing/domain.ts'
import { accountRow, addTestServer, provisioned } from '#testing/domain-steps.ts'
import {
  carriedOut,
  casesOf,
  changePolicy,
  defaultSteps,
  dunningOn,
  invoiceFor,
  pay,
  runDaily,
  runOn,
  stepsOf,
  violationsOf,
  wishesOf,
} from '#testing/dunning-steps.ts'
import { reversePayment } from '../payments/index.ts'
import { alerts } from '../tables/alerts.ts'
import { charges, documents } from '../tables/documents.ts'
import { dunningBrakes, dunningPolicy } from '../tables/dunning.ts'
import { evaluateCustomer } from './evaluate.ts'
import { runDunning } from './index.ts'

describeDomain('Dunning', (open) => {
  async function owing(given: Parameters<typeof dunningOn>[1] = {}) {
    const test = open()
    await addTestServer(test)
    const { customer, accountId } = await provisioned(test)
    await dunningOn(test, given)
    const invoice = await invoiceFor(test, customer.id, accountId)
    return { test, customerId: customer.id, accountId, ...invoice }
  }

  it('takes each step of the policy on its day, once', async () => {
    const { test, accountId } = await owing()
    await runDaily(test, '2026-03-02', '2026-04-30')
    expect(await stepsOf(test)).toEqual([
      'remind-1 2026-03-12',
      'remind-2 2026-03-18',
      'suspend 2026-03-25',
      'terminate 2026-04-24',
    ])
    await carriedOut(test)
    expect(await accountRow(test, accountId)).toMatchObject({
      status: 'suspended',
      suspendReasons: ['overdue'],
    })
    expect(await casesOf(test)).toMatchObject([{ state: 'exhausted', closedAt: null, dueOn: '2026-03-15' }])
    const open = await test.database.db.select().from(alerts)
    expect(open.map(({ cause }) => cause)).toEqual(['termination-due'])
    expect(await violationsOf(test)).toEqual([])
  })

  it('counts the days in the time zone of the company', async () => {
    const { test } = await owing({ timeZone: 'Pacific/Auckland' })
    test.clock.advance(Date.parse('2026-03-11T10:59:00.000Z') - test.clock.now().getTime())
    await runDunning(test.domain)
    expect(await stepsOf(test)).toEqual([])
    test.clock.advance(60_000)
    await runDunning(test.domain)
    expect(await stepsOf(test)).toEqual(['remind-1 2026-03-12'])
  })

  it('takes one step when ten sweeps run at once', async () => {
    const { test } = await owing()
    test.clock.advance(Date.parse('2026-03-12T09:00:00.000Z') - test.clock.now().getTime())
    await Promise.all(Array.from({ length: 10 }, () => runDunning(test.domain)))
    expect(await stepsOf(test)).toEqual(['remind-1 2026-03-12'])
  })

  it('takes no step for customers whose turn comes after staff switched it off', async () => {
    const { test, customerId } = await owing()
    test.clock.advance(Date.parse('2026-03-26T10:00:00.000Z') - test.clock.now().getTime())
    await test.database.db.update(dunningPolicy).set({ isEnabled: false })
    await evaluateCustomer(test.domain, customerId, { passesBrake: true })
    expect(await stepsOf(test)).toEqual([])
    expect(await wishesOf(test)).toEqual([])
  })

  it('suspends no account after the end of the hours, in a run that began before', async () => {
    const { test, customerId } = await owing()
    test.clock.advance(Date.parse('2026-03-26T18:00:00.000Z') - test.clock.now().getTime())
    await changePolicy(test, defaultSteps, undefined, { from: 9, until: 18, weekdaysOnly: false })
    await evaluateCustomer(test.domain, customerId, { passesBrake: true })
    expect(await wishesOf(test)).toEqual([])
  })

  it('keeps the notice of the policy after a missed time', async () => {
    const { test } = await owing()
    await runOn(test, '2026-04-27')
    expect(await stepsOf(test)).toEqual(['skip remind-1 2026-04-27', 'remind-2 2026-04-27'])
    await runDaily(test, '2026-04-28', '2026-05-31')
    expect((await stepsOf(test)).slice(2)).toEqual(['suspend 2026-05-04'])
    await runOn(test, '2026-06-03')
    expect((await stepsOf(test)).slice(3)).toEqual(['terminate 2026-06-03'])
  })

  it.each(['paid', 'void'] as const)('does nothing about an invoice that is %s', async (status) => {
    const { test, documentId } = await owing()
    await runDaily(test, '2026-03-12', '2026-03-18')
    await test.database.db
      .update(documents)
      .set({ status, amountDue: 0n })
      .where(eq(documents.id, documentId))
    await runDaily(test, '2026-03-19', '2026-05-31')
    expect(await stepsOf(test)).toEqual(['remind-1 2026-03-12', 'remind-2 2026-03-18'])
    expect(await casesOf(test)).toMatchObject([{ state: 'cleared' }])
    expect(await wishesOf(test)).toEqual([])
  })

  it('D30: charges one late fee of 10% when the sweep runs hourly for two days', async () => {
    const fee = { id: 'fee', day: 5, action: 'late-fee', fee: { percent: '10' } }
    const { test, documentId } = await owing({ steps: [...defaultSteps, fee] })
    await runDaily(test, '2026-03-12', '2026-03-19')
    for (let hour = 0; hour < 48; hour += 1) {
      test.clock.advance(3_600_000)
      await runDunning(test.domain)
    }
    const fees = await test.database.db.select().from(charges)
    expect(fees).toMatchObject([{ kind: 'late-fee', amount: 1190n, lateDocumentId: documentId }])
    const invoices = await test.database.db.select().from(documents).where(eq(documents.total, 1190n))
    expect(invoices).toMatchObject([{ status: 'open', amountDue: 1190n }])
  })

  it('charges no second fee when the dunning of an invoice begins again', async () => {
    const fee = { id: 'fee', day: 5, action: 'late-fee', fee: { percent: '10' } }
    const { test, customerId } = await owing({ steps: [...defaultSteps, fee] })
    await runDaily(test, '2026-03-12', '2026-03-20')
    const payment = await pay(test, customerId, '13090')
    expect(await casesOf(test)).toMatchObject([{ state: 'cleared' }])
    await reversePayment(test.ctx, { id: payment.id, reason: 'Returned by the bank' })
    await runDaily(test, '2026-03-21', '2026-03-30')
    expect(await test.database.db.$count(charges)).toBe(1)
    expect((await stepsOf(test)).filter((step) => step.startsWith('fee'))).toHaveLength(2)
    expect(test.logged.filter((line) => line.includes('Dunning of a customer failed'))).toEqual([])
  })

  it('charges no second fee when staff replace the step', async () => {
    const fee = { day: 5, action: 'late-fee', fee: { percent: '10' } }
    const { test } = await owing({ steps: [...defaultSteps, { ...fee, id: 'fee' }] })
    await runDaily(test, '2026-03-12', '2026-03-20')
    test.clock.advance(1_000)
    await changePolicy(test, [...defaultSteps, { ...fee, id: 'new-fee' }])
    await runDaily(test, '2026-03-21', '2026-03-23')
    expect(await test.database.db.$count(charges)).toBe(1)
    expect(await stepsOf(test)).toContain('new-fee 2026-03-21')
    expect(test.logged.filter((line) => line.includes('Dunning of a customer failed'))).toEqual([])
  })

  it('suspends again when an invoice falls due again while another one keeps the case open', async () => {
    const { test, customerId, accountId, documentId } = await owing()
    await runDaily(test, '2026-03-12', '2026-03-25')
    await carriedOut(test)
    await invoiceFor(test, customerId, null, { dueOn: '2026-03-22' })
    await runOn(test, '2026-03-26')
    const payment = await pay(test, customerId, '11900', documentId)
    await carriedOut(test)
    expect(await casesOf(test)).toMatchObject([{ closedAt: null }])
    expect(await wishesOf(test)).toMatchObject([{ accountId, wanted: false }])

    await reversePayment(test.ctx, { id: payment.id, reason: 'Returned by the bank' })
    // Also before the next run, the check of the books finds nothing.
    expect(await violationsOf(test)).toEqual([])
    await runDunning(test.domain)
    expect(await wishesOf(test)).toMatchObject([{ accountId, wanted: true }])
    expect(await violationsOf(test)).toEqual([])
    await carriedOut(test)
    expect(await accountRow(test, accountId)).toMatchObject({ suspendReasons: ['overdue'] })
    const [brake] = await test.database.db
      .select()
      .from(dunningBrakes)
      .where(eq(dunningBrakes.day, '2026-03-26'))
    expect(brake).toMatchObject({ suspended: 1 })

    // The same a second time, while the brake is closed.
    await pay(test, customerId, '11900', documentId).then(({ id }) =>
      reversePayment(test.ctx, { id, reason: 'Returned by the bank' }),
    )
    await changePolicy(test, defaultSteps, { mostPercent: 1, mostAccounts: 1 })
    await runDunning(test.domain)
    expect(await wishesOf(test)).toMatchObject([{ accountId, wanted: false }])
    expect(await violationsOf(test)).toEqual([])
    await runOn(test, '2026-03-27')
    expect(await wishesOf(test)).toMatchObject([{ accountId, wanted: true }])
  })

  it('a payment of a written-off invoice brings the hosting back', async () => {
    const { test, customerId, accountId, documentId } = await owing()
    await runDaily(test, '2026-03-12', '2026-03-25')
    await carriedOut(test)
    await test.database.db
      .update(documents)
      .set({ status: 'uncollectible' })
      .where(eq(documents.id, documentId))
    await pay(test, customerId, '11900', documentId)
    await carriedOut(test)
    expect(await accountRow(test, accountId)).toMatchObject({ status: 'active', suspendReasons: [] })
    expect(await violationsOf(test)).toEqual([])
  })

  it('suspends only the accounts whose own subscription is on the overdue invoices', async () => {
    const { test, accountId } = await owing()
    const other = await provisioned(test, { username: 'other' })
    await invoiceFor(test, other.customer.id, other.accountId, { amountDue: 0n, status: 'paid' })
    await runDaily(test, '2026-03-12', '2026-03-25')
    expect((await wishesOf(test)).map((wish) => wish.accountId)).toEqual([accountId])
  })

  it('D28: a payment unsuspends, and lifts exactly its own reason', async () => {
    const { test, customerId, accountId } = await owing()
    await runDaily(test, '2026-03-12', '2026-03-25')
    await carriedOut(test)
    await pay(test, customerId)
    expect(await casesOf(test)).toMatchObject([{ state: 'cleared' }])
    await carriedOut(test)
    expect(await accountRow(test, accountId)).toMatchObject({ status: 'active', suspendReasons: [] })
    expect(test.sandbox.ledger().at(-1)).toMatchObject({ status: 'active' })
    expect(await violationsOf(test)).toEqual([])
  })
})
