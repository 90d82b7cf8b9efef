import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '#sandbox/index.ts'
import { accountsPath, client, control, john } from '#sandbox/testing.ts'
import { createChaos } from './chaos.ts'
import { canMeet, everyFaultName } from './table.ts'

let sandbox: Sandbox
let call: ReturnType<typeof client>
let ask: ReturnType<typeof control>
beforeAll(async () => {
  sandbox = await startSandbox()
  call = client(sandbox, sandbox)
  ask = control(sandbox)
})
beforeEach(() => sandbox.reset())
afterAll(() => sandbox.close())

const numbers = Array.from({ length: 400 }, (_, index) => index + 1)
const choicesOf = (seed: number | string, rate: number) => {
  const chaos = createChaos()
  chaos.start({ seed, rate })
  return numbers.map((number) => chaos.choose({ number, route: 'create' })?.name)
}

describe('the choice', () => {
  it('is the same for the same seed, and different for another', () => {
    expect(choicesOf(7, 0.3)).toEqual(choicesOf(7, 0.3))
    expect(choicesOf(7, 0.3)).not.toEqual(choicesOf(8, 0.3))
  })

  it('hits about the requested share of requests, and includes the same ones at a higher rate', () => {
    const hits = (rate: number) => {
      const choices = choicesOf('soak', rate)
      return numbers.filter((_, index) => choices[index] !== undefined)
    }
    expect(hits(0)).toEqual([])
    expect(hits(1)).toEqual(numbers)
    expect(hits(0.25).length).toBeGreaterThan(70)
    expect(hits(0.25).length).toBeLessThan(130)
    expect(hits(0.5)).toEqual(expect.arrayContaining(hits(0.25)))
  })

  it('includes all faults that the call can get, except refused', () => {
    expect(new Set(choicesOf(1, 1))).toEqual(new Set(everyFaultName.filter((name) => name !== 'refused')))
    const chaos = createChaos()
    chaos.start({ seed: 1, rate: 1 })
    for (const number of numbers)
      expect(canMeet('health', chaos.choose({ number, route: 'health' })?.name ?? 'phantom')).toBe(true)
  })
})

describe('requests', () => {
  const outcomes = async () => {
    const seen: unknown[] = []
    for (let i = 0; i < 20; i += 1) seen.push((await call('GET', accountsPath)).status ?? 'none')
    return seen
  }

  it('get the faults of the seed, with chaos in the log', async () => {
    const order = { seed: 42, rate: 0.5, faults: ['error', { fault: 'unavailable', status: 504 }, 'drop'] }
    expect(await ask('POST', '/chaos', order)).toMatchObject({
      status: 201,
      json: { chaos: { seed: 42, rate: 0.5, faults: ['error', 'unavailable', 'drop'], applied: 0 } },
    })
    const first = await outcomes()
    expect(new Set(first)).toEqual(new Set([200, 500, 504, 'none']))
    const struck = sandbox.requests.recent(100).filter(({ faultFrom }) => faultFrom === 'chaos')
    expect(struck).toHaveLength(first.filter((status) => status !== 200).length)
    expect((await ask('GET', '/chaos')).json).toMatchObject({ chaos: { applied: struck.length } })
    await sandbox.reset()
    expect(await outcomes()).toEqual(Array.from({ length: 20 }, () => 200))
    await sandbox.reset()
    await ask('POST', '/chaos', order)
    expect(await outcomes()).toEqual(first)
  })

  it('get the fault of a rule or header first', async () => {
    sandbox.setChaos({ seed: 1, rate: 1, faults: ['error'] })
    sandbox.addFault({ fault: 'html', path: 'create' })
    expect((await call('POST', accountsPath, { body: john })).status).toBe(502)
    const asked = { headers: { 'x-sandbox-fault': 'rate-limit' } }
    expect((await call('GET', accountsPath, asked)).status).toBe(429)
    expect((await call('GET', accountsPath)).status).toBe(500)
    expect(sandbox.requests.recent(3).map(({ faultFrom }) => faultFrom)).toEqual(['chaos', 'header', 'rule'])
  })

  it('get no faults after it ends', async () => {
    for (const end of ['/chaos', '/faults']) {
      await ask('POST', '/chaos', { seed: 1, rate: 1, faults: ['error'] })
      expect((await call('GET', accountsPath)).status).toBe(500)
      expect((await ask('DELETE', end)).status).toBe(204)
      expect((await call('GET', accountsPath)).status).toBe(200)
      expect(sandbox.requests.recent(1)).toMatchObject([{ fault: null, faultFrom: null }])
    }
  })
})

it('reports an invalid order', async () => {
  for (const order of [{ seed: 1 }, { seed: 1, rate: 2 }, { seed: 1, rate: 1, faults: ['nonsense'] }, {}])
    expect((await ask('POST', '/chaos', order)).status).toBe(400)
  expect((await ask('GET', '/chaos')).json).toEqual({ chaos: null })
})
