import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Sandbox, startSandbox } from '#sandbox/index.ts'
import { accountsPath, client, control, john } from '#sandbox/testing.ts'

let sandbox: Sandbox
let call: ReturnType<typeof client>
beforeEach(async () => {
  sandbox = await startSandbox()
  call = client(sandbox, sandbox)
})
afterEach(() => sandbox.close())

const create = (signal?: AbortSignal) => call('POST', accountsPath, { body: john, ...(signal && { signal }) })
const until = (condition: () => boolean) => vi.waitFor(() => expect(condition()).toBe(true), { interval: 5 })
const made = () => sandbox.ledger().length

describe('late, until released', () => {
  it('creates the account long after the client was dropped', async () => {
    await control(sandbox)('POST', '/faults', { fault: 'late', until: 'released', path: 'create' })
    expect((await create()).failure).toBe('ECONNRESET')
    await until(() => sandbox.holds.count === 1)
    expect(made()).toBe(0)
    expect((await control(sandbox)('POST', '/release', {})).json).toEqual({ released: 1 })
    await until(() => made() === 1)
    expect(sandbox.ledger()).toMatchObject([{ by: 'late-commit', createRequest: 1, keyId: 1, fault: 'late' }])
    expect(sandbox.requests.recent(1)).toMatchObject([{ performed: 201, status: null, outcome: 'dropped' }])
  })

  it('leaves the client waiting, before and after', async () => {
    sandbox.addFault({ fault: 'late', until: 'released', client: 'hanging', path: 'create' })
    const leaving = new AbortController()
    const reply = create(leaving.signal)
    await until(() => sandbox.holds.count === 1)
    sandbox.holds.release()
    await until(() => made() === 1 && sandbox.holds.count === 1)
    expect(sandbox.ledger()).toMatchObject([{ by: 'late-commit' }])
    expect(sandbox.requests.recent(1)).toMatchObject([{ performed: 201, outcome: 'pending' }])
    leaving.abort()
    expect((await reply).status).toBeUndefined()
    await until(() => sandbox.requests.recent(1)[0]?.outcome === 'client-gone')
  })

  it('loses a race for the username, which then belongs to another owner', async () => {
    sandbox.addFault({ fault: 'late', until: 'released', path: 'create' })
    await create()
    await until(() => sandbox.holds.count === 1)
    await sandbox.makeAccount({ username: 'john', email: 'other@example.com' })
    sandbox.holds.release()
    await until(() => sandbox.requests.recent(1)[0]?.performed === 400)
    expect(sandbox.ledger()).toMatchObject([{ by: 'stranger' }])
  })

  it('also deletes and suspends late', async () => {
    await create()
    sandbox.addFault({ fault: 'late', until: 'released', path: 'delete' })
    expect((await call('DELETE', `${accountsPath}/1`)).failure).toBe('ECONNRESET')
    await until(() => sandbox.holds.release() === 1)
    await until(() => sandbox.ledger()[0]?.status === 'deleted')
    expect(sandbox.ledger()).toMatchObject([{ history: [{ what: 'deleted', by: 'late-commit' }] }])
  })
})

it('distinguishes accounts created while the client waited from those created after it left', async () => {
  sandbox.addFault({ fault: 'slow', ms: 60, path: 'create' })
  const leaving = new AbortController()
  const reply = create(leaving.signal)
  await until(() => sandbox.requests.recent(1).length === 1)
  leaving.abort()
  await reply
  await until(() => made() === 1)
  sandbox.addFault({ fault: 'drop-after', path: 'create' })
  await call('POST', accountsPath, { body: { ...john, username: 'anna', email: 'anna@example.com' } })
  expect(sandbox.ledger()).toMatchObject([
    { username: 'john', by: 'late-commit', fault: 'slow' },
    { username: 'anna', by: 'request', fault: 'drop-after' },
  ])
})

describe('a reset', () => {
  it('is not followed by earlier late work', async () => {
    sandbox.addFault({ fault: 'late', until: 'released', path: 'create' })
    sandbox.addFault({ fault: 'slow', ms: 40, path: 'create' })
    sandbox.addFault({ fault: 'hang', path: 'create' })
    const replies = [create(), create(), create()]
    await until(() => sandbox.requests.recent(3).length === 3 && sandbox.holds.count === 2)
    await sandbox.reset()
    for (const { failure } of await Promise.all(replies)) expect(failure).toBe('ECONNRESET')
    await new Promise((resolve) => setTimeout(resolve, 80))
    expect(sandbox.ledger()).toEqual([])
  })

  it('refuses a create that is in progress during the reset', async () => {
    const replies = [create(), create()]
    await until(() => sandbox.requests.recent(2).length === 2)
    await sandbox.reset()
    const answers = await Promise.all(replies)
    expect(sandbox.ledger()).toEqual([])
    for (const { status } of answers) expect([201, 400, 503]).toContain(status)
  })
})

describe('redirects', () => {
  it.each([301, 302, 303, 307, 308])('go to another host with %i, from any call', async (status) => {
    const location = 'https://elsewhere.example/api/v1/billing/accounts'
    sandbox.addFault({ fault: 'redirect', status, location, times: 'always' })
    const routes = [
      ['POST', ''],
      ['GET', ''],
      ['GET', '/1'],
      ['GET', '/1/stats'],
      ['POST', '/1/suspend'],
      ['DELETE', '/1'],
    ] as const
    for (const [method, path] of routes)
      expect(await call(method, accountsPath + path)).toMatchObject({ status, headers: { location } })
    expect(await call('GET', '/api/health')).toMatchObject({ status })
  })
})
