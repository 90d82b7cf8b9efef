import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '#sandbox/index.ts'
import { accountsPath, client, john, send } from '#sandbox/testing.ts'

let sandbox: Sandbox
let call: ReturnType<typeof client>
const names = ['anna', 'berta', 'clara', 'dora', 'emma']

beforeAll(async () => {
  sandbox = await startSandbox()
  call = client(sandbox, sandbox)
})
beforeEach(async () => {
  await sandbox.reset()
  for (const username of names)
    await call('POST', accountsPath, {
      body: { username, email: `${username}@Example.com`, password: 'pw', billing_id: `m-${username}` },
    })
})
afterAll(() => sandbox.close())

const list = async (query = '') => (await call('GET', accountsPath + query)).json
const named = (...usernames: string[]) => usernames.map((username) => expect.objectContaining({ username }))

it('lists all accounts, and applies filters, skip and limit, by default', async () => {
  expect(await list()).toEqual(named(...names))
  expect(await list('?username=clara')).toEqual(named('clara'))
  expect(await list('?billing_id=m-dora')).toEqual(named('dora'))
  expect(await list('?username=unknown')).toEqual([])
  expect(await list('?skip=1&limit=2')).toEqual(named('berta', 'clara'))
})

it('ignores filters', async () => {
  sandbox.variants.set({ filter: 'ignored' })
  expect(await list('?username=clara')).toEqual(named(...names))
})

it('caps the list, with the rest available by skip', async () => {
  sandbox.variants.set({ listCap: 2 })
  expect(await list('?limit=100')).toEqual(named('anna', 'berta'))
  expect(await list('?skip=4&limit=100')).toEqual(named('emma'))
})

it('caps the list, with the rest unavailable', async () => {
  sandbox.variants.set({ listCap: 2, paging: 'ignored' })
  expect(await list('?skip=4&limit=100')).toEqual(named('anna', 'berta'))
})

it.each(['accounts', 'items'] as const)('wraps the list in {%s}', async (listShape) => {
  sandbox.variants.set({ listShape })
  expect(await list('?username=anna')).toEqual({ [listShape]: named('anna') })
})

it.each([
  ['404', 'Not Found'],
  ['405', 'Method Not Allowed'],
] as const)('has no list and no account by id: %s', async (variant, detail) => {
  sandbox.variants.set({ list: variant, get: variant })
  const expected = { status: Number(variant), json: { detail } }
  expect(await call('GET', accountsPath)).toMatchObject(expected)
  expect(await call('GET', `${accountsPath}/1`)).toMatchObject(expected)
  expect((await call('DELETE', `${accountsPath}/1`)).status).toBe(200)
})

it('omits the fields of an account that the variant excludes', async () => {
  sandbox.variants.set({ getFields: ['status'], listFields: ['billing_id'] })
  const one = (await call('GET', `${accountsPath}/1`)).json
  expect(one).toMatchObject({ status: 'active' })
  expect(one).not.toHaveProperty('billing_id')
  expect(one).not.toHaveProperty('metadata')
  const [first] = [await list('?username=anna')].flat()
  expect(first).toMatchObject({ billing_id: 'm-anna' })
  expect(first).not.toHaveProperty('status')
})

it('responds to a create with three fields only', async () => {
  sandbox.variants.set({ createAnswer: 'minimal' })
  const { password, ...rest } = john
  expect((await call('POST', accountsPath, { body: john })).json).toEqual({ id: 6, ...rest })
  expect(password).toBeDefined()
})

it.each([
  ['upper', 'ANNA@EXAMPLE.COM'],
  ['lower', 'anna@example.com'],
  ['as-sent', 'anna@Example.com'],
] as const)('returns emails in %s case', async (emailCase, email) => {
  sandbox.variants.set({ emailCase })
  expect((await call('GET', `${accountsPath}/1`)).json).toMatchObject({ email })
})

it('returns "already exists" in one message and with 409', async () => {
  sandbox.variants.set({ takenStatus: 409, takenDetail: 'combined' })
  const reply = await call('POST', accountsPath, { body: { ...john, username: 'anna' } })
  expect(reply).toMatchObject({ status: 409, json: { detail: 'Username or email already exists' } })
})

it('reports its health in two ways', async () => {
  sandbox.variants.set({ healthStatus: 'ok', healthFields: 'plain' })
  expect((await send(`${sandbox.url}/api/health`)).json).toEqual({ status: 'ok' })
  sandbox.variants.set({})
  expect((await send(`${sandbox.url}/api/health`)).json).toMatchObject({
    status: 'healthy',
    database: 'connected',
  })
})
