import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { retryAfterMs } from './src/errors.ts'
import {
  type Client,
  ConnectionError,
  createClient,
  followOperation,
  isProblem,
  ProblemError,
  UnexpectedResponseError,
} from './src/index.ts'
import { delayBefore } from './src/retry.ts'

interface Received {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}
type Answer = (response: ServerResponse, received: Received) => void

let server: Server
let received: Received[]
/** The answer to each request, in order. The last one answers all others. */
let answers: Answer[]
let baseUrl: string
let client: Client

beforeEach(async () => {
  received = []
  answers = []
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { method = '', url = '', headers } = request
    const one = { method, url, headers, body: Buffer.concat(chunks).toString() }
    received.push(one)
    const answer = answers.length > 1 ? answers.shift() : answers[0]
    answer?.(response, one)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  client = createClient({ baseUrl, token: 'npb_test', retry: { firstDelayMs: 1 } })
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

const json =
  (body: unknown, status = 200): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }
const problem =
  (status: number, code: string, headers: Record<string, string> = {}): Answer =>
  (response) => {
    const body = { type: 'about:blank', title: '', status, detail: `It is ${code}.`, code, requestId: 'r1' }
    response
      .writeHead(status, { 'content-type': 'application/problem+json', ...headers })
      .end(JSON.stringify(body))
  }
const dropped: Answer = (response) => void response.socket?.destroy()
const page = (items: unknown[], nextCursor: string | null = null) => json({ items, nextCursor })
const keys = () => received.map(({ headers }) => headers['idempotency-key'])

describe('A request', () => {
  it('carries path, query, body, token and headers of the call', async () => {
    answers = [page([])]
    await client.customers.list({ search: 'a&b', limit: 5, serverId: undefined })
    await client.customers.change({ id: 'x/y', fullName: 'Z' }, { waitSeconds: 3 })
    expect(received[0]).toMatchObject({
      method: 'GET',
      url: '/api/v1/customers?search=a%26b&limit=5',
      body: '',
    })
    expect(received[0]?.headers.authorization).toBe('Bearer npb_test')
    expect(received[0]?.headers['idempotency-key']).toBeUndefined()
    expect(received[1]).toMatchObject({
      method: 'PATCH',
      url: '/api/v1/customers/x%2Fy',
      body: '{"fullName":"Z"}',
    })
    expect(received[1]?.headers.prefer).toBe('wait=3')
  })

  it('is refused without the id in its path, before anything is sent', async () => {
    await expect(client.customers.get({ id: '' })).rejects.toThrow('needs "id"')
    expect(received).toEqual([])
  })

  it.each([
    'ftp://a.example',
    'https://a.example/api',
    'https://u:p@a.example',
    'nonsense',
    '',
  ])('cannot have the base URL %j', (wrong) => {
    expect(() => createClient({ baseUrl: wrong, token: 'npb_x' })).toThrow(TypeError)
  })

  it('cannot have a token that would break a header, which is not in the message', () => {
    expect(() => createClient({ baseUrl, token: 'npb_secret\n' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('secret') }),
    )
  })
})

describe('A retry', () => {
  it('of a POST sends the same key and body until it is answered', async () => {
    answers = [
      dropped,
      problem(503, 'database-unavailable'),
      problem(429, 'too-many-requests'),
      json({ customer: {} }),
    ]
    await client.customers.create({ email: 'a@b.example', fullName: 'A' })
    expect(received).toHaveLength(4)
    expect(new Set(keys()).size).toBe(1)
    expect(keys()[0]).toMatch(/^[\da-f-]{36}$/)
    expect(new Set(received.map(({ body }) => body)).size).toBe(1)
  })

  it('has another key for another call, and the key of the caller', async () => {
    answers = [json({})]
    await client.engine.resume()
    await client.engine.resume()
    await client.engine.resume({ idempotencyKey: 'mine' })
    const [one, two, three] = keys()
    expect(one).not.toBe(two)
    expect(three).toBe('mine')
  })

  it('ends with the error after the last try', async () => {
    answers = [problem(503, 'database-unavailable')]
    const error = await client.customers.list({}, { retries: 2 }).catch((reason: unknown) => reason)
    expect(isProblem(error, 'database-unavailable')).toBe(true)
    expect(received).toHaveLength(3)
  })

  it('is not made after a refusal', async () => {
    answers = [problem(409, 'email-taken')]
    await expect(client.customers.create({ email: 'a@b.example', fullName: 'A' })).rejects.toMatchObject({
      name: 'ProblemError',
      status: 409,
      code: 'email-taken',
      message: 'It is email-taken.',
      requestId: 'r1',
      errors: [],
    })
    expect(received).toHaveLength(1)
  })

  it('waits as long as Retry-After says, or abandons the call if that is too long', async () => {
    answers = [problem(429, 'too-many-requests', { 'retry-after': '1' }), page([])]
    const startedAt = performance.now()
    await client.customers.list()
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(990)
    answers = [problem(429, 'too-many-requests', { 'retry-after': '3600' })]
    await expect(client.customers.list()).rejects.toMatchObject({ retryAfterMs: 3_600_000 })
  })

  it('doubles the limit of a random wait', () => {
    const waits = [1, 2, 3, 9].map((retry) =>
      delayBefore(retry, new Error(), { firstDelayMs: 100, longestDelayMs: 1000 }, () => 1),
    )
    expect(waits).toEqual([100, 200, 400, 1000])
    expect(delayBefore(1, new Error(), {}, () => 0)).toBe(0)
  })

  it.each([
    ['5', 5000],
    ['Sun, 29 Nov 2026 15:00:10 GMT', 10_000],
    ['Sun, 29 Nov 2026 14:00:00 GMT', 0],
    ['soon', null],
    [null, null],
  ])('reads Retry-After %j', (header, ms) => {
    expect(retryAfterMs(header, Date.parse('2026-11-29T15:00:00Z'))).toBe(ms)
  })

  it('sends a Blob again, and a stream only once', async () => {
    answers = [problem(503, 'database-unavailable'), json({ id: 'i' })]
    await client.imports.create({ fileName: 'a.csv', body: new Blob(['Email\n']) })
    expect(received.map(({ body }) => body)).toEqual(['Email\n', 'Email\n'])
    expect(received[0]?.url).toBe('/api/v1/imports?fileName=a.csv')
    expect(received[0]?.headers['content-type']).toBe('text/csv')
    answers = [problem(503, 'database-unavailable'), json({ id: 'i' })]
    async function* chunks() {
      yield new TextEncoder().encode('Email\n')
      yield new TextEncoder().encode('a@b.example\n')
    }
    await expect(client.imports.create({ fileName: 'a.csv', body: chunks() })).rejects.toThrow(ProblemError)
    expect(received.at(-1)?.body).toBe('Email\na@b.example\n')
    expect(received).toHaveLength(3)
  })
})

describe('An answer', () => {
  it('from something else is named, and a redirect is not followed', async () => {
    answers = [(response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>')]
    await expect(client.customers.list()).rejects.toThrow(UnexpectedResponseError)
    answers = [(response) => void response.writeHead(404, { 'content-type': 'text/html' }).end('<html>')]
    await expect(client.customers.list()).rejects.toThrow('not as NextPanel Billing answers')
    answers = [(response) => void response.writeHead(302, { location: 'https://thief.example/' }).end()]
    await expect(client.customers.list()).rejects.toThrow('redirects to https://thief.example/')
    expect(received).toHaveLength(3)
  })

  it('that does not arrive ends with the time limit or the signal', async () => {
    answers = [() => {}]
    await expect(client.customers.list({}, { timeoutMs: 50, retries: 1 })).rejects.toThrow(
      /could not be reached after 2 tries: no response within 50 ms/,
    )
    const reason = new Error('stop')
    await expect(client.customers.list({}, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    const controller = new AbortController()
    answers = [() => controller.abort(reason)]
    await expect(client.customers.list({}, { signal: controller.signal })).rejects.toBe(reason)
  })

  it('that breaks off is requested again', async () => {
    const half: Answer = (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' })
      response.write('{"items": [', () => response.socket?.destroy())
    }
    answers = [half, page([1])]
    expect(await client.customers.list()).toEqual({ items: [1], nextCursor: null })
  })

  it('is awaited no longer between tries after the signal', async () => {
    const controller = new AbortController()
    const reason = new Error('stop')
    answers = [
      (response, one) => {
        problem(503, 'database-unavailable', { 'retry-after': '30' })(response, one)
        setTimeout(() => controller.abort(reason), 20)
      },
    ]
    await expect(client.customers.list({}, { signal: controller.signal })).rejects.toBe(reason)
    expect(received).toHaveLength(1)
  })

  it('of a server that cannot be reached has the reason', async () => {
    const nowhere = createClient({ baseUrl: 'http://127.0.0.1:1', token: 'npb_x', retry: { retries: 0 } })
    const error = await nowhere.customers.list().catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ConnectionError)
    expect(error).toMatchObject({
      message: expect.stringContaining('http://127.0.0.1:1 could not be reached: '),
    })
  })

  it('that is a file is streamed, with its name', async () => {
    answers = [
      (response) =>
        void response
          .writeHead(200, {
            'content-type': 'text/csv',
            'content-disposition': 'attachment; filename="a.csv"',
          })
          .end('Email\n'),
    ]
    const download = await client.customers.export()
    expect([download.fileName, download.contentType, await download.text()]).toEqual([
      'a.csv',
      'text/csv',
      'Email\n',
    ])
  })
})

describe('Pages', () => {
  it('are read as the loop needs them', async () => {
    answers = [page([1, 2], 'c1'), page([3], 'c2'), page([4])]
    const seen: unknown[] = []
    for await (const customer of client.customers.all({ search: 'x' })) {
      seen.push(customer)
      if (seen.length === 3) break
    }
    expect(seen).toEqual([1, 2, 3])
    expect(received.map(({ url }) => url)).toEqual([
      '/api/v1/customers?limit=100&search=x',
      '/api/v1/customers?limit=100&search=x&cursor=c1',
    ])
  })
})

describe('Events', () => {
  const stream =
    (...chunks: (string | Buffer)[]): Answer =>
    (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      const next = () => {
        const chunk = chunks.shift()
        if (chunk === undefined) response.end()
        else response.write(chunk, () => setImmediate(next))
      }
      next()
    }
  const event = (data: unknown) => `event: message\ndata: ${JSON.stringify(data)}\n\n`
  const statuses = async () => {
    const seen: string[] = []
    for await (const { status } of followOperation(client, 'o', { pollMs: 1 })) seen.push(status)
    return seen
  }

  it('are read across chunks, comments and characters of several bytes', async () => {
    const bytes = Buffer.from(`: keep-alive\n\n${event({ status: 'müde' })}event: done\n\n`)
    answers = [stream(...[...bytes].map((byte) => Buffer.of(byte)))]
    const seen: unknown[] = []
    for await (const one of client.operations.events({ id: 'o' })) seen.push(one)
    expect(seen).toEqual([{ status: 'müde' }])
  })

  it('are followed again after an interruption, until the operation is settled', async () => {
    answers = [
      stream(event({ status: 'queued' }), 'event: message\ndata: {"sta'),
      json({ status: 'running' }),
      stream(event({ status: 'running' }), event({ status: 'succeeded' }), event({ status: 'never' })),
    ]
    expect(await statuses()).toEqual(['queued', 'running', 'running', 'succeeded'])
  })

  it('are replaced with reads if the server allows no further stream', async () => {
    const crowded = problem(429, 'too-many-requests', { 'retry-after': '3600' })
    answers = [crowded, json({ status: 'running' }), crowded, json({ status: 'needs-person' })]
    expect(await statuses()).toEqual(['running', 'needs-person'])
  })

  it('end with the refusal of a revoked token', async () => {
    answers = [stream(event({ status: 'running' })), problem(401, 'api-token-invalid')]
    await expect(statuses()).rejects.toThrow('It is api-token-invalid.')
  })
})
