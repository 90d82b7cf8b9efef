import { createHash, createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { RefusalLog } from '#server/platform/audit/index.ts'
import { auditEntries } from '#server/platform/audit/table.ts'
import { sessions } from '#server/platform/auth/table.ts'
import { newId } from '#server/platform/clock/index.ts'
import { addStaff } from '../authorization/callers.ts'
import { declaredCalls } from '../authorization/declared-calls.ts'
import { describeDomainOnEmbedded } from '../domain.ts'
import { codeOf, openApi, staffPassword } from './open-api.ts'

const name = 'nextpanel-billing'
const base64url = (text: string) => Buffer.from(text).toString('base64url')

describeDomainOnEmbedded('Sessions and their requests', (open) => {
  // Class: forged session cookies: without a signature, with "alg: none", with another key (CWE-347).
  describe('A forged session cookie', () => {
    it('opens no session, in any form', async () => {
      const test = open()
      const { ask, owner } = await openApi(test)
      const [token = '', mac = ''] = decodeURIComponent(owner.split('=').slice(1).join('=')).split('.')
      const [row] = await test.database.db.select().from(sessions)
      const claims = base64url(JSON.stringify({ sub: row?.userId, role: 'owner', exp: 4_102_444_800 }))
      const forged = [
        token,
        `${token}.`,
        `.${mac}`,
        `${token}.${mac.slice(0, -1)}`,
        `${token}.${mac}${mac}`,
        `${token}.${mac.toUpperCase()}`,
        `${token}A.${mac}`,
        // From a copy of the database.
        row?.token ?? '',
        `${row?.token}.${mac}`,
        `${row?.token}.${test.domain.keyring.mac('password-reset', row?.token ?? '')}`,
        // The signature of another purpose, of an empty key, and of no key.
        `${token}.${test.domain.keyring.mac('idempotency-key', token)}`,
        `${token}.${createHmac('sha256', '').update(token).digest('base64url')}`,
        `${token}.${createHash('sha256').update(token).digest('base64url')}`,
        `${base64url('{"alg":"none","typ":"JWT"}')}.${claims}.`,
        `${base64url('{"alg":"HS256","typ":"JWT"}')}.${claims}.${mac}`,
        JSON.stringify({ userId: row?.userId, role: 'owner' }),
        row?.id ?? '',
        row?.userId ?? '',
      ]
      for (const value of forged)
        for (const cookie of [
          `${name}=${value}`,
          `${name}=${encodeURIComponent(value)}`,
          `__Host-${name}=${value}`,
        ])
          expect([cookie, (await ask('GET', '/api/v1/me', { cookie })).status]).toEqual([cookie, 401])
      expect((await ask('GET', '/api/v1/me', { cookie: owner })).status).toBe(200)
    })

    it('is no session in a header, a query or a body either', async () => {
      const { ask, owner, ownerLogin } = await openApi(open())
      const value = owner.split('=').slice(1).join('=')
      for (const headers of [
        { authorization: `Bearer ${value}` },
        { authorization: `Basic ${base64url(`${ownerLogin.email}:${ownerLogin.password}`)}` },
        { 'x-session-token': value },
        { 'x-user-id': newId() },
        { 'x-forwarded-user': ownerLogin.email },
      ])
        expect((await ask('GET', '/api/v1/me', { headers })).status).toBe(401)
      expect((await ask('GET', `/api/v1/me?${owner}&token=${value}`)).status).toBe(401)
    })

    // Class: session fixation (CWE-384).
    it('that was set before a sign-in does not become the session, and the earlier session ends', async () => {
      const test = open()
      const { ask, owner, ownerLogin: body } = await openApi(test)
      for (const cookie of [`${name}=fixed.value`, owner]) {
        const signedIn = await ask('POST', '/api/auth/sign-in/email', { cookie, body })
        expect(signedIn.headers.getSetCookie().join()).not.toContain(cookie)
        expect((await ask('GET', '/api/v1/me', { cookie })).status).toBe(401)
      }
    })
  })

  // Class: cross-site request forgery (CWE-352).
  describe('A write from another site', () => {
    it('is refused by every call that changes data, with a valid session', async () => {
      const { ask, owner: cookie } = await openApi(open(), { publicUrl: undefined })
      const writes = declaredCalls.filter(({ method }) => method !== 'GET')
      const paths = [
        ...writes.map(({ method, path }) => [method, path.replaceAll(/\{\w+\}/g, newId())] as const),
        ['POST', '/api/auth/sign-in/email'] as const,
        ['POST', '/api/auth/sign-out'] as const,
      ]
      for (const [method, path] of paths)
        for (const headers of [
          { origin: 'https://evil.example' },
          { origin: 'null' },
          { origin: 'http://127.0.0.1.evil.example' },
          { 'sec-fetch-site': 'cross-site' },
          { 'sec-fetch-site': 'same-site' },
        ]) {
          const answer = await ask(method, path, { cookie, body: {}, headers })
          expect([path, headers, answer.status, codeOf(answer)]).toEqual([
            path,
            headers,
            403,
            'foreign-origin',
          ])
        }
      expect((await ask('GET', '/api/v1/me', { cookie })).status).toBe(200)
    })

    it('cannot be a form: no call reads another type than JSON, and no GET changes anything', async () => {
      const { ask, owner: cookie } = await openApi(open())
      for (const type of [
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'text/plain',
      ]) {
        const headers = { 'content-type': type }
        const answer = await ask('POST', '/api/v1/engine/pause', { cookie, headers, body: '{"reason":"x"}' })
        expect([type, answer.status]).toEqual([type, 415])
      }
      const overrides = { 'x-http-method-override': 'POST', 'x-method-override': 'DELETE' }
      expect((await ask('GET', '/api/v1/engine/pause', { cookie, headers: overrides })).status).toBe(405)
      expect((await ask('GET', '/api/v1/engine', { cookie })).text).toContain('"paused":false')
    })

    // Class: cross-origin reading by a permissive CORS policy (CWE-942).
    it('may read no response: no CORS header is sent, whatever the Origin', async () => {
      const { ask, owner: cookie } = await openApi(open())
      for (const method of ['GET', 'OPTIONS'])
        for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1']) {
          const headers = { origin, 'access-control-request-method': 'POST' }
          const answer = await ask(method, '/api/v1/me', { cookie, headers })
          expect([...answer.headers.keys()].filter((one) => one.startsWith('access-control'))).toEqual([])
        }
    })
  })

  // Class: attacks that leave no trace (CWE-778).
  describe('An attack', () => {
    it('is in the audit log with its address: sign-ins, wrong passwords, refusals and foreign origins', async () => {
      const test = open()
      const refusals = new RefusalLog({ ...test.domain, installationId: test.domain.installation.id })
      const { ask, signIn } = await openApi(test, { refusals })
      await addStaff(test, 'reader', 'read-only')
      const login = { email: 'reader@hosting.example', password: staffPassword }
      const cookie = await signIn(login)
      for (let guess = 0; guess < 3; guess += 1)
        await ask('POST', '/api/auth/sign-in/email', {
          body: { ...login, password: `wrong-${guess}` },
          from: '203.0.113.9',
        })
      await ask('POST', '/api/v1/engine/pause', { cookie, body: { reason: 'x' } })
      await ask('POST', '/api/v1/engine/pause', { cookie, headers: { origin: 'https://evil.example' } })
      await ask('POST', '/api/auth/sign-out', { cookie })
      await refusals.write()
      const rows = await test.database.db.select().from(auditEntries)
      const entries = rows.map(({ action, address, after }) => ({ action, address, after }))
      const has = (action: string, address: string, after: unknown = expect.anything()) =>
        expect(entries).toContainEqual({ action, address, after })
      has('session.sign-in', '192.0.2.1', { method: 'password' })
      has('session.sign-out', '192.0.2.1', null)
      has('sign-in.refuse', '203.0.113.9', expect.objectContaining({ attempts: 3 }))
      has('access.refuse', '192.0.2.1', expect.objectContaining({ code: 'forbidden' }))
      has('access.refuse', '192.0.2.1', expect.objectContaining({ code: 'foreign-origin' }))
      expect(JSON.stringify(rows)).not.toContain('wrong-')
      expect(
        test.logged.some((line) => line.includes('sign-in.refuse') && line.includes('203.0.113.9')),
      ).toBe(true)
    })
  })
})
