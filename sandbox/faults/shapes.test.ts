import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '#sandbox/index.ts'
import { accountsPath, client, john } from '#sandbox/testing.ts'

let sandbox: Sandbox
let call: ReturnType<typeof client>
beforeAll(async () => {
  sandbox = await startSandbox()
  call = client(sandbox, sandbox)
})
beforeEach(async () => {
  await sandbox.reset()
  await sandbox.makeAccount({ username: 'anna', email: 'anna@example.com' })
})
afterAll(() => sandbox.close())

const body = { ...john, billing_id: 'm-1' }
const withFault = (fault: string) => ({ headers: { 'x-sandbox-fault': fault } })

const wrong: [fault: string, told: object][] = [
  ['id-of-another', { id: 1, username: 'john' }],
  ['id-as-text', { id: '2' }],
  ['id-zero', { id: 0 }],
  ['id-negative', { id: -2 }],
  ['id-huge', { id: 2 ** 63 }],
  ['username-of-another', { id: 2, username: 'anna', email: john.email }],
]

describe('an account that is created or read', () => {
  it.each(wrong)('is returned with %s', async (fault, told) => {
    const made = await call('POST', accountsPath, { body, ...withFault(fault) })
    expect(made).toMatchObject({ status: 201, json: { billing_id: 'm-1', ...told } })
    expect(sandbox.ledger()).toMatchObject([{ id: 1 }, { id: 2, username: 'john', fault }])
    const read = await call('GET', `${accountsPath}/2`, withFault(fault))
    expect(read).toMatchObject({ status: 200, json: told })
  })

  it('is returned without an id', async () => {
    const made = await call('POST', accountsPath, { body, ...withFault('id-missing') })
    expect(made).toMatchObject({ status: 201, json: { username: 'john' } })
    expect(made.json).not.toHaveProperty('id')
    const usage = await call('GET', `${accountsPath}/2/stats`, withFault('id-missing'))
    expect(usage.json).not.toHaveProperty('user_id')
    expect(usage.json).toHaveProperty('total_domains')
  })

  it('is returned as an array, or as null', async () => {
    const made = await call('POST', accountsPath, { body, ...withFault('array-answer') })
    expect(made).toMatchObject({ status: 201, json: [{ id: 2 }] })
    const read = await call('GET', `${accountsPath}/2`, withFault('null-answer'))
    expect(read).toMatchObject({ status: 200, json: null, text: 'null' })
    expect(sandbox.ledger()).toHaveLength(2)
  })
})

describe('other calls', () => {
  it.each([
    'array',
    'accounts',
    'items',
  ] as const)('rewrite each account of a list: %s', async (listShape) => {
    await call('POST', accountsPath, { body })
    sandbox.variants.set({ listShape })
    const { json } = await call('GET', accountsPath, withFault('id-of-another'))
    const swapped = [expect.objectContaining({ id: 2 }), expect.objectContaining({ id: 1 })]
    expect(json).toEqual(listShape === 'array' ? swapped : { [listShape]: swapped })
  })

  it('suspend and delete, and return the wrong shape', async () => {
    const suspended = await call('POST', `${accountsPath}/1/suspend`, {
      body: { reason: 'overdue' },
      ...withFault('array-answer'),
    })
    expect(suspended).toMatchObject({ status: 200, json: [{ message: expect.any(String) }] })
    expect(sandbox.ledger()).toMatchObject([{ status: 'suspended' }])
    const deleted = await call('DELETE', `${accountsPath}/1`, withFault('null-answer'))
    expect(deleted).toMatchObject({ status: 200, json: null })
    expect(sandbox.ledger()).toMatchObject([{ status: 'deleted' }])
  })

  it('do not use up a fault that they cannot get', async () => {
    sandbox.addFault({ fault: 'id-missing' })
    await call('POST', `${accountsPath}/1/unsuspend`)
    expect((await call('GET', `${accountsPath}/1`)).json).not.toHaveProperty('id')
  })
})

it('returns a refusal unchanged', async () => {
  for (const fault of ['id-missing', 'array-answer', 'null-answer'])
    expect(
      await call('POST', accountsPath, { body: { ...john, username: 'anna' }, ...withFault(fault) }),
    ).toMatchObject({ status: 400, json: { detail: 'Username already exists' } })
})

it('uses the next id, or a default username, if there is no other account', async () => {
  const ask = async (fault: string) => (await call('GET', `${accountsPath}/1`, withFault(fault))).json
  expect(await ask('id-of-another')).toMatchObject({ id: 2 })
  expect(await ask('username-of-another')).toMatchObject({ id: 1, username: 'somebody' })
})
