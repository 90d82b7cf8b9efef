import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { z } from 'zod'
import type { Permission } from '#contracts/access.ts'
import { apiTokenPage, createdApiToken, mostLiveTokens } from '#contracts/api-tokens/schemas.ts'
import { problem } from '#contracts/problem.ts'
import type { StaffRole } from '#contracts/roles.ts'
import { createApiToken } from '#server/domain/api-tokens/index.ts'
import { contextOf } from '#server/domain/context.ts'
import { describeApi } from '#server/http/api/describe.ts'
import { newApiToken } from '#server/platform/auth/index.ts'
import { apiTokens, passkeys, users } from '#server/platform/auth/table.ts'
import { newId } from '#server/platform/clock/index.ts'
import { changeFactorsRequired, openInstallation } from '#server/platform/installation/index.ts'
import { countStatements } from '../cost/count-statements.ts'
import { call, describeDomain, type TestDomain } from '../domain.ts'
import { addTestServer, auditOf, newCustomer } from '../domain-steps.ts'
import { addStaff, matrixPassword } from './callers.ts'
import { openBrowser } from './in-process-browser.ts'

const minuteMs = 60_000
const dayMs = 86_400_000
const everything: Permission[] = ['customers.read', 'customers.write', 'customers.export', 'engine.pause']

const statementsOf = async (work: () => Promise<unknown>) => (await countStatements(work)).statements.length

async function opened(test: TestDomain, options: Parameters<typeof openBrowser>[1] = {}) {
  await openInstallation(test.database.db)
  const open = openBrowser(test, options)
  const signedIn = async (name: string, role: StaffRole) => {
    const userId = await addStaff(test, name, role)
    const browser = open()
    await browser.signIn({ email: `${name}@hosting.example`, password: matrixPassword })
    const create = async (body: object, headers: Record<string, string> = {}) =>
      browser.post('/api/v1/api-tokens', { name: 'CI', permissions: ['customers.read'], ...body }, headers)
    const made = async (body: object = {}) => createdApiToken.parse((await create(body)).json)
    return { userId, browser, create, made }
  }
  /** A program: no cookies. */
  const program = (token: string | null, address?: string) => {
    const browser = open(address)
    const headers = { authorization: `Bearer ${token}` }
    return {
      get: (path: string) => browser.send('GET', path, undefined, headers),
      send: (method: string, path: string, body?: unknown, more: Record<string, string> = {}) =>
        browser.send(method, path, body, { ...headers, ...more }),
    }
  }
  const tokenOf = ({ token }: { token: string | null }) => token ?? 'none'
  const codeOf = ({ json }: { json: unknown }) => problem.safeParse(json).data?.code
  const detailOf = ({ json }: { json: unknown }) => problem.safeParse(json).data?.detail
  return { open, signedIn, program, tokenOf, codeOf, detailOf }
}

it('The description of the API offers tokens exactly for the calls that accept them', async () => {
  const document = z
    .object({
      security: z.unknown(),
      components: z.object({ securitySchemes: z.record(z.string(), z.looseObject({ type: z.string() })) }),
      paths: z.record(z.string(), z.record(z.string(), z.looseObject({ security: z.unknown().optional() }))),
    })
    .parse(await describeApi('test'))
  expect(document.security).toEqual([{ session: [] }, { apiToken: [] }])
  expect(document.components.securitySchemes.apiToken).toMatchObject({ type: 'http', scheme: 'bearer' })
  const securityOf = (path: string, method: string) => document.paths[path]?.[method]?.security
  expect(securityOf('/v1/customers', 'get')).toBeUndefined()
  expect(securityOf('/v1/setup', 'get')).toEqual([])
  for (const path of ['/v1/me', '/v1/team', '/v1/api-tokens'])
    expect(securityOf(path, 'get')).toEqual([{ session: [] }])
})

const euro = { amount: '1', currency: 'EUR' }

