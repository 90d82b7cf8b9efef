import { describe, expect, it } from 'vitest'
import { type AccountToCreate, PanelError } from '#panels/kit/index.ts'
import { createPanelHttp } from '#server/platform/outbound/index.ts'
import { nextPanel } from './index.ts'
import { type Reply, type ScriptedPanel, scriptPanel } from './scripted-panel.ts'

const http = createPanelHttp({
  allowedNetworks: ['127.0.0.1'],
  deadlineMs: 3_000,
  connectTimeoutMs: 1_000,
  maxBytes: 100_000,
})
const apiSecret = 'nps_0123456789abcdef'
const clientOf = ({ url }: ScriptedPanel) =>
  nextPanel.connect({ baseUrl: url, apiKey: 'npk_0123456789', apiSecret, proven: true }, http)

const john: AccountToCreate = {
  username: 'john',
  email: 'john@example.com',
  password: 'correct horse <7> "battery"',
  fullName: 'John Example',
  company: 'Example Ltd',
  packageId: 2,
  marker: 'nb1.inst.acc.mac',
  billingCustomerId: 'customer-1',
}

async function errorOf(work: Promise<unknown>): Promise<PanelError> {
  const error = await work.then(
    () => new Error('it succeeded'),
    (cause: unknown) => cause,
  )
  if (!(error instanceof PanelError)) throw error
  return error
}

async function createAnswered(reply: Reply) {
  await using panel = await scriptPanel(() => reply)
  return await errorOf(clientOf(panel).create(john))
}

