import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { permissions } from '#contracts/access.ts'
import { type Onboarded, onboarded } from '#contracts/customers/schemas.ts'
import { passwordLink } from '#contracts/password-links/schemas.ts'
import { portalDetails } from '#contracts/portal/schemas.ts'
import { viewer } from '#contracts/session/schemas.ts'
import { bodyOf, type Call, problemOf, send } from '../http-client.ts'
import { adminLogin, type RunningSystem, startSystem } from '../running-system.ts'
import { type DescribedCall, describedCalls } from './described-calls.ts'
import { loginPassword, newCustomer, onboardWaiting } from './onboarding.ts'

let system: RunningSystem
let calls: DescribedCall[]
let anna: Onboarded
let asAnna: Call
beforeAll(async () => {
  system = await startSystem()
  await system.addServer()
  calls = await describedCalls(system)
  anna = await onboardWaiting(system, newCustomer('anna'))
  await onboardWaiting(system, newCustomer('berta'))
  asAnna = await system.as({ email: 'anna@example.com', password: loginPassword })
})
afterAll(() => system?.remove())

const nameOf = ({ method, path }: DescribedCall) => `${method} ${path}`
describe('Every described call', () => {
  it('declares its access', () => {
    expect(calls.length).toBeGreaterThan(50)
    const known: readonly string[] = ['public', 'signed-in', 'customer', ...permissions]
    expect(calls.filter(({ access }) => access === undefined || !known.includes(access))).toEqual([])
    expect(calls.filter(({ access }) => access === 'public').map(nameOf)).toEqual([
      'POST /api/v1/email-changes/confirm',
      'GET /api/v1/setup',
      'POST /api/v1/setup',
      'POST /api/v1/password-resets',
      'POST /api/v1/password-links/inspect',
      'POST /api/v1/password-links/use',
    ])
    expect(calls.filter(({ access }) => access === 'signed-in').map(nameOf)).toEqual([
      'GET /api/v1/me',
      'POST /api/v1/me/password',
      'POST /api/v1/me/email',
      'GET /api/v1/me/sessions',
      'DELETE /api/v1/me/sessions/{id}',
      'POST /api/v1/me/sessions/end-others',
      'POST /api/v1/me/reauthenticate',
      'POST /api/v1/me/reauthenticate-by-passkey',
      'GET /api/v1/me/recent-sign-in',
      'GET /api/v1/me/factors',
      'POST /api/v1/me/totp',
      'POST /api/v1/me/totp/confirm',
      'POST /api/v1/me/totp/remove',
      'POST /api/v1/me/recovery-codes',
      'POST /api/v1/me/passkeys/options',
      'POST /api/v1/me/passkeys',
      'POST /api/v1/me/passkeys/remove',
    ])
    expect(calls.filter(({ access }) => access === 'customer').map(nameOf)).toEqual([
      'GET /api/v1/portal/details',
      'GET /api/v1/portal/hosting-accounts',
      'GET /api/v1/portal/balance',
      'GET /api/v1/portal/subscriptions',
      'GET /api/v1/portal/invoices',
      'GET /api/v1/portal/invoices/{id}',
      'GET /api/v1/portal/invoices/{id}/pdf',
    ])
  })

  it('refuses a caller before it reads the body', async () => {
    const notJson = { body: 'no JSON', headers: { 'content-type': 'text/plain' } }
    for (const [as, code] of [
      [system.nobody, 'not-signed-in'],
      [asAnna, 'forbidden'],
    ] as const)
      expect(problemOf(await as('POST', '/api/v1/customers', notJson)).code).toBe(code)
    expect(problemOf(await system.admin('POST', '/api/v1/customers', notJson)).status).toBe(415)
  })

  it('is the only call at its path: an unknown path is 404, an unsupported method 405', async () => {
    for (const as of [system.admin, asAnna])
      expect(problemOf(await as('GET', '/api/v1/nothing')).code).toBe('not-found')
    const wrongMethod = await system.admin('PUT', '/api/v1/servers')
    expect([problemOf(wrongMethod).status, wrongMethod.headers.allow]).toEqual([405, 'GET, POST'])
    expect(problemOf(await system.nobody('PUT', '/api/v1/setup')).status).toBe(405)
    expect(problemOf(await system.nobody('PUT', '/api/v1/servers')).status).toBe(401)
    expect(problemOf(await asAnna('PUT', '/api/v1/servers')).status).toBe(403)
  })
})

