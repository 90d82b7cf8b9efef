import { eq } from 'drizzle-orm'
import { Webhook } from 'standardwebhooks'
import { expect, it } from 'vitest'
import { auditEntries } from '#server/platform/audit/table.ts'
import { openInstallation } from '#server/platform/installation/index.ts'
import { installation } from '#server/platform/installation/table.ts'
import { createWebhookHttp } from '#server/platform/outbound/index.ts'
import { keyringOf } from '#server/platform/secrets/index.ts'
import { callWithKey, describeDomain, type TestDomain } from '#testing/domain.ts'
import { newCustomer } from '#testing/domain-steps.ts'
import { isSignedWith, startWebhookReceiver } from '#testing/webhook-receiver.ts'
import { addEndpoint, deliveriesOf, deliveryStates, sendDue } from '#testing/webhook-steps.ts'
import { contextOf } from '../context.ts'
import { onboardCustomer } from '../onboarding/index.ts'
import { mailSettings, mails } from '../tables/mail.ts'
import { webhookDeliveries, webhookEndpoints } from '../tables/webhooks.ts'
import {
  changeWebhookEndpoint,
  createWebhookEndpoint,
  getWebhookDelivery,
  getWebhookEndpoint,
  purgeWebhooks,
  removeWebhookEndpoint,
  replayFailedWebhooks,
  replayWebhookDelivery,
  resealWebhookSecrets,
  rotateWebhookSecret,
  testWebhookEndpoint,
} from './index.ts'
import { claimDeliveries } from './outbox.ts'
import { mostAttempts, waitAfter } from './schedule.ts'

const hourMs = 3_600_000
const created = async (test: TestDomain) => {
  await openInstallation(test.database.db)
  return onboardCustomer(test.ctx, newCustomer())
}

/** Makes the next attempt of the only waiting delivery. */
async function nextAttempt(test: TestDomain, id: string): Promise<number> {
  const [delivery] = await deliveriesOf(test, id)
  if (!delivery?.nextAttemptAt) throw new Error('No delivery waits.')
  const waitMs = Math.max(0, Date.parse(delivery.nextAttemptAt) - test.clock.now().getTime())
  test.clock.advance(waitMs)
  await sendDue(test.domain)
  return waitMs
}