describeDomain('An API token', (open) => {
  it('is returned once, stored as a hash, and calls the API without a cookie', async () => {
    const test = open()
    const { signedIn, program, tokenOf } = await opened(test)
    const { browser, made } = await signedIn('grace', 'owner')
    const created = await made({ permissions: everything })
    expect(created).toMatchObject({ name: 'CI', status: 'active', lastUsedAt: null, expiresAt: null })
    expect(created.token).toMatch(/^npb_[\w-]{49}$/)
    const list = await browser.get('/api/v1/api-tokens')
    expect(apiTokenPage.parse(list.json).items).toMatchObject([{ id: created.id, isOwn: true }])
    const [row] = await test.database.db.select().from(apiTokens)
    expect(JSON.stringify([list.json, row, await auditOf(test)])).not.toContain(created.token)
    const caller = program(tokenOf(created))
    expect((await caller.get('/api/v1/customers')).status).toBe(200)
    const customer = newCustomer()
    expect((await caller.send('POST', '/api/v1/customers', customer)).status).toBe(201)
  })

  it('is named in the audit log, with its owner, and so are its creation and revocation', async () => {
    const test = open()
    const { signedIn, program, tokenOf } = await opened(test)
    const { userId, browser, made } = await signedIn('grace', 'owner')
    const created = await made({ permissions: everything })
    await program(tokenOf(created)).send('POST', '/api/v1/customers', newCustomer())
    await browser.send('DELETE', `/api/v1/api-tokens/${created.id}`)
    const entries = (await auditOf(test)).filter(({ action }) => /^(api-token|customer)\./.test(action))
    expect(entries).toMatchObject([
      {
        action: 'api-token.create',
        actorName: 'grace',
        subjectId: userId,
        after: { name: 'CI', permissions: everything, expiresAt: null },
      },
      {
        action: 'customer.create',
        actorKind: 'staff',
        actorId: userId,
        actorName: 'grace (with the API token CI)',
      },
      { action: 'api-token.revoke', actorName: 'grace', subjectId: userId, before: { name: 'CI' } },
    ])
  })

  it('can do what both its scope and the current role of its owner include', async () => {
    const test = open()
    const { signedIn, program, tokenOf, detailOf } = await opened(test)
    const grace = await signedIn('grace', 'admin')
    const readOnly = program(tokenOf(await grace.made({ name: 'reads' })))
    const all = program(tokenOf(await grace.made({ name: 'all', permissions: everything })))
    const create = { method: 'POST', path: '/api/v1/customers' }
    expect((await readOnly.get('/api/v1/customers')).status).toBe(200)
    const refused = await readOnly.send(create.method, create.path, newCustomer())
    expect([refused.status, detailOf(refused)]).toEqual([
      403,
      'The API token "reads" does not have the permission customers.write. Nothing was done. Create a token with it on the API tokens page.',
    ])
    expect((await all.send(create.method, create.path, newCustomer())).status).toBe(201)
    await test.database.db.update(users).set({ staffRole: 'read-only' }).where(eq(users.id, grace.userId))
    expect((await all.get('/api/v1/customers')).status).toBe(200)
    expect((await all.send(create.method, create.path, newCustomer())).status).toBe(403)
  })

  it('does not cover a field of the body that needs a further permission', async () => {
    const test = open()
    const { signedIn, program, tokenOf, codeOf } = await opened(test)
    const { made } = await signedIn('grace', 'owner')
    const { id } = await addTestServer(test)
    const writes = program(tokenOf(await made({ permissions: ['servers.write'] })))
    expect((await writes.send('PATCH', `/api/v1/servers/${id}`, { name: 'Renamed' })).status).toBe(200)
    expect(codeOf(await writes.send('PATCH', `/api/v1/servers/${id}`, { baseUrl: 'http://x' }))).toBe(
      'forbidden',
    )
  })

  it('takes no money back with billing.write: each correction needs billing.correct', async () => {
    const test = open()
    const { signedIn, program, tokenOf } = await opened(test)
    const { made } = await signedIn('grace', 'owner')
    const writes = program(tokenOf(await made({ name: 'a', permissions: ['billing.write'] })))
    const corrects = program(tokenOf(await made({ name: 'b', permissions: ['billing.correct'] })))
    for (const [path, body] of [
      ['payments/{id}/refund', { amount: euro, reason: 'x', refundedOn: '2026-03-01' }],
      ['payments/{id}/reverse', { reason: 'x' }],
      ['invoices/{id}/void', { reason: 'x' }],
      ['invoices/{id}/write-off', { reason: 'x' }],
      ['invoices/{id}/credit', { reason: 'x' }],
      ['invoices/{id}/credit/preview', { reason: 'x' }],
    ] as const) {
      const address = `/api/v1/${path.replace('{id}', newId())}`
      expect([path, (await writes.send('POST', address, body)).status]).toEqual([path, 403])
      // Permitted, and refused because there is no such payment, invoice or company.
      expect([404, 409]).toContain((await corrects.send('POST', address, body)).status)
    }
    expect((await corrects.send('POST', '/api/v1/payments', {})).status).toBe(403)
  })

  it('runs dangerous calls of its scope without a confirmation, also long after the sign-in', async () => {
    const test = open()
    const { signedIn, program, tokenOf } = await opened(test)
    const { made } = await signedIn('grace', 'owner')
    const [pauses, reads] = [
      await made({ name: 'a', permissions: ['engine.pause'] }),
      await made({ name: 'b' }),
    ]
    test.clock.advance(dayMs)
    expect((await program(tokenOf(reads)).send('POST', '/api/v1/engine/pause', {})).status).toBe(403)
    expect((await program(tokenOf(pauses)).send('POST', '/api/v1/engine/pause', {})).status).toBe(200)
  })

  it('never reaches logins, the team, tokens and the mail server, also with a scope written into the database', async () => {
    const test = open()
    const { signedIn, program, tokenOf, detailOf } = await opened(test)
    const { made } = await signedIn('grace', 'owner')
    const created = await made()
    await test.database.db.update(apiTokens).set({
      permissions: [
        'team.read',
        'team.write',
        'team.require-factors',
        'api-tokens.write',
        'mail.write',
        'saved-views.write',
        'webhooks.write',
        'billing.settings',
      ],
    })
    for (const [method, path] of [
      ['GET', '/api/v1/me'],
      ['POST', '/api/v1/me/password'],
      ['POST', '/api/v1/me/totp'],
      ['GET', '/api/v1/me/sessions'],
      ['POST', '/api/v1/me/reauthenticate'],
      ['GET', '/api/v1/team'],
      ['POST', '/api/v1/team'],
      ['PATCH', '/api/v1/team-settings'],
      ['GET', '/api/v1/api-tokens'],
      ['POST', '/api/v1/api-tokens'],
      ['DELETE', `/api/v1/api-tokens/${newId()}`],
      ['PATCH', '/api/v1/mail/settings'],
      ['POST', '/api/v1/webhook-endpoints'],
    ] as const) {
      const answer = await program(tokenOf(created)).send(method, path, method === 'GET' ? undefined : {})
      const refused = [403, expect.stringMatching(/^API tokens cannot do this/)]
      expect([path, answer.status, detailOf(answer)]).toEqual([path, ...refused])
    }
  })

  it('is refused with its reason when it is revoked, expired, unknown or of a disabled or removed owner', async () => {
    const test = open()
    const { signedIn, program, tokenOf, detailOf, codeOf } = await opened(test)
    const { userId, browser, made } = await signedIn('grace', 'owner')
    const other = await signedIn('alan', 'owner')
    const inAnHour = new Date(test.clock.now().getTime() + 60 * minuteMs).toISOString()
    const revoked = await made({ name: 'revoked' })
    const expires = await made({ name: 'expires', expiresAt: inAnHour })
    const disabled = await made({ name: 'disabled' })
    const removed = await other.made()
    expect((await browser.send('DELETE', `/api/v1/api-tokens/${revoked.id}`)).status).toBe(200)
    expect((await program(tokenOf(expires)).get('/api/v1/customers')).status).toBe(200)
    test.clock.advance(60 * minuteMs)
    await test.database.db.update(users).set({ isActive: false }).where(eq(users.id, userId))
    await test.database.db.delete(users).where(eq(users.id, other.userId))
    for (const [token, reason] of [
      [tokenOf(revoked), 'The API token "revoked" was revoked.'],
      [tokenOf(expires), `The API token "expires" expired at ${inAnHour}.`],
      [tokenOf(disabled), 'The login of the owner of the API token "disabled" is disabled.'],
      [tokenOf(removed), 'This API token does not exist.'],
      ['npb_short', 'This API token does not exist.'],
      [`${tokenOf(disabled).slice(0, -1)}!`, 'This API token does not exist.'],
    ] as const)
      for (const path of ['/api/v1/customers', '/api/v1/setup', '/api/v1/nothing']) {
        const answer = await program(token).get(path)
        expect([answer.status, codeOf(answer), answer.headers.get('www-authenticate')]).toEqual([
          401,
          'api-token-invalid',
          'Bearer error="invalid_token"',
        ])
        expect(detailOf(answer)).toContain(`${reason} Nothing was done.`)
      }
    const foreign = await program('of-a-proxy').get('/api/v1/customers')
    expect([codeOf(foreign), foreign.headers.get('www-authenticate')]).toEqual(['not-signed-in', 'Bearer'])
  })

  it('works again after its owner is enabled, and after they have changed their password', async () => {
    const test = open()
    const { signedIn, program, tokenOf } = await opened(test)
    const { userId, browser, made } = await signedIn('grace', 'owner')
    const caller = program(tokenOf(await made()))
    const answers = async () => (await caller.get('/api/v1/customers')).status
    const enable = (isActive: boolean) =>
      test.database.db.update(users).set({ isActive }).where(eq(users.id, userId))
    await enable(false)
    expect(await answers()).toBe(401)
    await enable(true)
    expect(await answers()).toBe(200)
    const changed = await browser.post('/api/v1/me/password', {
      currentPassword: matrixPassword,
      newPassword: 'Another-Pass-8812',
    })
    expect(changed.status).toBe(200)
    expect(await answers()).toBe(200)
  })

  it('is refused if two-factor sign-in is required and its owner has no second factor', async () => {
    const test = open()
    const { signedIn, program, tokenOf, codeOf } = await opened(test)
    const { userId, made } = await signedIn('grace', 'owner')
    const caller = program(tokenOf(await made()))
    const { db } = test.database
    await changeFactorsRequired(db, true)
    expect(codeOf(await caller.get('/api/v1/customers'))).toBe('second-factor-required')
    await db.insert(passkeys).values({
      id: newId(),
      userId,
      credentialId: 'AAAA',
      publicKey: 'AAAA',
      counter: 0,
      transports: [],
      name: 'Key',
      createdAt: test.clock.now(),
    })
    expect((await caller.get('/api/v1/customers')).status).toBe(200)
    await db.delete(passkeys)
    await db.update(users).set({ twoFactor: true }).where(eq(users.id, userId))
    expect((await caller.get('/api/v1/customers')).status).toBe(200)
  })

  it('costs one statement, a malformed one none, and the use is written every five minutes', async () => {
    const test = open()
    const { signedIn, program, tokenOf } = await opened(test)
    const { made } = await signedIn('grace', 'owner')
    const created = await made()
    const call = () => program(tokenOf(created)).get('/api/v1/nothing')
    const usedAt = async () => (await test.database.db.select().from(apiTokens))[0]?.lastUsedAt
    await call()
    const first = test.clock.now()
    expect(await usedAt()).toEqual(first)
    test.clock.advance(5 * minuteMs - 1)
    expect(await statementsOf(call)).toBe(1)
    expect(await usedAt()).toEqual(first)
    test.clock.advance(1)
    expect(await statementsOf(call)).toBe(2)
    expect(await usedAt()).toEqual(test.clock.now())
    for (const malformed of [
      'npb_',
      'npb_short',
      `${tokenOf(created)}x`,
      tokenOf(created).replace(/.$/, '!'),
    ])
      expect(await statementsOf(() => program(malformed).get('/api/v1/customers'))).toBe(0)
  })

  it('repeats a POST with its Idempotency-Key, and a session of the owner shares the keys', async () => {
    const test = open()
    const { signedIn, program, tokenOf } = await opened(test)
    const { browser, made, create } = await signedIn('grace', 'owner')
    const caller = program(tokenOf(await made({ permissions: everything })))
    const customer = newCustomer()
    const key = { 'idempotency-key': 'one' }
    const first = await caller.send('POST', '/api/v1/customers', customer, key)
    const again = await caller.send('POST', '/api/v1/customers', customer, key)
    const bySession = await browser.post('/api/v1/customers', customer, key)
    expect([again.json, bySession.json]).toEqual([first.json, first.json])
    const body = { name: 'once' }
    const token = createdApiToken.parse((await create(body, { 'idempotency-key': 'two' })).json)
    const repeated = createdApiToken.parse((await create(body, { 'idempotency-key': 'two' })).json)
    expect([token.token === null, repeated]).toEqual([false, { ...token, token: null }])
  })
})

