import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { runOperation } from '#server/work/index.ts'
import { operations } from '#server/work/table.ts'
import { cutOffWhenHanging, describeDomain, type TestDomain } from '#testing/domain.ts'
import {
  accountRow,
  addTestServer,
  operationRow,
  provisioned,
  runUntilSettled,
} from '#testing/domain-steps.ts'
import {
  carriedOut,
  dunningOn,
  invoiceFor,
  openOperations,
  pay,
  runDaily,
  violationsOf,
  wishesOf,
} from '#testing/dunning-steps.ts'
import { readOperation } from '../accounts/index.ts'
import { suspendHostingAccount } from '../hosting/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { carryOutWishes } from './index.ts'

const panelRequests = ({ sandbox }: TestDomain) => sandbox.ledger().map(({ status }) => status)

describeDomain('The wishes of dunning', (open) => {
  /** Past the suspend step: the suspension is wished, and no operation has started. */
  async function wished() {
    const test = open()
    await addTestServer(test)
    const { customer, accountId } = await provisioned(test)
    await dunningOn(test)
    await invoiceFor(test, customer.id, accountId)
    await runDaily(test, '2026-03-12', '2026-03-25')
    return { test, customerId: customer.id, accountId }
  }

  const started = async (test: TestDomain): Promise<string> => {
    await carryOutWishes(test.domain)
    const [id] = await openOperations(test)
    if (id === undefined) throw new Error('No operation was started.')
    return id
  }

  it('suspend and are settled when the account carries the reason', async () => {
    const { test, accountId } = await wished()
    expect(await wishesOf(test)).toMatchObject([{ accountId, wanted: true, settled: false }])
    await carriedOut(test)
    expect(await wishesOf(test)).toMatchObject([{ wanted: true, settled: true }])
    expect(await accountRow(test, accountId)).toMatchObject({ suspendReasons: ['overdue'] })
    expect(panelRequests(test)).toEqual(['suspended'])
    await carryOutWishes(test.domain)
    expect(await openOperations(test)).toEqual([])
  })

  it('start one operation when ten sweeps run at once', async () => {
    const { test } = await wished()
    await Promise.all(Array.from({ length: 10 }, () => carryOutWishes(test.domain)))
    const all = await test.database.db.select().from(operations).where(eq(operations.kind, 'suspend'))
    expect(all).toHaveLength(1)
  })

  it('that are lifted between the start and the panel call send nothing', async () => {
    const { test, customerId, accountId } = await wished()
    const id = await started(test)
    await pay(test, customerId)
    const operation = await runUntilSettled(test, id)
    expect(operation).toMatchObject({ status: 'succeeded', attempts: 0 })
    expect((await readOperation(test.database.db, id)).timeline.at(-1)?.message).toMatch(
      /Nothing was sent to the panel/,
    )
    expect(await accountRow(test, accountId)).toMatchObject({ status: 'active', suspendReasons: [] })
    expect(panelRequests(test)).toEqual(['active'])
    await carriedOut(test)
    expect(await wishesOf(test)).toMatchObject([{ wanted: false, settled: true }])
    expect(await violationsOf(test)).toEqual([])
  })

  it('that are lifted while a deferred suspension waits send nothing', async () => {
    const { test, customerId, accountId } = await wished()
    const id = await started(test)
    test.sandbox.addFault({ fault: 'rate-limit', path: 'suspend' })
    await runOperation(test.domain, id)
    expect(await operationRow(test, id)).toMatchObject({ status: 'waiting' })
    await pay(test, customerId)
    await runUntilSettled(test, id)
    expect(await accountRow(test, accountId)).toMatchObject({ status: 'active', suspendReasons: [] })
    expect(panelRequests(test)).toEqual(['active'])
  })

  it('that are lifted while the suspension runs end with an active account', async () => {
    const { test, customerId, accountId } = await wished()
    const id = await started(test)
    // The answer is lost: the panel may have done it.
    test.sandbox.addFault({ fault: 'drop-after', path: 'suspend' })
    await runOperation(test.domain, id)
    expect(await operationRow(test, id)).toMatchObject({ status: 'waiting' })
    await pay(test, customerId)
    await carryOutWishes(test.domain)
    expect(await openOperations(test)).toEqual([id])
    await runUntilSettled(test, id)
    expect(await accountRow(test, accountId)).toMatchObject({ status: 'suspended' })
    await carriedOut(test)
    expect(await accountRow(test, accountId)).toMatchObject({ status: 'active', suspendReasons: [] })
    expect(panelRequests(test)).toEqual(['active'])
    expect(await violationsOf(test)).toEqual([])
  })

  it('wait while the account has an open operation', async () => {
    const { test, accountId } = await wished()
    const { body } = await suspendHostingAccount(test.ctx, { id: accountId, reason: 'staff' })
    await carryOutWishes(test.domain)
    expect(await openOperations(test)).toEqual([body.operation.id])
    await runUntilSettled(test, body.operation.id)
    await carriedOut(test)
    expect((await accountRow(test, accountId)).suspendReasons.toSorted()).toEqual(['overdue', 'staff'])
  })

  it.each(['pending', 'unknown'] as const)('wait while the account is %s', async (status) => {
    const { test, accountId } = await wished()
    const { db } = test.database
    await db.update(hostingAccounts).set({ status }).where(eq(hostingAccounts.id, accountId))
    await carryOutWishes(test.domain)
    expect(await openOperations(test)).toEqual([])
    expect(await wishesOf(test)).toMatchObject([{ wanted: true, settled: false }])
    await db.update(hostingAccounts).set({ status: 'active' }).where(eq(hostingAccounts.id, accountId))
    await carriedOut(test)
    expect(await accountRow(test, accountId)).toMatchObject({ suspendReasons: ['overdue'] })
  })

  it('D28: leave an account suspended that is also suspended for abuse', async () => {
    const { test, customerId, accountId } = await wished()
    await carriedOut(test)
    const { body } = await suspendHostingAccount(test.ctx, { id: accountId, reason: 'abuse' })
    await runUntilSettled(test, body.operation.id)
    await pay(test, customerId)
    await carriedOut(test)
    expect(await accountRow(test, accountId)).toMatchObject({
      status: 'suspended',
      suspendReasons: ['abuse'],
    })
    expect(panelRequests(test)).toEqual(['suspended'])
    expect(await violationsOf(test)).toEqual([])
  })

  it('lift "overdue" that staff set, when no invoice is overdue any more', async () => {
    const test = open()
    await addTestServer(test)
    const { customer, accountId } = await provisioned(test)
    await dunningOn(test)
    await invoiceFor(test, customer.id, accountId)
    const { body } = await suspendHostingAccount(test.ctx, { id: accountId, reason: 'overdue' })
    await runUntilSettled(test, body.operation.id)
    await pay(test, customer.id)
    await carriedOut(test)
    expect(await accountRow(test, accountId)).toMatchObject({ status: 'active', suspendReasons: [] })
  })

  it('stay while a part is still owed', async () => {
    const { test, customerId, accountId } = await wished()
    await carriedOut(test)
    await pay(test, customerId, '11899')
    await carriedOut(test)
    expect(await accountRow(test, accountId)).toMatchObject({ suspendReasons: ['overdue'] })
    expect(await violationsOf(test)).toEqual([])
  })

  it('continue after an interruption between the start and the end of the operation', async () => {
    const { test, customerId, accountId } = await wished()
    const id = await started(test)
    // The process dies during the request: its lease ends, and the panel may have suspended the account.
    test.sandbox.addFault({ fault: 'hang-after', path: 'suspend' })
    await cutOffWhenHanging(
      test,
      (domain) => runOperation(domain, id),
      async () => {
        await pay(test, customerId)
        await carryOutWishes(test.domain)
      },
    )
    await runUntilSettled(test, id)
    await carriedOut(test)
    expect(await accountRow(test, accountId)).toMatchObject({ status: 'active', suspendReasons: [] })
    expect(panelRequests(test)).toEqual(['active'])
    expect(await violationsOf(test)).toEqual([])
  })

  it('start nothing if they are lifted while the operation is started', async () => {
    const { test, customerId } = await wished()
    await Promise.all([carryOutWishes(test.domain), pay(test, customerId)])
    await carriedOut(test)
    await carriedOut(test)
    expect(await wishesOf(test)).toMatchObject([{ wanted: false, settled: true }])
    expect(panelRequests(test)).toEqual(['active'])
    expect(await violationsOf(test)).toEqual([])
  })

  it('are checked by M14 and M15', async () => {
    const { test, accountId } = await wished()
    await carriedOut(test)
    const { db } = test.database
    await db.execute(`update hosting_wishes set wanted = false`)
    expect(await violationsOf(test)).toMatchObject([
      { account_id: accountId, problem: expect.stringContaining('is not wanted') },
      { account_id: accountId, problem: expect.stringContaining('nothing wants it') },
    ])
    await db.execute(`update hosting_wishes set wanted = true`)
    await db.execute(`update dunning_cases set closed_at = now()`)
    expect(await violationsOf(test)).toMatchObject([
      { account_id: accountId, problem: expect.stringContaining('without an open case') },
    ])
  })
})