describeDomain('Webhooks', (open) => {
  it('send a signed event once, which the library of the specification also verifies', async () => {
    const test = open()
    await using receiver = await startWebhookReceiver()
    const { id, secret } = await addEndpoint(test, receiver.url)
    const { customer } = await created(test)
    test.clock.advance(Date.now() - test.clock.now().getTime())
    await sendDue(test.domain)
    await sendDue(test.domain)
    const [one, ...others] = receiver.got
    if (!one) throw new Error('Nothing was received.')
    expect(others).toEqual([])
    expect(isSignedWith(secret, one)).toBe(true)
    expect(isSignedWith(`whsec_${Buffer.alloc(32).toString('base64')}`, one)).toBe(false)
    const headers = Object.fromEntries(
      ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [
        name,
        String(one.headers[name]),
      ]),
    )
    expect(new Webhook(secret).verify(one.text, headers)).toMatchObject({
      type: 'customer.created',
      timestamp: customer.createdAt,
      data: { id: customer.id, email: customer.email },
    })
    const [delivery] = await deliveriesOf(test, id)
    expect(delivery).toMatchObject({
      id: headers['webhook-id'],
      state: 'delivered',
      attempts: 1,
      nextAttemptAt: null,
    })
    expect(await getWebhookDelivery(test.ctx, { id: delivery?.id ?? '' })).toMatchObject({ body: one.text })
  })

  it('are retried on the schedule with the same id and body, and then fail', async () => {
    const test = open()
    await using receiver = await startWebhookReceiver()
    receiver.answer((response) => response.writeHead(500).end('broken'))
    const { id } = await addEndpoint(test, receiver.url)
    await created(test)
    const waits = []
    for (let attempt = 0; attempt < mostAttempts; attempt += 1) waits.push(await nextAttempt(test, id))
    const schedule = [0, 5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]
    for (const [index, seconds] of schedule.entries()) {
      expect(waits[index]).toBeGreaterThanOrEqual(seconds * 1000)
      expect(waits[index]).toBeLessThanOrEqual(seconds * 1200)
    }
    const [delivery] = await deliveriesOf(test, id)
    expect(delivery).toMatchObject({
      state: 'failed',
      attempts: 10,
      nextAttemptAt: null,
      lastAttempt: { status: 500 },
    })
    expect(new Set(receiver.got.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([delivery?.id]))
    expect(new Set(receiver.got.map(({ text }) => text)).size).toBe(1)
    const { history, answer } = await getWebhookDelivery(test.ctx, { id: delivery?.id ?? '' })
    expect(history).toHaveLength(10)
    expect(answer).toBe('broken')
    expect(await getWebhookEndpoint(test.ctx, { id })).toMatchObject({
      isEnabled: true,
      deliveries: { failed: 1 },
    })
  })

  it('wait longer if the receiver asks for it, at most an hour', () => {
    const random = () => 0
    expect(waitAfter(1, { askedMs: 60_000, random })).toBe(60_000)
    expect(waitAfter(1, { askedMs: 86_400_000, random })).toBe(hourMs)
    expect(waitAfter(mostAttempts)).toBeNull()
  })

  it('disable an endpoint that is gone, with an audit entry and a mail to staff', async () => {
    const test = open()
    await test.database.db.insert(mailSettings).values({
      host: 'smtp.example.com',
      port: 25,
      tls: 'none',
      fromAddress: 'billing@example.com',
      fromName: 'Billing',
      alertsTo: ['staff@example.com'],
      updatedAt: test.clock.now(),
    })
    await using receiver = await startWebhookReceiver()
    receiver.answer((response) => response.writeHead(410).end())
    const { id } = await addEndpoint(test, receiver.url)
    await created(test)
    await sendDue(test.domain)
    expect(await getWebhookEndpoint(test.ctx, { id })).toMatchObject({
      isEnabled: false,
      disabledReason: 'gone',
    })
    expect(await deliveryStates(test, id)).toEqual(['customer.created failed'])
    const entries = await test.database.db
      .select()
      .from(auditEntries)
      .where(eq(auditEntries.action, 'webhook-endpoint.disable'))
    expect(entries).toMatchObject([{ subjectId: id, actorKind: 'system', after: { reason: 'gone' } }])
    const written = await test.database.db.select().from(mails).where(eq(mails.kind, 'webhook-disabled'))
    expect(written).toMatchObject([{ recipient: 'staff@example.com' }])
    expect(JSON.stringify([entries, written])).not.toContain('token-of-theirs')
    await created(test)
    expect(await deliveriesOf(test, id)).toHaveLength(1)
    await changeWebhookEndpoint(test.ctx, { id, isEnabled: true })
    expect(await getWebhookEndpoint(test.ctx, { id })).toMatchObject({
      disabledReason: null,
      failingSince: null,
    })
  })

  it('disable an endpoint that failed for days without a success, and not before', async () => {
    const test = open()
    await using receiver = await startWebhookReceiver()
    receiver.answer((response) => response.writeHead(503).end())
    const { id } = await addEndpoint(test, receiver.url)
    await created(test)
    await sendDue(test.domain)
    test.clock.advance(119 * hourMs)
    await sendDue(test.domain)
    expect(await getWebhookEndpoint(test.ctx, { id })).toMatchObject({ isEnabled: true })
    receiver.answer((response) => response.writeHead(200).end())
    await nextAttempt(test, id)
    expect(await getWebhookEndpoint(test.ctx, { id })).toMatchObject({ failingSince: null })
    receiver.answer((response) => response.writeHead(503).end())
    await created(test)
    await sendDue(test.domain)
    test.clock.advance(121 * hourMs)
    await sendDue(test.domain)
    expect(await getWebhookEndpoint(test.ctx, { id })).toMatchObject({
      isEnabled: false,
      disabledReason: 'failing',
    })
  })

  it.each([
    ['the metadata service', 'http://169.254.169.254/latest/meta-data'],
    ['a receiver that it names', null],
  ])('do not follow a redirect to %s', async (_name, target) => {
    const test = open()
    await using other = await startWebhookReceiver()
    await using receiver = await startWebhookReceiver()
    receiver.answer((response) => response.writeHead(307, { location: target ?? other.url }).end())
    const { id } = await addEndpoint(test, receiver.url)
    await created(test)
    await sendDue(test.domain)
    const [delivery] = await deliveriesOf(test, id)
    expect(delivery).toMatchObject({ state: 'waiting', lastAttempt: { status: 307 } })
    expect(delivery?.lastAttempt?.error).toContain('Redirects are not followed')
    expect(receiver.got).toHaveLength(1)
    expect(other.got).toEqual([])
  })

  it('do not let a slow endpoint delay another one', async () => {
    const test = open()
    await using slow = await startWebhookReceiver()
    await using fast = await startWebhookReceiver()
    slow.answer(() => {})
    const { id } = await addEndpoint(test, slow.url)
    const quick = await addEndpoint(test, fast.url)
    for (let index = 0; index < 8; index += 1) await created(test)
    const webhookHttp = createWebhookHttp({
      allowedNetworks: ['127.0.0.0/8'],
      deadlineMs: 60_000,
      connectTimeoutMs: 10_000,
    })
    const sending = sendDue(test.domainWith({ webhookHttp }))
    await expect.poll(() => fast.got.length, { timeout: 10_000 }).toBe(8)
    await expect
      .poll(() => deliveryStates(test, quick.id))
      .toEqual(Array(8).fill('customer.created delivered'))
    // Two processes together do not exceed the limit of an endpoint.
    await sendDue(test.domain)
    await expect.poll(() => slow.got.length).toBe(4)
    webhookHttp.close()
    await sending
    expect(await deliveryStates(test, id)).toEqual(Array(8).fill('customer.created waiting'))
  })

  it('send again with the same id when the lease of a killed process ends', async () => {
    const test = open()
    await using receiver = await startWebhookReceiver()
    const { id } = await addEndpoint(test, receiver.url)
    await created(test)
    // The process sends, and is killed before it records the result.
    const [claimed] = await claimDeliveries(test.domain)
    await fetch(receiver.url, {
      method: 'POST',
      headers: { 'webhook-id': claimed?.id ?? '' },
      body: '{"type":"x"}',
    })
    await sendDue(test.domain)
    expect(receiver.got).toHaveLength(1)
    test.clock.advance(46_000)
    await sendDue(test.domain)
    expect(receiver.got.map(({ headers }) => headers['webhook-id'])).toEqual([claimed?.id, claimed?.id])
    expect(await deliveriesOf(test, id)).toMatchObject([{ state: 'delivered', attempts: 2 }])
  })

  it('sign with both secrets for 24 hours after a rotation', async () => {
    const test = open()
    await using receiver = await startWebhookReceiver()
    const { id, secret } = await addEndpoint(test, receiver.url)
    const rotated = await rotateWebhookSecret(test.ctx, { id })
    expect(rotated.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    await created(test)
    await sendDue(test.domain)
    test.clock.advance(24 * hourMs)
    await created(test)
    await sendDue(test.domain)
    const signed = receiver.got.map((one) =>
      [secret, rotated.secret ?? ''].map((key) => isSignedWith(key, one)),
    )
    expect(signed).toEqual([
      [true, true],
      [false, true],
    ])
    expect(rotated.previousSecretUntil).not.toBeNull()
    expect(await getWebhookEndpoint(test.ctx, { id })).toMatchObject({ previousSecretUntil: null })
  })

  it('are replayed with the same id, alone or all that failed since a time', async () => {
    const test = open()
    await using receiver = await startWebhookReceiver()
    receiver.answer((response) => response.writeHead(410).end())
    const { id } = await addEndpoint(test, receiver.url)
    const old = test.clock.now().toISOString()
    await created(test)
    test.clock.advance(hourMs)
    const since = test.clock.now().toISOString()
    await created(test)
    await sendDue(test.domain)
    const [second, first] = await deliveriesOf(test, id)
    if (!first || !second) throw new Error('Two deliveries are missing.')
    await expect(replayWebhookDelivery(test.ctx, { id: first.id })).rejects.toMatchObject({
      code: 'wrong-state',
    })
    await changeWebhookEndpoint(test.ctx, { id, isEnabled: true })
    receiver.answer((response) => response.writeHead(200).end())
    expect(await replayFailedWebhooks(test.ctx, { id, since })).toEqual({ count: 1 })
    await sendDue(test.domain)
    expect(await deliveryStates(test, id)).toEqual(['customer.created failed', 'customer.created delivered'])
    await replayWebhookDelivery(test.ctx, { id: second.id })
    await expect(replayWebhookDelivery(test.ctx, { id: second.id })).rejects.toMatchObject({
      code: 'wrong-state',
    })
    await sendDue(test.domain)
    expect(receiver.got.slice(2).map(({ headers }) => headers['webhook-id'])).toEqual([second.id, second.id])
    expect(await replayFailedWebhooks(test.ctx, { id, since: old })).toEqual({ count: 1 })
  })

  it('are tested at once, also while disabled, and a failed test is not retried', async () => {
    const test = open()
    await using receiver = await startWebhookReceiver()
    const { id, secret } = await addEndpoint(test, receiver.url, { events: ['server.deleted'] })
    await changeWebhookEndpoint(test.ctx, { id, isEnabled: false })
    expect(await testWebhookEndpoint(test.ctx, { id })).toMatchObject({
      type: 'webhook.test',
      state: 'delivered',
    })
    expect(receiver.got.map((one) => isSignedWith(secret, one))).toEqual([true])
    receiver.answer((response) => response.writeHead(410).end('no'))
    await changeWebhookEndpoint(test.ctx, { id, isEnabled: true })
    const failed = await testWebhookEndpoint(test.ctx, { id })
    expect(failed).toMatchObject({ state: 'failed', answer: 'no', lastAttempt: { status: 410 } })
    expect(await getWebhookEndpoint(test.ctx, { id })).toMatchObject({ isEnabled: true })
    await expect(replayWebhookDelivery(test.ctx, { id: failed.id })).rejects.toMatchObject({
      code: 'wrong-state',
    })
  })

  it('show the secret once, also if the request is repeated', async () => {
    const test = open()
    const ctx = contextOf(test.domain, callWithKey('add an endpoint'))
    const input = { url: 'https://receiver.example/', description: '', events: null }
    const { secret, id } = await createWebhookEndpoint(ctx, input)
    expect(await createWebhookEndpoint(ctx, input)).toMatchObject({ id, secret: null })
    const rows = await test.database.db.select().from(webhookEndpoints)
    expect(rows).toHaveLength(1)
    const entries = await test.database.db.select().from(auditEntries)
    expect(JSON.stringify([rows, entries])).not.toContain(secret?.slice('whsec_'.length))
  })

  it('have at most 20 endpoints', async () => {
    const test = open()
    for (let index = 0; index < 20; index += 1) await addEndpoint(test, `https://receiver.example/${index}`)
    await expect(addEndpoint(test, 'https://receiver.example/more')).rejects.toMatchObject({
      code: 'wrong-state',
    })
  })

  it('are sent with a secret that was encrypted again, and ask for a rotation if it cannot be decrypted', async () => {
    const test = open()
    await using receiver = await startWebhookReceiver()
    const { id, secret } = await addEndpoint(test, receiver.url)
    await rotateWebhookSecret(test.ctx, { id })
    const keyring = keyringOf('another secret for tests, long enough')
    const rotation = { from: test.domain.keyring, to: keyring, rowsAtOnce: 10 }
    const reseal = () => test.database.db.transaction((tx) => resealWebhookSecrets(tx, rotation))
    expect([await reseal(), await reseal()]).toEqual([1, 0])
    await created(test)
    await sendDue(test.domainWith({ keyring }))
    expect(receiver.got.map((one) => isSignedWith(secret, one))).toEqual([true])
    expect(await testWebhookEndpoint(test.ctx, { id })).toMatchObject({
      state: 'failed',
      lastAttempt: { status: null },
    })
    expect(receiver.got).toHaveLength(1)
  })

  it('wait on a clone of the database, and while their endpoint is disabled', async () => {
    const test = open()
    await using receiver = await startWebhookReceiver()
    const { id } = await addEndpoint(test, receiver.url)
    await created(test)
    await test.database.db.update(installation).set({ standing: 'suspected-copy' })
    await sendDue(test.domain)
    await test.database.db.update(installation).set({ standing: 'recognised' })
    await changeWebhookEndpoint(test.ctx, { id, isEnabled: false })
    await sendDue(test.domain)
    expect(receiver.got).toEqual([])
    await changeWebhookEndpoint(test.ctx, { id, isEnabled: true })
    await sendDue(test.domain)
    expect(receiver.got).toHaveLength(1)
  })

  it('are erased after 30 days, and with their endpoint', async () => {
    const test = open()
    const { id } = await addEndpoint(test, 'https://receiver.example/')
    await created(test)
    test.clock.advance(30 * 24 * hourMs - 1)
    await purgeWebhooks(test.domain)
    expect(await deliveriesOf(test, id)).toHaveLength(1)
    test.clock.advance(2)
    await purgeWebhooks(test.domain)
    expect(await deliveriesOf(test, id)).toEqual([])
    await created(test)
    await removeWebhookEndpoint(test.ctx, { id })
    expect(await test.database.db.select().from(webhookDeliveries)).toEqual([])
  })

  it.each<
    [
      string,
      (
        response: Parameters<Parameters<Awaited<ReturnType<typeof startWebhookReceiver>>['answer']>[0]>[0],
      ) => void,
      number | null,
    ]
  >([
    ['an endless body', (response) => void response.writeHead(200).write('x'.repeat(10_000_000)), 200],
    ['escape sequences', (response) => response.writeHead(200).end('\u001b[31mred\u0000\u009b2J'), 200],
    [
      'endless headers',
      (response) => {
        response.socket?.write('HTTP/1.1 200 OK\r\n')
        response.socket?.write(`x-header: ${'y'.repeat(60_000)}\r\n`)
      },
      null,
    ],
    ['data that is not HTTP', (response) => void response.socket?.end('\u0000\u0001 garbage\r\n\r\n'), null],
    [
      'bytes that are not UTF-8',
      (response) => response.writeHead(200).end(Buffer.from([0xff, 0xfe, 0x41])),
      200,
    ],
  ])('read %s of a receiver safely', async (_name, respond, status) => {
    const test = open()
    await using receiver = await startWebhookReceiver()
    receiver.answer(respond)
    const { id } = await addEndpoint(test, receiver.url)
    const { answer, lastAttempt } = await testWebhookEndpoint(test.ctx, { id })
    expect(lastAttempt).toMatchObject({ status })
    expect(answer ?? '').not.toMatch(/[^\P{Cc}\n\t]/u)
    expect((answer ?? '').length).toBeLessThanOrEqual(2000)
  })
})