describeDomain('An API token beside a cookie', (open) => {
  const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }

  it('decides alone: the cookie adds no permission, and does not help a token that does not work', async () => {
    const test = open()
    const { signedIn, tokenOf, codeOf } = await opened(test)
    const { browser, made } = await signedIn('grace', 'owner')
    const created = await made()
    const send = (authorization: string, more: Record<string, string> = {}) =>
      browser.send('POST', '/api/v1/engine/pause', {}, { authorization, ...more })
    expect(codeOf(await send(`Bearer ${tokenOf(created)}`))).toBe('forbidden')
    expect(codeOf(await send('Bearer npb_bogus'))).toBe('api-token-invalid')
    expect(codeOf(await send('Bearer npb_bogus', foreign))).toBe('foreign-origin')
    expect(codeOf(await send('Bearer other', foreign))).toBe('foreign-origin')
    expect((await send('Bearer other')).status).toBe(200)
  })

  it('passes the check of the origin only without a cookie, and only at the API', async () => {
    const test = open()
    const { signedIn, program, tokenOf, codeOf } = await opened(test)
    const { made } = await signedIn('grace', 'owner')
    const caller = program(tokenOf(await made({ permissions: ['engine.pause'] })))
    expect((await caller.send('POST', '/api/v1/engine/pause', {}, foreign)).status).toBe(200)
    const login = { email: 'grace@hosting.example', password: matrixPassword }
    expect(codeOf(await caller.send('POST', '/api/auth/sign-in/email', login, foreign))).toBe(
      'foreign-origin',
    )
  })
})

