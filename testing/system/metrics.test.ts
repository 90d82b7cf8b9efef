import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { problemOf, send } from '../http-client.ts'
import { eventually, runProgram } from '../running-process.ts'
import { type RunningSystem, startSystem } from '../running-system.ts'
import { samplesIn, sampleValue } from './metrics-text.ts'
import { newCustomer, onboardWaiting, settled } from './onboarding.ts'

const token = 'metrics-token-of-the-tests-0123456789'
const secretKey = 'Nd3k8vQ0pZr5LxT7wYb2HsGf9JcUaE1m'
let system: RunningSystem
let serverId = ''
let monitorUrl = ''

beforeAll(async () => {
  system = await startSystem({
    database: 'postgres',
    env: {
      METRICS_TOKEN: token,
      METRICS_PORT: '0',
      SECRET_KEY: secretKey,
      // A hanging operation must still run when the next state is read, at most 10 s later.
      PANEL_DEADLINE_MS: '30000',
      ENGINE_LEASE_MS: '60000',
    },
  })
  const [, url = ''] = await system.server.says(/Metrics (http:\S+)\/metrics/)
  monitorUrl = url
  serverId = (await system.addServer({ name: 'Metrics "Server"' })).id
}, 180_000)
afterAll(() => system?.remove())

const scrape = async (url: string, authorization = `Bearer ${token}`) =>
  send(`${url}/metrics`, { headers: { authorization } })
const samples = async () => {
  const reply = await scrape(system.apiUrl)
  expect([reply.status, reply.headers['content-type']]).toEqual([200, expect.stringMatching(/^text\/plain/)])
  return samplesIn(reply.text)
}

