import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '#sandbox/index.ts'
import { accountsPath, client, control, idIn, john } from '#sandbox/testing.ts'

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

const body = { ...john, billing_id: 'm-1' }
const create = () => call('POST', accountsPath, { body })

describe('phantom', () => {
  it('returns 201 without creating an account; the next create gets the id', async () => {
    sandbox.addFault({ fault: 'phantom' })
    const created = await create()
    expect(created).toMatchObject({ status: 201, json: { id: 1, username: 'john', billing_id: 'm-1' } })
    expect(sandbox.ledger()).toEqual([])
    expect(sandbox.requests.recent(1)).toMatchObject([{ status: 201, performed: null, fault: 'phantom' }])
    expect((await call('GET', `${accountsPath}/1`)).status).toBe(404)
    expect(await sandbox.makeAccount({ username: 'anna', email: 'anna@example.com' })).toMatchObject({
      id: 1,
    })
  })

  it('still refuses invalid creates', async () => {
    await create()
    sandbox.addFault({ fault: 'phantom' })
    expect((await create()).json).toEqual({ detail: 'Username already exists' })
  })

  it('reports that it suspended, unsuspended and deleted, without doing it', async () => {
    const path = `${accountsPath}/${idIn(await create())}`
    sandbox.addFault({ fault: 'phantom', times: 'always' })
    const suspend = { body: { reason: 'overdue' } }
    expect((await call('POST', `${path}/suspend`, suspend)).json).toEqual({
      message: 'Account 1 is now suspended',
    })
    expect((await call('DELETE', path)).status).toBe(200)
    expect((await call('GET', path)).json).toMatchObject({ status: 'active' })
    await sandbox.clearFaults()
    await call('POST', `${path}/suspend`, suspend)
    sandbox.addFault({ fault: 'phantom' })
    expect((await call('POST', `${path}/unsuspend`)).status).toBe(200)
    expect(sandbox.ledger()).toMatchObject([{ status: 'suspended', history: [{ what: 'suspended' }] }])
  })
})

describe('an account of another owner in between', () => {
  it('has the username, with a different email', async () => {
    sandbox.addFault({ fault: 'stranger-username' })
    expect(await create()).toMatchObject({ status: 400, json: { detail: 'Username already exists' } })
    expect(sandbox.ledger()).toMatchObject([
      {
        username: 'john',
        email: 'stranger1@elsewhere.example',
        billing_id: null,
        by: 'stranger',
        createRequest: 1,
        keyId: null,
        fault: 'stranger-username',
      },
    ])
  })

  it('has the email, with a different username', async () => {
    sandbox.addFault({ fault: 'stranger-email' })
    expect(await create()).toMatchObject({ status: 400, json: { detail: 'Email already exists' } })
    expect(sandbox.ledger()).toMatchObject([{ username: 'stranger1', email: john.email, by: 'stranger' }])
  })

  it('is created only before a create', async () => {
    sandbox.addFault({ fault: 'stranger-username' })
    expect((await call('GET', accountsPath)).json).toEqual([])
    expect((await call('POST', accountsPath, { body: {} })).status).toBe(422)
    expect(sandbox.ledger()).toEqual([])
  })
})

describe('manual changes by other actors', () => {
  it('create accounts that billing does not know, including a copied billing_id', async () => {
    await create()
    const stranger = { username: 'anna', email: 'anna@example.com', billing_id: 'm-1', metadata: { a: 1 } }
    const made = await ask('POST', '/accounts', stranger)
    expect(made).toMatchObject({
      status: 201,
      json: { ...stranger, id: 2, by: 'stranger', createRequest: null },
    })
    expect((await call('GET', `${accountsPath}?billing_id=m-1`)).json).toHaveLength(2)
    expect(await ask('POST', '/accounts', { ...stranger, email: 'b@example.com' })).toMatchObject({
      status: 409,
      json: { detail: 'A live account already has that username.' },
    })
    expect((await ask('POST', '/accounts', { username: 'No' })).status).toBe(400)
  })

  it('change accounts, and each change is in the ledger', async () => {
    await create()
    await ask('POST', '/accounts', { username: 'anna', email: 'anna@example.com' })
    const change = (what: object, id = 1) => ask('PATCH', `/accounts/${id}`, what)
    expect((await change({ email: 'ANNA@example.com' })).status).toBe(409)
    expect((await change({ email: 'new@example.com', billing_id: null })).json).toMatchObject({
      email: 'new@example.com',
      billing_id: null,
    })
    await change({ status: 'suspended' })
    expect((await call('GET', `${accountsPath}/1`)).json).toMatchObject({
      email: 'new@example.com',
      status: 'suspended',
    })
    await change({ status: 'deleted' })
    expect((await change({ status: 'active' })).status).toBe(404)
    expect(sandbox.ledger()[0]).toMatchObject({
      status: 'deleted',
      deletedAt: expect.any(String),
      history: [
        { what: 'changed', by: 'person', was: { email: john.email, billing_id: 'm-1' } },
        { what: 'suspended', by: 'person', request: null },
        { what: 'deleted', by: 'person' },
      ],
    })
  })

  it('are distinguished from calls with a key', async () => {
    const path = `${accountsPath}/${idIn(await create())}`
    await call('POST', `${path}/suspend`, { body: { reason: 'x' } })
    await call('POST', `${path}/suspend`, { body: { reason: 'again' } })
    await call('DELETE', path)
    expect(sandbox.ledger()).toMatchObject([
      {
        by: 'request',
        createRequest: 1,
        keyId: 1,
        history: [
          { what: 'suspended', by: 'request', request: 2, keyId: 1 },
          { what: 'deleted', by: 'request', request: 4, keyId: 1 },
        ],
      },
    ])
  })
})
