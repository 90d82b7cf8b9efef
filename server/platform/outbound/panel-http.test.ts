import { once } from 'node:events'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { type PanelRequest, PanelTransportError } from '#panels/kit/index.ts'
import { createPanelHttp, type PanelHttpOptions } from './index.ts'
import { authority, serveHttp, serveHttps, serveTcp } from './test-server.ts'

const open = (options: Partial<PanelHttpOptions> = {}) =>
  createPanelHttp({
    allowedNetworks: ['127.0.0.0/8'],
    deadlineMs: 5_000,
    connectTimeoutMs: 2_000,
    maxBytes: 10_000,
    ...options,
  })

const get = (url: string): PanelRequest => ({ method: 'GET', url, headers: {} })
const at = (server: { port: number }, path = '/') => `http://127.0.0.1:${server.port}${path}`

async function failureOf(work: Promise<unknown>): Promise<PanelTransportError> {
  const error = await work.then(
    () => new Error('it did not fail'),
    (cause: unknown) => cause,
  )
  if (!(error instanceof PanelTransportError)) throw error
  return error
}

it('a request is not sent after its deadline, for example after this process was suspended', async () => {
  let requests = 0
  await using server = await serveHttp((_request, response) => {
    requests += 1
    response.end()
  })
  // The clock is read when the call starts. At the next read, the process has been suspended.
  let readings = 0
  const now = () => {
    readings += 1
    return readings === 1 ? 0 : 60_000
  }
  const failure = await failureOf(open({ now }).request(get(at(server))))
  expect(failure).toMatchObject({ failure: 'deadline', maybeSent: false })
  expect(requests).toBe(0)
})