describe('a create', () => {
  it('sends the marker three times, and never requests an administrator', async () => {
    await using panel = await scriptPanel(() => ({
      status: 201,
      json: { id: 123, username: 'john', email: 'JOHN@example.com' },
    }))
    const { value, exchanges } = await clientOf(panel).create(john)
    expect(value).toEqual({
      id: '123',
      username: 'john',
      email: 'JOHN@example.com',
      marker: undefined,
      suspended: undefined,
    })
    expect(panel.asked[0]?.headers).toMatchObject({
      'idempotency-key': john.marker,
      'x-api-key': 'npk_0123456789',
      'x-api-secret': apiSecret,
    })
    expect(JSON.parse(panel.asked[0]?.body ?? '')).toEqual({
      username: 'john',
      email: 'john@example.com',
      password: john.password,
      full_name: 'John Example',
      company: 'Example Ltd',
      package_id: 2,
      is_admin: false,
      billing_id: john.marker,
      metadata: {
        hosting_account_id: john.marker,
        created_from: 'nextpanel-billing',
        billing_customer_id: 'customer-1',
      },
    })
    expect(exchanges).toMatchObject([
      { request: 'POST /api/v1/billing/accounts', status: 201, answer: 'Account 123, username john.' },
    ])
  })

  const account = { id: 123, username: 'john', email: 'john@example.com' }
  it.each([
    ['an id as text', { ...account, id: '123' }],
    ['no id', { username: 'john', email: 'john@example.com' }],
    ['id 0', { ...account, id: 0 }],
    ['a negative id', { ...account, id: -1 }],
    ['a fractional id', { ...account, id: 1.5 }],
    ['an id beyond whole numbers', { ...account, id: 2 ** 60 }],
    ['null as id', { ...account, id: null }],
    ['another username', { ...account, username: 'mallory' }],
    ['another address', { ...account, email: 'mallory@example.com' }],
    ['a stranger’s marker', { ...account, billing_id: 'nb1.other' }],
    ['a list', [account]],
    ['nothing readable', 'ok'],
    ['null', null],
  ])('returned as 201 with %s is an unknown outcome', async (_what, json) => {
    expect(await createAnswered({ status: 201, json })).toMatchObject({
      kind: 'unknown-outcome',
      code: 'odd-answer',
    })
  })

  it.each([
    [
      'cuts billing_id',
      { json: { ...account, billing_id: john.marker.slice(0, 6) } },
      /changed billing_id: it keeps 6 characters/,
    ],
    ['answers ids as text', { json: { ...account, id: '123' } }, /ids of this panel’s accounts are text/],
    [
      'compresses its responses',
      { text: '\u001f', headers: { 'content-type': 'application/json', 'content-encoding': 'br' } },
      /compresses its responses \(br\)/,
    ],
    [
      'declares text/json',
      { text: JSON.stringify(account), headers: { 'content-type': 'text/json' } },
      /“text\/json” instead of application\/json/,
    ],
  ])('names a panel that %s, with the outcome unknown', async (_what, reply, message) => {
    const error = await createAnswered({ status: 201, ...reply })
    expect(error).toMatchObject({ kind: 'unknown-outcome', code: 'odd-answer' })
    expect(error.message).toMatch(message)
  })

  it('names a panel that redirects to the same path with a slash', async () => {
    const headers = { location: '/api/v1/billing/accounts/' }
    const error = await createAnswered({ status: 307, headers })
    expect(error).toMatchObject({ kind: 'needs-operator', code: 'redirected' })
    expect(error.message).toBe(
      'The panel redirects to /api/v1/billing/accounts/ (HTTP 307), with “/” at the end. This version of NextPanel is not supported.',
    )
    expect(error.remedy).not.toContain('Base URL')
  })

  const refusals: [string, Reply, Partial<PanelError>][] = [
    [
      'taken username',
      { status: 400, json: { detail: 'Username already exists' } },
      { kind: 'conflict', code: 'username-taken' },
    ],
    [
      'taken address',
      { status: 400, json: { detail: 'Email already exists' } },
      { kind: 'conflict', code: 'email-taken' },
    ],
    [
      'either taken',
      { status: 400, json: { detail: 'Username or email already exists' } },
      { kind: 'conflict', code: 'username-or-email-taken' },
    ],
    ['409 without words', { status: 409, json: {} }, { kind: 'conflict', code: 'username-or-email-taken' }],
    ['HTML 409', { status: 409, text: '<h1>Conflict</h1>' }, { kind: 'conflict' }],
    [
      'unknown package',
      { status: 400, json: { detail: 'Invalid package_id: no such package exists' } },
      { kind: 'rejected', code: 'package-unknown' },
    ],
    [
      'unknown package, as 422',
      {
        status: 422,
        json: {
          detail: [{ loc: ['body', 'package_id'], msg: 'Input should be a valid integer', type: 'int' }],
        },
      },
      { kind: 'rejected', code: 'package-unknown' },
    ],
    [
      'username not allowed',
      { status: 422, json: { detail: [{ loc: ['body', 'username'], msg: 'too short', type: 'x' }] } },
      { kind: 'rejected', code: 'username-not-allowed' },
    ],
    [
      'other field',
      { status: 422, json: { detail: [{ loc: ['body', 'phone'], msg: 'bad', type: 'x' }] } },
      { kind: 'rejected', code: 'field-not-allowed' },
    ],
    [
      '422 in another shape',
      { status: 422, json: { detail: 'no' } },
      { kind: 'rejected', code: 'field-not-allowed' },
    ],
    [
      'other 4xx',
      { status: 418, json: { detail: 'I am a teapot' } },
      {
        kind: 'rejected',
        code: 'panel-refused',
        message: 'NextPanel refused the request (HTTP 418). NextPanel says: “I am a teapot”.',
      },
    ],
    [
      '400 cut off',
      { status: 400, text: '{"detail":"Usern', headers: { 'content-type': 'application/json' } },
      { kind: 'unknown-outcome' },
    ],
    [
      'wrong path',
      { status: 404, json: { detail: 'Not Found' } },
      { kind: 'needs-operator', code: 'not-a-panel' },
    ],
    [
      'wrong path, HTML',
      { status: 404, text: '<h1>404</h1>' },
      { kind: 'needs-operator', code: 'not-a-panel' },
    ],
    [
      'redirect',
      { status: 301, headers: { location: 'https://elsewhere.example/' } },
      { kind: 'needs-operator', code: 'redirected' },
    ],
    [
      'wrong key',
      { status: 401, json: { detail: 'Invalid API key or secret' } },
      { kind: 'needs-operator', code: 'key-invalid' },
    ],
    [
      'revoked',
      { status: 401, json: { detail: 'API key is revoked' } },
      { kind: 'needs-operator', code: 'key-revoked' },
    ],
    [
      'expired',
      { status: 401, json: { detail: 'API key has expired' } },
      { kind: 'needs-operator', code: 'key-expired' },
    ],
    [
      'inactive',
      { status: 401, json: { detail: 'API key is inactive' } },
      { kind: 'needs-operator', code: 'key-inactive' },
    ],
    [
      'a proxy’s login',
      { status: 401, text: '<h1>Authorization Required</h1>' },
      { kind: 'needs-operator', code: 'access-denied' },
    ],
    [
      'privileges',
      { status: 403, json: { detail: "The user doesn't have super admin privileges" } },
      { kind: 'needs-operator', code: 'permission-too-low' },
    ],
    [
      'scope',
      { status: 403, json: { detail: 'API key lacks the required scope' } },
      { kind: 'needs-operator', code: 'scope-missing' },
    ],
    [
      'address',
      { status: 403, json: { detail: 'IP address not allowed' } },
      { kind: 'needs-operator', code: 'ip-not-allowed' },
    ],
    [
      '403 without a reason',
      { status: 403, json: { detail: 'Forbidden' } },
      { kind: 'needs-operator', code: 'access-denied' },
    ],
    [
      'rate limit',
      { status: 429, json: { detail: 'Rate limit exceeded' }, headers: { 'retry-after': '7' } },
      { kind: 'retry-later', code: 'rate-limited', afterMs: 7_000 },
    ],
    [
      'rate limit until a date',
      {
        status: 429,
        json: {},
        headers: { date: 'Mon, 23 Nov 2026 10:00:00 GMT', 'retry-after': 'Mon, 23 Nov 2026 10:01:30 GMT' },
      },
      { kind: 'retry-later', afterMs: 90_000 },
    ],
    [
      'rate limit for a century',
      { status: 429, json: {}, headers: { 'retry-after': '3155760000' } },
      { kind: 'retry-later', afterMs: 86_400_000 },
    ],
    [
      'rate limit, unreadable',
      { status: 429, json: {}, headers: { 'retry-after': '-5' } },
      { kind: 'retry-later', afterMs: undefined },
    ],
    [
      '503 with a wait',
      { status: 503, json: { detail: 'busy' }, headers: { 'retry-after': '7' } },
      { kind: 'unknown-outcome', code: 'panel-error' },
    ],
    ['500 HTML', { status: 500, text: '<h1>Oops</h1>' }, { kind: 'unknown-outcome', code: 'panel-error' }],
    ['200 HTML', { status: 200, text: '<h1>Welcome</h1>' }, { kind: 'unknown-outcome', code: 'odd-answer' }],
    ['a proxy’s timeout', { status: 408, text: '' }, { kind: 'unknown-outcome' }],
  ]
  it.each(refusals)('refused by %s is reported as its own kind', async (_what, reply, expected) => {
    const error = await createAnswered(reply)
    expect(error).toMatchObject(expected)
    expect(error.message).toMatch(/^\p{Lu}.*[.”]$/u)
    expect(error.remedy).toMatch(/^\p{Lu}.*\.$/u)
  })

  it('refused because of our address names the address of our socket', async () => {
    const error = await createAnswered({ status: 403, json: { detail: 'IP address not allowed' } })
    expect(error.remedy).toContain('add 127.0.0.1 to its allowed IPs')
  })

  it('never shows the password that a 422 echoes, in any encoding', async () => {
    const { password } = john
    const error = await createAnswered({
      status: 422,
      json: {
        detail: [
          {
            loc: ['body', 'password'],
            msg: `${password} | ${encodeURIComponent(password)} | ${JSON.stringify(password)} | ${password.toUpperCase()}`,
            type: 'x',
            input: { username: 'john', password },
          },
        ],
      },
    })
    expect(error.code).toBe('password-not-allowed')
    expect(error.message).toContain('[redacted]')
    const shown = JSON.stringify([error.message, error.remedy, error.exchanges])
    for (const part of ['correct', 'CORRECT', 'battery', 'horse']) expect(shown).not.toContain(part)
  })

  it('never shows the start of a password at which the response was truncated', async () => {
    const text = `${'x'.repeat(490)}${john.password}`
    const error = await createAnswered({ status: 500, text })
    expect(JSON.stringify(error.exchanges)).not.toContain('corr')
  })

  it("limits a panel's message to one short line", async () => {
    const detail = `<b>No</b>\u0000\u202e\r\nHTTP/1.1 200 OK ${'x'.repeat(5_000)}`
    const error = await createAnswered({ status: 418, json: { detail } })
    expect(error.message).not.toMatch(/\p{C}|<b>/u)
    expect(error.message.length).toBeLessThan(500)
    expect(error.exchanges[0]?.answer.length).toBeLessThanOrEqual(500)
  })
})

