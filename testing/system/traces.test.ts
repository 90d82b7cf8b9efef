import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { onboarded } from '#contracts/customers/schemas.ts'
import { bodyOf, send } from '../http-client.ts'
import { eventually, type RunningProcess, runProgram } from '../running-process.ts'
import { type RunningSystem, shortSettings, startSystem } from '../running-system.ts'
import {
  attributesOf,
  type CollectedSpan,
  startTraceCollector,
  type TraceCollector,
} from '../trace-collector.ts'
import { logLinesIn } from './log-lines.ts'
import { samplesIn, sampleValue } from './metrics-text.ts'
import { hostingPassword, loginPassword, newCustomer, onboard, onboardWaiting } from './onboarding.ts'

const secretKey = 'Kd3k8vQ0pZr5LxT7wYb2HsGf9JcUaE1m'
const token = 'metrics-token-of-the-tests-0123456789'
const collectorKey = 'planted-key-of-the-collector'
const callersTrace = '4bf92f3577b34da6a3ce929d0e0e4736'
const callersSpan = '00f067aa0ba902b7'

let collector: TraceCollector
let system: RunningSystem
let worker: RunningProcess
let serverId = ''
let panelSecrets: string[] = []

beforeAll(async () => {
  collector = await startTraceCollector()
  const tracing = {
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_HEADERS: `x-collector-key=${collectorKey}`,
    OTEL_SERVICE_NAME: 'billing-test',
    SECRET_KEY: secretKey,
    PANEL_ALLOWED_NETWORKS: '127.0.0.0/8',
  }
  system = await startSystem({
    database: 'postgres',
    env: { ...tracing, ROLE: 'web', METRICS_TOKEN: token },
  })
  worker = runProgram('server/main.ts', {
    ...shortSettings,
    ...tracing,
    ROLE: 'worker',
    DATABASE_URL: system.databaseUrl ?? '',
    DATA_DIR: `${system.dataDir}-worker`,
    METRICS_PORT: '0',
  })
  const [, url = ''] = await worker.says(/Metrics (http:\S+)\/metrics/, 120_000)
  await eventually('the worker is ready', async () => (await send(`${url}/ready`)).status === 200, 60_000)
  const { apiKey, apiSecret } = await system.sandbox.createKey()
  panelSecrets = [apiKey, apiSecret]
  serverId = (await system.addServer({ apiKey, apiSecret })).id
}, 240_000)
afterAll(async () => {
  await worker?.kill()
  await system?.remove()
  await collector?.close()
})

const spansOf = (traceId: string) => collector.spans().filter((span) => span.traceId === traceId)
const withAttribute = (key: string, value: string | undefined) => (span: CollectedSpan) =>
  attributesOf(span)[key] === value

