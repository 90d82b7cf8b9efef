import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { onboardCustomer } from '#server/domain/onboarding/index.ts'
import { rowsOf } from '#server/platform/database/index.ts'
import { declaredCalls } from '../authorization/declared-calls.ts'
import { describeDomainOnEmbedded, describeDomainOnPostgres, type TestDomain } from '../domain.ts'
import { newCustomer } from '../domain-steps.ts'
import { plainBodies } from '../system/hostile-input.ts'
import { type Api, openApi } from './open-api.ts'

const anyId = '0198c5a2-7b1e-7c3a-9f00-5d2f6c1a4e11'
const pathOf = (path: string) => path.replaceAll(/\{kind\}/g, 'welcome').replaceAll(/\{\w+\}/g, anyId)
const writes = declaredCalls.filter(({ method }) => method !== 'GET')
const plainBodyOf = ({ method, path }: (typeof writes)[number]) => plainBodies[`${method} ${path}`] ?? {}

// Class: SQL injection through search, filter, sort and cursor (CWE-89).
const sqlInQueries = (open: () => TestDomain) => {
  const payloads = [
    "' or '1'='1",
    "') or 1=1 --",
    "'; update users set staff_role = 'owner'; --",
    "'; drop table customers; --",
    "\\'; select pg_sleep(5); --",
    "x' union select password, password, password from credentials --",
    'email desc, (select password from credentials limit 1)',
    '"; select pg_sleep(5); --',
    '$1',
    '%27%20or%201=1',
    '%',
    '_',
    '\\',
  ]

  it('is only text: nothing is found, changed, delayed or shown', async () => {
    const test = open()
    const { ask, owner: cookie } = await openApi(test)
    const { customer } = await onboardCustomer(test.ctx, newCustomer())
    const { customer: second } = await onboardCustomer(test.ctx, newCustomer())
    const fingerprint = async () =>
      rowsOf(
        await test.database.db.execute(
          sql`select (select count(*)::int from customers) as customers,
            (select string_agg(role || coalesce(staff_role, ''), ',' order by id) from users) as roles`,
        ),
      )
    const before = await fingerprint()
    const lists = declaredCalls.filter(({ method, access }) => method === 'GET' && access !== 'customer')
    const names = [
      'search',
      'sort',
      'status',
      'hosting',
      'cursor',
      'serverId',
      'code',
      'actor',
      'action',
      'separator',
    ]
    const startedAt = performance.now()
    for (const payload of payloads) {
      for (const { path, name } of lists) {
        if (path.endsWith('/events')) continue
        const query = new URLSearchParams(names.map((one) => [one, payload]))
        const { status, text } = await ask('GET', `${pathOf(path)}?${query}`, { cookie })
        expect([name, payload, status < 500, text.includes('argon2')]).toEqual([name, payload, true, false])
      }
      const query = new URLSearchParams({ search: payload })
      const found = await ask('GET', `/api/v1/customers?${query}`, { cookie })
      expect([payload, found.status, found.text.includes(customer.id)]).toEqual([payload, 200, false])
      expect(found.text).not.toContain(second.id)
    }
    expect(performance.now() - startedAt).toBeLessThan(payloads.length * 5_000)
    expect(await fingerprint()).toEqual(before)
  }, 60_000)

  // Class: tampered page cursors (CWE-639).
  it('in a cursor is refused or is only text, and a cursor gives no row that the filter excludes', async () => {
    const test = open()
    const { ask, owner: cookie } = await openApi(test)
    for (const fullName of ['Ada', 'Ben', 'Cleo'])
      await onboardCustomer(test.ctx, newCustomer({ fullName, isActive: fullName !== 'Ben' }))
    const cursorOf = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url')
    const list = (query: Record<string, string>) =>
      ask('GET', `/api/v1/customers?${new URLSearchParams(query)}`, { cookie })
    for (const payload of payloads) {
      const answer = await list({ sort: 'email', cursor: cursorOf('customers email', payload, anyId) })
      expect([payload, answer.status]).toEqual([payload, 200])
      for (const cursor of [
        payload,
        cursorOf(payload, 'x', anyId),
        cursorOf('customers email', 'x', payload),
      ])
        expect([payload, (await list({ sort: 'email', cursor })).status]).toEqual([payload, 422])
    }
    const first = cursorOf('customers email', '', anyId)
    const inactive = await list({ sort: 'email', status: 'active', cursor: first })
    expect(inactive.text).not.toContain('"fullName":"Ben"')
    expect((await ask('GET', `/api/v1/customers?cursor=${first}`, { cookie: '' })).status).toBe(401)
  })
}

