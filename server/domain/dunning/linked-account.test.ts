import { asc, eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { newId } from '#server/platform/clock/index.ts'
import { describeDomain } from '#testing/domain.ts'
import { accountRow, addTestServer, provisioned } from '#testing/domain-steps.ts'
import {
  carriedOut,
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
import { setHostingAccount } from '../subscriptions/index.ts'
import { alerts } from '../tables/alerts.ts'
import { documentLines } from '../tables/documents.ts'
import { dunningBrakes, dunningSteps } from '../tables/dunning.ts'
import { prices } from '../tables/products.ts'
import { subscriptionItems, subscriptions } from '../tables/subscriptions.ts'

describeDomain('Dunning of a subscription and its hosting account', (open) => {
  /** A customer with hosting that staff provisioned, and an owed invoice of a subscription without an account. */
  async function unlinked(provision: 'none' | 'now' = 'none') {
    const test = open()
    const { db } = test.database
    await addTestServer(test)
    const { customer, accountId } = await provisioned(test)
    await dunningOn(test)
    const { documentId, number } = await invoiceFor(test, customer.id, null)
    const [line] = await db.select().from(documentLines).where(eq(documentLines.documentId, documentId))
    const id = line?.subscriptionId ?? ''
    const [price] = await db.select().from(prices)
    if (!price) throw new Error('The invoice has a price.')
    await db.insert(subscriptionItems).values({
      id: newId(),
      subscriptionId: id,
      productId: price.productId,
      priceId: price.id,
      quantity: 1,
      description: 'Hosting M',
      fromOn: '2026-03-01',
      createdAt: test.clock.now(),
    })
    await db.update(subscriptions).set({ provision }).where(eq(subscriptions.id, id))
    return { test, customerId: customer.id, accountId, id, documentId, number }
  }
  type Test = Awaited<ReturnType<typeof unlinked>>['test']

  const link = (test: Test, id: string, hostingAccountId: string | null) =>
    setHostingAccount(test.ctx, { id, hostingAccountId })
  const alertsOf = async ({ database }: Test) =>
    (await database.db.select().from(alerts).orderBy(asc(alerts.openedAt), asc(alerts.id))).map(
      ({ cause, closedAt }) => `${cause} ${closedAt === null ? 'open' : 'closed'}`,
    )

  it.each([
    'none',
    'now',
  ] as const)('reports a suspension that finds no account (provision %s)', async (wanted) => {
    const { test, customerId, number } = await unlinked(wanted)
    await runDaily(test, '2026-03-12', '2026-03-25')
    expect(await stepsOf(test)).toContain('suspend 2026-03-25')
    expect(await test.database.db.select().from(alerts)).toMatchObject([
      {
        cause: 'no-account-to-suspend',
        customerId,
        message: expect.stringMatching(new RegExp(`${number}.*Hosting M`)),
        closedAt: null,
      },
    ])
    await runDaily(test, '2026-03-26', '2026-04-30')
    expect(await alertsOf(test)).toEqual(['no-account-to-suspend open'])
    await pay(test, customerId)
    expect(await alertsOf(test)).toEqual(['no-account-to-suspend closed'])
  })

  it('reports nothing if the customer has no hosting and wanted none', async () => {
    const { test, accountId } = await unlinked()
    await test.database.db.execute(
      `update hosting_accounts set status = 'terminating' where id = '${accountId}'`,
    )
    await runDaily(test, '2026-03-12', '2026-04-30')
    expect(await alertsOf(test)).toEqual([])
  })

  it('suspends an account that is linked before the step', async () => {
    const { test, id, accountId } = await unlinked()
    await runDaily(test, '2026-03-12', '2026-03-20')
    await link(test, id, accountId)
    await runDaily(test, '2026-03-21', '2026-03-25')
    await carriedOut(test)
    expect(await accountRow(test, accountId)).toMatchObject({ suspendReasons: ['overdue'] })
    expect(await alertsOf(test)).toEqual([])
    expect(await violationsOf(test)).toEqual([])
  })

  it('suspends an account that is linked after the step, within the hours and the brake', async () => {
    const { test, id, customerId, accountId } = await unlinked()
    await runDaily(test, '2026-03-12', '2026-03-26')
    await changePolicy(test, defaultSteps, { mostPercent: 1, mostAccounts: 1 })
    const brake = { day: '2026-03-27', activeAccounts: 1, suspended: 1, updatedAt: test.clock.now() }
    await test.database.db.insert(dunningBrakes).values(brake)
    await link(test, id, accountId)
    expect(await alertsOf(test)).toEqual(['no-account-to-suspend closed'])
    expect(await wishesOf(test)).toEqual([])
    await runOn(test, '2026-03-27')
    expect(await wishesOf(test)).toEqual([])
    await runOn(test, '2026-03-28')
    expect(await wishesOf(test)).toMatchObject([{ accountId, wanted: true }])
    const ofDay = eq(dunningBrakes.day, '2026-03-28')
    expect(await test.database.db.select().from(dunningBrakes).where(ofDay)).toMatchObject([{ suspended: 1 }])
    await carriedOut(test)
    expect(await accountRow(test, accountId)).toMatchObject({
      status: 'suspended',
      suspendReasons: ['overdue'],
    })
    expect(await violationsOf(test)).toEqual([])
    await pay(test, customerId)
    await carriedOut(test)
    expect(await accountRow(test, accountId)).toMatchObject({ status: 'active', suspendReasons: [] })
    expect(await violationsOf(test)).toEqual([])
  })

  it('asks about the termination of an account that is linked after that step', async () => {
    const { test, id, accountId } = await unlinked()
    await runDaily(test, '2026-03-12', '2026-04-30')
    await link(test, id, accountId)
    await runOn(test, '2026-05-01')
    expect(await wishesOf(test)).toMatchObject([{ accountId, wanted: true }])
    expect(await alertsOf(test)).toEqual(['no-account-to-suspend closed', 'termination-due open'])
    await link(test, id, null)
    expect(await alertsOf(test)).toEqual(['no-account-to-suspend closed', 'termination-due closed'])
  })

  it('lifts exactly the reason overdue from an account that is unlinked, and suspends it again when it is linked', async () => {
    const { test, id, accountId } = await unlinked()
    await link(test, id, accountId)
    await runDaily(test, '2026-03-12', '2026-03-25')
    await carriedOut(test)
    await test.database.db.execute(
      `update hosting_accounts set suspend_reasons = '["overdue", "abuse"]' where id = '${accountId}'`,
    )
    await link(test, id, null)
    expect(await wishesOf(test)).toMatchObject([
      { accountId, wanted: false, why: 'The account is no longer linked to the overdue subscription.' },
    ])
    expect(await violationsOf(test)).toEqual([])
    await carriedOut(test)
    expect(await accountRow(test, accountId)).toMatchObject({
      status: 'suspended',
      suspendReasons: ['abuse'],
    })
    await runOn(test, '2026-03-26')
    expect(await wishesOf(test)).toMatchObject([{ wanted: false }])

    await link(test, id, accountId)
    expect(await violationsOf(test)).toEqual([])
    await runOn(test, '2026-03-27')
    await carriedOut(test)
    expect((await accountRow(test, accountId)).suspendReasons.toSorted()).toEqual(['abuse', 'overdue'])
    expect(await violationsOf(test)).toEqual([])
  })

  it('moves the suspension to another account of the customer', async () => {
    const { test, id, customerId, accountId } = await unlinked()
    const other = await provisioned(test, { username: 'other' })
    await test.database.db.execute(
      `update hosting_accounts set customer_id = '${customerId}' where id = '${other.accountId}'`,
    )
    await link(test, id, accountId)
    await runDaily(test, '2026-03-12', '2026-03-25')
    await carriedOut(test)
    await link(test, id, other.accountId)
    await runOn(test, '2026-03-26')
    await carriedOut(test)
    expect(await accountRow(test, accountId)).toMatchObject({ status: 'active', suspendReasons: [] })
    expect(await accountRow(test, other.accountId)).toMatchObject({ suspendReasons: ['overdue'] })
    expect(await violationsOf(test)).toEqual([])
  })

  it('does not suspend an account that was unlinked before the next run', async () => {
    const { test, id, accountId } = await unlinked()
    await runDaily(test, '2026-03-12', '2026-03-26')
    await link(test, id, accountId)
    await link(test, id, null)
    await runOn(test, '2026-03-27')
    expect(await wishesOf(test)).toEqual([])
    await link(test, id, accountId)
    await runOn(test, '2026-03-28')
    expect(await wishesOf(test)).toMatchObject([{ accountId, wanted: true }])
    const [step] = await test.database.db
      .select()
      .from(dunningSteps)
      .where(eq(dunningSteps.action, 'suspend'))
    expect(step?.data).toMatchObject({ accounts: [accountId], again: [] })
  })
})
