import { and, eq, isNull, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { auditEntries } from '#server/platform/audit/table.ts'
import { openInstallation } from '#server/platform/installation/index.ts'
import { callWithKey, describeDomain, type TestDomain } from '#testing/domain.ts'
import { newCustomer } from '#testing/domain-steps.ts'
import { startWebhookReceiver } from '#testing/webhook-receiver.ts'
import { addEndpoint, deliveriesOf, sendDue } from '#testing/webhook-steps.ts'
import { listAlerts } from '../alerts/index.ts'
import { contextOf } from '../context.ts'
import { onboardCustomer } from '../onboarding/index.ts'
import { alerts } from '../tables/alerts.ts'
import { webhookDeliveries, webhookEndpoints } from '../tables/webhooks.ts'
import {
  changeWebhookEndpoint,
  continueReplays,
  removeWebhookEndpoint,
  replayFailedWebhooks,
  replayWebhookDelivery,
  testWebhookEndpoint,
} from './index.ts'

const since = '2020-01-01T00:00:00.000Z'
const url = 'https://receiver.example/secret-path'

describeDomain('The replay of many failed deliveries', (open) => {
  /** `count` failed deliveries, all of the same moment, and a failed test. */
  const failed = async ({ database, clock }: TestDomain, endpointId: string, count: number) => {
    const at = clock.now().toISOString()
    await database.db.execute(sql`
      insert into ${webhookDeliveries} (endpoint_id, type, data, state, attempts, created_at)
      select ${endpointId}::uuid, case when number = 0 then 'webhook.test' else 'customer.created' end, '{}'::json, 'failed', 10,
        ${at}::timestamptz from generate_series(0, ${count}::int) number`)
  }
  const waiting = ({ database }: TestDomain, endpointId: string) =>
    database.db.$count(
      webhookDeliveries,
      and(eq(webhookDeliveries.endpointId, endpointId), eq(webhookDeliveries.state, 'waiting')),
    )
  const replayOf = async ({ database }: TestDomain, endpointId: string) =>
    (await database.db.select().from(webhookEndpoints).where(eq(webhookEndpoints.id, endpointId)))[0]?.replay
  const replays = ({ database }: TestDomain) =>
    database.db.$count(auditEntries, eq(auditEntries.action, 'webhook-endpoint.replay'))

  it('is made in batches, and continues after a crash where it was', async () => {
    const test = open()
    const { id } = await addEndpoint(test, url)
    await failed(test, id, 2500)
    expect(await replayFailedWebhooks(test.ctx, { id, since })).toEqual({ count: 2500 })
    // The process dies here: only what is committed counts.
    expect(await waiting(test, id)).toBe(1000)
    // It began later, and is not part of the request.
    test.clock.advance(1000)
    await failed(test, id, 1)
    for (const after of [2000, 2500]) {
      await continueReplays(test.domain)
      expect(await waiting(test, id)).toBe(after)
    }
    expect(await replayOf(test, id)).toBeNull()
    await continueReplays(test.domain)
    expect(await waiting(test, id)).toBe(2500)
    expect(await replays(test)).toBe(1)
  })

  it('waits while the endpoint is disabled, and refuses another one until it has ended', async () => {
    const test = open()
    const { id } = await addEndpoint(test, url)
    await failed(test, id, 1500)
    await replayFailedWebhooks(test.ctx, { id, since })
    await changeWebhookEndpoint(test.ctx, { id, isEnabled: false })
    await continueReplays(test.domain)
    expect(await waiting(test, id)).toBe(1000)
    await expect(replayFailedWebhooks(test.ctx, { id, since })).rejects.toMatchObject({ code: 'wrong-state' })
    await changeWebhookEndpoint(test.ctx, { id, isEnabled: true })
    // Staff requested neither the deliveries of this moment nor an extension of the replay to them.
    test.clock.advance(3_600_000)
    await failed(test, id, 2)
    test.clock.advance(3_600_000)
    const later = test.clock.now().toISOString()
    await failed(test, id, 1)
    const audited = await replays(test)
    await expect(replayFailedWebhooks(test.ctx, { id, since: later })).rejects.toMatchObject({
      code: 'wrong-state',
      message: expect.stringContaining('has not ended'),
    })
    await continueReplays(test.domain)
    expect(await waiting(test, id)).toBe(1500)
    expect(await replays(test)).toBe(audited)
    expect(await replayFailedWebhooks(test.ctx, { id, since: later })).toEqual({ count: 1 })
    await continueReplays(test.domain)
    expect(await waiting(test, id)).toBe(1501)
    expect(await replayOf(test, id)).toBeNull()
  })
})

describeDomain('A webhook call that is repeated with its Idempotency-Key', (open) => {
  const created = async (test: TestDomain) => {
    await openInstallation(test.database.db)
    return onboardCustomer(test.ctx, newCustomer())
  }

  it('replays nothing twice', async () => {
    const test = open()
    await using receiver = await startWebhookReceiver()
    const { id } = await addEndpoint(test, receiver.url)
    await created(test)
    await sendDue(test.domain)
    const [delivery] = await deliveriesOf(test, id)
    if (!delivery) throw new Error('The delivery is missing.')
    const one = contextOf(test.domain, callWithKey('replay one'))
    for (let turn = 0; turn < 2; turn += 1) {
      expect((await replayWebhookDelivery(one, { id: delivery.id })).id).toBe(delivery.id)
      await sendDue(test.domain)
    }
    expect(receiver.got).toHaveLength(2)

    await test.database.db.update(webhookDeliveries).set({ state: 'failed' })
    const all = contextOf(test.domain, callWithKey('replay all'))
    for (let turn = 0; turn < 2; turn += 1) {
      expect(await replayFailedWebhooks(all, { id, since })).toEqual({ count: 1 })
      await sendDue(test.domain)
    }
    expect(receiver.got).toHaveLength(3)
    await expect(
      replayFailedWebhooks(contextOf(test.domain, callWithKey('replay all', 'another body')), { id, since }),
    ).rejects.toMatchObject({ code: 'idempotency-key-reused' })
  })

  it('sends one test event, also if both arrive at the same time', async () => {
    const test = open()
    await using receiver = await startWebhookReceiver()
    const { id } = await addEndpoint(test, receiver.url)
    const ctx = contextOf(test.domain, callWithKey('test'))
    const [first, second] = await Promise.all([
      testWebhookEndpoint(ctx, { id }),
      testWebhookEndpoint(ctx, { id }),
    ])
    expect(second.id).toBe(first.id)
    expect(await testWebhookEndpoint(ctx, { id })).toMatchObject({ id: first.id, state: 'delivered' })
    expect(receiver.got).toHaveLength(1)
  })
})

describeDomain('A webhook endpoint that the system disables', (open) => {
  const disabled = async (test: TestDomain) => {
    await using receiver = await startWebhookReceiver()
    receiver.answer((response) => response.writeHead(410).end())
    const { id } = await addEndpoint(test, `${receiver.url}/secret-path`)
    await openInstallation(test.database.db)
    await onboardCustomer(test.ctx, newCustomer())
    await sendDue(test.domain)
    return id
  }
  const openAlerts = ({ database }: TestDomain) => database.db.$count(alerts, isNull(alerts.closedAt))

  it('has one alert until it is enabled', async () => {
    const test = open()
    const id = await disabled(test)
    const { items } = await listAlerts(test.ctx)
    expect(items).toMatchObject([
      {
        cause: 'webhook-disabled',
        serverId: null,
        serverName: null,
        endpointId: id,
        endpointHost: expect.stringMatching(/^127\.0\.0\.1:/),
        message: expect.stringContaining('410 Gone'),
        operations: 0,
      },
    ])
    expect(JSON.stringify(items)).not.toContain('secret-path')
    await changeWebhookEndpoint(test.ctx, { id, description: 'Shop' })
    expect(await openAlerts(test)).toBe(1)
    await changeWebhookEndpoint(test.ctx, { id, isEnabled: true })
    expect(await listAlerts(test.ctx)).toEqual({ items: [] })
    expect(await openAlerts(test)).toBe(0)
  })

  it('has no alert after it was deleted', async () => {
    const test = open()
    const id = await disabled(test)
    expect(await openAlerts(test)).toBe(1)
    await removeWebhookEndpoint(test.ctx, { id })
    expect(await openAlerts(test)).toBe(0)
    expect(await listAlerts(test.ctx)).toEqual({ items: [] })
  })

  it('has no alert if staff disabled it', async () => {
    const test = open()
    const { id } = await addEndpoint(test, url)
    await changeWebhookEndpoint(test.ctx, { id, isEnabled: false })
    expect(await openAlerts(test)).toBe(0)
  })
})
