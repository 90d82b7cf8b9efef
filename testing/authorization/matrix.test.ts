import { eq, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { permissions } from '#contracts/access.ts'
import { problem } from '#contracts/problem.ts'
import { grantersOf, rolePermissions, staffRoles } from '#contracts/roles.ts'
import { serverChange } from '#contracts/servers/schemas.ts'
import { reconcileServer } from '#server/domain/reconciliation/index.ts'
import { users } from '#server/platform/auth/table.ts'
import { newId } from '#server/platform/clock/index.ts'
import { rowsOf } from '#server/platform/database/index.ts'
import { openInstallation } from '#server/platform/installation/index.ts'
import { describeDomain, describeDomainOnPostgres, type TestDomain } from '../domain.ts'
import { addTestServer, loginPassword, provisioned } from '../domain-steps.ts'
import {
  addStaff,
  type Caller,
  type Expected,
  expectedFor,
  staffAndStrangers,
  tokenCallers,
} from './callers.ts'
import { type DeclaredCall, declaredCalls } from './declared-calls.ts'
import { type InProcessAnswer, openInProcessApp } from './in-process-app.ts'

/** The ids that belong to one customer, and the texts that identify them in a response. */
interface Subject {
  readonly caller: Caller
  readonly marks: readonly string[]
  /** By the first segment of a path, for example customers. */
  readonly ids: Readonly<Record<string, string>>
}

interface Variant {
  readonly where: string
  readonly path: string
  readonly body?: unknown
}

async function makeSubject(
  test: TestDomain,
  app: ReturnType<typeof openInProcessApp>,
  name: string,
): Promise<Subject> {
  const email = `${name}@customers.example`
  const made = await provisioned(test, { username: name, customer: { email, fullName: `Person ${name}` } })
  const login = { email, password: loginPassword }
  const cookie = await app.signIn(login)
  const other = await app.signIn(login)
  const answer = await app.send({ method: 'GET', path: '/api/v1/me/sessions', cookie: other })
  const list = z.object({ items: z.array(z.object({ id: z.string(), isCurrent: z.boolean() })) })
  const mine = list.parse(JSON.parse(answer.text)).items.find(({ isCurrent }) => isCurrent)
  const { serverId } = made.hosting.account
  const run = await reconcileServer(test.ctx, { id: serverId })
  return {
    caller: { name: `customer ${name}`, role: 'customer', cookie },
    marks: [email, `Person ${name}`],
    ids: {
      customers: made.customer.id,
      'hosting-accounts': made.accountId,
      operations: made.operationId,
      servers: serverId,
      reconciliations: run.id,
      me: mine?.id ?? '',
      team: await addStaff(test, `member ${name}`, 'read-only'),
    },
  }
}

const pathFor = ({ path }: DeclaredCall, { ids }: Subject) => {
  const [, entity = ''] = /^\/api\/v1\/([^/]+)/.exec(path) ?? []
  return path.replaceAll(/\{(\w+)\}/g, (_, name) => (name === 'id' && ids[entity]) || newId())
}

/** One call with the ids of each subject in the path, the query and the body, and with every restricted field. */
function variantsOf(call: DeclaredCall, subjects: readonly Subject[]): Variant[] {
  const writes = call.method !== 'GET'
  return subjects.flatMap((subject, index) => {
    const path = pathFor(call, subject)
    const {
      customers: customerId = '',
      'hosting-accounts': accountId = '',
      servers: serverId = '',
    } = subject.ids
    const foreign = { id: customerId, customerId, accountId, userId: customerId, serverId }
    const which = index === 0 ? 'A' : 'B'
    return [
      { where: `path ${which}`, path, ...(writes && { body: {} }) },
      {
        where: `query ${which}`,
        path: `${path}?${new URLSearchParams(foreign)}`,
        ...(writes && { body: {} }),
      },
      ...(writes
        ? [
            { where: `body ${which}`, path, body: foreign },
            ...(index === 0 ? [{ where: 'unreadable body', path, body: 'not JSON' }] : []),
          ]
        : []),
      ...Object.keys(call.fieldAccess).map((field) => ({
        where: `field ${field} ${which}`,
        path,
        body: { [field]: null },
      })),
    ]
  })
}

function neededFields({ fieldAccess }: DeclaredCall, { body }: Variant) {
  if (typeof body !== 'object' || body === null) return []
  return Object.entries(fieldAccess).flatMap(([field, needed]) =>
    Object.hasOwn(body, field) ? [needed] : [],
  )
}

/** A token that does not work is refused before the call is read, so one request per call is enough. */
const callersOf = ({ where }: Variant, callers: readonly Caller[]) =>
  callers.filter(({ token, role }) => token === undefined || role !== null || where === 'path A')

/** Returns the result of a request in the terms of its declared access. */
function resultOf({ status, text, contentType }: InProcessAnswer): Expected | string {
  if (status >= 500) return `status ${status}`
  if (status < 400) return 'allowed'
  if (!contentType.startsWith('application/problem+json')) return `no problem details: ${contentType}`
  const { code, detail } = problem.parse(JSON.parse(text))
  if (status === 401) return code === 'not-signed-in' || code === 'api-token-invalid' ? code : `401 ${code}`
  if (code !== 'forbidden') return 'allowed'
  const permission = permissions.find((one) => detail.includes(` permission ${one}.`)) ?? null
  const isScope = detail.startsWith('The API token ')
  const granters = permission === null || isScope ? [] : grantersOf(permission)
  return granters.every((role) => detail.includes(role))
    ? { forbidden: permission }
    : `granters missing: ${detail}`
}

/** All rows that a call of the API could change. */
async function fingerprint({ database }: TestDomain): Promise<unknown> {
  const tables = [
    'customers',
    'hosting_accounts',
    'operations',
    'servers',
    'users',
    'credentials',
    'sessions',
    'totp_factors',
    'recovery_codes',
    'passkeys',
    'spent_challenges',
    'password_links',
    'api_tokens',
    'saved_views',
    'reconciliations',
    'imports',
    'import_rows',
    'bulk_actions',
    'bulk_action_rows',
    'placement_settings',
    'webhook_endpoints',
    'webhook_deliveries',
    'subscriptions',
    'subscription_items',
    'subscription_changes',
    'charges',
    'documents',
    'document_lines',
    'journal_entries',
    'allocations',
    'billing_runs',
    'billing_parks',
    'payments',
    'refunds',
    'bank_statements',
    'bank_statement_lines',
    'products',
    'prices',
    'coupons',
    'company_settings',
    'number_series',
    'tax_rates',
    'dunning_policy',
    'billing_profiles',
    'audit_entries',
    'installation',
  ]
  const counts = tables.map(
    (table) =>
      sql`select ${table} as name, count(*)::int as rows, md5(coalesce(string_agg(t::text, '' order by t::text), '')) as hash from ${sql.identifier(table)} t`,
  )
  return rowsOf(await database.db.execute(sql.join(counts, sql` union all `)))
}

// On one database, because thousands of requests take a minute. The check of the access is no SQL, and access.test.ts
// finds callers on both.
describeDomainOnPostgres('The authorization matrix', (open) => {
  it('gives every caller exactly the declared access to every call, and changes nothing for a refused one', {
    timeout: 300_000,
  }, async () => {
    const test = open()
    // better-auth starts sessions by its own clock.
    test.clock.advance(Math.max(0, Date.now() - test.clock.now().getTime()))
    const app = openInProcessApp(test)
    await openInstallation(test.database.db)
    await addTestServer(test)
    const a = await makeSubject(test, app, 'anna')
    const b = await makeSubject(test, app, 'berta')
    const { caller: disabled } = await makeSubject(test, app, 'clara')
    // By SQL, so that the session remains: the login itself must be checked.
    await test.database.db
      .update(users)
      .set({ isActive: false })
      .where(eq(users.email, 'clara@customers.example'))
    const callers = [
      ...(await staffAndStrangers(test, app)),
      ...(await tokenCallers(test)),
      a.caller,
      b.caller,
      { ...disabled, name: 'a disabled customer', role: null },
    ]
    const combinations = declaredCalls.flatMap((call) =>
      variantsOf(call, [a, b]).flatMap((variant) =>
        callersOf(variant, callers).map((caller) => ({
          call,
          variant,
          caller,
          expected: expectedFor(caller, call.access, neededFields(call, variant)),
        })),
      ),
    )
    const isRefused = ({ expected }: (typeof combinations)[number]) => expected !== 'allowed'
    // The first request of an expired session deletes it.
    for (const { cookie } of callers) await app.send({ method: 'GET', path: '/api/v1/me', cookie })
    const before = await fingerprint(test)
    const wrong: unknown[] = []
    const leaks: unknown[] = []
    const refused = combinations.filter(isRefused)
    // Customers first: staff then end their sessions, by a reset of their second factors.
    const isCustomer = ({ caller }: (typeof combinations)[number]) => caller.role === 'customer'
    const allowed = combinations
      .filter((one) => !isRefused(one))
      .toSorted((x, y) => Number(isCustomer(y)) - Number(isCustomer(x)))
    for (const group of [refused, allowed]) {
      for (const { call, variant, caller, expected } of group) {
        const { path, body } = variant
        const answer = await app.send({
          method: call.method,
          path,
          cookie: caller.cookie,
          token: caller.token?.text,
          body,
        })
        const result = resultOf(answer)
        const where = `${caller.name}: ${call.method} ${call.path} (${call.name}), ${variant.where}`
        if (JSON.stringify(result) !== JSON.stringify(expected)) wrong.push({ where, expected, result })
        const foreign =
          caller === a.caller ? b.marks : caller === b.caller ? a.marks : [...a.marks, ...b.marks]
        const mayShow = caller.role !== null && caller.role !== 'customer' && expected === 'allowed'
        if (!mayShow && foreign.some((mark) => answer.text.includes(mark))) leaks.push(where)
      }
      expect(wrong).toEqual([])
      if (group === refused) expect(await fingerprint(test)).toEqual(before)
    }
    expect(leaks).toEqual([])
    process.stdout.write(
      `authorization matrix: ${combinations.length} requests = ${declaredCalls.length} calls x ${callers.length} callers x ids of A and B in path, query and body; ${refused.length} refused, ${allowed.length} allowed\n`,
    )
    expect(combinations.length).toBeGreaterThan(4000)
  })
})

describeDomain('Streams and exports', (open) => {
  it('reach every permitted role, with content, and no other caller', async () => {
    const test = open()
    test.clock.advance(Math.max(0, Date.now() - test.clock.now().getTime()))
    const app = openInProcessApp(test)
    await addTestServer(test)
    const { ids, marks } = await makeSubject(test, app, 'anna')
    const callers = await staffAndStrangers(test, app)
    const contents = [...marks, ids.operations ?? '']
    const answers = async (path: string) =>
      Object.fromEntries(
        await Promise.all(
          callers.map(async ({ name, role, cookie }) => {
            const { status, text } = await app.send({ method: 'GET', path, cookie })
            return [role ?? name, { status, hasContent: contents.some((content) => text.includes(content)) }]
          }),
        ),
      )
    const exported = await answers('/api/v1/customers/export')
    for (const role of staffRoles) {
      const has = rolePermissions[role].has('customers.export')
      expect([role, exported[role]]).toEqual([role, { status: has ? 200 : 403, hasContent: has }])
    }
    const stream = await answers(`/api/v1/operations/${ids.operations}/events`)
    for (const role of staffRoles) expect(stream[role]).toEqual({ status: 200, hasContent: true })
    expect(stream.anonymous).toEqual({ status: 401, hasContent: false })
  })
})

it('Every field of a server that decides where its secrets go needs servers.connect', () => {
  const harmless = [
    'name',
    'capacity',
    'maxConcurrentRequests',
    'location',
    'mode',
    'tags',
    'placementWeight',
  ]
  const change = declaredCalls.find(({ name }) => name === 'servers.change')
  expect(Object.keys(change?.fieldAccess ?? {}).toSorted()).toEqual(
    Object.keys(serverChange.shape)
      .filter((field) => !harmless.includes(field))
      .toSorted(),
  )
})
