import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { expect, it } from 'vitest'
import { contextOf } from '#server/domain/context.ts'
import { cancelOperation } from '#server/domain/operations/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import { createPanelHttp } from '#server/platform/outbound/index.ts'
import { runOperation } from '#server/work/index.ts'
import { call, describeDomain, type TestDomain } from '#testing/domain.ts'
import { addTestServer, hostingPassword, moveServer, onboardWithHosting } from '#testing/domain-steps.ts'
import { checkServer, removeServer, testServer } from '../servers/index.ts'
import { closeEndpointAlert, listAlerts, openEndpointAlert, startAlertDelivery } from './index.ts'

const causes = async (test: TestDomain) => (await listAlerts(test.ctx)).items.map(({ cause }) => cause)

describeDomain('Alerts', (open) => {
  it('are one for each server and problem, however many operations it affects, and close automatically', async () => {
    const test = open()
    const { id } = await addTestServer(test, { name: 'Panel' })
    const made = [
      await onboardWithHosting(test, { username: 'one' }),
      await onboardWithHosting(test, { username: 'two' }),
    ]
    test.sandbox.changeKey(1, { revoked: true })
    await Promise.all(made.map(({ operationId }) => runOperation(test.domain, operationId)))
    await onboardWithHosting(test, { username: 'three' })
    const { items } = await listAlerts(test.ctx)
    expect(items).toMatchObject([
      { cause: 'needs-operator', serverId: id, serverName: 'Panel', operations: 3 },
    ])
    expect(items[0]?.message).toContain('revoked')
    expect(items[0]?.done).toContain('paused')

    await checkServer(test.domain, id)
    expect(await causes(test)).toEqual(['needs-operator'])
    test.sandbox.changeKey(1, { revoked: false })
    await checkServer(test.domain, id)
    expect(await causes(test)).toEqual([])
  })

  it('report a server as offline after the second miss, or at once if an operation found it', async () => {
    const test = open()
    const { id } = await addTestServer(test)
    await moveServer(test, id, 'http://127.0.0.1:9')
    await checkServer(test.domain, id)
    expect(await causes(test)).toEqual([])
    await checkServer(test.domain, id)
    expect(await causes(test)).toEqual(['unreachable'])
    await moveServer(test, id, test.sandbox.url)
    await testServer(test.ctx, { id })
    expect(await causes(test)).toEqual([])

    test.sandbox.addFault({ fault: 'error', path: 'create', times: 'always' })
    for (let index = 0; index < 5; index += 1)
      await runOperation(
        test.domain,
        (await onboardWithHosting(test, { username: `user${index}` })).operationId,
      )
    expect(await causes(test)).toEqual(['unreachable'])
  })

  it('are removed with their server', async () => {
    const test = open()
    const { id } = await addTestServer(test)
    test.sandbox.changeKey(1, { revoked: true })
    const { operationId } = await onboardWithHosting(test)
    await runOperation(test.domain, operationId)
    await cancelOperation(test.ctx, { id: operationId })
    await removeServer(test.ctx, { id })
    expect(await causes(test)).toEqual([])
  })
})

interface Delivery {
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** A webhook that refuses the first delivery and accepts the others. */
async function listening(work: (url: string, got: readonly Delivery[]) => Promise<void>): Promise<void> {
  const got: Delivery[] = []
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += String(chunk)
    got.push({ headers: request.headers, text })
    response.writeHead(got.length === 1 ? 500 : 204).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  try {
    await work(`http://127.0.0.1:${port}/alerts/token-of-theirs`, got)
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

const secret = `whsec_${Buffer.from('a secret of twenty-four+ bytes').toString('base64')}`
const until = async (done: () => boolean) => {
  while (!done()) await new Promise((resolve) => setTimeout(resolve, 20))
}

describeDomain('The alert webhook', (open) => {
  it('gets each alert signed, is retried until it accepts it, and receives no secret', async () => {
    const test = open()
    await listening(async (url, got) => {
      const domain = test.domainWith({ alertWebhook: { url, secret }, clock: { now: () => new Date() } })
      await startAlertDelivery(domain)
      const server = await addTestServer({ ...test, domain })
      test.sandbox.changeKey(1, { revoked: true })
      await testServer(contextOf(domain, call()), { id: server.id })
      await until(() => got.length >= 2)
      test.sandbox.changeKey(1, { revoked: false })
      await testServer(contextOf(domain, call()), { id: server.id })
      await until(() => got.length >= 3)
      expect(got.map(({ text }) => JSON.parse(text).type)).toEqual([
        'alert.opened',
        'alert.opened',
        'alert.closed',
      ])
      const ids = got.map(({ headers }) => headers['webhook-id'])
      expect(ids[1]).toBe(ids[0])
      expect(ids[2]).not.toBe(ids[0])
      for (const { headers, text } of got) {
        const signed = {
          'webhook-id': String(headers['webhook-id']),
          'webhook-timestamp': String(headers['webhook-timestamp']),
          'webhook-signature': String(headers['webhook-signature']),
        }
        expect(new Webhook(secret).verify(text, signed)).toMatchObject({ data: { serverName: 'Panel' } })
        for (const hidden of [test.sandbox.apiKey, test.sandbox.apiSecret, hostingPassword, secret])
          expect(text).not.toContain(hidden)
      }
      // The address may contain a token of the receiver.
      expect(test.logged.join('')).not.toContain('token-of-theirs')
    })
  })
})

// A database of its own: the worker of the test above would take its alerts, too.
describeDomain('The alert webhook of an installation with webhook endpoints', (open) => {
  it('gets the alert of an endpoint, also when the endpoint no longer exists', async () => {
    const test = open()
    await listening(async (url, got) => {
      const domain = test.domainWith({ alertWebhook: { url, secret }, clock: { now: () => new Date() } })
      await startAlertDelivery(domain)
      const endpointId = newId()
      const { db } = domain.database
      const at = domain.clock.now()
      await db.transaction((tx) =>
        openEndpointAlert(tx, domain, { endpointId, host: 'hooks.example', problem: 'It is gone.', at }),
      )
      await until(() => got.length >= 2)
      await db.transaction((tx) => closeEndpointAlert(tx, domain, { endpointId, at }))
      await until(() => got.length >= 3)
      const [opened, , closed] = got.map(({ text }) => JSON.parse(text))
      const data = { cause: 'webhook-disabled', endpointId, serverId: null, serverName: null }
      expect(opened).toMatchObject({ type: 'alert.opened', data: { ...data, closedAt: null } })
      expect(opened.data.message).toBe('The webhook endpoint hooks.example was disabled: It is gone.')
      expect(closed).toMatchObject({ type: 'alert.closed', data: { ...data, closedAt: at.toISOString() } })
    })
  })
})

describeDomain('An alert webhook on an address that panels may not have', (open) => {
  it('receives nothing, and the log names the setting', async () => {
    const test = open()
    await listening(async (url, got) => {
      const panelHttp = createPanelHttp({
        allowedNetworks: [],
        deadlineMs: 5000,
        connectTimeoutMs: 5000,
        maxBytes: 100_000,
      })
      const domain = test.domainWith({ alertWebhook: { url, secret: undefined }, panelHttp })
      await startAlertDelivery(domain)
      await addTestServer({ ...test, domain })
      await until(() => test.logged.some((line) => line.includes('alert.deliver')))
      expect(got).toEqual([])
      expect(test.logged.join('')).toContain('PANEL_ALLOWED_NETWORKS')
    })
  })
})
