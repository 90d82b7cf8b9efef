import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '#sandbox/index.ts'
import { accountsPath, client, idIn, john, send } from '#sandbox/testing.ts'

let sandbox: Sandbox
let call: ReturnType<typeof client>
beforeAll(async () => {
  sandbox = await startSandbox()
  call = client(sandbox, sandbox)
})
beforeEach(() => sandbox.reset())
afterAll(() => sandbox.close())

const create = (body: unknown) => call('POST', accountsPath, { body })

describe('creating', () => {
  it('returns 201 with all fields of the request except the password', async () => {
    const sent = {
      ...john,
      full_name: 'J',
      package_id: 2,
      billing_id: 'm-1',
      metadata: { created_from: 'x' },
    }
    const reply = await create(sent)
    const { password, ...rest } = sent
    expect(reply.status).toBe(201)
    expect(reply.json).toMatchObject({ id: 1, ...rest })
    expect(reply.text).not.toContain(password)
  })

  it('increases ids and never reuses one', async () => {
    const first = idIn(await create(john))
    await call('DELETE', `${accountsPath}/${first}`)
    expect(idIn(await create(john))).toBe(first + 1)
  })

  it('refuses a username or email of a live account, in any case', async () => {
    await create(john)
    expect(await create({ ...john, email: 'other@example.com' })).toMatchObject({
      status: 400,
      json: { detail: 'Username already exists' },
    })
    expect(await create({ ...john, username: 'other', email: 'JOHN@Example.com' })).toMatchObject({
      status: 400,
      json: { detail: 'Email already exists' },
    })
    expect(sandbox.ledger()).toHaveLength(1)
  })

  it('creates one account from twenty equal creates at once', async () => {
    const replies = await Promise.all(Array.from({ length: 20 }, () => create(john)))
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(replies.filter(({ status }) => status === 400)).toHaveLength(19)
    expect(sandbox.ledger()).toHaveLength(1)
  })

  it('refuses an unknown package', async () => {
    const reply = await create({ ...john, package_id: 99 })
    expect(reply.status).toBe(400)
    expect(reply.text).toContain('package_id')
  })

  it('names each wrong field as FastAPI does, and echoes the input', async () => {
    const { email: _, ...withoutEmail } = { ...john, username: 'Bad Name' }
    const reply = await create({ ...withoutEmail, metadata: 'none' })
    expect(reply.status).toBe(422)
    expect(reply.json).toEqual({
      detail: [
        expect.objectContaining({
          type: 'string_pattern_mismatch',
          loc: ['body', 'username'],
          input: 'Bad Name',
        }),
        expect.objectContaining({ type: 'missing', loc: ['body', 'email'], msg: 'Field required' }),
        expect.objectContaining({ type: 'dict_type', loc: ['body', 'metadata'], input: 'none' }),
      ],
    })
    expect(reply.text).toContain(john.password)
  })

  it.each([
    ['', 'missing'],
    ['{"username":', 'json_invalid'],
    ['[1]', 'model_attributes_type'],
    [JSON.stringify({ ...john, email: 'no-address' }), 'value_error'],
    [JSON.stringify({ ...john, password: 7 }), 'string_type'],
    [JSON.stringify({ ...john, password: '' }), 'string_too_short'],
  ])('responds to the body %j with 422 %s', async (body, type) => {
    expect(await create(body)).toMatchObject({ status: 422, json: { detail: [{ type }] } })
  })

  it('refuses a body of more than a megabyte', async () => {
    expect((await create({ ...john, full_name: 'x'.repeat(1_100_000) })).status).toBe(413)
  })
})

describe('one account', () => {
  it('is read, suspended, unsuspended and deleted, and then gone', async () => {
    const path = `${accountsPath}/${idIn(await create({ ...john, billing_id: 'm-1' }))}`
    expect((await call('GET', path)).json).toMatchObject({
      ...publicJohn,
      billing_id: 'm-1',
      status: 'active',
    })
    expect((await call('POST', `${path}/suspend`, { body: { reason: 'overdue' } })).status).toBe(200)
    expect((await call('GET', path)).json).toMatchObject({ status: 'suspended' })
    expect((await call('POST', `${path}/unsuspend`)).status).toBe(200)
    expect((await call('GET', path)).json).toMatchObject({ status: 'active' })
    expect((await call('DELETE', path)).status).toBe(200)
    expect((await call('DELETE', path)).json).toEqual({ detail: 'Account not found' })
    for (const [method, rest, body] of [
      ['GET', '', undefined],
      ['GET', '/stats', undefined],
      ['POST', '/suspend', { reason: 'x' }],
      ['POST', '/unsuspend', undefined],
    ] as const)
      expect((await call(method, path + rest, { body })).status).toBe(404)
  })

  it('returns its usage', async () => {
    const id = idIn(await create(john))
    expect((await call('GET', `${accountsPath}/${id}/stats`)).json).toEqual({
      user_id: id,
      username: john.username,
      email: john.email,
      total_domains: 0,
      total_databases: 0,
      total_email_accounts: 0,
      total_ssl_certificates: 0,
      storage_used: 0,
      last_login: null,
      account_age_days: 0,
    })
  })

  it('requires a reason to suspend and a number for an id', async () => {
    const id = idIn(await create(john))
    expect((await call('POST', `${accountsPath}/${id}/suspend`, { body: {} })).status).toBe(422)
    expect(await call('GET', `${accountsPath}/abc`)).toMatchObject({
      status: 422,
      json: { detail: [{ type: 'int_parsing', loc: ['path', 'account_id'], input: 'abc' }] },
    })
  })
})

describe('an unknown path or method', () => {
  it('returns FastAPI’s error format', async () => {
    expect(await call('GET', '/api/v2/none')).toMatchObject({ status: 404, json: { detail: 'Not Found' } })
    const wrongMethod = await call('PUT', `${accountsPath}/1`)
    expect(wrongMethod).toMatchObject({ status: 405, json: { detail: 'Method Not Allowed' } })
    expect(wrongMethod.headers.allow).toBe('GET, DELETE')
  })
})

describe('the ledger', () => {
  it('keeps every account that was ever created, with its create request', async () => {
    await call('GET', accountsPath)
    const id = idIn(await create({ ...john, billing_id: 'm-1' }))
    await call('DELETE', `${accountsPath}/${id}`)
    await create(john)
    expect(sandbox.ledger()).toMatchObject([
      { id: 1, username: 'john', billing_id: 'm-1', deletedAt: expect.any(String), createRequest: 2 },
      { id: 2, username: 'john', billing_id: null, deletedAt: null, createRequest: 4 },
    ])
    const made = sandbox.requests.recent(10).filter(({ performed }) => performed === 201)
    expect(made.map(({ number }) => number)).toEqual([4, 2])
  })
})

const publicJohn = { username: john.username, email: john.email }

it('runs beside another one in the same process', async () => {
  const other = await startSandbox()
  try {
    await create(john)
    expect((await send(other.url + accountsPath, { headers: headersOf(sandbox) })).status).toBe(401)
    expect((await client(other, other)('GET', accountsPath)).json).toEqual([])
  } finally {
    await other.close()
  }
})

const headersOf = ({ apiKey, apiSecret }: Sandbox) => ({ 'x-api-key': apiKey, 'x-api-secret': apiSecret })