describe('reading one account', () => {
  const base = '/api/v1/billing/accounts'
  const account = { id: 7, username: 'john', email: 'john@example.com' }

  async function found(answers: Readonly<Record<string, Reply>>, id = '7') {
    await using panel = await scriptPanel(
      ({ path }) => answers[path] ?? { status: 404, json: { detail: 'Not Found' } },
    )
    return (await clientOf(panel).findById(id)).value
  }

  it.each([
    ['the field', { billing_id: 'm1', metadata: { hosting_account_id: 'm2' } }, 'm1'],
    ['metadata where the field is null', { billing_id: null, metadata: { hosting_account_id: 'm2' } }, 'm2'],
    ['metadata alone', { metadata: { hosting_account_id: 'm2' } }, 'm2'],
    ['metadata kept as text', { metadata: '{"hosting_account_id":"m2"}' }, 'm2'],
    [
      'metadata where the field is cut',
      { billing_id: 'npb1.12', metadata: { hosting_account_id: 'npb1.123' } },
      'npb1.123',
    ],
    [
      'metadata where the field is in capitals',
      { billing_id: 'NPB1', metadata: '{"hosting_account_id":"npb1"}' },
      'npb1',
    ],
    [
      'metadata where the field is a number',
      { billing_id: 5, metadata: { hosting_account_id: 'npb1.123' } },
      'npb1.123',
    ],
    ['null: there is none', { billing_id: null }, null],
    ['empty: there is none', { billing_id: '' }, null],
    ['no field: unknown', {}, undefined],
    ['metadata of another type: unknown', { metadata: [1] }, undefined],
  ])('reads the marker from %s', async (_where, fields, marker) => {
    expect(await found({ [`${base}/7`]: { json: { ...account, ...fields } } })).toMatchObject({
      state: 'found',
      account: { marker },
    })
  })

  it('does not accept another account than the requested one', async () => {
    expect(await found({ [`${base}/7`]: { json: { ...account, id: 8 } } })).toMatchObject({
      state: 'not-known',
    })
  })

  it('reports a 404 as absent only if reading other accounts works', async () => {
    const gone = { status: 404, json: { detail: 'Account not found' } }
    const list = { json: [{ ...account, id: 1 }] }
    expect(
      await found({ [`${base}/7`]: gone, [base]: list, [`${base}/1`]: { json: { ...account, id: 1 } } }),
    ).toEqual({
      state: 'absent',
    })
    expect(await found({ [`${base}/7`]: gone, [base]: { json: [] } })).toEqual({ state: 'absent' })
    for (const control of [
      undefined,
      { status: 404, text: '<h1>404</h1>' },
      { status: 401, json: { detail: 'API key is revoked' } },
      { status: 500, text: '' },
      { text: '<h1>Welcome</h1>' },
    ])
      expect(await found({ [`${base}/7`]: gone, ...(control && { [base]: control }) })).toMatchObject({
        state: 'not-known',
        why: expect.stringMatching(/[.”]$/),
      })
  })

  it('never accepts an HTML 404 as absence', async () => {
    expect(
      await found({ [`${base}/7`]: { status: 404, text: '<h1>404</h1>' }, [base]: { json: [] } }),
    ).toMatchObject({ state: 'not-known' })
  })
})

