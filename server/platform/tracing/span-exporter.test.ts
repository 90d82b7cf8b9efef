import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createLog } from '#server/platform/log/index.ts'
import { StoreFailure, type StoreHttp } from '#server/platform/outbound/index.ts'
import { spansDropped, spansExported } from './metrics.ts'
import { Span } from './span.ts'
import { mostWaiting, SpanExporter } from './span-exporter.ts'

type Answer = 'hang' | 'down' | { readonly status: number; readonly body: string }

let sent: number[] = []
let answer: Answer = { status: 200, body: '{}' }
let running = 0
let lines: string[] = []

const http: StoreHttp = async ({ body }) => {
  running += 1
  expect(running).toBe(1)
  sent.push(JSON.parse(String(body)).resourceSpans[0].scopeSpans[0].spans.length)
  try {
    if (answer === 'hang') await new Promise(() => {})
    if (answer === 'down') throw new StoreFailure('The collector refused the connection.')
    return { status: 503, headers: {}, ...(typeof answer === 'object' ? answer : {}), body: bodyOf(answer) }
  } finally {
    running -= 1
  }
}
const bodyOf = (given: Answer) => Buffer.from(typeof given === 'object' ? given.body : '')

const open = () =>
  new SpanExporter({
    url: 'http://collector.example/v1/traces',
    headers: { 'x-key': 'planted' },
    resource: { serviceName: 'test', version: '0' },
    http,
    log: createLog({ level: 'info', destination: { write: (line) => void lines.push(line) } }),
  })
const endedSpan = () => {
  const span = new Span({ name: 'test', kind: 'internal', parent: null, isSampled: () => true })
  span.end()
  return span
}
const add = (exporter: SpanExporter, count: number) => {
  for (let number = 0; number < count; number += 1) exporter.add(endedSpan())
}
const dropped = async (reason: string) =>
  (await spansDropped.get()).values.find(({ labels }) => labels.reason === reason)?.value ?? 0
const exported = async () => (await spansExported.get()).values[0]?.value ?? 0

beforeEach(() => {
  vi.useFakeTimers()
  spansDropped.reset()
  spansExported.reset()
  sent = []
  lines = []
  running = 0
  answer = { status: 200, body: '{}' }
})
afterEach(() => {
  vi.useRealTimers()
})

it('sends a batch after 5 s, and a full one at once', async () => {
  const exporter = open()
  add(exporter, 3)
  await vi.advanceTimersByTimeAsync(4_999)
  expect(sent).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  expect(sent).toEqual([3])
  add(exporter, 600)
  await vi.advanceTimersByTimeAsync(1)
  expect(sent).toEqual([3, 512])
  await vi.advanceTimersByTimeAsync(5_000)
  expect(sent).toEqual([3, 512, 88])
  expect(await exported()).toBe(603)
})

it('keeps at most 2,048 spans beside the request that hangs, and counts the others', async () => {
  answer = 'hang'
  const exporter = open()
  add(exporter, 512)
  await vi.advanceTimersByTimeAsync(1)
  expect(sent).toEqual([512])
  add(exporter, mostWaiting + 100)
  await vi.advanceTimersByTimeAsync(600_000)
  expect(sent).toEqual([512])
  expect(await dropped('queue-full')).toBe(100)
})

it('tries again with longer waits while the collector is down, warns once, and sends everything later', async () => {
  answer = 'down'
  const exporter = open()
  add(exporter, 10)
  await vi.advanceTimersByTimeAsync(5_000 + 10_000 + 20_000)
  expect(sent).toEqual([10, 10, 10])
  await vi.advanceTimersByTimeAsync(40_000 + 60_000 + 60_000)
  expect(sent).toHaveLength(6)
  expect(lines).toHaveLength(1)
  expect(lines.join()).toContain('The collector refused the connection.')
  expect(lines.join()).not.toContain('planted')
  answer = { status: 200, body: '' }
  await vi.advanceTimersByTimeAsync(60_000)
  expect([await exported(), await dropped('queue-full'), lines.length]).toEqual([10, 0, 2])
})

it.each<[string, Answer, { exported: number; rejected: number }]>([
  ['a page', { status: 200, body: '<html>' }, { exported: 4, rejected: 0 }],
  ['a number', { status: 200, body: '7' }, { exported: 4, rejected: 0 }],
  [
    'a partial success',
    { status: 200, body: '{"partialSuccess":{"rejectedSpans":"3"}}' },
    { exported: 1, rejected: 3 },
  ],
  [
    'too many rejected',
    { status: 200, body: '{"partialSuccess":{"rejectedSpans":"999"}}' },
    { exported: 0, rejected: 4 },
  ],
  [
    'a negative number',
    { status: 200, body: '{"partialSuccess":{"rejectedSpans":-3}}' },
    { exported: 4, rejected: 0 },
  ],
  ['400', { status: 400, body: 'bad' }, { exported: 0, rejected: 4 }],
  ['a redirect', { status: 302, body: '' }, { exported: 0, rejected: 4 }],
])('survives %s, and counts what was not accepted', async (_, given, expected) => {
  answer = given
  const exporter = open()
  add(exporter, 4)
  await vi.advanceTimersByTimeAsync(5_000)
  expect({ exported: await exported(), rejected: await dropped('rejected') }).toEqual(expected)
  await vi.advanceTimersByTimeAsync(120_000)
  expect(sent).toEqual([4])
})

it('sends the rest when it stops, and counts the spans that a hanging collector did not take', async () => {
  const exporter = open()
  add(exporter, 5)
  await exporter.stop(2_000)
  expect([sent, await exported()]).toEqual([[5], 5])
  answer = 'hang'
  const hanging = open()
  add(hanging, 520)
  await vi.advanceTimersByTimeAsync(1)
  const stopped = hanging.stop(2_000)
  await vi.advanceTimersByTimeAsync(2_000)
  await stopped
  hanging.add(endedSpan())
  expect(await dropped('stopped')).toBe(9)
})