describe('GET /metrics', () => {
  it('counts onboardings by kind, server and outcome, and requests by route', async () => {
    const { customer, hosting } = await onboardWaiting(system, newCustomer('metered'))
    await settled(system, hosting?.account.id ?? '')
    await system.admin('GET', `/api/v1/customers/${customer.id}`)
    await system.nobody('GET', '/api/v1/no-such-call/4711')
    await system.admin('GET', '/api/v1/no-such-call/4711')

    const found = await samples()
    const ofServer = { kind: 'create', server: serverId }
    expect(sampleValue(found, 'nextpanel_operation_runs_total', { ...ofServer, outcome: 'succeeded' })).toBe(
      1,
    )
    expect(sampleValue(found, 'nextpanel_attempts_total', { ...ofServer, outcome: 'succeeded' })).toBe(1)
    const requests = (method: string, route: string, status: string) =>
      sampleValue(found, 'nextpanel_http_request_duration_seconds_count', { method, route, status })
    expect(requests('POST', '/api/v1/customers', '2xx')).toBe(1)
    expect(requests('GET', '/api/v1/customers/{id}', '2xx')).toBe(1)
    expect(requests('GET', '/api/*', '4xx')).toBe(2)
    expect(requests('POST', '/api/auth/*', '2xx')).toBeGreaterThan(0)
    const durations = found.filter(({ name }) => name === 'nextpanel_http_request_duration_seconds_bucket')
    const routes = new Set(durations.map(({ labels }) => labels.route))
    expect([...routes].filter((route) => /\d{2,}|no-such-call/.test(route ?? ''))).toEqual([])
  })

  it('reports the state of servers, outboxes, hashing and the database, read at most every 10 s', async () => {
    const found = await eventually('the cached state has the account', async () => {
      const now = await samples()
      return sampleValue(now, 'nextpanel_server_slots_held', { server: serverId }) === 1 && now
    })
    const of = (name: string, labels?: Record<string, string>) =>
      sampleValue(found, `nextpanel_${name}`, labels)
    expect(of('state_read_success')).toBe(1)
    expect(of('info', { role: 'all' })).toBe(1)
    expect(of('server_info', { server: serverId, name: 'Metrics \\"Server\\"' })).toBe(1)
    expect(of('server_capacity', { server: serverId })).toBe(100)
    expect(of('server_breaker_state', { server: serverId, state: 'closed' })).toBe(1)
    for (const name of [
      'mail_outbox_waiting',
      'mail_outbox_oldest_age_seconds',
      'webhook_outbox_waiting',
      'webhook_outbox_oldest_age_seconds',
      'billing_run_last_end_timestamp_seconds',
      'books_check_last_timestamp_seconds',
      'hash_queue_running',
      'database_pool_waiting',
    ])
      expect({ name, value: of(name) }).toEqual({ name, value: 0 })
    expect(of('hash_queue_waiting', { caller: 'none' })).toBe(0)
    expect(of('database_pool_connections', { state: 'idle' })).toBeGreaterThan(0)
    expect(sampleValue(found, 'nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0)
    expect(sampleValue(found, 'process_resident_memory_bytes')).toBeGreaterThan(0)
  })

  it('reports open operations with the age of the oldest one', async () => {
    await system.sandbox.addFault({ fault: 'hang', path: 'create', times: 1 })
    const waiting = onboardWaiting(system, newCustomer('hanging'))
    await system.sandbox.hanging(1)
    const found = await eventually('the cached state has the operation', async () => {
      const now = await samples()
      const open = now.filter(({ name }) => name === 'nextpanel_operations_open')
      return open.length > 0 && now
    })
    const running = { server: serverId, status: 'running' }
    expect(sampleValue(found, 'nextpanel_operations_open', { ...running, kind: 'create' })).toBe(1)
    expect(sampleValue(found, 'nextpanel_operations_oldest_age_seconds', running)).toBeGreaterThan(0)
    await system.sandbox.clearFaults()
    const { hosting } = await waiting
    await settled(system, hosting?.account.id ?? '')
  }, 60_000)

  it('contains no data of customers', async () => {
    const { text } = await scrape(system.apiUrl)
    expect(text).not.toMatch(/metered|hanging|@example|Customer /)
  })

  it.each([
    ['no token', ''],
    ['another token', 'Bearer another-token-of-the-tests-01234567'],
    ['a part of the token', `Bearer ${token.slice(0, -1)}`],
    ['another scheme', `Basic ${token}`],
  ])('refuses %s with 401 on every port', async (_, authorization) => {
    for (const url of [system.apiUrl, system.webUrl, monitorUrl]) {
      const reply = await scrape(url, authorization)
      expect([reply.status, problemOf(reply).code]).toEqual([401, 'not-signed-in'])
      expect(reply.text).not.toContain('nextpanel_info')
    }
  })

  it('refuses the session of the administrator: only the token counts', async () => {
    expect((await system.admin('GET', '/metrics')).status).toBe(401)
  })
})

describe('METRICS_PORT', () => {
  it('serves health, readiness and metrics, and nothing else', async () => {
    expect((await scrape(monitorUrl)).status).toBe(200)
    expect((await send(`${monitorUrl}/health`)).status).toBe(200)
    expect((await send(`${monitorUrl}/ready`)).status).toBe(200)
    for (const path of ['/', '/api/v1/me', '/docs', '/openapi.json'])
      expect((await send(`${monitorUrl}${path}`)).status).toBe(404)
  })

  it('serves a worker, without a token on the loopback address, but not under a foreign name', async () => {
    const worker = runProgram('server/main.ts', {
      ROLE: 'worker',
      DATABASE_URL: system.databaseUrl ?? '',
      SECRET_KEY: secretKey,
      DATA_DIR: `${system.dataDir}-worker`,
      METRICS_PORT: '0',
    })
    try {
      const [, url = ''] = await worker.says(/Metrics (http:\S+)\/metrics/, 60_000)
      await eventually('the worker is ready', async () => (await send(`${url}/ready`)).status === 200)
      const { status, text } = await send(`${url}/metrics`)
      expect(status).toBe(200)
      expect(sampleValue(samplesIn(text), 'nextpanel_info', { role: 'worker' })).toBe(1)
      const foreign = await send(`${url}/metrics`, { headers: { host: 'attacker.example' } })
      expect(foreign.status).toBe(421)
    } finally {
      await worker.terminate()
    }
  }, 90_000)
})

describe('A server without METRICS_TOKEN and METRICS_PORT', () => {
  it('has no metrics', async () => {
    await system.server.terminate()
    await system.start({ METRICS_TOKEN: undefined, METRICS_PORT: undefined })
    for (const url of [system.apiUrl, system.webUrl])
      for (const authorization of ['', `Bearer ${token}`])
        expect((await scrape(url, authorization)).status).toBe(404)
    expect(system.server.output()).not.toContain('Metrics http')
  }, 60_000)
})