describeDomain('Invalid API tokens', (open) => {
  it('are limited per address, which does not stop a token that has worked there', async () => {
    const test = open()
    const { signedIn, program, tokenOf, codeOf } = await opened(test, { signInLimitPerMinute: 5 })
    const { made } = await signedIn('grace', 'owner')
    const valid = program(tokenOf(await made()), '192.0.2.50')
    expect((await valid.get('/api/v1/customers')).status).toBe(200)
    const guess = (address = '192.0.2.50') => program(newApiToken(), address).get('/api/v1/customers')
    for (let count = 0; count < 5; count += 1) expect(codeOf(await guess())).toBe('api-token-invalid')
    expect(codeOf(await guess())).toBe('too-many-requests')
    expect(await statementsOf(guess)).toBe(0)
    expect((await valid.get('/api/v1/customers')).status).toBe(200)
    expect(codeOf(await guess('192.0.2.51'))).toBe('api-token-invalid')
  })
})

describeDomain('Creating an API token', (open) => {
  it('is refused for a permission that the creator lacks, also if they have lost it since the check', async () => {
    const test = open()
    const { signedIn, codeOf } = await opened(test)
    const { create, userId } = await signedIn('grace', 'admin')
    expect((await create({ permissions: ['customers.read', 'installation.decide'] })).json).toMatchObject({
      code: 'forbidden',
      errors: [{ path: 'permissions', code: 'not-allowed' }],
    })
    for (const role of ['support', 'billing', 'read-only'] as const)
      expect(codeOf(await (await signedIn(role, role)).create({}))).toBe('forbidden')
    // The role changes between the check of the access and the transaction.
    const actor = { kind: 'staff', role: 'admin', userId, name: 'grace', email: 'g@hosting.example' } as const
    await test.database.db.update(users).set({ staffRole: 'support' }).where(eq(users.id, userId))
    await expect(
      createApiToken(contextOf(test.domain, call(actor)), { name: 'CI', permissions: ['customers.read'] }),
    ).rejects.toMatchObject({ code: 'forbidden' })
    expect(await test.database.db.select().from(apiTokens)).toEqual([])
  })

  it.each([
    [{ name: ' ' }, 'name'],
    [{ name: 'x'.repeat(101) }, 'name'],
    [{ permissions: [] }, 'permissions'],
    [{ permissions: ['customers.all'] }, 'permissions.0'],
    [{ permissions: ['team.write'] }, 'permissions.0'],
    [{ expiresAt: '2020-01-01T00:00:00.000Z' }, 'expiresAt'],
    [{ expiresAt: 'tomorrow' }, 'expiresAt'],
  ])('is refused for %j', async (body, path) => {
    const { signedIn } = await opened(open())
    const { create } = await signedIn('grace', 'owner')
    expect((await create(body)).json).toMatchObject({ code: 'invalid-body', errors: [{ path }] })
  })

  it('needs a recent sign-in, a free name, and allows 50 live tokens', async () => {
    const test = open()
    const { signedIn, codeOf } = await opened(test)
    const { userId, browser, create, made } = await signedIn('grace', 'owner')
    const { id } = await made({ name: 'Nightly' })
    expect(codeOf(await create({ name: 'nightly' }))).toBe('name-taken')
    await browser.send('DELETE', `/api/v1/api-tokens/${id}`)
    await made({ name: 'nightly' })
    const row = { userId, permissions: ['customers.read' as const], createdAt: test.clock.now() }
    await test.database.db.insert(apiTokens).values(
      Array.from({ length: mostLiveTokens - 2 }, (_, n) => ({
        ...row,
        id: newId(),
        name: `t${n}`,
        tokenHash: `h${n}`,
      })),
    )
    await made({ name: 'the last one' })
    expect(codeOf(await create({ name: 'one more' }))).toBe('wrong-state')
    test.clock.advance(15 * minuteMs)
    expect(codeOf(await create({ name: 'later' }))).toBe('reauthentication-required')
  })
})