describe('A trace', () => {
  it('leads from the request over the operation in another process to each panel call', async () => {
    const reply = await onboard(system, newCustomer('traced'), {
      prefer: 'wait=30',
      traceparent: `00-${callersTrace}-${callersSpan}-00`,
    })
    const operationId = bodyOf(reply, 201, onboarded).hosting?.operation.id
    const requestId = reply.headers['x-request-id']
    const [request] = await eventually('the span of the request was sent', async () => {
      const found = collector.spans().filter(withAttribute('nextpanel.request.id', String(requestId)))
      return found.some(({ kind }) => kind === 2) && found.filter(({ kind }) => kind === 2)
    })
    const [operation] = await eventually('the span of the operation was sent', async () => {
      const found = spansOf(request?.traceId ?? '').filter(({ kind }) => kind === 5)
      return found.length > 0 && found
    })
    const calls = spansOf(request?.traceId ?? '').filter(({ kind }) => kind === 3)

    expect(request?.name).toBe('POST /api/v1/customers')
    expect(request?.parentSpanId).toBeUndefined()
    expect(request?.links).toEqual([{ traceId: callersTrace, spanId: callersSpan }])
    expect(attributesOf(request ?? fail())).toEqual({
      'http.request.method': 'POST',
      'http.route': '/api/v1/customers',
      'http.response.status_code': '201',
      'nextpanel.request.id': requestId,
    })
    expect(operation?.parentSpanId).toBe(request?.spanId)
    expect(attributesOf(operation ?? fail())).toEqual({
      'nextpanel.request.id': requestId,
      'nextpanel.operation.id': operationId,
      'nextpanel.operation.kind': 'create',
      'nextpanel.operation.queue': serverId,
      'nextpanel.operation.outcome': 'succeeded',
      'nextpanel.operation.attempts': '1',
    })
    expect(calls.map((call) => attributesOf(call)['nextpanel.panel.step'])).toEqual([
      'search',
      'create',
      'find-by-id',
    ])
    for (const call of calls) {
      expect(call.parentSpanId).toBe(operation?.spanId)
      expect(attributesOf(call)).toMatchObject({
        'nextpanel.server.id': serverId,
        'nextpanel.panel.driver': 'nextpanel',
        'http.response.status_code': expect.stringMatching(/^2\d\d$/),
      })
      expect(BigInt(call.endTimeUnixNano) >= BigInt(call.startTimeUnixNano)).toBe(true)
    }
    const line = logLinesIn(worker.output()).find(
      ({ msg, requestId: id }) => msg === 'operation run' && id === requestId,
    )
    expect(line?.traceId).toBe(request?.traceId)
    expect(collector.header('x-collector-key')).toContain(collectorKey)
  }, 60_000)

  it('is neither chosen nor suppressed by a caller without a session', async () => {
    const trace = '5bf92f3577b34da6a3ce929d0e0e4737'
    const reply = await system.nobody('GET', '/api/v1/customers?q=planted-query-text', {
      headers: { traceparent: `00-${trace}-${callersSpan}-00`, tracestate: 'planted=state' },
    })
    expect(reply.status).toBe(401)
    const span = await eventually('the span of the refused request was sent', async () =>
      collector.spans().find(withAttribute('nextpanel.request.id', String(reply.headers['x-request-id']))),
    )
    expect(span.traceId).not.toBe(trace)
    expect([span.parentSpanId, span.links]).toEqual([undefined, []])
  }, 60_000)

  it('has no secret, no query and no data of customers', async () => {
    await system.signIn({ email: 'planted-login@example.com', password: 'planted-wrong-password' })
    await system.admin('GET', '/api/v1/customers?search=planted-query-text')
    const marked = await system.admin('GET', '/api/v1/planted-path/planted-customer')
    await eventually('the last span was sent', async () =>
      collector.spans().find(withAttribute('nextpanel.request.id', String(marked.headers['x-request-id']))),
    )
    const text = collector.text()
    expect(text).toContain('billing-test')
    const cookie = system.adminCookie.split('=')[1] ?? fail()
    for (const planted of [...panelSecrets, loginPassword, hostingPassword, secretKey, collectorKey, cookie])
      expect(text).not.toContain(planted)
    for (const planted of ['planted', 'traced', 'Customer ', '@', '127.0.0.1', '?'])
      expect(text).not.toContain(planted)
    const keys = new Set(collector.spans().flatMap((span) => Object.keys(attributesOf(span))))
    expect([...keys].toSorted()).toEqual(
      [
        'error.type',
        'http.request.method',
        'http.response.status_code',
        'http.route',
        'nextpanel.operation.attempts',
        'nextpanel.operation.id',
        'nextpanel.operation.kind',
        'nextpanel.operation.outcome',
        'nextpanel.operation.queue',
        'nextpanel.panel.driver',
        'nextpanel.panel.requests',
        'nextpanel.panel.step',
        'nextpanel.request.id',
        'nextpanel.server.id',
      ].filter((key) => key !== 'error.type' || keys.has(key)),
    )
  }, 60_000)
})

describe('A collector that does not work', () => {
  it.each(['nonsense', 'unavailable', 'hang'] as const)('does not affect onboarding: %s', async (mode) => {
    collector.mode = mode
    const before = collector.requests()
    const { hosting } = await onboardWaiting(system, newCustomer(`on${mode}`))
    expect(hosting?.operation.status).toBe('succeeded')
    await eventually('the collector was reached', async () => collector.requests() > before, 70_000)
    expect((await system.nobody('GET', '/health')).status).toBe(200)
  }, 120_000)

  it('does not delay the stop, and the spans that wait are counted', async () => {
    collector.mode = 'hang'
    await onboardWaiting(system, newCustomer('last'))
    const metrics = samplesIn(
      (await send(`${system.apiUrl}/metrics`, { headers: { authorization: `Bearer ${token}` } })).text,
    )
    expect(sampleValue(metrics, 'nextpanel_trace_spans_exported_total')).toBeGreaterThan(0)
    const stops = await Promise.all([worker.terminate(), system.server.terminate()])
    for (const { code, tookMs } of stops) {
      expect(code).toBe(0)
      expect(tookMs).toBeLessThan(20_000)
    }
  }, 60_000)
})

const fail = (): never => {
  throw new Error('The span is missing.')
}
