import { Agent } from 'node:http'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Sandbox, startSandbox } from '#sandbox/index.ts'
import { accountsPath, client, john, send } from '#sandbox/testing.ts'
import { faultInUsername } from './queue.ts'
import { everyFaultName } from './table.ts'

let sandbox: Sandbox
let call: ReturnType<typeof client>
beforeEach(async () => {
  sandbox = await startSandbox({ controlPort: 0 })
  call = client(sandbox, sandbox)
})
afterEach(() => sandbox.close())

const create = (body: object = john) => call('POST', accountsPath, { body })
const made = () => sandbox.ledger().length
const until = (condition: () => boolean) => vi.waitFor(() => expect(condition()).toBe(true), { interval: 5 })

describe('what the client sees, and whether the account was created', () => {
  it.each([
    ['error', { status: 500 }, 0],
    ['error-after', { status: 500 }, 1],
    ['drop', { failure: 'ECONNRESET' }, 0],
    ['drop-after', { failure: 'ECONNRESET' }, 1],
    ['html', { status: 502 }, 0],
    ['html-after', { status: 502 }, 1],
    ['rate-limit', { status: 429, json: { detail: 'Rate limit exceeded' } }, 0],
    ['unavailable', { status: 503 }, 0],
    ['truncated', { status: 201, json: undefined }, 1],
    ['redirect', { status: 307 }, 0],
  ] as const)('%s', async (fault, seen, accounts) => {
    sandbox.addFault({ fault, path: 'create' })
    expect(await create()).toMatchObject(seen)
    expect(made()).toBe(accounts)
    expect(sandbox.requests.recent(1)).toMatchObject([{ fault, performed: accounts === 1 ? 201 : null }])
    expect((await create()).status).toBe(accounts === 1 ? 400 : 201)
  })

  it('sends a proxy’s page as HTML and a limit with Retry-After, as configured', async () => {
    sandbox.addFault({ fault: 'html', status: 504 })
    const page = await create()
    expect(page).toMatchObject({ status: 504, headers: { 'content-type': 'text/html' } })
    expect(page.text).toContain('504 Gateway Time-out')
    sandbox.addFault({ fault: 'rate-limit', retryAfter: 17 })
    expect((await create()).headers['retry-after']).toBe('17')
    sandbox.addFault({ fault: 'unavailable', retryAfter: 5 })
    expect((await create()).headers['retry-after']).toBe('5')
  })
})

describe('refused', () => {
  it('closes the listening socket at once, until released through the control port', async () => {
    sandbox.addFault({ fault: 'refused' })
    expect((await create()).failure).toBe('ECONNREFUSED')
    const control = `${sandbox.controlUrl}/_sandbox/faults`
    expect((await send(control)).json).toMatchObject({ refusing: true })
    expect((await send(control, { method: 'DELETE' })).status).toBe(204)
    expect((await create()).status).toBe(201)
  })

  it('ends automatically after its time', async () => {
    sandbox.addFault({ fault: 'refused', ms: 50 })
    expect((await create()).failure).toBe('ECONNREFUSED')
    await vi.waitFor(async () => expect((await create()).status).toBe(201), { interval: 20 })
  })

  it('is acknowledged before it takes effect, also on the only port', async () => {
    const single = await startSandbox()
    try {
      const body = { fault: 'refused', ms: 60_000 }
      expect((await send(`${single.url}/_sandbox/faults`, { method: 'POST', body })).json).toEqual({
        refusing: true,
      })
      expect((await send(`${single.url}/api/health`)).failure).toBe('ECONNREFUSED')
    } finally {
      await single.close()
    }
  })

  it('lets requests in progress finish', async () => {
    sandbox.addFault({ fault: 'hang', path: 'create' })
    const agent = new Agent({ keepAlive: true })
    const reply = call('POST', accountsPath, { body: john, agent })
    await until(() => sandbox.holds.count === 1)
    sandbox.addFault({ fault: 'refused' })
    sandbox.holds.release()
    expect((await reply).status).toBe(201)
    expect((await call('GET', accountsPath, { agent })).failure).toBe('ECONNREFUSED')
    agent.destroy()
  })

  it('begins with a matching request, which is dropped', async () => {
    sandbox.addFault({ fault: 'refused', path: 'create' })
    expect((await call('GET', accountsPath)).status).toBe(200)
    expect((await create()).failure).toBe('ECONNRESET')
    expect((await call('GET', accountsPath)).failure).toBe('ECONNREFUSED')
    expect(made()).toBe(0)
  })
})

