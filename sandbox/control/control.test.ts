import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Sandbox, startSandbox } from '#sandbox/index.ts'
import { isWithin } from '#sandbox/loopback.ts'
import { accountsPath, client, john, send } from '#sandbox/testing.ts'

let sandbox: Sandbox
let call: ReturnType<typeof client>
beforeAll(async () => {
  sandbox = await startSandbox()
  call = client(sandbox, sandbox)
})
beforeEach(() => sandbox.reset())
afterAll(() => sandbox.close())

const control = (method: string, path: string, body?: unknown) =>
  send(`${sandbox.controlUrl}/_sandbox${path}`, { method, ...(body !== undefined && { body }) })

it('creates keys, shows the secret once, and changes them', async () => {
  const reply = await control('POST', '/keys', { level: 'READ_ONLY', scopes: ['Full Access'] })
  const key = z.object({ id: z.number(), key: z.string(), secret: z.string() }).parse(reply.json)
  const list = () => client(sandbox, { apiKey: key.key, apiSecret: key.secret })('GET', accountsPath)
  expect((await list()).status).toBe(200)
  expect((await control('GET', '/keys')).text).not.toContain(key.secret)
  expect((await control('PATCH', `/keys/${key.id}`, { revoked: true })).json).toMatchObject({
    level: 'READ_ONLY',
    revoked: true,
  })
  expect((await list()).json).toEqual({ detail: 'API key is revoked' })
  expect((await control('POST', '/keys', { key: key.key })).status).toBe(409)
})

it('queues faults, lists and clears them', async () => {
  expect((await control('POST', '/faults', { fault: 'error', path: 'list' })).status).toBe(201)
  expect((await control('GET', '/faults')).json).toMatchObject({ faults: [{ fault: 'error', path: 'list' }] })
  expect((await control('DELETE', '/faults')).status).toBe(204)
  expect((await call('GET', accountsPath)).status).toBe(200)
})

it('switches variants and resets all others to their defaults', async () => {
  await control('PUT', '/variants', { list: '404' })
  expect((await call('GET', accountsPath)).status).toBe(404)
  expect((await control('PUT', '/variants', { listShape: 'items' })).json).toMatchObject({ list: 'normal' })
})

it('shows the ledger and the requests without any password', async () => {
  await call('POST', accountsPath, { body: { ...john, metadata: { password: john.password } } })
  await call('POST', accountsPath, { body: { ...john, username: 'No' } })
  expect((await control('GET', '/ledger')).json).toMatchObject({
    accounts: [{ id: 1, username: 'john', email: john.email, deletedAt: null, createRequest: 1 }],
  })
  const requests = await control('GET', '/requests')
  expect(requests.json).toMatchObject({
    requests: [
      { number: 2, route: 'create', status: 422, keyId: 1 },
      { number: 1, method: 'POST', path: accountsPath, status: 201, body: { password: '[redacted]' } },
    ],
  })
  expect(requests.text).not.toContain(john.password)
  expect(requests.text).not.toContain(sandbox.apiSecret)
})

it('reports whether a password belongs to an account', async () => {
  await call('POST', accountsPath, { body: john })
  const check = async (password: string) =>
    (await control('POST', '/accounts/1/check-password', { password })).json
  expect(await check(john.password)).toEqual({ matches: true })
  expect(await check('wrong')).toEqual({ matches: false })
})

it('resets to the initial state', async () => {
  await call('POST', accountsPath, { body: john })
  await control('POST', '/keys', {})
  await control('POST', '/faults', { fault: 'error', times: 'always' })
  await control('PATCH', '/keys/1', { level: 'READ_ONLY' })
  expect((await control('POST', '/reset')).status).toBe(204)
  expect(sandbox.ledger()).toEqual([])
  expect((await call('POST', accountsPath, { body: john })).json).toMatchObject({ id: 1 })
})

it('reports invalid input', async () => {
  const wrong = await control('POST', '/faults', { fault: 'error', path: 'nowhere' })
  expect(wrong.status).toBe(400)
  expect(wrong.text).toContain('path is a prefix')
  expect((await control('POST', '/keys', { level: 'ROOT' })).status).toBe(400)
  expect((await control('PUT', '/variants', { lits: '404' })).status).toBe(400)
  expect((await control('GET', '/nothing')).status).toBe(404)
})

describe('access to the control API', () => {
  const from = (headers: Record<string, string>) =>
    send(`${sandbox.controlUrl}/_sandbox/keys`, { method: 'POST', body: {}, headers })

  it('is refused for pages of another site', async () => {
    expect((await from({ 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await from({ origin: 'http://evil.example' })).status).toBe(403)
    expect((await from({ host: 'evil.example:9000' })).status).toBe(403)
    expect((await from({ 'content-type': 'text/plain' })).status).toBe(415)
    expect((await from({ 'sec-fetch-site': 'same-origin', origin: sandbox.url })).status).toBe(201)
  })

  it('is limited to this machine', () => {
    expect(isWithin('127.8.9.1', ['127.0.0.0/8', '::1'])).toBe(true)
    expect(isWithin('::1', ['127.0.0.0/8', '::1'])).toBe(true)
    expect(isWithin('192.0.2.1', ['127.0.0.0/8', '::1'])).toBe(false)
    expect(isWithin('', ['127.0.0.0/8'])).toBe(false)
  })
})

describe('the page', () => {
  it('escapes the input of others, and runs no script', async () => {
    const body = { ...john, email: "o'hara+b@example.com", billing_id: '<script>alert(1)</script>' }
    expect((await call('POST', accountsPath, { body })).status).toBe(201)
    const page = await send(`${sandbox.controlUrl}/`)
    expect(page.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(page.text).not.toContain('<script')
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
    expect(page.text).toContain(sandbox.apiKey)
    expect(page.text).not.toContain(sandbox.apiSecret)
  })

  it('queues a fault from its form', async () => {
    const posted = await send(`${sandbox.controlUrl}/faults`, {
      method: 'POST',
      body: 'fault=error&path=list&times=always',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    })
    expect(posted.status).toBe(303)
    expect((await call('GET', accountsPath)).status).toBe(500)
  })
})