describe('a response', () => {
  it('is parsed as JSON only if its type is application/json', async () => {
    await using server = await serveHttp((request, response) => {
      const type = request.url === '/json' ? 'application/json; charset=utf-8' : 'text/html'
      response.writeHead(201, { 'content-type': type }).end('{"id":123}')
    })
    expect(await open().request(get(at(server, '/json')))).toMatchObject({
      status: 201,
      body: { kind: 'json', value: { id: 123 } },
      localAddress: '127.0.0.1',
    })
    expect((await open().request(get(at(server, '/page')))).body).toEqual({
      kind: 'other',
      contentType: 'text/html',
      text: '{"id":123}',
    })
  })

  it.each([
    ['truncated JSON', Buffer.from('{"id":12')],
    ['bytes that are not UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22])],
  ])('with %s is malformed', async (_what, bytes) => {
    await using server = await serveHttp((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(bytes)
    })
    expect((await open().request(get(at(server)))).body.kind).toBe('malformed-json')
  })

  it('without a body is empty', async () => {
    await using server = await serveHttp((_request, response) => {
      response.writeHead(204, { 'content-type': 'application/json' }).end()
    })
    expect((await open().request(get(at(server)))).body).toEqual({ kind: 'empty' })
  })

  it('is requested uncompressed, and never decompressed', async () => {
    let accepted: string | undefined
    await using server = await serveHttp((request, response) => {
      accepted = request.headers['accept-encoding']
      response
        .writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
        .end(gzipSync(JSON.stringify({ bomb: '0'.repeat(1_000_000) })))
    })
    expect((await open().request(get(at(server)))).body).toEqual({
      kind: 'malformed-json',
      text: '(compressed as gzip, which was not requested)',
    })
    expect(accepted).toBe('identity')
  })

  it('with a redirect is only a status: the key is not sent elsewhere', async () => {
    const seen: (string | undefined)[] = []
    await using server = await serveHttp((request, response) => {
      seen.push(request.url)
      response.writeHead(307, { location: '/elsewhere' }).end()
    })
    const answer = await open().request({ ...get(at(server)), method: 'POST', json: {} })
    expect(answer).toMatchObject({ status: 307, headers: { location: '/elsewhere' } })
    expect(seen).toEqual(['/'])
  })

  it('larger than the limit is refused, with and without a declared length', async () => {
    await using server = await serveHttp((request, response) => {
      response.writeHead(200, request.url === '/declared' ? { 'content-length': 10_001 } : {})
      response.end('x'.repeat(10_001))
    })
    for (const path of ['/declared', '/chunked'])
      expect(await failureOf(open().request(get(at(server, path))))).toMatchObject({
        failure: 'too-large',
        maybeSent: true,
      })
  })

  it('that arrives slowly is aborted at the deadline, even while data arrives', async () => {
    await using server = await serveHttp((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const drip = setInterval(() => response.write(' '), 20)
      response.on('close', () => clearInterval(drip))
    })
    const failure = await failureOf(open({ deadlineMs: 200 }).request(get(at(server))))
    expect(failure).toMatchObject({ failure: 'deadline', maybeSent: true })
    expect(failure.durationMs).toBeGreaterThanOrEqual(190)
  })

  it('that never starts ends at the deadline', async () => {
    await using server = await serveHttp(() => {})
    expect(await failureOf(open({ deadlineMs: 150 }).request(get(at(server))))).toMatchObject({
      failure: 'deadline',
      maybeSent: true,
    })
  })

  it('that ends early is reported as dropped, not as a short response', async () => {
    await using server = await serveTcp((socket) => {
      socket.once('data', () =>
        socket.end('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{"id":1}'),
      )
    })
    expect(await failureOf(open().request(get(at(server))))).toMatchObject({
      failure: 'dropped',
      maybeSent: true,
    })
  })

  it('that is not HTTP is reported as such', async () => {
    await using server = await serveTcp((socket) => {
      socket.once('data', () => socket.end('SSH-2.0-OpenSSH_9.2\r\n'))
    })
    const failure = await failureOf(open().request(get(at(server))))
    expect(failure).toMatchObject({ failure: 'dropped', maybeSent: true })
    expect(failure.message).toContain('not HTTP')
  })
})

describe('a request', () => {
  it('has its own connection, and is sent once even if that connection breaks', async () => {
    let requests = 0
    await using server = await serveTcp((socket) => {
      socket.once('data', () => {
        requests += 1
        socket.destroy()
      })
    })
    const http = open()
    const post: PanelRequest = { method: 'POST', url: at(server), headers: {}, json: {} }
    for (let count = 1; count <= 3; count += 1) {
      expect(await failureOf(http.request(post))).toMatchObject({ failure: 'dropped', maybeSent: true })
      expect([requests, server.connections()]).toEqual([count, count])
    }
  })

  it('closes its connection after the response', async () => {
    const closed = Promise.withResolvers<void>()
    await using server = await serveHttp((request, response) => {
      request.socket.once('close', () => closed.resolve())
      response.writeHead(200, { connection: 'keep-alive' }).end('ok')
    })
    await open().request(get(at(server)))
    await closed.promise
  })

  it('cannot get another header or framing through a value', async () => {
    let headers: Record<string, unknown> = {}
    await using server = await serveHttp((request, response) => {
      headers = request.headers
      response.end('ok')
    })
    await open().request({
      method: 'POST',
      url: at(server),
      headers: { 'X-API-Key': 'npk_1\r\nx-evil: 1', 'bad name': 'x', 'Content-Length': '0', Host: 'evil' },
      json: { a: 1 },
    })
    expect(headers).toMatchObject({
      'x-api-key': 'npk_1x-evil: 1',
      'content-type': 'application/json',
      'content-length': '7',
      host: `127.0.0.1:${server.port}`,
    })
    expect(headers).not.toHaveProperty('x-evil')
  })

  it('that is refused was not sent', async () => {
    const server = await serveTcp(() => {})
    const url = at(server)
    await server[Symbol.asyncDispose]()
    expect(await failureOf(open().request(get(url)))).toMatchObject({ failure: 'refused', maybeSent: false })
  })

  it('to a name without an address was not sent', async () => {
    const resolve = () => Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }))
    const failure = await failureOf(open({ resolve }).request(get('http://panel.example:9000/')))
    expect(failure).toMatchObject({ failure: 'dns', maybeSent: false })
    expect(failure.message).toContain('panel.example')
  })

  it('whose name lookup hangs ends at the connect timeout', async () => {
    const http = open({ connectTimeoutMs: 100, resolve: () => new Promise(() => {}) })
    expect(await failureOf(http.request(get('http://panel.example/')))).toMatchObject({
      failure: 'dns',
      maybeSent: false,
    })
  })

  it('in progress when the client is closed is aborted', async () => {
    const http = open()
    await using server = await serveHttp(() => http.close())
    expect(await failureOf(http.request(get(at(server))))).toMatchObject({ maybeSent: true })
  })
})

