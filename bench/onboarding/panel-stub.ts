import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'

/**
 * A panel that only answers the billing API after a configurable latency, so that it uses as little as possible
 * of the measured machine. Unlike the sandbox, it has no faults, stores nothing and checks very little.
 *
 *   node bench/onboarding/panel-stub.ts [--latency 50]
 *
 * Control: `PUT /_stub/latency/300`, `GET /_stub/log`, `DELETE /_stub/log`.
 */
const { values } = parseArgs({ options: { latency: { type: 'string', default: '0' } } })

interface Account {
  readonly id: number
  readonly username: string
  readonly email: string
  readonly billing_id: string | null
  status: 'active' | 'suspended'
}

/** Arrival of a request and departure of its response, in milliseconds of this process. */
interface Logged {
  readonly kind: string
  readonly from: number
  readonly to: number
}

const apiKey = 'npk_bench_0123456789abcdef'
const apiSecret = 'nps_bench_0123456789abcdef'
const accountsPath = '/api/v1/billing/accounts'
const longestBody = 65_536
const longestLog = 200_000

const byId = new Map<number, Account>()
const byName = new Map<string, Account>()
const byEmail = new Map<string, Account>()
const byMarker = new Map<string, Account>()
let log: Logged[] = []
let latencyMs = Number(values.latency)

type Answer = readonly [status: number, body: unknown]

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
const missing = (field: string) => ({ loc: ['body', field], msg: 'Field required', type: 'missing' })

function create(body: Record<string, unknown>): Answer {
  const username = textOf(body.username)
  const email = textOf(body.email)
  if (username === null || email === null || textOf(body.password) === null)
    return [422, { detail: ['username', 'email', 'password'].map(missing) }]
  if (byName.has(username) || byEmail.has(email)) return [400, { detail: 'Username or email already exists' }]
  const account: Account = {
    id: byId.size + 1,
    username,
    email,
    billing_id: textOf(body.billing_id),
    status: 'active',
  }
  byId.set(account.id, account)
  byName.set(username, account)
  byEmail.set(email, account)
  if (account.billing_id !== null) byMarker.set(account.billing_id, account)
  return [201, account]
}

function list(query: URLSearchParams): Answer {
  const marker = query.get('billing_id')
  const username = query.get('username')
  if (marker === null && username === null) {
    const skip = Number(query.get('skip') ?? 0)
    return [200, [...byId.values()].slice(skip, skip + Number(query.get('limit') ?? 100))]
  }
  const found = marker === null ? byName.get(username ?? '') : byMarker.get(marker)
  return [200, found && (username === null || found.username === username) ? [found] : []]
}

function one(method: string, id: number, verb: string): Answer {
  const account = byId.get(id)
  if (!account) return [404, { detail: 'Account not found' }]
  if (verb === 'suspend') account.status = 'suspended'
  if (verb === 'unsuspend') account.status = 'active'
  if (method !== 'DELETE') return [200, account]
  byId.delete(id)
  byName.delete(account.username)
  byEmail.delete(account.email)
  if (account.billing_id !== null) byMarker.delete(account.billing_id)
  return [200, { success: true }]
}

/** Returns the name of a call, without ids and values. */
function kindOf(method: string, { pathname, searchParams }: URL): string {
  if (!pathname.startsWith(accountsPath)) return `${method} ${pathname}`
  const rest = pathname.slice(accountsPath.length).replace(/^\/\d+/, '/{id}')
  const by = ['billing_id', 'username'].filter((name) => searchParams.has(name)).map((name) => `?${name}`)
  return `${method} accounts${rest}${by.join('')}`
}

function answerTo(request: IncomingMessage, url: URL, body: Record<string, unknown>): Answer {
  if (url.pathname === '/api/health') return [200, { status: 'healthy' }]
  if (request.headers['x-api-key'] !== apiKey || request.headers['x-api-secret'] !== apiSecret)
    return [401, { detail: 'Invalid API key or secret' }]
  if (url.pathname === accountsPath) return request.method === 'POST' ? create(body) : list(url.searchParams)
  const [, id, verb = ''] = /^\/api\/v1\/billing\/accounts\/(\d+)(?:\/(\w+))?$/.exec(url.pathname) ?? []
  return id === undefined ? [404, { detail: 'Not Found' }] : one(request.method ?? 'GET', Number(id), verb)
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    bytes += chunk.length
    if (bytes > longestBody) throw new Error('The body is too large.')
    chunks.push(chunk)
  }
  return bytes === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString())
}

function control(request: IncomingMessage, { pathname }: URL): Answer {
  const [, latency] = /^\/_stub\/latency\/(\d{1,5})$/.exec(pathname) ?? []
  if (request.method === 'PUT' && latency !== undefined) {
    latencyMs = Number(latency)
    return [200, { latencyMs }]
  }
  if (pathname !== '/_stub/log') return [404, {}]
  if (request.method === 'DELETE') log = []
  return [200, log]
}

function respond(response: ServerResponse, [status, body]: Answer): void {
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  })
  response.end(text)
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  // Several servers may be the same stub, each with its own path.
  const url = new URL((request.url ?? '/').replace(/^\/s\d+(?=\/)/, ''), 'http://stub')
  if (url.pathname.startsWith('/_stub/')) return respond(response, control(request, url))
  const from = performance.now()
  const answer = answerTo(request, url, await bodyOf(request))
  if (latencyMs > 0) await delay(latencyMs)
  if (log.length < longestLog)
    log.push({ kind: kindOf(request.method ?? 'GET', url), from, to: performance.now() })
  respond(response, answer)
}

const server = createServer((request, response) => {
  serve(request, response).catch((error: unknown) => {
    if (!response.headersSent) respond(response, [500, { detail: String(error) }])
  })
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The stub has no port.')
  const { port } = address
  process.stdout.write(`panel stub http://127.0.0.1:${port} key ${apiKey} secret ${apiSecret}\n`)
})
