import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { type PanelRequest, PanelTransportError } from '#panels/kit/index.ts'
import { createPanelHttp, type PanelHttpOptions } from './index.ts'
import { authority, serveHttp, serveHttps, serveTcp } from './test-server.ts'

const open = (options: Partial<PanelHttpOptions> = {}) =>
  createPanelHttp({
    allowedNetworks: ['127.0.0.0/8', '::1/128'],
    deadlineMs: 5_000,
    connectTimeoutMs: 2_000,
    maxBytes: 10_000,
    ...options,
  })

const at = (server: { port: number }, path = '/') => `http://127.0.0.1:${server.port}${path}`
const get = (url: string): PanelRequest => ({ method: 'GET', url, headers: {} })
const post = (url: string): PanelRequest => ({ method: 'POST', url, headers: {}, json: {} })

async function failureOf(work: Promise<unknown>): Promise<PanelTransportError> {
  const error = await work.then(
    () => new Error('it did not fail'),
    (cause: unknown) => cause,
  )
  if (!(error instanceof PanelTransportError)) throw error
  return error
}

const answer = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok'

/** A panel that closes the connection after each response without having announced it. */
async function serveAnswerAndEnd(onRequest: () => void = () => {}) {
  let closed = Promise.withResolvers<void>()
  const server = await serveTcp((socket) => {
    closed = Promise.withResolvers()
    socket.once('data', () => {
      onRequest()
      socket.end(answer)
    })
    socket.once('close', () => closed.resolve())
  })
  return {
    server,
    /** Both sides have closed the last connection. */
    closed: () => closed.promise,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

describe('A session', () => {
  it('uses one connection for an operation of four calls, and four without a session', async () => {
    await using server = await serveHttp((_request, response) => response.end('ok'))
    const http = open()
    const operation = async (on: { request(request: PanelRequest): Promise<unknown> }) => {
      for (const request of [get(at(server)), get(at(server)), post(at(server)), get(at(server))])
        await on.request(request)
    }
    using session = http.session()
    await operation(session)
    expect(server.connections()).toBe(1)
    await operation(http)
    expect(server.connections()).toBe(5)
  })

  it('uses one TLS connection, and another one for other authorities', async () => {
    await using server = await serveHttps('valid', (_request, response) => response.end('ok'))
    using session = open().session()
    const request = { ...get(`https://localhost:${server.port}/`), ca: authority() }
    await session.request(request)
    await session.request(request)
    expect(server.connections()).toBe(1)
    expect(await failureOf(session.request(get(request.url)))).toMatchObject({
      failure: 'tls',
      maybeSent: false,
    })
    expect(server.connections()).toBe(2)
  })

  it('opens another connection if the panel closed the kept one', async () => {
    let requests = 0
    await using panel = await serveAnswerAndEnd(() => {
      requests += 1
    })
    using session = open().session()
    for (let count = 1; count <= 3; count += 1) {
      expect((await session.request(post(at(panel.server)))).status).toBe(200)
      await panel.closed()
      expect([requests, panel.server.connections()]).toEqual([count, count])
    }
  })

  it('never repeats a request that may have been written', async () => {
    let requests = 0
    await using server = await serveTcp((socket) => {
      socket.on('data', () => {
        requests += 1
        if (requests === 1) socket.write(answer)
        else socket.destroy()
      })
    })
    using session = open().session()
    await session.request(get(at(server)))
    expect(await failureOf(session.request(post(at(server))))).toMatchObject({
      failure: 'dropped',
      maybeSent: true,
    })
    expect([requests, server.connections()]).toEqual([2, 1])
  })

  it('uses a separate connection for a concurrent request', async () => {
    const both = Promise.withResolvers<void>()
    let requests = 0
    await using server = await serveHttp(async (_request, response) => {
      requests += 1
      if (requests === 3) both.resolve()
      if (requests > 1) await both.promise
      response.end('ok')
    })
    using session = open().session()
    await session.request(get(at(server)))
    await Promise.all([session.request(get(at(server))), session.request(get(at(server)))])
    expect(server.connections()).toBe(2)
  })

  it('has a connection for one origin only', async () => {
    await using one = await serveHttp((_request, response) => response.end('ok'))
    await using two = await serveHttp((_request, response) => response.end('ok'))
    using session = open().session()
    await session.request(get(at(one)))
    await session.request(get(at(two)))
    await session.request(get(at(two)))
    expect([one.connections(), two.connections()]).toEqual([1, 1])
  })

  it('checks the address of each new connection', async () => {
    let lookups = 0
    const resolve = async () => {
      lookups += 1
      return [{ address: lookups === 1 ? '127.0.0.1' : '169.254.169.254', family: 4 }]
    }
    await using panel = await serveAnswerAndEnd()
    using session = open({ resolve }).session()
    const request = get(`http://panel.example:${panel.server.port}/`)
    await session.request(request)
    await panel.closed()
    expect(await failureOf(session.request(request))).toMatchObject({ failure: 'address-not-allowed' })
  })

  it('limits each call by its own deadline and byte limit, also on a kept connection', async () => {
    await using server = await serveHttp((request, response) => {
      if (request.url === '/hangs') return
      response.end(request.url === '/large' ? 'x'.repeat(10_001) : 'ok')
    })
    using session = open({ deadlineMs: 300 }).session()
    await session.request(get(at(server)))
    expect(await failureOf(session.request(get(at(server, '/large'))))).toMatchObject({
      failure: 'too-large',
    })
    await session.request(get(at(server)))
    expect(await failureOf(session.request(get(at(server, '/hangs'))))).toMatchObject({
      failure: 'deadline',
      maybeSent: true,
    })
  })

  it('sends nothing on a kept connection after the deadline', async () => {
    let requests = 0
    await using server = await serveHttp((_request, response) => {
      requests += 1
      response.end('ok')
    })
    let asleep = false
    let started = 0
    // The clock is read when the call starts. At the next read, the process has been suspended.
    const now = () => {
      if (!asleep) return 0
      started += 1
      return started === 1 ? 0 : 60_000
    }
    using session = open({ now }).session()
    await session.request(get(at(server)))
    asleep = true
    expect(await failureOf(session.request(post(at(server))))).toMatchObject({
      failure: 'deadline',
      maybeSent: false,
    })
    expect(requests).toBe(1)
  })

  it.each(['the session', 'the client'])('closes its connection when %s is closed', async (which) => {
    const closed = Promise.withResolvers<void>()
    await using server = await serveHttp((request, response) => {
      void once(request.socket, 'close').then(() => closed.resolve())
      response.end('ok')
    })
    const http = open()
    const session = http.session()
    await session.request(get(at(server)))
    if (which === 'the session') session.close()
    else http.close()
    await closed.promise
  })

  it('keeps no connection after it was closed', async () => {
    await using server = await serveHttp((_request, response) => response.end('ok'))
    const session = open().session()
    session.close()
    await session.request(get(at(server)))
    await session.request(get(at(server)))
    expect(server.connections()).toBe(2)
  })
})