describe('searching', () => {
  const accounts = Array.from({ length: 250 }, (_, index) => ({
    id: index + 1,
    username: `user${index + 1}`,
    email: `User${index + 1}@Example.com`,
    billing_id: `m${index + 1}`,
  }))
  const listOnly =
    (list: (query: Readonly<Record<string, string>>) => Reply) =>
    ({ path, query }: { path: string; query: Readonly<Record<string, string>> }): Reply => {
      if (path === '/api/v1/billing/accounts') return list(query)
      const one = accounts.find(({ id }) => path.endsWith(`/${id}`))
      return one ? { json: one } : { status: 404, json: { detail: 'Account not found' } }
    }

  it('pages through a list with capped pages, and reports the pages in two lines', async () => {
    await using panel = await scriptPanel(
      listOnly(({ skip = '0' }) => ({ json: { items: accounts.slice(Number(skip), Number(skip) + 40) } })),
    )
    const { value, exchanges } = await clientOf(panel).search({ email: 'user201@example.com' })
    expect(value).toMatchObject({ complete: true, matches: [{ id: '201', marker: 'm201' }] })
    expect(panel.asked).toHaveLength(8)
    expect(exchanges).toHaveLength(2)
    expect(exchanges[1]?.answer).toBe('Pages 2 to 8 together: 250 accounts in all.')
  })

  it('ends at the account with our marker, if filters work', async () => {
    await using panel = await scriptPanel(
      listOnly((query) => ({ json: accounts.filter(({ billing_id }) => billing_id === query.billing_id) })),
    )
    const { value, exchanges } = await clientOf(panel).search({ marker: 'm3', username: 'user3' })
    expect(value.matches.map(({ id }) => id)).toEqual(['3'])
    expect(panel.asked).toHaveLength(1)
    expect(exchanges[0]?.request).not.toContain('m3')
  })

  it('does not accept a capped list that ignores skip as the whole list', async () => {
    await using panel = await scriptPanel(listOnly(() => ({ json: accounts.slice(0, 3) })))
    const { value } = await clientOf(panel).search({ username: 'user200' })
    expect(value).toMatchObject({
      matches: [],
      complete: false,
      why: expect.stringContaining('more accounts'),
    })
  })

  it('accepts a list without pages as the whole list if no account follows it', async () => {
    await using panel = await scriptPanel(listOnly(() => ({ json: accounts })))
    const { value } = await clientOf(panel).search({ username: 'unknown' })
    expect(value).toEqual({ matches: [], complete: true })
  })

  it('stops reading an endless list, within limits', async () => {
    let id = 0
    await using panel = await scriptPanel(
      listOnly(() => {
        id += 1
        return { json: [{ id, username: `user${id}`, email: null }] }
      }),
    )
    const { value } = await clientOf(panel).search({ email: 'nobody@example.com' })
    expect(value.complete).toBe(false)
    expect(panel.asked.length).toBeLessThanOrEqual(100)
  })

  it.each([
    [
      'a stranger without a readable address',
      { username: 'jane' },
      [{ id: 1, username: 'john', email: 5 }],
      true,
    ],
    ['an entry without any field', { username: 'jane' }, [{ id: 1 }], false],
    ['an entry that is no object', { username: 'jane' }, ['jane'], false],
    ['a match with an id as text', { username: 'jane' }, [{ id: '1', username: 'jane' }], false],
    [
      'entries without markers, asked for a marker alone',
      { marker: 'm' },
      [{ id: 1, username: 'john' }],
      false,
    ],
    [
      'entries without markers, asked for the username too',
      { marker: 'm', username: 'jane' },
      [{ id: 1, username: 'john' }],
      true,
    ],
  ])('with %s in the list is reported as incomplete knowledge', async (_what, keys, entries, complete) => {
    await using panel = await scriptPanel(
      listOnly(({ skip }) => ({ json: { accounts: skip === '0' || skip === undefined ? entries : [] } })),
    )
    expect((await clientOf(panel).search(keys)).value).toMatchObject({ matches: [], complete })
  })

  it('reads a list that accepts no parameters', async () => {
    await using panel = await scriptPanel(
      listOnly((query) =>
        Object.keys(query).length > 0
          ? { status: 422, json: { detail: [] } }
          : { json: accounts.slice(0, 2) },
      ),
    )
    const { value } = await clientOf(panel).search({ username: 'user2' })
    expect(value).toMatchObject({ matches: [{ id: '2' }], complete: false })
  })

  it.each([
    ['HTML', { text: '<h1>Welcome</h1>' }],
    ['another shape', { json: { users: [] } }],
    ['an error', { status: 502, text: '<h1>Bad gateway</h1>' }],
  ])('a list that responds with %s is requested again later', async (_what, reply) => {
    await using panel = await scriptPanel(() => reply)
    expect(await errorOf(clientOf(panel).search({ username: 'jane' }))).toMatchObject({ kind: 'retry-later' })
  })
})

