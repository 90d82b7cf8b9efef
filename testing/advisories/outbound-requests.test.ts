import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPanelHttp, createWebhookHttp, openSocket } from '#server/platform/outbound/index.ts'
import { createMailer } from '#server/platform/smtp/index.ts'
import { describeDomainOnEmbedded, type TestDomain } from '../domain.ts'
import { openApi } from './open-api.ts'

let hits = 0
let listener: Server
let port = 0
beforeEach(async () => {
  hits = 0
  listener = createServer((_request, response) => response.end('internal')).listen(0, '127.0.0.1')
  listener.on('connection', () => {
    hits += 1
  })
  await new Promise((resolve) => listener.once('listening', resolve))
  port = (listener.address() as AddressInfo).port
})
afterEach(() => {
  listener.closeAllConnections()
  listener.close()
})

/** A domain that may reach public addresses only, with names that resolve as given. */
function publicOnly(test: TestDomain, resolved: readonly string[] = []) {
  let turn = 0
  const resolve = async () => {
    const address = resolved[Math.min(turn, resolved.length - 1)] ?? '127.0.0.1'
    turn += 1
    return [{ address, family: address.includes(':') ? 6 : 4 }]
  }
  const limits = { deadlineMs: 2_000, connectTimeoutMs: 500, maxBytes: 10_000 }
  const options = resolved.length === 0 ? limits : { ...limits, resolve }
  return test.domainWith({
    panelHttp: createPanelHttp({ allowedNetworks: [], ...options }),
    webhookHttp: createWebhookHttp({ allowedNetworks: [], ...options }),
    mailer: createMailer({
      dial: (to) => openSocket(to, { allowedNetworks: [], timeoutMs: 500 }),
      deadlineMs: 2_000,
    }),
  })
}

/** 127.0.0.1 in every spelling that a resolver, a browser or a C library may accept. */
const spellings = [
  ...[
    '127.0.0.1',
    '127.1',
    '127.0.1',
    '2130706433',
    '017700000001',
    '0177.0.0.1',
    '0x7f.0.0.1',
    '0x7f000001',
  ],
  ...['0', '0.0.0.0', '[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[0:0:0:0:0:ffff:7f00:1]'],
  ...[
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    'localhost',
    'localhost.',
    'LOCALHOST',
    '①②⑦.⓪.⓪.①',
    '127。0。0。1',
  ],
  ...['１２７.0.0.1', '%31%32%37.0.0.1', '127.0.0.1.'],
]

