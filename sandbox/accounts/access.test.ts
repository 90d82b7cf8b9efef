import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '#sandbox/index.ts'
import { accountsPath, client, john, send } from '#sandbox/testing.ts'
import type { NewKey } from './key-model.ts'

const start = Date.parse('2026-11-23T12:00:00Z')
let time = start
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ now: () => time })
})
beforeEach(async () => {
  time = start
  await sandbox.reset()
})
afterAll(() => sandbox.close())

const callWith = (key: NewKey) => client(sandbox, sandbox.createKey(key))
const lowLevel = "The user doesn't have super admin privileges"

describe('who may create an account', () => {
  it.each([
    ['READ_ONLY', 403],
    ['USER', 403],
    ['DEVELOPER', 403],
    ['BILLING', 201],
    ['ADMIN', 403],
    ['SUPER_ADMIN', 201],
  ] as const)('responds to %s with %i', async (level, status) => {
    const reply = await callWith({ level })('POST', accountsPath, { body: john })
    expect(reply.status).toBe(status)
    if (status === 403) expect(reply.json).toEqual({ detail: lowLevel })
    expect(sandbox.ledger()).toHaveLength(status === 201 ? 1 : 0)
  })

  it.each([
    [['Account Management'], 201],
    [['Full Access'], 201],
    [['User Management', 'Billing Operations'], 403],
    [[], 403],
  ] as const)('responds to the scopes %j with %i', async (scopes, status) => {
    const reply = await callWith({ scopes: [...scopes] })('POST', accountsPath, { body: john })
    expect(reply.status).toBe(status)
    if (status === 403) expect(reply.text).toContain('Account Management')
  })

  it.each([
    [[], 201],
    [['127.0.0.1'], 201],
    [['10.0.0.0/8', '127.0.0.0/8'], 201],
    [['203.0.113.7'], 403],
    [['2001:db8::/32'], 403],
  ] as const)('responds to the allowed IPs %j with %i', async (allowedIps, status) => {
    const reply = await callWith({ allowedIps: [...allowedIps] })('POST', accountsPath, { body: john })
    expect(reply.status).toBe(status)
    if (status === 403) expect(reply.json).toEqual({ detail: 'IP address not allowed' })
  })

  it('lets every accepted key in scope read', async () => {
    for (const level of ['READ_ONLY', 'USER', 'DEVELOPER', 'BILLING', 'ADMIN'] as const)
      expect((await callWith({ level })('GET', accountsPath)).status).toBe(200)
  })
})

describe('which keys are accepted', () => {
  it.each([
    ['revoked', { revoked: true }, 'API key is revoked'],
    ['inactive', { active: false }, 'API key is inactive'],
    ['expired', { expiresAt: '2026-11-23T12:00:00Z' }, 'API key has expired'],
  ])('refuses a key that is %s', async (_, change, detail) => {
    const reply = await callWith(change)('GET', accountsPath)
    expect(reply).toMatchObject({ status: 401, json: { detail } })
  })

  it('refuses wrong and missing credentials in the same way', async () => {
    const { apiKey, apiSecret } = sandbox
    const wrong: Record<string, string>[] = [
      {},
      { 'x-api-key': apiKey },
      { 'x-api-key': apiKey, 'x-api-secret': `${apiSecret}x` },
      { 'x-api-key': 'npk_unknown', 'x-api-secret': apiSecret },
    ]
    for (const headers of wrong)
      expect(await send(sandbox.url + accountsPath, { headers })).toMatchObject({
        status: 401,
        json: { detail: 'Invalid API key or secret' },
      })
  })

  it('accepts a key again after it is restored', async () => {
    const key = sandbox.createKey({ revoked: true })
    const call = client(sandbox, key)
    expect((await call('GET', accountsPath)).status).toBe(401)
    sandbox.changeKey(key.id, { revoked: false })
    expect((await call('GET', accountsPath)).status).toBe(200)
  })

  it('needs no key for health', async () => {
    const reply = await send(`${sandbox.url}/api/health`)
    expect(reply).toMatchObject({ status: 200, json: { status: 'healthy' } })
  })
})

describe('rate limits', () => {
  it('returns 429 with the seconds to wait, and accepts the key again after them', async () => {
    const call = callWith({ hourlyLimit: 2, dailyLimit: 3 })
    expect((await call('GET', accountsPath)).status).toBe(200)
    expect((await call('GET', accountsPath)).status).toBe(200)
    time += 600_000
    const limited = await call('GET', accountsPath)
    expect(limited).toMatchObject({ status: 429, json: { detail: 'Rate limit exceeded' } })
    expect(limited.headers['retry-after']).toBe('3000')
    time += 3_000_000
    expect((await call('GET', accountsPath)).status).toBe(200)
    expect((await call('GET', accountsPath)).headers['retry-after']).toBe(String(23 * 3600))
  })
})

describe('the order of the checks', () => {
  it('checks the permissions before the body, so an empty create shows whether creating is allowed', async () => {
    expect((await callWith({ level: 'BILLING' })('POST', accountsPath, { body: {} })).status).toBe(422)
    expect((await callWith({ level: 'READ_ONLY' })('POST', accountsPath, { body: {} })).status).toBe(403)
    expect((await callWith({ revoked: true })('POST', accountsPath, { body: {} })).status).toBe(401)
  })

  it('checks the body first if the variant says so', async () => {
    sandbox.variants.set({ bodyCheck: 'before-rights' })
    expect((await callWith({ level: 'READ_ONLY' })('POST', accountsPath, { body: {} })).status).toBe(422)
    expect((await callWith({ level: 'READ_ONLY' })('POST', accountsPath, { body: john })).status).toBe(403)
    expect((await callWith({ revoked: true })('POST', accountsPath, { body: {} })).status).toBe(401)
    sandbox.variants.set({ bodyCheck: 'before-auth' })
    expect((await callWith({ revoked: true })('POST', accountsPath, { body: {} })).status).toBe(422)
    expect((await callWith({ revoked: true })('POST', accountsPath, { body: john })).status).toBe(401)
    expect(sandbox.ledger()).toEqual([])
  })

  it('requires SUPER_ADMIN if the variant says so', async () => {
    sandbox.variants.set({ writesNeed: 'SUPER_ADMIN' })
    const refused = await callWith({ level: 'BILLING' })('POST', accountsPath, { body: john })
    expect(refused).toMatchObject({ status: 403, json: { detail: lowLevel } })
    expect((await callWith({ level: 'SUPER_ADMIN' })('POST', accountsPath, { body: john })).status).toBe(201)
  })
})
