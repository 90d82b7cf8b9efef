import { afterAll, beforeAll, expect, it } from 'vitest'
import { cookieOf, problemOf, send } from '../http-client.ts'
import { adminLogin, type RunningSystem, startSystem } from '../running-system.ts'

const publicUrl = 'https://billing.example.com'
let system: RunningSystem
beforeAll(async () => {
  system = await startSystem({
    env: { PUBLIC_URL: publicUrl, SIGN_IN_LIMIT_PER_MINUTE: '5', TRUSTED_PROXIES: '127.0.0.9' },
  })
})
afterAll(() => system?.remove())

const signIn = (options: { password?: string; from?: string; headers?: Record<string, string> } = {}) => {
  const { password = adminLogin.password, from, headers } = options
  return send(`${system.apiUrl}/api/auth/sign-in/email`, {
    method: 'POST',
    body: { email: adminLogin.email, password },
    ...(from ? { from } : {}),
    ...(headers ? { headers } : {}),
  })
}

it('With PUBLIC_URL on https cookies are Secure and __Host-, and work', async () => {
  const reply = await signIn({ from: '127.0.0.2', headers: { origin: publicUrl } })
  const [cookie = ''] = reply.headers['set-cookie'] ?? []
  expect(cookie).toMatch(/^__Host-nextpanel-billing=/)
  for (const part of [/; Secure/i, /; HttpOnly/i, /; SameSite=Lax/i, /; Path=\/(;|$)/i])
    expect(cookie).toMatch(part)
  expect(cookie).not.toMatch(/Domain=/i)
  const me = await send(`${system.apiUrl}/api/v1/me`, { headers: { cookie: cookieOf(reply) } })
  expect(me.status).toBe(200)
  expect(me.headers['strict-transport-security']).toContain('max-age')
})

it('Too many sign-in attempts from one address are 429 with Retry-After; another address is not affected', async () => {
  const wrong = []
  for (let attempt = 0; attempt < 7; attempt += 1)
    wrong.push(await signIn({ from: '127.0.0.3', password: 'wrong-password' }))
  expect(wrong.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429, 429])
  const refused = wrong.at(-1)
  expect(refused && problemOf(refused)).toMatchObject({ code: 'too-many-requests' })
  expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0)
  expect((await signIn({ from: '127.0.0.3' })).status).toBe(429)
  expect((await signIn({ from: '127.0.0.4' })).status).toBe(200)
})

it('X-Forwarded-For counts only from a trusted proxy', async () => {
  const asProxy = (client: string) => ({ 'x-forwarded-for': client })
  const statuses = []
  for (let attempt = 0; attempt < 6; attempt += 1)
    statuses.push((await signIn({ from: '127.0.0.5', headers: asProxy(`198.51.100.${attempt}`) })).status)
  expect(statuses.at(-1)).toBe(429)
  for (let attempt = 0; attempt < 6; attempt += 1)
    await signIn({ from: '127.0.0.9', password: 'wrong-password', headers: asProxy('203.0.113.7') })
  expect((await signIn({ from: '127.0.0.9', headers: asProxy('203.0.113.7') })).status).toBe(429)
  expect((await signIn({ from: '127.0.0.9', headers: asProxy('203.0.113.8') })).status).toBe(200)
  // Values that the client itself sent are before those that the proxy adds.
  const forged = asProxy('203.0.113.8, 203.0.113.7')
  expect((await signIn({ from: '127.0.0.9', headers: forged })).status).toBe(429)
})

it('Too many attempts with set-password links from one address are 429; another address is not affected', async () => {
  const open = (from: string) =>
    send(`${system.apiUrl}/api/v1/password-links/inspect`, { method: 'POST', from, body: { token: 'guess' } })
  const tries = []
  for (let attempt = 0; attempt < 6; attempt += 1) tries.push(await open('127.0.0.6'))
  expect(tries.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 429])
  const refused = tries.at(-1)
  expect(refused && problemOf(refused)).toMatchObject({ code: 'too-many-requests' })
  expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0)
  expect((await open('127.0.0.7')).status).toBe(403)
})

it.each([
  '/api/v1/password-links/use',
  '/api/auth/sign-in/email',
])('A body of more than 16 KiB without a session is 413: %s', async (path) => {
  const body = { email: 'a@example.com', password: 'x'.repeat(17_000) }
  const reply = await send(`${system.apiUrl}${path}`, { method: 'POST', from: '127.0.0.11', body })
  expect(reply.status).toBe(413)
  expect(problemOf(reply)).toMatchObject({ code: 'body-too-large' })
})

it('A sign-in marks the browser with a cookie that scripts cannot read, once', async () => {
  const first = await signIn({ from: '127.0.0.12' })
  const device = first.headers['set-cookie']?.find((cookie) =>
    cookie.startsWith('__Host-nextpanel-billing-device='),
  )
  expect(device?.split('; ')).toEqual(
    expect.arrayContaining(['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']),
  )
  const cookie = device?.split(';')[0] ?? ''
  const second = await signIn({ from: '127.0.0.12', headers: { cookie } })
  expect(second.status).toBe(200)
  expect(second.headers['set-cookie']?.join()).not.toContain('-device=')
})

it('A closed setup is refused before its body is read, however large, and without a limit', async () => {
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const body = { token: 'guess', password: 'x'.repeat(900_000) }
    const reply = await send(`${system.apiUrl}/api/v1/setup`, { method: 'POST', from: '127.0.0.8', body })
    expect(reply.status).toBe(403)
    expect(problemOf(reply)).toMatchObject({ code: 'setup-closed' })
  }
})
