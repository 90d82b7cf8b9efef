import { eq, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { webhookEvents, webhookEventTypes } from '#contracts/webhooks/events.ts'
import { contextOf } from '#server/domain/context.ts'
import { rowsOf } from '#server/platform/database/index.ts'
import { runOperation } from '#server/work/index.ts'
import { countStatements } from '#testing/cost/count-statements.ts'
import { call, describeDomain, type TestDomain } from '#testing/domain.ts'
import {
  addTestServer,
  hostingPassword,
  loginPassword,
  moveServer,
  newCustomer,
  onboardWithHosting,
  provisioned,
  runUntilSettled,
} from '#testing/domain-steps.ts'
import { checkedImport, finishedImport } from '#testing/import-steps.ts'
import { addEndpoint } from '#testing/webhook-steps.ts'
import { changeCustomer } from '../customers/index.ts'
import { suspendHostingAccount, terminateHostingAccount, unsuspendHostingAccount } from '../hosting/index.ts'
import { onboardCustomer } from '../onboarding/index.ts'
import { cancelOperation } from '../operations/index.ts'
import { changeServer, checkServer, removeServer } from '../servers/index.ts'
import { customers } from '../tables/customers.ts'
import { webhookDeliveries } from '../tables/webhooks.ts'
import { changeWebhookEndpoint } from './index.ts'

const written = async ({ database }: TestDomain) =>
  database.db
    .select({ type: webhookDeliveries.type, data: webhookDeliveries.data })
    .from(webhookDeliveries)
    .orderBy(sql`ctid`)
const types = async (test: TestDomain) => (await written(test)).map(({ type }) => type)
const url = 'https://receiver.example/hooks'

/** Causes every event. */
async function causeAll(test: TestDomain): Promise<void> {
  const { ctx, domain } = test
  const { id: serverId } = await addTestServer(test, { name: 'Panel' })
  const first = await provisioned(test, { username: 'alpha' })
  const settle = async ({ body }: { body: { operation: { id: string } } }) =>
    runUntilSettled(test, body.operation.id)
  const id = first.accountId
  await changeCustomer(ctx, {
    id: first.customer.id,
    fullName: 'Ada New',
    isActive: false,
    password: loginPassword,
  })
  await settle(await suspendHostingAccount(ctx, { id, reason: 'staff' }))
  await settle(await unsuspendHostingAccount(ctx, { id, reason: 'staff' }))
  await settle(await terminateHostingAccount(ctx, { id, confirm: 'alpha' }))
  const cancelled = await onboardWithHosting(test, { username: 'beta' })
  await cancelOperation(ctx, { id: cancelled.operationId })
  await test.sandbox.makeAccount({ username: 'gamma', email: 'someone@else.example' })
  const taken = await onboardWithHosting(test, { username: 'gamma' })
  await runUntilSettled(test, taken.operationId)
  test.sandbox.addFault({ fault: 'error', path: 'create', status: 400 })
  const failed = await onboardWithHosting(test, { username: 'delta' })
  await runUntilSettled(test, failed.operationId)
  const text = 'Email,Full Name\nimported@example.com,Imported\n'
  await finishedImport(test, (await checkedImport(test, text)).id)
  await changeServer(ctx, { id: serverId, capacity: 50 })
  await moveServer(test, serverId, 'http://127.0.0.1:9')
  await checkServer(domain, serverId)
  await checkServer(domain, serverId)
  const { apiKey, apiSecret } = test.sandbox.createKey({})
  const empty = await addTestServer(test, { name: 'Other', apiKey, apiSecret })
  await removeServer(ctx, { id: empty.id })
}

describeDomain('Webhook events', (open) => {
  it('are written for every type, with the data that the contract describes and without secrets', async () => {
    const test = open()
    await addEndpoint(test, url)
    await causeAll(test)
    const rows = await written(test)
    expect([...new Set(rows.map(({ type }) => type))].sort()).toEqual([...webhookEventTypes].sort())
    for (const { type, data } of rows) {
      if (type === 'webhook.test') throw new Error('No test was sent.')
      expect(webhookEvents[type].data.safeParse(data), `${type} ${JSON.stringify(data)}`).toMatchObject({
        success: true,
      })
    }
    const all = JSON.stringify(rows)
    for (const secret of [hostingPassword, loginPassword, test.sandbox.apiKey, test.sandbox.apiSecret])
      expect(all).not.toContain(secret)
  })

  it('are one for several changes of a customer in one request, with the last values', async () => {
    const test = open()
    await addEndpoint(test, url)
    const { customer } = await onboardCustomer(test.ctx, newCustomer())
    test.clock.advance(60_000)
    await changeCustomer(test.ctx, { id: customer.id, fullName: 'Ada New', isActive: false })
    expect(await written(test)).toMatchObject([
      { type: 'customer.created', data: { id: customer.id, isActive: true } },
      {
        type: 'customer.updated',
        data: { fullName: 'Ada New', isActive: false, updatedAt: test.clock.now().toISOString() },
      },
    ])
    await changeCustomer(test.ctx, { id: customer.id, password: 'Another-Pass-9931' })
    expect(await types(test)).toHaveLength(2)
  })

  it('are written in the transaction of the change: one that is rolled back leaves none', async () => {
    const test = open()
    await addEndpoint(test, url)
    const { customer } = await onboardCustomer(test.ctx, newCustomer())
    const failing = test.database.db.transaction(async (tx) => {
      await tx.update(customers).set({ fullName: 'Never' }).where(eq(customers.id, customer.id))
      throw new Error('Changed my mind.')
    })
    await expect(failing).rejects.toThrow('Changed my mind.')
    expect(await types(test)).toEqual(['customer.created'])
  })

  it('are not written without an endpoint that receives them, and cost no statement', async () => {
    const test = open()
    const { id } = await addEndpoint(test, url, { events: ['import.finished'] })
    const create = () => onboardCustomer(test.ctx, newCustomer())
    await create()
    const before = await countStatements(create)
    expect(await types(test)).toEqual([])
    await changeWebhookEndpoint(test.ctx, { id, events: ['customer.created'] })
    const wanted = await countStatements(create)
    expect(await types(test)).toEqual(['customer.created'])
    expect(wanted.statements).toHaveLength(before.statements.length)
    await changeWebhookEndpoint(test.ctx, { id, isEnabled: false })
    await create()
    expect(await types(test)).toEqual(['customer.created'])
  })

  it('do not report an account again if its termination was cancelled', async () => {
    const test = open()
    await addTestServer(test)
    const { accountId } = await provisioned(test)
    await addEndpoint(test, url)
    const domain = test.domainWith({ engine: { ...test.domain.engine, terminationGraceMs: 60_000 } })
    const ctx = contextOf(domain, call())
    const { body } = await terminateHostingAccount(ctx, { id: accountId, confirm: 'alpha' })
    await cancelOperation(ctx, { id: body.operation.id })
    expect(await types(test)).toEqual(['operation.cancelled'])
  })

  it('do not report an operation that server trouble stopped, because it resumes automatically', async () => {
    const test = open()
    await addTestServer(test)
    await addEndpoint(test, url)
    test.sandbox.changeKey(1, { revoked: true })
    const { operationId } = await onboardWithHosting(test)
    await runOperation(test.domain, operationId)
    const found = await test.database.db.execute(sql`select status, stopped_by_trouble from operations`)
    expect(rowsOf(found)).toEqual([{ status: 'needs-person', stopped_by_trouble: true }])
    expect(await types(test)).not.toContain('operation.needs-attention')
  })
})
