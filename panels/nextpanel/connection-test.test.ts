import { describe, expect, it } from 'vitest'
import { type CheckId, type ConnectionReport, PanelError } from '#panels/kit/index.ts'
import { startSandbox } from '#sandbox/index.ts'
import { createPanelHttp } from '#server/platform/outbound/index.ts'
import { nextPanel } from './index.ts'
import { type Asked, type Reply, scriptPanel } from './scripted-panel.ts'

const openHttp = (allowedNetworks = ['127.0.0.1']) =>
  createPanelHttp({ allowedNetworks, deadlineMs: 3_000, connectTimeoutMs: 1_000, maxBytes: 100_000 })
const http = openHttp()
const key = { apiKey: 'npk_0123456789', apiSecret: 'nps_0123456789' }

const states = (report: ConnectionReport) =>
  Object.fromEntries(report.checks.map(({ id, state }) => [id, state]))
const checkOf = (report: ConnectionReport, id: CheckId) => report.checks.find((check) => check.id === id)

type Sandbox = Awaited<ReturnType<typeof startSandbox>>
type NewKey = Parameters<Sandbox['createKey']>[0]
type Variants = NonNullable<NonNullable<Parameters<typeof startSandbox>[0]>['variants']>

async function testKey(newKey: NewKey | typeof key, variants: Variants = {}) {
  const sandbox = await startSandbox({ variants })
  try {
    const connection = 'apiKey' in newKey ? newKey : sandbox.createKey(newKey)
    const client = nextPanel.connect({ baseUrl: sandbox.url, ...connection }, http)
    const report = await client.testConnection()
    expect(sandbox.ledger()).toEqual([])
    return report
  } finally {
    await sandbox.close()
  }
}

const lowerLevels = ['READ_ONLY', 'USER', 'DEVELOPER', 'ADMIN'] as const

describe('the requirements for the API key (S14)', () => {
  const table: [what: string, NewKey | typeof key, CheckId, message: RegExp, remedy: RegExp][] = [
    ['wrong', key, 'key', /does not recognize this API key/, /API Keys and copy key and secret again/],
    ['revoked', { revoked: true }, 'key', /revoked/, /API Keys, create a new key/],
    ['expired', { expiresAt: '2020-01-01T00:00:00.000Z' }, 'key', /expired/, /API Keys, extend the expiry/],
    ['inactive', { active: false }, 'key', /inactive/, /API Keys and activate this key/],
    ...lowerLevels.map((level): (typeof table)[number] => [
      `of level ${level}`,
      { level },
      'permission',
      /permission level .* too low/,
      /set its permission level to BILLING or SUPER_ADMIN/,
    ]),
    [
      'without the scope',
      { scopes: ['User Management'] },
      'scope',
      /scope Account Management/,
      /add the scope Account Management/,
    ],
    [
      'used from a wrong address',
      { allowedIps: ['203.0.113.7'] },
      'ip',
      /127\.0\.0\.1/,
      /add 127\.0\.0\.1 to its allowed IPs/,
    ],
  ]

  it.each(
    table,
  )('names a key that is %s, with the remedy in NextPanel', async (_what, newKey, id, message, remedy) => {
    const report = await testKey(newKey)
    expect(report).toMatchObject({ ok: false, verdict: 'needs-operator' })
    expect(report.checks.filter(({ state }) => state === 'fail')).toMatchObject([
      { id, message: expect.stringMatching(message), remedy: expect.stringMatching(remedy) },
    ])
  })

  it.each([
    'before-rights',
    'before-auth',
  ] as const)('names a level that is too low, also on a panel that checks bodies %s', async (bodyCheck) => {
    for (const level of lowerLevels) {
      const report = await testKey({ level }, { bodyCheck })
      expect(report.checks.filter(({ state }) => state === 'fail').map(({ id }) => id)).toEqual([
        'permission',
      ])
    }
  })

  it('reports that BILLING is too low if the panel requires SUPER_ADMIN', async () => {
    const report = await testKey({ level: 'BILLING' }, { writesNeed: 'SUPER_ADMIN' })
    expect(checkOf(report, 'permission')).toMatchObject({
      state: 'fail',
      remedy: expect.stringContaining('this panel requires SUPER_ADMIN'),
    })
  })

  it.each([
    { level: 'BILLING' },
    { level: 'SUPER_ADMIN', scopes: ['Full Access'] },
    { allowedIps: ['127.0.0.0/8'] },
  ] as const)('accepts %j', async (newKey) => {
    const report = await testKey({
      ...newKey,
      scopes: [...('scopes' in newKey ? newKey.scopes : ['Account Management' as const])],
      allowedIps: [...('allowedIps' in newKey ? newKey.allowedIps : [])],
    })
    expect(report).toMatchObject({ ok: true, verdict: 'online' })
    expect(states(report)).toEqual({
      dns: 'pass',
      tcp: 'pass',
      tls: 'warn',
      health: 'pass',
      key: 'pass',
      permission: 'pass',
      scope: 'pass',
      ip: 'pass',
      latency: 'pass',
    })
  })
})

