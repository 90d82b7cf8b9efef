import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { openInstallation } from '#server/platform/installation/index.ts'
import { describeDomain } from '#testing/domain.ts'
import { addTestServer, auditOf, provisioned } from '#testing/domain-steps.ts'
import {
  carriedOut,
  dunningOn,
  invoiceFor,
  pay,
  runDaily,
  runOn,
  stepsOf,
  violationsOf,
  wishesOf,
} from '#testing/dunning-steps.ts'
import { alerts } from '../tables/alerts.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { suspensionLimit } from './brake.ts'
import { confirmBrake, getDunningState, holdDunningCase, listDunningCases } from './index.ts'

describe('The limit of suspensions on one day', () => {
  it.each([
    [{ mostPercent: 2, mostAccounts: 20 }, 500, null, 10],
    [{ mostPercent: 2, mostAccounts: 20 }, 5000, null, 20],
    [{ mostPercent: 2, mostAccounts: 20 }, 99, null, 1],
    [{ mostPercent: 2, mostAccounts: 20 }, 10, null, 1],
    [{ mostPercent: 2, mostAccounts: 20 }, 5000, 34, 34],
  ])('%j of %i active accounts, confirmed %j: %i', (limits, active, confirmed, expected) => {
    expect(suspensionLimit(limits, active, confirmed)).toBe(expected)
  })
})

describeDomain('The brake of suspensions', (open) => {
  async function owing(customers: number, mostAccounts: number) {
    const test = open()
    await openInstallation(test.database.db)
    await addTestServer(test)
    for (let number = 0; number < customers; number += 1) {
      const { customer, accountId } = await provisioned(test, { username: `acc${number}` })
      await invoiceFor(test, customer.id, accountId)
    }
    await dunningOn(test, { brake: { mostPercent: 100, mostAccounts } })
    await runDaily(test, '2026-03-12', '2026-03-24')
    return test
  }
  const openAlerts = async ({ database }: Awaited<ReturnType<typeof owing>>) =>
    (await database.db.select().from(alerts)).filter(({ closedAt }) => closedAt === null)

  it('stops all suspensions above the limit, still sends reminders, and raises one alert', async () => {
    const test = await owing(3, 2)
    const late = await provisioned(test, { username: 'late' })
    await invoiceFor(test, late.customer.id, late.accountId, { dueOn: '2026-03-22' })
    await runOn(test, '2026-03-25')
    await runOn(test, '2026-03-25')
    expect(await wishesOf(test)).toEqual([])
    expect((await stepsOf(test)).filter((step) => step.includes('2026-03-25'))).toEqual([
      'skip remind-1 2026-03-25',
      'remind-2 2026-03-25',
    ])
    expect(await openAlerts(test)).toMatchObject([
      { cause: 'suspensions-stopped', message: expect.stringContaining('3 hosting accounts') },
    ])
    expect((await getDunningState(test.ctx)).brake).toMatchObject({
      suspended: 0,
      pending: 3,
      limit: 2,
      toConfirm: 3,
    })
    expect(await violationsOf(test)).toEqual([])
  })

  it('continues when staff confirm the number, and only that number', async () => {
    const test = await owing(3, 2)
    await runOn(test, '2026-03-25')
    await expect(confirmBrake(test.ctx, { accounts: 2 })).rejects.toMatchObject({ code: 'preview-changed' })
    expect(await wishesOf(test)).toEqual([])
    const state = await confirmBrake(test.ctx, { accounts: 3 })
    expect(state.brake).toMatchObject({ suspended: 0, pending: 3, limit: 3, toConfirm: null })
    await runOn(test, '2026-03-25')
    expect((await getDunningState(test.ctx)).brake).toMatchObject({ suspended: 3, pending: 0 })
    expect(await wishesOf(test)).toHaveLength(3)
    expect(await openAlerts(test)).toEqual([])
    await expect(confirmBrake(test.ctx, { accounts: 3 })).rejects.toMatchObject({ code: 'wrong-state' })
    const entries = await auditOf(test)
    expect(entries.filter(({ action }) => action === 'dunning.confirm-suspensions')).toHaveLength(1)
  })

  it('counts what was suspended earlier on the day', async () => {
    const test = await owing(2, 2)
    await runOn(test, '2026-03-25')
    expect(await wishesOf(test)).toHaveLength(2)
    const late = await provisioned(test, { username: 'late' })
    await invoiceFor(test, late.customer.id, late.accountId, { dueOn: '2026-03-14' })
    await runOn(test, '2026-03-25')
    expect(await wishesOf(test)).toHaveLength(2)
    await runDaily(test, '2026-03-26', '2026-04-01')
    expect(await wishesOf(test)).toHaveLength(3)
  })

  it('does not count an account that is suspended for another reason already', async () => {
    const test = await owing(2, 5)
    await test.database.db
      .update(hostingAccounts)
      .set({ status: 'suspended', suspendReasons: ['abuse'] })
      .where(eq(hostingAccounts.username, 'acc0'))
    await runOn(test, '2026-03-25')
    expect(await wishesOf(test)).toMatchObject([{ wanted: true }, { wanted: true }])
    expect((await getDunningState(test.ctx)).brake).toMatchObject({
      suspended: 1,
      pending: 0,
      limit: 1,
      stoppedAt: null,
    })
  })

  it('counts accounts that become active on the day among the active ones', async () => {
    const test = await owing(2, 5)
    await runOn(test, '2026-03-25')
    await carriedOut(test)
    const suspended = await test.database.db.select().from(hostingAccounts)
    expect(suspended.map(({ status }) => status)).toEqual(['suspended', 'suspended'])
    // Both pay, and both owe again before any unsuspension has happened.
    for (const { customerId, id } of suspended) {
      await pay(test, customerId)
      await invoiceFor(test, customerId, id, { dueOn: '2026-03-12' })
    }
    await runDaily(test, '2026-03-26', '2026-04-02')
    expect(await wishesOf(test)).toMatchObject([{ wanted: true }, { wanted: true }])
    expect((await getDunningState(test.ctx)).brake).toMatchObject({
      suspended: 2,
      limit: 2,
      stoppedAt: null,
    })
  })

  it('is not reached by a case on hold, which continues afterwards', async () => {
    const test = await owing(1, 2)
    const [held] = (await listDunningCases(test.ctx, { limit: 10 })).items
    if (!held) throw new Error('There is no case.')
    const hold = { id: held.id, until: '2026-03-28', reason: 'Disputed' }
    expect(await holdDunningCase(test.ctx, hold)).toMatchObject({ heldUntil: '2026-03-28' })
    await runDaily(test, '2026-03-25', '2026-03-27')
    expect(await wishesOf(test)).toEqual([])
    await runOn(test, '2026-03-28')
    expect(await wishesOf(test)).toHaveLength(1)
    await expect(holdDunningCase(test.ctx, { ...hold, until: '2026-03-28' })).rejects.toMatchObject({
      code: 'invalid-body',
    })
    const entries = await test.database.db
      .select()
      .from(alerts)
      .where(eq(alerts.cause, 'suspensions-stopped'))
    expect(entries).toEqual([])
  })
})
