import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { attentionStatuses, hostingAccountStatuses } from '#contracts/hosting/states.ts'
import { operationQuery } from '#contracts/operations/schemas.ts'
import { needsAction, operationStatuses } from '#contracts/operations/states.ts'
import { operations } from '#server/work/table.ts'
import { describeDomain } from '#testing/domain.ts'
import {
  accountRow,
  addTestServer,
  auditOf,
  deleteOnPanel,
  hostingPassword,
  onboardWithHosting,
  provisioned,
  runUntilSettled,
  strangerOnPanel,
} from '#testing/domain-steps.ts'
import { getCustomer, listCustomers } from '../customers/index.ts'
import { provisionHostingAccount, suspendHostingAccount } from '../hosting/index.ts'
import { testServer } from '../servers/index.ts'
import { customers } from '../tables/customers.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { operationsNeedingAction } from '../tables/operations-needing-action.ts'
import {
  adoptAccount,
  cancelOperation,
  dismissOperation,
  getOperation,
  listOperations,
  overviewOperations,
  readAdoptionCandidate,
  retryOperation,
} from './index.ts'

/** Every state of an operation and its account that the rule may distinguish. */
function* everyState(at: Date) {
  for (const status of operationStatuses)
    for (const accountStatus of hostingAccountStatuses)
      for (const kind of accountStatus === 'active' ? ['create', 'suspend'] : ['create'])
        for (const stoppedByTrouble of status === 'needs-person' ? [false, true] : [false])
          for (const dismissedAt of status === 'failed' ? [null, at] : [null])
            yield { kind, status, stoppedByTrouble, dismissedAt, accountStatus }
}