describe('Without a session', () => {
  it('a refusal names the sign-in call', async () => {
    const refused = problemOf(await system.nobody('GET', '/api/v1/customers'))
    expect([refused.status, refused.code]).toEqual([401, 'not-signed-in'])
    expect(refused.detail).toContain('/api/auth/sign-in/email')
  })

  it.each(['/api/v1/nothing', '/api/x'])('%s returns 401 on the API port', async (path) => {
    expect(problemOf(await system.nobody('GET', path)).status).toBe(401)
  })

  it('every page returns its HTML, whatever the Accept header', async () => {
    for (const path of ['/', '/customers', '/server', '/operations/some-id', '/portal', '/login'])
      for (const accept of ['text/html', '*/*']) {
        const { status, text } = await send(`${system.webUrl}${path}`, { headers: { accept } })
        expect([path, accept, status, text.slice(0, 15).toLowerCase()]).toEqual([
          path,
          accept,
          200,
          '<!doctype html>',
        ])
      }
    expect((await send(`${system.webUrl}/no-such-page`)).status).toBe(404)
  })

  it('the API description and its page are public on both ports', async () => {
    for (const origin of [system.apiUrl, system.webUrl])
      for (const path of ['/openapi.json', '/docs', '/docs/start.js', '/docs/swagger-ui-bundle.js'])
        expect([origin + path, (await send(origin + path)).status]).toEqual([origin + path, 200])
  })

  it('a forged cookie, or one of another installation, is not a session', async () => {
    for (const value of ['x', 'aaaa.bbbb', `${'a'.repeat(32)}.${'b'.repeat(43)}%3D`]) {
      const headers = { cookie: `nextpanel-billing=${value}` }
      expect((await system.nobody('GET', '/api/v1/me', { headers })).status).toBe(401)
    }
  })

  it('health and ready respond on both ports', async () => {
    for (const origin of [system.apiUrl, system.webUrl])
      for (const path of ['/health', '/ready']) expect((await send(origin + path)).status).toBe(200)
  })

  it('other calls below /api/auth do not exist', async () => {
    for (const path of [
      '/sign-up/email',
      '/update-user',
      '/change-email',
      '/list-sessions',
      '/delete-user',
      '/ok',
    ])
      for (const method of ['GET', 'POST'])
        expect((await system.nobody(method, `/api/auth${path}`, { body: {} })).status).toBe(401)
  })
})

describe("With a customer's session", () => {
  it('the customer area shows only their own hosting', async () => {
    const items = z.object({ items: z.array(z.object({ username: z.string() })) })
    const reply = await asAnna('GET', '/api/v1/portal/hosting-accounts')
    expect(bodyOf(reply, 200, items).items.map(({ username }) => username)).toEqual(['anna'])
    for (const path of ['/api/v1/portal/hosting-accounts', '/api/v1/portal/details'])
      expect(problemOf(await system.admin('GET', path)).status).toBe(403)
    const details = bodyOf(await asAnna('GET', '/api/v1/portal/details'), 200, portalDetails)
    expect(details.email).toBe('anna@example.com')
    expect(bodyOf(await asAnna('GET', '/api/v1/me'), 200, viewer)).toMatchObject({
      role: 'customer',
      customerId: anna.customer.id,
    })
  })

  it('setup stays closed', async () => {
    const body = { token: 'x', email: 'more@example.com', fullName: 'More', password: 'long-enough-1' }
    expect(problemOf(await asAnna('POST', '/api/v1/setup', { body })).code).toBe('setup-closed')
  })
})

describe('A set-password link', () => {
  it('is created by staff and opens without a session: its owner then signs in with the new password', async () => {
    const { password: _, ...person } = newCustomer('carla')
    const made = bodyOf(
      await system.admin('POST', '/api/v1/customers', { body: { ...person, passwordLink: true } }),
      201,
      onboarded,
    )
    const path = `/api/v1/customers/${made.customer.id}/password-link`
    const renewed = bodyOf(await system.admin('POST', path, { body: {} }), 201, passwordLink)
    expect(renewed.path).not.toBe(made.passwordLink?.path)
    const use = (link: string) => ({
      body: { token: link.split('#')[1], password: 'Chosen-Pass-9981' },
    })
    const usePath = '/api/v1/password-links/use'
    const replaced = problemOf(await system.nobody('POST', usePath, use(made.passwordLink?.path ?? '')))
    expect([replaced.status, replaced.code]).toEqual([403, 'password-link-invalid'])
    expect((await system.nobody('POST', usePath, use(renewed.path))).status).toBe(200)
    const login = { email: person.email, password: 'Chosen-Pass-9981' }
    expect((await (await system.as(login))('GET', '/api/v1/me')).status).toBe(200)
    expect(problemOf(await asAnna('POST', path, { body: {} })).status).toBe(403)
  })
})

