import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '#sandbox/index.ts'
import { accountsPath, client, john } from '#sandbox/testing.ts'
import { type AnyFaultName, everyFaultName } from './table.ts'

let sandbox: Sandbox
let call: ReturnType<typeof client>
beforeAll(async () => {
  sandbox = await startSandbox({ controlPort: 0 })
  call = client(sandbox, sandbox)
})
beforeEach(async () => {
  await sandbox.reset()
  await call('POST', accountsPath, { body: john })
})
afterAll(() => sandbox.close())

const anna = { ...john, username: 'anna', email: 'anna@example.com' }

/** Each call with the status of its work. */
const calls = [
  ['GET', '/api/health', 200, undefined],
  ['GET', accountsPath, 200, undefined],
  ['POST', accountsPath, 201, anna],
  ['GET', `${accountsPath}/1`, 200, undefined],
  ['GET', `${accountsPath}/1/stats`, 200, undefined],
  ['POST', `${accountsPath}/1/suspend`, 200, { reason: 'x' }],
  ['POST', `${accountsPath}/1/unsuspend`, 200, undefined],
  ['DELETE', `${accountsPath}/1`, 200, undefined],
] as const

const parameters: Partial<Record<AnyFaultName, string>> = {
  refused: '; ms=1',
  slow: '; ms=1',
  late: '; ms=1',
  huge: '; bytes=10',
  'huge-after': '; bytes=10',
  drip: '; ms=1',
  'drip-after': '; ms=1',
}

/** Faults whose work is never done. `hang` does it when released. */
const undone: readonly AnyFaultName[] = [
  'refused',
  'error',
  'drop',
  'html',
  'rate-limit',
  'unavailable',
  'redirect',
  'truncated-before',
  'huge',
  'drip',
  'phantom',
]

/** Faults in which another owner takes the name. */
const takenFirst: readonly AnyFaultName[] = ['stranger-username', 'stranger-email']

describe('on every call', () => {
  it.each(everyFaultName)('%s has its documented effect', async (fault) => {
    for (const [method, path, status, body] of calls) {
      const reply = call(method, path, {
        body,
        headers: { 'x-sandbox-fault': `${fault}${parameters[fault] ?? ''}` },
      })
      const settled = reply.then(() => true)
      while (!(await Promise.race([settled, new Promise((resolve) => setTimeout(resolve, 3, false))])))
        sandbox.holds.release()
      const [entry] = sandbox.requests.recent(1)
      const done = takenFirst.includes(fault) && method === 'POST' && path === accountsPath ? 400 : status
      await expect.poll(() => entry?.performed, { interval: 2 }).toBe(undone.includes(fault) ? null : done)
      expect(entry).toMatchObject({ fault, faultFrom: 'header' })
      expect(entry?.outcome).not.toBe('pending')
      await sandbox.clearFaults()
    }
    const made = sandbox.ledger().filter(({ username }) => username === 'anna')
    const by = fault === 'late' ? 'late-commit' : fault === 'stranger-username' ? 'stranger' : 'request'
    if (undone.includes(fault) || fault === 'stranger-email') expect(made).toEqual([])
    else expect(made).toMatchObject([{ by }])
    const [first] = sandbox.ledger()
    expect(first?.status).toBe(undone.includes(fault) ? 'active' : 'deleted')
  })
})