describeDomain('An item that needs action', (open) => {
  /** A creation that the panel refused. */
  const failedCreate = async (username: string) => {
    const test = open()
    test.sandbox.addFault({ fault: 'error', path: 'create', status: 400 })
    const made = await onboardWithHosting(test, { username })
    expect((await runUntilSettled(test, made.operationId)).status).toBe('failed')
    return made
  }
  /** A creation whose username another owner has. */
  const conflict = async (username: string) => {
    const test = open()
    await strangerOnPanel(test, { username })
    const made = await onboardWithHosting(test, { username })
    expect((await runUntilSettled(test, made.operationId)).status).toBe('needs-person')
    return made
  }
  const counted = async () => (await overviewOperations(open().ctx, {})).needsAction
  const listed = async (wanted: boolean) => {
    const query = operationQuery.parse({ needsAction: String(wanted) })
    return (await listOperations(open().ctx, query)).items.map(({ username }) => username)
  }
  const customersListed = async () => {
    const page = await listCustomers(open().ctx, {
      hosting: 'needs-attention',
      sort: '-createdAt',
      limit: 100,
    })
    return page.items.map(({ hosting }) => hosting.usernames[0])
  }

  it('is in one number of operations, and the filter finds the same customers', async () => {
    const test = open()
    await addTestServer(test)
    await provisioned(test, { username: 'fine' })
    await failedCreate('refused')
    await conflict('taken')
    await onboardWithHosting(test, { username: 'queued' })
    expect(await counted()).toEqual({ total: 2, operations: 2, alerts: 0 })
    expect(await listed(true)).toEqual(['taken', 'refused'])
    expect(await listed(false)).toEqual(['queued', 'fine'])
    expect(await customersListed()).toEqual(['taken', 'refused'])
  })

  it('is a failed creation until staff retry it', async () => {
    const test = open()
    await addTestServer(test)
    const { operationId, customer } = await failedCreate('refused')
    expect(await getCustomer(test.ctx, { id: customer.id })).toMatchObject({ hosting: { attention: 1 } })
    await retryOperation(test.ctx, { id: operationId })
    expect(await counted()).toMatchObject({ total: 0 })
    expect(await customersListed()).toEqual([])
    expect(await getCustomer(test.ctx, { id: customer.id })).toMatchObject({
      hosting: { attention: 0, creating: 1, usernames: ['refused'] },
    })
  })

  it('is a failed creation until staff retry it as another account', async () => {
    const test = open()
    await addTestServer(test)
    const { operationId } = await conflict('taken')
    await retryOperation(test.ctx, { id: operationId, username: 'taken2', password: hostingPassword })
    expect(await counted()).toMatchObject({ total: 0 })
    expect(await customersListed()).toEqual([])
  })

  it('is a failed creation until staff dismiss it, which is audited and on the timeline', async () => {
    const test = open()
    await addTestServer(test)
    const { operationId, customer } = await failedCreate('refused')
    const dismissed = await dismissOperation(test.ctx, { id: operationId })
    expect(dismissed).toMatchObject({ status: 'failed', needsAction: false, dismissedAt: expect.any(String) })
    expect(dismissed.timeline.at(-1)).toMatchObject({ event: 'operation.dismissed' })
    expect((await auditOf(test)).at(-1)).toMatchObject({
      action: 'operation.dismiss',
      subjectId: operationId,
    })
    expect(await counted()).toMatchObject({ total: 0 })
    expect(await customersListed()).toEqual([])
    expect(await getCustomer(test.ctx, { id: customer.id })).toMatchObject({
      hosting: { total: 1, attention: 0, notCreated: 1 },
    })
    // Repeating it changes nothing. A retry that fails needs action again.
    await dismissOperation(test.ctx, { id: operationId })
    expect((await auditOf(test)).filter(({ action }) => action === 'operation.dismiss')).toHaveLength(1)
    test.sandbox.addFault({ fault: 'error', path: 'create', status: 400 })
    await retryOperation(test.ctx, { id: operationId })
    await runUntilSettled(test, operationId)
    expect(await counted()).toMatchObject({ total: 1 })
  })

  it('cannot be an operation that did not fail, if it is dismissed', async () => {
    const test = open()
    await addTestServer(test)
    const { operationId } = await conflict('taken')
    await expect(dismissOperation(test.ctx, { id: operationId })).rejects.toMatchObject({
      code: 'wrong-state',
    })
    expect(await counted()).toMatchObject({ total: 1 })
  })

  it('cannot be a failed suspension, if it is dismissed', async () => {
    const test = open()
    await addTestServer(test)
    const { accountId, hosting } = await provisioned(test, { username: 'anna' })
    const { panelUserId } = await accountRow(test, accountId)
    await deleteOnPanel(test, panelUserId ?? '')
    const { body } = await suspendHostingAccount(test.ctx, { id: accountId, reason: 'staff' })
    expect((await runUntilSettled(test, body.operation.id)).status).toBe('failed')
    for (const id of [body.operation.id, hosting.operation.id])
      await expect(dismissOperation(test.ctx, { id })).rejects.toMatchObject({ code: 'wrong-state' })
    expect(await getOperation(test.ctx, { id: body.operation.id })).toMatchObject({ dismissedAt: null })
  })

  it('is a conflict until staff cancel it', async () => {
    const test = open()
    await addTestServer(test)
    const { operationId } = await conflict('taken')
    await cancelOperation(test.ctx, { id: operationId })
    expect(await counted()).toMatchObject({ total: 0 })
    expect(await customersListed()).toEqual([])
  })

  it('is the alert of a server once, and not each operation that it blocks', async () => {
    const test = open()
    const server = await addTestServer(test, { name: 'London' })
    const made = []
    test.sandbox.changeKey(1, { revoked: true })
    for (const username of ['first', 'second']) made.push(await onboardWithHosting(test, { username }))
    await runUntilSettled(test, made[0]?.operationId ?? '')
    const overview = await overviewOperations(test.ctx, {})
    expect(overview).toMatchObject({ blocked: 1, needsAction: { total: 1, operations: 0, alerts: 1 } })
    expect(overview.groups).toEqual([])
    expect(await customersListed()).toEqual([])
    expect(await getCustomer(test.ctx, { id: made[1]?.customer.id ?? '' })).toMatchObject({
      hosting: { attention: 0, creating: 0, waiting: 1, waitingFor: 'London' },
    })
    test.sandbox.changeKey(1, { revoked: false })
    await testServer(test.ctx, { id: server.id })
    expect(await counted()).toMatchObject({ alerts: 0 })
  })

  it('is not a suspension in progress, but one that stopped', async () => {
    const test = open()
    await addTestServer(test)
    const { accountId, customer } = await provisioned(test, { username: 'anna' })
    const { body } = await suspendHostingAccount(test.ctx, { id: accountId, reason: 'staff' })
    await runUntilSettled(test, body.operation.id)
    expect(await counted()).toMatchObject({ total: 0 })
    expect(await getCustomer(test.ctx, { id: customer.id })).toMatchObject({
      hosting: { total: 1, active: 0, suspended: 1 },
    })
  })

  it('is the same in SQL and in the contracts, whatever the states', async () => {
    const test = open()
    const { db } = test.database
    await addTestServer(test)
    const { accountId, operationId, customer } = await onboardWithHosting(test)
    for (const state of everyState(test.clock.now())) {
      const { accountStatus, ...operation } = state
      await db.transaction(async (tx) => {
        await tx.update(operations).set(operation).where(eq(operations.id, operationId))
        await tx
          .update(hostingAccounts)
          .set({ status: accountStatus })
          .where(eq(hostingAccounts.id, accountId))
      })
      const expected = needsAction({
        ...operation,
        dismissed: operation.dismissedAt !== null,
        accountUnresolved: attentionStatuses.includes(accountStatus),
      })
      const inSql = await db.$count(operationsNeedingAction)
      const flag = await flagOf(customer.id)
      expect({ ...state, inSql, flag }).toEqual({ ...state, inSql: Number(expected), flag: expected })
    }
  })

  const flagOf = async (id: string) => {
    const [row] = await open()
      .database.db.select({ flag: customers.needsAttention })
      .from(customers)
      .where(eq(customers.id, id))
    return row?.flag
  }

  it('has the customer, a free username and the account that holds the name', async () => {
    const test = open()
    await addTestServer(test)
    await onboardWithHosting(test, { username: 'anna2' })
    const holder = await strangerOnPanel(test, { username: 'anna' })
    const { operationId } = await onboardWithHosting(test, {
      username: 'anna',
      customer: { fullName: 'Anna Svoboda' },
    })
    await runUntilSettled(test, operationId)
    expect(await getOperation(test.ctx, { id: operationId })).toMatchObject({
      customerName: 'Anna Svoboda',
      needsAction: true,
      freeUsername: 'anna3',
      error: { code: 'username-taken', holder: { panelUserId: String(holder), matches: false } },
    })
    const [other] = (await listOperations(test.ctx, operationQuery.parse({ status: 'queued' }))).items
    expect(other).toMatchObject({ needsAction: false, freeUsername: null })
  })

  it('continues an existing number at the end of the username', async () => {
    const test = open()
    await addTestServer(test)
    const { operationId } = await conflict('saoirse156')
    expect(await getOperation(test.ctx, { id: operationId })).toMatchObject({ freeUsername: 'saoirse157' })
  })

  it('compares an account of the panel with the requested one before it is adopted', async () => {
    const test = open()
    await addTestServer(test)
    const stranger = await conflict('taken')
    const candidate = await readAdoptionCandidate(test.ctx, { id: stranger.operationId, panelUserId: '1' })
    expect(candidate).toMatchObject({
      panelUserId: '1',
      username: 'taken',
      email: 'taken@elsewhere.example',
      createdAt: expect.any(String),
      wanted: { username: 'taken', email: stranger.customer.email },
      difference: expect.stringContaining('taken@elsewhere.example'),
    })
    await expect(
      readAdoptionCandidate(test.ctx, { id: stranger.operationId, panelUserId: '99' }),
    ).rejects.toMatchObject({ code: 'account-does-not-match' })

    const email = 'own@example.com'
    const own = await strangerOnPanel(test, { username: 'own', email })
    const { operationId } = await onboardWithHosting(test, { username: 'own', customer: { email } })
    expect((await runUntilSettled(test, operationId)).error).toMatchObject({
      holder: { panelUserId: String(own), matches: true },
    })
    expect(
      await readAdoptionCandidate(test.ctx, { id: operationId, panelUserId: String(own) }),
    ).toMatchObject({ difference: null })
    await adoptAccount(test.ctx, { id: operationId, panelUserId: own })
    expect(await counted()).toMatchObject({ total: 1 })
  })

  it('reports the reference of another hosting account here before and at the adoption', async () => {
    const test = open()
    await addTestServer(test)
    const email = 'own@example.com'
    const { accountId } = await onboardWithHosting(test, { username: 'earlier' })
    const { marker } = await accountRow(test, accountId)
    const id = await strangerOnPanel(test, { username: 'own', email, billing_id: marker })
    const { operationId } = await onboardWithHosting(test, { username: 'own', customer: { email } })
    expect((await runUntilSettled(test, operationId)).status).toBe('needs-person')
    const reason = `Account ${id} has the reference of another hosting account here.`
    expect(await readAdoptionCandidate(test.ctx, { id: operationId, panelUserId: String(id) })).toMatchObject(
      { username: 'own', email, difference: reason },
    )
    await expect(adoptAccount(test.ctx, { id: operationId, panelUserId: id })).rejects.toMatchObject({
      errors: [{ message: reason }],
    })
  })

  it('lists each state of a customer’s accounts once', async () => {
    const test = open()
    await addTestServer(test)
    const { customer, accountId } = await provisioned(test, { username: 'one' })
    const { body } = await suspendHostingAccount(test.ctx, { id: accountId, reason: 'staff' })
    await runUntilSettled(test, body.operation.id)
    test.clock.advance(1000)
    const second = await provisionHostingAccount(test.ctx, {
      id: customer.id,
      username: 'two',
      password: hostingPassword,
      email: 'two@example.com',
    })
    await runUntilSettled(test, second.operation.id)
    expect((await accountRow(test, second.account.id)).status).toBe('active')
    expect((await getCustomer(test.ctx, { id: customer.id })).hosting).toEqual({
      total: 2,
      active: 1,
      attention: 0,
      creating: 0,
      waiting: 0,
      suspended: 1,
      terminating: 0,
      notCreated: 0,
      terminated: 0,
      usernames: ['two', 'one'],
      serverName: 'Panel',
      waitingFor: null,
    })
  })
})
