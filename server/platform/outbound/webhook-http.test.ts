import { describe, expect, it } from 'vitest'
import { serveHttp, serveTcp } from './test-server.ts'
import { createWebhookHttp, type WebhookHttpOptions } from './webhook-http.ts'

const open = (options: Partial<WebhookHttpOptions> = {}) =>
  createWebhookHttp({
    allowedNetworks: ['127.0.0.0/8'],
    deadlineMs: 5_000,
    connectTimeoutMs: 2_000,
    ...options,
  })
const to = (url: string) => ({ url, headers: {}, body: '{}' })
const resolvesTo = (address: string) => async () => [{ address, family: address.includes(':') ? 6 : 4 }]

describe('A webhook', () => {
  it('sends exactly the given body and headers', async () => {
    let got: unknown
    await using server = await serveHttp(async (request, response) => {
      let text = ''
      for await (const chunk of request) text += String(chunk)
      got = {
        text,
        id: request.headers['webhook-id'],
        type: request.headers['content-type'],
        method: request.method,
      }
      response.writeHead(202, { 'retry-after': '7' }).end('thanks')
    })
    const body = '{"a": 1,"ü":"€"}'
    const answer = await open().send({
      url: `http://127.0.0.1:${server.port}/hooks?x=1`,
      headers: { 'webhook-id': 'id-1', 'content-type': 'text/plain' },
      body,
    })
    expect(got).toEqual({ text: body, id: 'id-1', type: 'application/json', method: 'POST' })
    expect(answer).toMatchObject({ status: 202, text: 'thanks', retryAfterMs: 7000 })
  })

  it.each([
    ['http://169.254.169.254/', undefined],
    ['https://metadata.example/', '169.254.169.254'],
    ['https://metadata.example/', 'fd00:ec2::254'],
    ['http://[::ffff:169.254.169.254]/', undefined],
    ['https://link-local.example/', 'fe80::1'],
  ])('never reaches %s, which resolves to %s, even in an allowed network', async (url, address) => {
    const http = open({
      allowedNetworks: ['0.0.0.0/0', '::/0'],
      ...(address === undefined ? {} : { resolve: resolvesTo(address) }),
    })
    await expect(http.send(to(url))).rejects.toThrow('never connects there')
  })

  it('does not reach a port of this installation, nor a private address that is not allowed', async () => {
    let requests = 0
    await using server = await serveHttp((_request, response) => {
      requests += 1
      response.end()
    })
    const url = `http://127.0.0.1:${server.port}/`
    await expect(open({ ownPorts: new Set([server.port]) }).send(to(url))).rejects.toThrow(
      'this installation itself',
    )
    await expect(open({ allowedNetworks: [] }).send(to(url))).rejects.toThrow('PANEL_ALLOWED_NETWORKS')
    expect(requests).toBe(0)
  })

  it('is sent without encryption only inside the allowed networks', async () => {
    const publicPlain = open({ allowedNetworks: [], resolve: resolvesTo('93.184.215.14') })
    await expect(publicPlain.send(to('http://receiver.example/'))).rejects.toThrow(
      'Enter a URL that starts with https',
    )
    await using server = await serveHttp((_request, response) => response.writeHead(204).end())
    expect(await open().send(to(`http://127.0.0.1:${server.port}/`))).toMatchObject({ status: 204 })
  })

  it('keeps the status if the body is slow, and stops at the deadline', async () => {
    await using server = await serveHttp((_request, response) => void response.writeHead(200).write('begin'))
    const answer = await open({ deadlineMs: 200 }).send(to(`http://127.0.0.1:${server.port}/`))
    expect(answer).toMatchObject({ status: 200, text: 'begin' })
  })

  it('fails at the deadline if no status arrives', async () => {
    await using server = await serveTcp((socket) => void socket.resume())
    await expect(open({ deadlineMs: 200 }).send(to(`http://127.0.0.1:${server.port}/`))).rejects.toThrow(
      'The receiver did not respond within',
    )
  })

  it('reads at most 4 kB of an endless body, and no control characters', async () => {
    await using server = await serveHttp((_request, response) => {
      const chunk = `\u001b[31m${'x'.repeat(100_000)}\u0000`
      const more = (): void => {
        while (!response.destroyed && response.write(chunk));
        if (!response.destroyed) response.once('drain', more)
      }
      response.writeHead(500)
      more()
    })
    const { text, status } = await open().send(to(`http://127.0.0.1:${server.port}/`))
    expect(status).toBe(500)
    expect(text.length).toBeLessThanOrEqual(4096)
    expect(text).toMatch(/^\[31mx+$/)
  })

  it('fails if its client is closed while it is in progress', async () => {
    await using server = await serveTcp((socket) => void socket.resume())
    const http = open()
    const sending = http.send(to(`http://127.0.0.1:${server.port}/`))
    setImmediate(() => http.close())
    await expect(sending).rejects.toThrow()
  })
})