describe('requests that hang', () => {
  it('continue when released', async () => {
    sandbox.addFault({ fault: 'hang', path: 'create' })
    const reply = create()
    await until(() => sandbox.holds.count === 1)
    expect(made()).toBe(0)
    expect(sandbox.holds.release()).toBe(1)
    expect((await reply).status).toBe(201)
  })

  it('create nothing if the client disconnects', async () => {
    sandbox.addFault({ fault: 'hang', path: 'create' })
    const leaving = new AbortController()
    const reply = call('POST', accountsPath, { body: john, signal: leaving.signal })
    await until(() => sandbox.holds.count === 1)
    leaving.abort()
    expect((await reply).status).toBeUndefined()
    await until(() => sandbox.holds.count === 0)
    expect(sandbox.holds.release()).toBe(0)
    expect((await create()).status).toBe(201)
  })

  it('hang-after has created the account', async () => {
    sandbox.addFault({ fault: 'hang-after', path: 'create' })
    const reply = create()
    await until(() => sandbox.holds.count === 1)
    expect(made()).toBe(1)
    await sandbox.clearFaults()
    expect((await reply).status).toBe(201)
  })

  it('do not prevent the sandbox from stopping', async () => {
    sandbox.addFault({ fault: 'hang', path: 'create' })
    sandbox.addFault({ fault: 'slow', ms: 60_000, path: 'list' })
    const replies = [create(), call('GET', accountsPath)]
    await until(() => sandbox.requests.recent(2).length === 2 && sandbox.holds.count === 1)
    await sandbox.close()
    for (const reply of await Promise.all(replies)) expect(reply.failure).toBe('ECONNRESET')
  })
})

describe('work that is done late', () => {
  it('slow works after the client has disconnected', async () => {
    sandbox.addFault({ fault: 'slow', ms: 100, path: 'create' })
    const leaving = new AbortController()
    const reply = call('POST', accountsPath, { body: john, signal: leaving.signal })
    await until(() => sandbox.requests.recent(1).length === 1)
    leaving.abort()
    expect((await reply).status).toBeUndefined()
    await until(() => made() === 1)
  })

  it('late drops the connection first', async () => {
    sandbox.addFault({ fault: 'late', ms: 100, path: 'create' })
    expect((await create()).failure).toBe('ECONNRESET')
    await until(() => made() === 1)
    expect(sandbox.requests.recent(1)).toMatchObject([{ performed: 201, status: null, outcome: 'dropped' }])
  })
})

describe('the requests that a rule matches', () => {
  it('match by call, path, method and username, and use up the rule', async () => {
    sandbox.addFault({ fault: 'error', path: 'suspend', username: 'john', times: 2 })
    sandbox.addFault({ fault: 'unavailable', path: '/api/v1/billing', method: 'DELETE' })
    await create()
    await create({ ...john, username: 'anna', email: 'anna@example.com' })
    const suspend = async (id: number) =>
      (await call('POST', `${accountsPath}/${id}/suspend`, { body: { reason: 'x' } })).status
    expect(await suspend(2)).toBe(200)
    expect([await suspend(1), await suspend(1), await suspend(1)]).toEqual([500, 500, 200])
    expect((await call('DELETE', `${accountsPath}/2`)).status).toBe(503)
    expect((await call('DELETE', `${accountsPath}/2`)).status).toBe(200)
  })

  it('skip the first ones, or match forever', async () => {
    sandbox.addFault({ fault: 'error', path: 'health', skip: 2, times: 'always' })
    const seen = []
    for (let i = 0; i < 5; i += 1) seen.push((await send(`${sandbox.url}/api/health`)).status)
    expect(seen).toEqual([200, 200, 500, 500, 500])
    await sandbox.clearFaults()
    expect((await send(`${sandbox.url}/api/health`)).status).toBe(200)
  })

  it('are not used up by a connection test with an empty create', async () => {
    sandbox.addFault({ fault: 'error', path: 'create' })
    expect((await create({})).status).toBe(422)
    expect((await create()).status).toBe(500)
  })

  it('can be set by a header, with parameters', async () => {
    const ask = (fault: string) =>
      send(`${sandbox.url}/api/health`, { headers: { 'x-sandbox-fault': fault } })
    expect((await ask('unavailable; status=504; retryAfter=9')).headers['retry-after']).toBe('9')
    expect((await ask('drop')).failure).toBe('ECONNRESET')
    expect((await ask('nonsense')).status).toBe(400)
  })
})

describe('usernames that request a fault', () => {
  it('get it only at their first create, so that a retry can succeed', async () => {
    const body = { ...john, username: 'faultdrop1' }
    expect((await create(body)).failure).toBe('ECONNRESET')
    expect((await create(body)).status).toBe(201)
  })

  it('get it every time with "always", and never if disabled', async () => {
    const body = { ...john, username: 'faultalwayserror1' }
    expect([(await create(body)).status, (await create(body)).status]).toEqual([500, 500])
    sandbox.variants.set({ magicUsernames: false })
    expect((await create(body)).status).toBe(201)
  })

  it('exist for every fault, the longest name first', () => {
    for (const name of everyFaultName)
      expect(faultInUsername(`fault${name.replaceAll('-', '')}7`)).toEqual({ name, always: false })
    expect(faultInUsername('faulty')).toBeUndefined()
    expect(faultInUsername('default')).toBeUndefined()
  })
})