describe('A login that is set to inactive', () => {
  it('loses its open session at once and cannot sign in until it is active again', async () => {
    const login = { email: 'anna@example.com', password: loginPassword }
    const session = await system.as(login)
    const path = `/api/v1/customers/${anna.customer.id}`
    expect((await session('GET', '/api/v1/me')).status).toBe(200)
    await system.admin('PATCH', path, { body: { isActive: false } })

    expect((await session('GET', '/api/v1/me')).status).toBe(401)
    const refused = problemOf(await system.signIn(login))
    expect([refused.status, refused.code]).toEqual([403, 'account-inactive'])
    expect(problemOf(await system.signIn({ ...login, password: 'not-the-password' })).status).toBe(401)

    await system.admin('PATCH', path, { body: { isActive: true } })
    expect((await session('GET', '/api/v1/me')).status).toBe(401)
    expect((await (await system.as(login))('GET', '/api/v1/me')).status).toBe(200)
  })
})

describe('Cookies', () => {
  it('are HttpOnly and SameSite=Lax, not Secure on plain http, and no token is in the body', async () => {
    const reply = await system.signIn(adminLogin)
    const [cookie = ''] = reply.headers['set-cookie'] ?? []
    expect(cookie).toMatch(/^nextpanel-billing=/)
    expect(cookie).toMatch(/; HttpOnly/i)
    expect(cookie).toMatch(/; SameSite=Lax/i)
    expect(cookie).toMatch(/; Path=\/(;|$)/i)
    expect(cookie).not.toMatch(/Secure|Domain=/i)
    const token = decodeURIComponent(cookie.split(/[=;.]/)[1] ?? '')
    expect(token.length).toBeGreaterThan(20)
    expect(reply.text).not.toContain(token)
    const headers = { cookie: cookie.split(';')[0] ?? '' }
    const session = await system.nobody('GET', '/api/auth/get-session', { headers })
    expect(session.text).toContain(adminLogin.email)
    expect(session.text).not.toContain(token)
  })

  it('end at sign-out', async () => {
    const session = await system.as(adminLogin)
    expect((await session('POST', '/api/auth/sign-out')).status).toBe(200)
    expect((await session('GET', '/api/v1/me')).status).toBe(401)
  })

  it('are rejected for a page of another site: writes from a foreign origin are 403', async () => {
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1']) {
      const body = newCustomer('foreign')
      const refused = problemOf(
        await system.admin('POST', '/api/v1/customers', { body, headers: { origin } }),
      )
      expect([origin, refused.status, refused.code]).toEqual([origin, 403, 'foreign-origin'])
    }
    const page = await send(`${system.apiUrl}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
      body: adminLogin,
    })
    expect(page.status).toBe(403)
    const headers = { origin: system.apiUrl }
    const validated = await system.admin('POST', '/api/v1/customers/validate', { body: {}, headers })
    expect(validated.status).toBe(200)
  })
})

it('Customers sign in with every valid address, however their keyboard encodes the password', async () => {
  const composed = 'Pässwort-für-Ada'.normalize('NFC')
  for (const [typed, stored] of [
    ['r&d@example.com', 'r&d@example.com'],
    ['mailto:Sales/EU@Example.com', 'sales/eu@example.com'],
    ['ada@xn--e1afmkfd.xn--p1ai', 'ada@xn--e1afmkfd.xn--p1ai'],
  ] as const) {
    const body = { email: typed, fullName: 'Ada', password: composed }
    const reply = await system.admin('POST', '/api/v1/customers', { body })
    expect(bodyOf(reply, 201, onboarded).customer.email).toBe(stored)
    const asAda = await system.as({ email: stored, password: composed.normalize('NFD') })
    expect(bodyOf(await asAda('GET', '/api/v1/me'), 200, viewer).email).toBe(stored)
  }
})