describe('suspending, unsuspending, terminating', () => {
  async function outcome(reply: Reply, verb: 'suspend' | 'unsuspend' | 'terminate') {
    await using panel = await scriptPanel(() => reply)
    const client = clientOf(panel)
    const call = {
      suspend: () => client.suspend('7', 'overdue'),
      unsuspend: () => client.unsuspend('7'),
      terminate: () => client.terminate('7'),
    }
    return await call[verb]().then(
      ({ value }) => value,
      (error: unknown) => (error instanceof PanelError ? `${error.kind} ${error.code}` : error),
    )
  }

  it.each([
    ['suspend', { json: { message: 'ok' } }, 'done'],
    ['suspend', { status: 204 }, 'done'],
    ['suspend', { json: { message: 'Account 7 is already suspended' } }, 'already'],
    ['suspend', { status: 409, json: { detail: 'Already suspended' } }, 'already'],
    ['unsuspend', { status: 400, json: { detail: 'Account is not suspended' } }, 'already'],
    ['terminate', { status: 404, json: { detail: 'Account not found' } }, 'gone'],
    ['suspend', { status: 404, json: { detail: 'Account not found' } }, 'gone'],
    ['terminate', { status: 404, text: '<h1>404</h1>' }, 'needs-operator not-a-panel'],
    ['terminate', { status: 409, json: { detail: 'A domain is already in use' } }, 'rejected panel-refused'],
    ['suspend', { status: 405, json: { detail: 'Method Not Allowed' } }, 'not-supported not-supported'],
    ['suspend', { text: '<h1>Welcome</h1>' }, 'unknown-outcome odd-answer'],
    ['suspend', { json: { id: 8, username: 'stranger' } }, 'unknown-outcome odd-answer'],
    ['terminate', { json: { success: false } }, 'unknown-outcome odd-answer'],
    ['terminate', { json: { error: 'no' } }, 'unknown-outcome odd-answer'],
    ['terminate', { status: 503, json: {} }, 'unknown-outcome panel-error'],
    ['unsuspend', { status: 429, json: {} }, 'retry-later rate-limited'],
  ] as const)('%s, response %j: %s', async (verb, reply, expected) => {
    expect(await outcome(reply, verb)).toBe(expected)
  })
})

describe('usage', () => {
  it('keeps the readable parts and omits the others', async () => {
    await using panel = await scriptPanel(() => ({
      json: {
        user_id: 7,
        username: 'john',
        total_domains: 3,
        total_databases: -1,
        storage_used: '1.5 GB',
        last_login: '<b>',
      },
    }))
    expect((await clientOf(panel).usage('7')).value).toEqual({
      domains: 3,
      databases: null,
      emailAccounts: null,
      sslCertificates: null,
      storageUsed: '1.5 GB',
      lastLoginAt: null,
    })
  })

  it('of another account is rejected', async () => {
    await using panel = await scriptPanel(() => ({ json: { user_id: 8, total_domains: 3 } }))
    expect(await errorOf(clientOf(panel).usage('7'))).toMatchObject({ kind: 'retry-later' })
  })
})
