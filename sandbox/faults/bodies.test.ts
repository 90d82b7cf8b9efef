import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Sandbox, startSandbox } from '#sandbox/index.ts'
import { accountsPath, client, john } from '#sandbox/testing.ts'

let sandbox: Sandbox
let call: ReturnType<typeof client>
beforeEach(async () => {
  sandbox = await startSandbox()
  call = client(sandbox, sandbox)
})
afterEach(() => sandbox.close())

const until = (condition: () => boolean) => vi.waitFor(() => expect(condition()).toBe(true), { interval: 5 })
const lastRequest = () => sandbox.requests.recent(1)[0]

/** A create whose response is observed while it arrives. */
function create(fault: string) {
  const leaving = new AbortController()
  const watched = { text: '', leave: () => leaving.abort() }
  const reply = call('POST', accountsPath, {
    body: john,
    headers: { 'x-sandbox-fault': fault },
    signal: leaving.signal,
    seen: (text) => {
      watched.text = text
    },
  })
  return { watched, reply }
}

describe('truncated-before', () => {
  it('sends half of the response, and does nothing', async () => {
    const cut = await create('truncated-before').reply
    expect(cut).toMatchObject({ status: 201, json: undefined })
    expect(cut.text).toMatch(/^\{"id":1,"username":"john"/)
    expect(sandbox.ledger()).toEqual([])
    expect(lastRequest()).toMatchObject({ performed: null, status: 201, outcome: 'answered' })
    expect((await call('POST', accountsPath, { body: john })).json).toMatchObject({ id: 1 })
  })

  it('also truncates reads', async () => {
    const reply = await call('GET', accountsPath, { headers: { 'x-sandbox-fault': 'truncated-before' } })
    expect(reply).toMatchObject({ status: 200, text: '[' })
  })
})

describe('huge bodies', () => {
  it('have the requested length, without announcing it, followed by the JSON of the result', async () => {
    const reply = await create('huge-after; bytes=300000').reply
    expect(reply).toMatchObject({ status: 201, json: { id: 1, username: 'john' } })
    expect(reply.text.length - reply.text.trim().length).toBe(300_000)
    expect(reply.headers).toMatchObject({
      'content-type': 'application/json',
      'transfer-encoding': 'chunked',
    })
    expect(reply.headers).not.toHaveProperty('content-length')
    expect(lastRequest()).toMatchObject({ performed: 201, status: 201, outcome: 'answered' })
  })

  it('never become JSON if nothing was done', async () => {
    const reply = await create('huge; bytes=70000').reply
    expect(reply).toMatchObject({ status: 201, json: undefined, text: ' '.repeat(70_000) })
    expect(sandbox.ledger()).toEqual([])
  })

  it('are streamed, and end when the client disconnects', async () => {
    const { watched, reply } = create('huge; bytes=1073741824')
    await until(() => watched.text.length > 100_000)
    watched.leave()
    expect((await reply).status).toBeUndefined()
    await until(() => lastRequest()?.outcome === 'client-gone')
    expect(watched.text.length).toBeLessThan(100_000_000)
  })
})

describe('slow bodies', () => {
  it('continue byte by byte until released, then return the result', async () => {
    const { watched, reply } = create('drip-after; ms=2')
    await until(() => /^ {3,}$/.test(watched.text))
    expect(sandbox.ledger()).toHaveLength(1)
    expect(lastRequest()).toMatchObject({ performed: 201, outcome: 'pending' })
    expect(sandbox.holds.count).toBe(1)
    expect(sandbox.holds.release()).toBe(1)
    expect(await reply).toMatchObject({ status: 201, json: { id: 1 } })
    expect(lastRequest()).toMatchObject({ status: 201, outcome: 'answered' })
  })

  it('did nothing and never become JSON', async () => {
    const { watched, reply } = create('drip; ms=2')
    await until(() => watched.text.length > 2)
    await sandbox.clearFaults()
    expect(await reply).toMatchObject({ status: 201, json: undefined })
    expect((await reply).text.trim()).toBe('')
    expect(sandbox.ledger()).toEqual([])
  })

  it('end when the client disconnects, when the panel is reset and when it stops', async () => {
    const left = create('drip; ms=2')
    await until(() => left.watched.text.length > 1)
    left.watched.leave()
    await until(() => sandbox.holds.count === 0)
    for (const end of [() => sandbox.reset(), () => sandbox.close()]) {
      const { watched, reply } = create('drip-after; ms=2')
      await until(() => watched.text.length > 1)
      await end()
      expect((await reply).failure).toBe('ECONNRESET')
    }
  })
})
