import { afterEach, expect, it } from 'vitest'
import { createLog } from '#server/platform/log/index.ts'
import { traceContext, withoutTrace, withTrace } from './context.ts'
import type { Span } from './span.ts'
import { currentTraceparent, inSpan, traceTo } from './tracing.ts'

const ended: Span[] = []
let turnOff = () => {}
const turnOn = (share: number, random = () => 0.5) => {
  turnOff = traceTo({ add: (span) => void ended.push(span) }, share, random)
}
afterEach(() => {
  turnOff()
  ended.length = 0
})
const described = (name: string) => ({ name, kind: 'internal' }) as const

it('makes no span while tracing is off', async () => {
  expect(await inSpan(described('off'), async (span) => [span, currentTraceparent()])).toEqual([null, null])
})

it('continues a trace from its text, and keeps its decision about sampling', async () => {
  turnOn(0.6)
  const text = await inSpan(described('request'), async () => currentTraceparent())
  turnOff()
  turnOn(0)
  await inSpan({ ...described('operation'), parent: text }, async () => {
    await inSpan(described('call'), async () => {})
  })
  const [request, call, operation] = ended
  expect(ended.map(({ name }) => name)).toEqual(['request', 'call', 'operation'])
  expect(new Set(ended.map(({ traceId }) => traceId)).size).toBe(1)
  expect(operation?.parentSpanId).toBe(request?.spanId)
  expect(call?.parentSpanId).toBe(operation?.spanId)
})

it('sends no span of a trace that is not sampled', async () => {
  turnOn(0.4)
  await inSpan(described('request'), () => inSpan(described('call'), async () => {}))
  expect(ended).toEqual([])
})

it('marks a failed span without the message of the error', async () => {
  turnOn(1)
  const secret = new Error('planted secret')
  await expect(inSpan(described('failing'), () => Promise.reject(secret))).rejects.toBe(secret)
  expect(ended).toMatchObject([{ name: 'failing', failed: true }])
  expect(JSON.stringify([...(ended[0]?.attributes ?? [])])).not.toContain('planted')
})

it('measures a span without the system clock, which may be moved', async () => {
  turnOn(1)
  await inSpan(described('moved'), async (span) => {
    expect(span?.durationMs).toBeNull()
  })
  expect(ended[0]?.durationMs).toBeGreaterThanOrEqual(0)
  expect(ended[0]?.durationMs).toBeLessThan(60_000)
})

it('adds the ids to each line of the log, and keeps an id that the line names itself', () => {
  const lines: unknown[] = []
  const log = createLog({
    level: 'info',
    destination: { write: (line) => void lines.push(JSON.parse(line)) },
  })
  withTrace({ requestId: 'r1', operationId: 'o1' }, () => {
    log.info('both')
    log.info({ operationId: 'o2' }, 'own')
    withoutTrace(() => log.info('none'))
  })
  log.info('outside')
  expect(lines).toMatchObject([
    { msg: 'both', requestId: 'r1', operationId: 'o1' },
    { msg: 'own', requestId: 'r1', operationId: 'o2' },
    { msg: 'none' },
    { msg: 'outside' },
  ])
  expect(lines.slice(2).some((line) => JSON.stringify(line).includes('requestId'))).toBe(false)
  expect(traceContext().requestId).toBeNull()
})