describe('the connection test', () => {
  const account = '/api/v1/billing/accounts'
  const healthy: Reply = { json: { status: 'healthy' } }
  const unauthorised: Reply = { status: 401, json: { detail: 'Invalid API key or secret' } }
  const unprocessable: Reply = {
    status: 422,
    json: { detail: [{ loc: ['body', 'username'], msg: 'Field required' }] },
  }

  async function testScript(script: (asked: Asked, isOurKey: boolean) => Reply | undefined) {
    await using panel = await scriptPanel((asked) => {
      const reply = script(asked, asked.headers['x-api-key'] === key.apiKey)
      return reply ?? (asked.path === '/api/health' ? healthy : { json: [] })
    })
    const client = nextPanel.connect({ baseUrl: panel.url, ...key }, http)
    return { report: await client.testConnection(), health: await client.checkHealth(), asked: panel.asked }
  }
  const isCreate = ({ method, path }: Asked) => method === 'POST' && path === account

  it.each([
    ['a page', { text: '<title>Welcome to nginx</title>' }],
    ['a page not found', { status: 404, text: '<h1>404</h1>' }],
    ['other JSON', { json: { ok: true } }],
    ['a status that is no text', { json: { status: 1 } }],
  ])('reports a web server that returns %s as no panel, and sends it no key', async (_what, reply) => {
    const { report, asked } = await testScript(() => reply)
    expect(report).toMatchObject({ ok: false, verdict: 'offline' })
    expect(checkOf(report, 'health')).toMatchObject({
      state: 'fail',
      message: expect.stringContaining('not NextPanel'),
      remedy: expect.stringContaining('Base URL'),
    })
    expect(checkOf(report, 'key')?.state).toBe('not-checked')
    expect(asked.every(({ headers }) => headers['x-api-key'] === undefined)).toBe(true)
  })

  it('shows and records nothing of a page before the key was accepted, only what kind of thing answers', async () => {
    const secret = 'INTERNAL-SECRET-PAGE'
    const headers = { location: `http://inner/${secret}`, 'x-page': secret, 'retry-after': '7' }
    const replies: Reply[] = [200, 301, 401, 403, 404, 422, 429, 500].flatMap((status): Reply[] => [
      { status, text: `<h1>${secret}</h1>`, headers },
      { status, json: { detail: secret, message: secret, status: secret }, headers },
      { status, text: `{"${secret}"`, headers: { ...headers, 'content-type': 'application/json' } },
      { status, text: '{"a":1}', headers: { ...headers, 'content-type': `text/${secret}` } },
      { status, text: '{"a":1}', headers: { ...headers, 'content-encoding': secret } },
      { status, json: { detail: [{ loc: ['body', secret], msg: secret }] }, headers },
    ])
    for (const reply of replies)
      for (const isHealthy of [false, true]) {
        const { report, health } = await testScript(({ path }) =>
          isHealthy && path === '/api/health' ? healthy : reply,
        )
        expect(JSON.stringify([report, health]).toUpperCase()).not.toContain(secret)
        await using panel = await scriptPanel(() => reply)
        const client = nextPanel.connect({ baseUrl: panel.url, ...key }, http)
        for (const call of [
          () => client.findById('1'),
          () => client.search({ username: 'alpha' }),
          () => client.suspend('1', 'abuse'),
        ]) {
          const answer = await call().catch((error: unknown) => error)
          const shown =
            answer instanceof PanelError ? [answer.message, answer.remedy, answer.exchanges] : answer
          expect(JSON.stringify(shown).toUpperCase()).not.toContain(secret)
        }
      }
  })

  it('quotes the panel once the key was accepted', async () => {
    const { report } = await testScript((asked) =>
      isCreate(asked) ? { status: 500, json: { detail: 'Disk full' } } : undefined,
    )
    expect(checkOf(report, 'key')?.state).toBe('pass')
    await using panel = await scriptPanel(() => ({ status: 500, json: { detail: 'Disk full' } }))
    const client = nextPanel.connect({ baseUrl: panel.url, ...key, proven: true }, http)
    await expect(client.suspend('1', 'abuse')).rejects.toThrow('NextPanel says: “Disk full”.')
  })

  it('does not pass permissions on a panel that checks bodies before keys', async () => {
    const { report } = await testScript(({ method }) => (method === 'POST' ? unprocessable : undefined))
    expect(report).toMatchObject({ ok: true, verdict: 'online' })
    expect(states(report)).toMatchObject({
      key: 'pass',
      permission: 'not-checked',
      scope: 'not-checked',
      ip: 'pass',
    })
  })

  it('uses the create to check the key if there is no list', async () => {
    const script = (list: 404 | 405) => (asked: Asked, isOurKey: boolean) => {
      if (asked.path === account && asked.method === 'GET') return { status: list, json: { detail: 'no' } }
      if (isCreate(asked)) return isOurKey ? unprocessable : unauthorised
      return asked.path.endsWith('/unsuspend')
        ? { status: 404, json: { detail: 'Account not found' } }
        : undefined
    }
    for (const list of [404, 405] as const) {
      const { report, health } = await testScript(script(list))
      expect(states(report)).toMatchObject({ key: 'pass', permission: 'pass', scope: 'pass', ip: 'pass' })
      expect(states(health)).toMatchObject({ health: 'pass', key: 'not-checked' })
    }
  })

  it('reports an address that returns 404 to all calls as no billing API', async () => {
    const { report } = await testScript(({ path }) =>
      path.startsWith(account) ? { status: 404, text: '<h1>404</h1>' } : undefined,
    )
    expect(report.ok).toBe(false)
    expect(checkOf(report, 'key')).toMatchObject({
      state: 'fail',
      remedy: expect.stringContaining('Base URL'),
    })
  })

  it.each([
    ['an error', { status: 500, text: 'Internal Server Error' }],
    ['a rate limit', { status: 429, json: { detail: 'Rate limit exceeded' } }],
  ])('reports a panel whose list returns %s as degraded', async (_what, reply) => {
    const { report, health } = await testScript(({ path }) => (path === account ? reply : undefined))
    for (const one of [report, health]) expect(one).toMatchObject({ ok: true, verdict: 'degraded' })
  })

  it('warns about a panel that reports a problem', async () => {
    const { report } = await testScript((asked) =>
      asked.path === '/api/health'
        ? { json: { status: 'degraded' } }
        : isCreate(asked)
          ? unauthorised
          : undefined,
    )
    expect(checkOf(report, 'health')).toMatchObject({
      state: 'warn',
      message: 'NextPanel responds, but does not report “healthy”.',
    })
  })

  it('reports a panel that accepted a request which it should have refused', async () => {
    const { report } = await testScript((asked) =>
      isCreate(asked) ? { status: 201, json: { id: 1, username: '' } } : undefined,
    )
    expect(checkOf(report, 'permission')).toMatchObject({
      state: 'warn',
      remedy: expect.stringContaining('delete'),
    })
  })

  it.each([
    ['compresses its responses', { 'content-encoding': 'gzip' }, /compresses its responses \(gzip\)/],
    ['declares text/json', { 'content-type': 'text/json' }, /declares its responses as “text\/json”/],
    [
      'declares plain text',
      { 'content-type': 'text/plain; charset=utf-8' },
      /declares its responses as “text\/plain”/,
    ],
    ['declares nothing', { 'content-type': '' }, /declares its responses as nothing/],
  ])('reports a panel that %s as needs-operator, not as another web server', async (_what, headers, message) => {
    const text = JSON.stringify({ status: 'healthy' })
    const { report, health } = await testScript(() => ({
      text,
      headers: { 'content-type': 'application/json', ...headers },
    }))
    for (const one of [report, health]) {
      expect(one).toMatchObject({ ok: false, verdict: 'needs-operator' })
      expect(checkOf(one, 'health')).toMatchObject({ state: 'fail', message: expect.stringMatching(message) })
    }
  })

  it('names responses that are not in UTF-8', async () => {
    const { report } = await testScript(() => ({
      bytes: Buffer.from('{"status":"healthy","city":"Zürich"}', 'latin1'),
      headers: { 'content-type': 'application/json' },
    }))
    expect(report.verdict).toBe('needs-operator')
    expect(checkOf(report, 'health')?.message).toBe(
      'The panel’s responses are not in UTF-8, so they cannot be read.',
    )
  })

  it('still reports a compressed web page as not NextPanel', async () => {
    const { report } = await testScript(() => ({
      text: 'x',
      headers: { 'content-type': 'text/html', 'content-encoding': 'gzip' },
    }))
    expect(checkOf(report, 'health')?.message).toContain('it is not NextPanel')
  })

  it('fails a panel whose account ids are text', async () => {
    const { report, health } = await testScript(({ path, method }) =>
      path === account && method === 'GET'
        ? { json: [{ id: '123', username: 'john', email: 'john@example.com' }] }
        : undefined,
    )
    for (const one of [report, health]) {
      expect(one).toMatchObject({ ok: false, verdict: 'needs-operator' })
      expect(checkOf(one, 'key')?.message).toContain('are text instead of numbers')
    }
  })

  it('fails a panel that redirects the create to the same path with a slash', async () => {
    const { report } = await testScript((asked) =>
      isCreate(asked) ? { status: 307, headers: { location: `http://panel.example${account}/` } } : undefined,
    )
    expect(report).toMatchObject({ ok: false, verdict: 'needs-operator' })
    expect(checkOf(report, 'permission')).toMatchObject({
      state: 'fail',
      message: expect.stringContaining('with “/” at the end. This version of NextPanel is not supported.'),
    })
  })

  it('fails a panel that redirects the create elsewhere, and names the Base URL', async () => {
    const { report } = await testScript((asked) =>
      isCreate(asked) ? { status: 301, headers: { location: 'https://panel.example/' } } : undefined,
    )
    expect(checkOf(report, 'permission')).toMatchObject({
      state: 'fail',
      remedy: expect.stringContaining('Set the Base URL'),
    })
  })

  it('writes nothing if it only checks health', async () => {
    await using panel = await scriptPanel(({ path }) => (path === '/api/health' ? healthy : { json: [] }))
    await nextPanel.connect({ baseUrl: panel.url, ...key }, http).checkHealth()
    expect(panel.asked.map(({ method }) => method)).toEqual(['GET', 'GET'])
  })

  it('reports a disallowed address as needs-operator, and names the setting', async () => {
    const client = nextPanel.connect({ baseUrl: 'http://10.1.2.3:9000', ...key }, openHttp([]))
    const report = await client.testConnection()
    expect(report).toMatchObject({ ok: false, verdict: 'needs-operator' })
    expect(checkOf(report, 'tcp')?.remedy).toContain('add 10.1.2.3/32 to the setting PANEL_ALLOWED_NETWORKS')
    expect((await client.checkHealth()).verdict).toBe('needs-operator')
  })
})