describeDomainOnEmbedded('Input', (open) => {
  // Class: prototype pollution through JSON bodies and queries (CWE-1321).
  describe('Prototype pollution', () => {
    const pollution =
      '"__proto__":{"polluted":true,"role":"owner","isActive":true},"constructor":{"prototype":{"polluted":true}},"prototype":{"polluted":true}'
    const isClean = () => {
      const fresh: Record<string, unknown> = {}
      return (
        fresh.polluted === undefined &&
        fresh.role === undefined &&
        !Object.hasOwn(Object.prototype, 'polluted')
      )
    }

    it('has no effect through the body of any call, at the top and in nested objects', async () => {
      const { ask, owner: cookie } = await openApi(open())
      for (const call of writes) {
        const plain = JSON.stringify(plainBodyOf(call))
        const joined = plain === '{}' ? `{${pollution}}` : `{${pollution},${plain.slice(1)}`
        const nested = joined.replaceAll(/(?<=.)\{/g, (brace) => `${brace}"__proto__":{"polluted":true},`)
        for (const body of [joined, nested.replaceAll(',}', '}')]) {
          const { status } = await ask(call.method, pathOf(call.path), { cookie, body })
          expect([call.name, status < 500]).toEqual([call.name, true])
          expect([call.name, isClean()]).toEqual([call.name, true])
        }
      }
    })

    it('has no effect through the query, and gives no field that the body lacks', async () => {
      const { ask, owner: cookie } = await openApi(open())
      for (const query of [
        '__proto__[polluted]=1',
        '__proto__.polluted=1',
        'constructor[prototype][polluted]=1',
      ]) {
        expect((await ask('GET', `/api/v1/customers?${query}`, { cookie })).status).toBeLessThan(500)
        expect(isClean()).toBe(true)
      }
      const person = newCustomer()
      const inherited = JSON.stringify({ fullName: person.fullName, password: person.password })
      const body = `{"__proto__":{"email":"proto@example.com"},${inherited.slice(1)}`
      expect((await ask('POST', '/api/v1/customers', { cookie, body })).status).toBe(422)
    })
  })

  // Class: regular expressions with superlinear time on long inputs (CWE-1333).
  describe('An input of 60 kB', () => {
    const length = 60_000
    const runs = [
      ...[
        'a',
        ' ',
        '.',
        '@',
        '-',
        ';',
        '"',
        '<',
        '>',
        '?',
        '{{',
        '{',
        '\t',
        '0',
        'a.',
        'a@',
        '<a',
        '\u200b',
        '\u0301',
        ' ;',
      ],
      ...[
        '-----BEGIN CERTIFICATE-----\n',
        'http://',
        '::',
        'xn--',
        '=',
        '\\',
        '%',
        "'",
        '😀',
        'mailto:',
        'á ',
      ],
    ].map((part) => part.repeat(Math.ceil(length / part.length)).slice(0, length))
    const longestMs = 1_500

    /** Each text of a body, one at a time, replaced by a long one that ends in a way that no rule accepts. */
    function* spoilt(body: object, text: string): Generator<object> {
      for (const [name, value] of Object.entries(body)) {
        if (typeof value === 'string') yield { ...body, [name]: `x${text}!` }
        else if (Array.isArray(value)) yield { ...body, [name]: [`x${text}!`] }
        else if (typeof value === 'object' && value !== null)
          for (const inner of spoilt(value, text)) yield { ...body, [name]: inner }
      }
    }

    it('is refused or answered in time by each text field of each call', async () => {
      const { ask, owner: cookie } = await openApi(open())
      const slowest = { ms: 0, where: '' }
      // One run for each field of each call, in turn, so that each field of a kind gets each run.
      let turn = 0
      for (const call of writes) {
        const fields = [...spoilt(plainBodyOf(call), '')].length
        for (let field = 0; field < fields; field += 1)
          for (let times = 0; times < 3; times += 1) {
            const text = runs[turn % runs.length] ?? ''
            turn += 1
            const body = [...spoilt(plainBodyOf(call), text)][field]
            const before = process.cpuUsage()
            const { status } = await ask(call.method, pathOf(call.path), { cookie, body })
            const used = process.cpuUsage(before)
            const ms = (used.user + used.system) / 1000
            const where = `${call.name}, field ${field}, ${text.slice(0, 8)}`
            if (ms > slowest.ms) Object.assign(slowest, { ms, where })
            expect([where, status < 500, ms < longestMs]).toEqual([where, true, true])
          }
      }
      expect(turn).toBeGreaterThan(150)
      process.stdout.write(
        `long inputs: ${turn} requests, slowest ${slowest.ms.toFixed(0)} ms, ${slowest.where}\n`,
      )
    }, 60_000)

    it('is answered in time as the email of a customer and as a search, for every kind of text', async () => {
      const { ask, owner: cookie } = await openApi(open())
      const slow: string[] = []
      const timed = async (name: string, run: () => ReturnType<Api['ask']>) => {
        const before = process.cpuUsage()
        const { status } = await run()
        const used = process.cpuUsage(before)
        if (status >= 500 || (used.user + used.system) / 1000 > longestMs) slow.push(`${name}: ${status}`)
      }
      for (const text of runs) {
        const body = { ...newCustomer(), email: `x${text}!`, fullName: text, companyName: text }
        await timed(`email ${text.slice(0, 8)}`, () =>
          ask('POST', '/api/v1/customers/validate', { cookie, body }),
        )
        const query = new URLSearchParams({ search: text })
        await timed(`search ${text.slice(0, 8)}`, () => ask('GET', `/api/v1/customers?${query}`, { cookie }))
      }
      expect(slow).toEqual([])
    })
  })

  describe('SQL in a query', () => sqlInQueries(open))
})

describeDomainOnPostgres('SQL in a query', sqlInQueries)
