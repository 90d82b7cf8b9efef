import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DatabaseKind, type RunningSystem, startSystem } from '../running-system.ts'
import { newCustomer, onboardAtOnce, onboardWaiting, settled } from './onboarding.ts'

const databases: readonly DatabaseKind[] = ['embedded', 'postgres']
const preload = pathToFileURL(join(import.meta.dirname, '../memory/exhaust-heap.ts')).href

describe.each(databases)('A server on the %s database with a heap of 192 MB', (database) => {
  let system: RunningSystem
  beforeAll(async () => {
    const env = { NODE_OPTIONS: `--max-old-space-size=192 --import=${preload}` }
    system = await startSystem({ database, env })
    await system.addServer()
  }, 180_000)
  afterAll(() => system?.remove())

  it('ends with the cause when the heap is full, and the next start loses and repeats nothing', async () => {
    const before = await onboardWaiting(system, newCustomer('finished'))
    expect(before.hosting?.operation.status).toBe('succeeded')
    await system.sandbox.addFault({ fault: 'hang', path: 'create', times: 1 })
    const { accountId } = await onboardAtOnce(system, newCustomer('cutoff'))
    await system.sandbox.hanging(1)

    const full = system.server
    full.signal('SIGUSR2')
    expect(await full.ended()).not.toBe(0)
    expect(full.stderr()).toContain('JavaScript heap out of memory')

    await system.sandbox.clearFaults()
    await system.start({ NODE_OPTIONS: undefined })
    expect((await settled(system, accountId)).status).toBe('active')
    expect(await system.sandbox.ledger('cutoff')).toHaveLength(1)
    expect(await system.sandbox.ledger('finished')).toHaveLength(1)
    expect((await system.admin('GET', `/api/v1/customers/${before.customer.id}`)).status).toBe(200)
  }, 120_000)
})