describe('an address that is not allowed', () => {
  it.each([
    ['http://10.1.2.3:9000/', '10.1.2.3/32'],
    ['http://[::1]:9000/', '::1/128'],
    ['http://[::ffff:127.0.0.1]:9000/', '127.0.0.1/32'],
    ['http://2130706433:9000/', '127.0.0.1/32'],
    ['http://0x7f.1:9000/', '127.0.0.1/32'],
  ])('is refused in %s, with the setting and the entry to add', async (url, cidr) => {
    const failure = await failureOf(open({ allowedNetworks: [] }).request(get(url)))
    expect(failure).toMatchObject({ failure: 'address-not-allowed', maybeSent: false })
    for (const text of [failure.message, failure.remedy]) {
      expect(text).toContain('PANEL_ALLOWED_NETWORKS')
      expect(text).toContain(cidr)
    }
  })

  it.each([
    'http://169.254.169.254/latest/meta-data',
    'http://0:9000/',
  ])('is refused in %s, without a setting to change', async (url) => {
    const failure = await failureOf(open({ allowedNetworks: ['0.0.0.0/0'] }).request(get(url)))
    expect(failure).toMatchObject({ failure: 'address-not-allowed', maybeSent: false })
    for (const text of [failure.message, failure.remedy]) expect(text).not.toContain('PANEL_ALLOWED_NETWORKS')
  })

  it('is also refused behind a name, and never connected to', async () => {
    await using server = await serveHttp((_request, response) => response.end('secret'))
    const resolve = async () => [{ address: '127.0.0.1', family: 4 }]
    const http = open({ allowedNetworks: [], resolve })
    const failure = await failureOf(http.request(get(`http://panel.example:${server.port}/`)))
    expect(failure).toMatchObject({ failure: 'address-not-allowed', maybeSent: false })
    expect(failure.message).toContain('panel.example resolves to 127.0.0.1')
    expect(server.connections()).toBe(0)
  })

  it('has no effect if DNS changes between check and connection: a name is resolved once', async () => {
    await using server = await serveHttp((_request, response) => response.end('here'))
    let lookups = 0
    const resolve = async () => {
      lookups += 1
      return [{ address: lookups === 1 ? '127.0.0.1' : '169.254.169.254', family: 4 }]
    }
    const answer = await open({ resolve }).request(get(`http://panel.example:${server.port}/`))
    expect([answer.status, lookups]).toEqual([200, 1])
  })

  it('is skipped if the name also has an allowed address', async () => {
    await using server = await serveHttp((_request, response) => response.end('here'))
    const resolve = async () => [
      { address: '10.255.255.1', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ]
    expect((await open({ resolve }).request(get(`http://panel.example:${server.port}/`))).status).toBe(200)
  })
})

describe('TLS', () => {
  const url = (server: { port: number }) => `https://localhost:${server.port}/`

  it('is used if the certificate is valid', async () => {
    await using server = await serveHttps('valid', (_request, response) => response.end('ok'))
    const http = open({ allowedNetworks: ['127.0.0.0/8', '::1/128'] })
    expect((await http.request({ ...get(url(server)), ca: authority() })).status).toBe(200)
    expect(
      (await http.request({ ...get(`https://127.0.0.1:${server.port}/`), ca: authority() })).status,
    ).toBe(200)
  })

  it.each([
    ['self-signed', 'self-signed'],
    ['expired', 'has expired'],
    ['other-name', 'issued for another name'],
  ])('refuses the %s certificate before anything is sent', async (name, words) => {
    let requests = 0
    await using server = await serveHttps(name, (_request, response) => {
      requests += 1
      response.end('ok')
    })
    const failure = await failureOf(open().request({ ...get(url(server)), ca: authority() }))
    expect(failure).toMatchObject({ failure: 'tls', maybeSent: false })
    expect(failure.message).toContain(words)
    expect(requests).toBe(0)
  })

  it('refuses an unknown authority, even if the environment disables verification', async () => {
    await using server = await serveHttps('valid', (_request, response) => response.end('ok'))
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
    try {
      const failure = await failureOf(open().request(get(url(server))))
      expect(failure).toMatchObject({ failure: 'tls', maybeSent: false })
      expect(failure.remedy).toContain('CA Certificate')
    } finally {
      delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
    }
  })

  it('reports a port that uses plain http', async () => {
    await using server = await serveHttp((_request, response) => response.end('ok'))
    const failure = await failureOf(open().request(get(url(server))))
    expect(failure).toMatchObject({ maybeSent: false })
    expect(failure.remedy).toContain('http://')
  })

  it('that hangs in the handshake ends at the connect timeout and leaves no socket open', async () => {
    const closed = Promise.withResolvers<void>()
    await using server = await serveTcp((socket) => {
      socket.resume()
      void once(socket, 'close').then(() => closed.resolve())
    })
    expect(await failureOf(open({ connectTimeoutMs: 150 }).request(get(url(server))))).toMatchObject({
      failure: 'connect-timeout',
      maybeSent: false,
    })
    await closed.promise
  })
})

describe('a probe', () => {
  it('reports name, connection and certificate separately', async () => {
    await using server = await serveHttps('valid', () => {})
    const steps = await open().probe(`https://localhost:${server.port}`, authority())
    expect(steps.map(({ id, state }) => [id, state])).toEqual([
      ['dns', 'pass'],
      ['tcp', 'pass'],
      ['tls', 'pass'],
    ])
    expect(steps[1]?.localAddress).toBe('127.0.0.1')
  })

  it('warns that plain http is not encrypted', async () => {
    await using server = await serveHttp(() => {})
    const steps = await open().probe(`http://127.0.0.1:${server.port}`)
    expect(steps[2]).toMatchObject({ id: 'tls', state: 'warn' })
    expect(steps[2]?.message).toContain('unencrypted')
  })

  it('checks nothing after the failed step', async () => {
    await using server = await serveHttps('expired', () => {})
    const tls = await open().probe(`https://localhost:${server.port}`, authority())
    expect(tls.map(({ state }) => state)).toEqual(['pass', 'pass', 'fail'])
    expect(tls[2]).toMatchObject({ failure: 'tls' })
    const address = await open({ allowedNetworks: [] }).probe(`https://127.0.0.1:${server.port}`)
    expect(address.map(({ state }) => state)).toEqual(['pass', 'fail', 'not-checked'])
    expect(address[1]).toMatchObject({ failure: 'address-not-allowed' })
    const resolve = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }))
    const name = await open({ resolve }).probe('https://panel.example')
    expect(name.map(({ state }) => state)).toEqual(['fail', 'not-checked', 'not-checked'])
  })
})