describeDomain('The list of API tokens', (open) => {
  it('has the own tokens and those of staff whom the caller may change, who can revoke them', async () => {
    const test = open()
    const { signedIn, codeOf } = await opened(test)
    const owner = await signedIn('grace', 'owner')
    const admin = await signedIn('alan', 'admin')
    const byOwner = await owner.made({ name: 'of the owner' })
    test.clock.advance(1)
    const byAdmin = await admin.made({ name: 'of the admin' })
    const names = async ({ browser }: typeof owner, query = '') => {
      const page = apiTokenPage.parse((await browser.get(`/api/v1/api-tokens${query}`)).json)
      return { names: page.items.map(({ name, isOwn }) => [name, isOwn]), next: page.nextCursor }
    }
    expect((await names(owner)).names).toEqual([
      ['of the admin', false],
      ['of the owner', true],
    ])
    expect((await names(admin)).names).toEqual([['of the admin', true]])
    const first = await names(owner, '?limit=1')
    expect((await names(owner, `?limit=1&cursor=${first.next}`)).names).toEqual([['of the owner', true]])
    const revoke = ({ browser }: typeof owner, { id }: { id: string }) =>
      browser.send('DELETE', `/api/v1/api-tokens/${id}`)
    expect(codeOf(await revoke(admin, byOwner))).toBe('not-found')
    expect((await revoke(owner, byAdmin)).status).toBe(200)
    expect(codeOf(await revoke(owner, byAdmin))).toBe('not-found')
    expect((await names(owner)).names).toEqual([['of the owner', true]])
  })
})