describeDomainOnEmbedded('Outbound requests', (open) => {
  // Class: server-side request forgery by the spelling of an address (CWE-918).
  describe('A server address that staff enter', () => {
    it('reaches no loopback address in any spelling, with the key or without', async () => {
      const test = open()
      const { ask, owner: cookie } = await openApi(test, {}, publicOnly(test))
      for (const host of spellings) {
        const body = {
          driver: 'nextpanel',
          baseUrl: `http://${host}:${port}`,
          apiKey: 'npk_forged_1',
          apiSecret: 'nps_forged_1',
        }
        const { status, text } = await ask('POST', '/api/v1/servers/test', { cookie, body })
        expect([host, status < 500, hits, text.includes('internal')]).toEqual([host, true, 0, false])
      }
    })

    it.each([
      'http://127.0.0.1:1@evil.example/',
      'http://evil.example#@127.0.0.1/',
      'http://evil.example\\@127.0.0.1/',
      'gopher://127.0.0.1/',
      'file:///etc/passwd',
      'ftp://127.0.0.1/',
      'http:///127.0.0.1/',
      'javascript:alert(1)',
      'http://127.0.0.1?x=.evil.example',
    ])('is refused before any request: %s', async (baseUrl) => {
      const test = open()
      const { ask, owner: cookie } = await openApi(test, {}, publicOnly(test))
      const body = { driver: 'nextpanel', baseUrl, apiKey: 'npk_1', apiSecret: 'nps_1' }
      const { status } = await ask('POST', '/api/v1/servers/test', { cookie, body })
      expect(status === 422 || status === 200).toBe(true)
      expect(hits).toBe(0)
    })

    // Class: DNS rebinding between the check and the connection (CWE-367, CWE-918).
    it('is not reached if its name resolves to loopback, at once or only later', async () => {
      const test = open()
      for (const resolved of [['127.0.0.1'], ['::ffff:127.0.0.1'], ['192.0.2.1', '127.0.0.1', '127.0.0.1']]) {
        const { ask, owner: cookie } = await openApi(test, {}, publicOnly(test, resolved))
        const body = {
          driver: 'nextpanel',
          baseUrl: `http://rebinding.example:${port}`,
          apiKey: 'npk_1',
          apiSecret: 'nps_1',
        }
        await ask('POST', '/api/v1/servers/test', { cookie, body })
        expect([resolved, hits]).toEqual([resolved, 0])
      }
    })

    // Class: server-side request forgery by a redirect (CWE-918).
    it('gets no request by a redirect from an allowed panel', async () => {
      const test = open()
      const { ask, owner: cookie } = await openApi(test)
      for (const status of [301, 302, 303, 307, 308]) {
        const redirecting = createServer((request, response) =>
          response.writeHead(status, { location: `http://127.0.0.1:${port}${request.url}` }).end(),
        ).listen(0, '127.0.0.1')
        await new Promise((resolve) => redirecting.once('listening', resolve))
        const { port: at } = redirecting.address() as AddressInfo
        const body = {
          driver: 'nextpanel',
          baseUrl: `http://127.0.0.1:${at}`,
          apiKey: 'npk_1',
          apiSecret: 'nps_1',
        }
        await ask('POST', '/api/v1/servers/test', { cookie, body })
        redirecting.close()
        expect([status, hits]).toEqual([status, 0])
      }
    })
  })

  // Class: server-side request forgery through a webhook (CWE-918).
  describe('A webhook endpoint that staff enter', () => {
    const idIn = ({ text }: { text: string }) => /"id":"([0-9a-f-]{36})"/.exec(text)?.[1]

    it('is not reached on a loopback address in any spelling', async () => {
      const test = open()
      const { ask, owner: cookie } = await openApi(test, {}, publicOnly(test))
      for (const host of spellings) {
        // Plain http is allowed on fewer addresses.
        const body = { url: `https://${host}:${port}/hooks` }
        const added = await ask('POST', '/api/v1/webhook-endpoints', { cookie, body })
        expect([host, [201, 422].includes(added.status)]).toEqual([host, true])
        const id = idIn(added)
        if (id === undefined) continue
        const tested = await ask('POST', `/api/v1/webhook-endpoints/${id}/test`, { cookie, body: {} })
        expect([host, tested.status, hits, tested.text.includes('internal')]).toEqual([host, 200, 0, false])
        await ask('DELETE', `/api/v1/webhook-endpoints/${id}`, { cookie })
      }
    })

    it('gets no request by a redirect of an allowed receiver', async () => {
      const test = open()
      const { ask, owner: cookie } = await openApi(test)
      for (const status of [301, 302, 303, 307, 308]) {
        const redirecting = createServer((_request, response) =>
          response.writeHead(status, { location: `http://127.0.0.1:${port}/` }).end(),
        ).listen(0, '127.0.0.1')
        await new Promise((resolve) => redirecting.once('listening', resolve))
        const { port: at } = redirecting.address() as AddressInfo
        const body = { url: `http://127.0.0.1:${at}/` }
        const added = await ask('POST', '/api/v1/webhook-endpoints', { cookie, body })
        const tested = await ask('POST', `/api/v1/webhook-endpoints/${idIn(added)}/test`, {
          cookie,
          body: {},
        })
        redirecting.close()
        expect([status, hits, tested.text.includes('Redirects are not followed')]).toEqual([status, 0, true])
      }
    })
  })

  // Class: server-side request forgery through the mail server (CWE-918).
  describe('A mail server that staff enter', () => {
    it('is not reached on a loopback address in any spelling', async () => {
      const test = open()
      const { ask, owner: cookie } = await openApi(test, {}, publicOnly(test))
      for (const host of spellings.map((one) => one.replaceAll(/[[\]]/g, ''))) {
        const settings = {
          host,
          port,
          tls: 'none',
          acceptPlainText: true,
          username: null,
          fromAddress: 'a@example.com',
        }
        const body = { ...settings, fromName: 'A', alertsTo: [] }
        const saved = await ask('PATCH', '/api/v1/mail/settings', { cookie, body })
        expect([host, [200, 422].includes(saved.status)]).toEqual([host, true])
        const tested = await ask('POST', '/api/v1/mail/test', { cookie, body: { to: 'b@example.com' } })
        expect([host, tested.status, hits]).toEqual([host, tested.text.includes('accepted') ? 200 : 409, 0])
        // Under the limit of test mails, and within 15 minutes of the sign-in.
        test.clock.advance(33_000)
      }
    })
  })
})
