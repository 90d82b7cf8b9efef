import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { newRecoveryCodes, totpSetup } from '#contracts/factors/schemas.ts'
import { problem } from '#contracts/problem.ts'
import { createFirstAdminFromSettings } from '#server/domain/staff/index.ts'
import { sessions } from '#server/platform/auth/table.ts'
import { totpCode } from '#server/platform/auth/totp.ts'
import { openInstallation } from '#server/platform/installation/index.ts'
import { describeDomain } from '../domain.ts'
import { addTestServer, auditOf } from '../domain-steps.ts'
import { declaredCalls } from './declared-calls.ts'
import { openBrowser } from './in-process-browser.ts'

const admin = { email: 'admin@hosting.example', password: 'Admin-Pass-2291' }
const minuteMs = 60_000
const anyId = '0198c5a2-7b1e-7c3a-9f00-5d2f6c1a4e11'
const pathOf = (path: string) => path.replaceAll(/\{\w+\}/g, anyId)

it('The dangerous calls are exactly these', () => {
  expect(declaredCalls.filter(({ recent }) => recent === true).map(({ name }) => name)).toEqual([
    'session.changePassword',
    'session.changeEmail',
    'session.endSession',
    'session.endOtherSessions',
    'session.recentSignIn',
    'factors.startTotp',
    'factors.removeTotp',
    'factors.replaceRecoveryCodes',
    'factors.startPasskey',
    'factors.addPasskey',
    'factors.removePasskey',
    'team.invite',
    'team.change',
    'team.remove',
    'team.passwordLink',
    'team.endSessions',
    'team.resetFactors',
    'team.changeSettings',
    'apiTokens.create',
    'customers.export',
    'customers.resetFactors',
    'imports.rowFile',
    'imports.credentials',
    'servers.add',
    'servers.remove',
    'servers.rotateKey',
    'audit.export',
    'mail.change',
    'mail.turnOff',
    'webhooks.create',
    'webhooks.rotateSecret',
    'engine.pause',
    'hostingAccounts.terminate',
    'payments.refund',
    'payments.reverse',
    'installation.decide',
    'company.changeNumbering',
    'dunning.changePolicy',
    'dunning.confirmBrake',
    'invoices.void',
    'invoices.writeOff',
    'invoices.credit',
    'simulation.export',
    'reports.export',
  ])
  // Each field that needs a further permission, because it decides where secrets go.
  const byField = declaredCalls.filter(({ recent }) => recent !== undefined && recent !== true)
  expect(byField.map(({ name, recent }) => [name, recent])).toEqual([
    ['bulkActions.start', ['confirm']],
    ['servers.change', ['baseUrl', 'apiKey', 'apiSecret', 'caCertificate']],
    ['webhooks.change', ['url']],
    ['company.changeTerms', ['bankDetails']],
  ])
  for (const { name, recent, fieldAccess } of byField)
    if (name !== 'webhooks.change' && name !== 'company.changeTerms')
      expect(recent).toEqual(Object.keys(fieldAccess))
})

describeDomain('A dangerous call', (open) => {
  async function signedIn() {
    const test = open()
    await openInstallation(test.database.db)
    await createFirstAdminFromSettings(test.domain, admin)
    const browser = openBrowser(test)()
    await browser.signIn(admin)
    const codeOf = ({ json }: { json: unknown }) => problem.safeParse(json).data?.code
    return { test, browser, codeOf }
  }

  it('is refused 15 minutes after the sign-in, before the body is read, and no other call is', async () => {
    const { test, browser, codeOf } = await signedIn()
    test.clock.advance(15 * minuteMs - 1)
    expect((await browser.get('/api/v1/me/recent-sign-in')).status).toBe(200)
    test.clock.advance(1)
    for (const { name, method, path, recent, access } of declaredCalls) {
      if (access === 'public' || access === 'customer') continue
      const body = method === 'GET' ? undefined : 'not JSON'
      const code = codeOf(await browser.send(method, pathOf(path), body))
      expect([name, code === 'reauthentication-required']).toEqual([name, recent === true])
    }
  })

  it('is refused for the fields of a server that decide where its secrets go', async () => {
    const { test, browser, codeOf } = await signedIn()
    const { id } = await addTestServer(test)
    test.clock.advance(15 * minuteMs)
    const change = (body: object) => browser.patch(`/api/v1/servers/${id}`, body)
    for (const field of ['baseUrl', 'apiKey', 'apiSecret', 'caCertificate'])
      expect(codeOf(await change({ name: 'Renamed', [field]: null }))).toBe('reauthentication-required')
    expect((await change({ name: 'Renamed' })).status).toBe(200)
  })

  it('works again after the password was entered, in this session only, and is audited', async () => {
    const { test, browser, codeOf } = await signedIn()
    const other = openBrowser(test)()
    await other.signIn(admin)
    test.clock.advance(15 * minuteMs)
    const pause = () => browser.post('/api/v1/engine/pause', {})
    expect(codeOf(await pause())).toBe('reauthentication-required')
    const wrong = await browser.post('/api/v1/me/reauthenticate', { currentPassword: 'wrong' })
    expect(problem.parse(wrong.json).errors?.[0]?.code).toBe('wrong-password')
    expect(codeOf(await pause())).toBe('reauthentication-required')
    const right = await browser.post('/api/v1/me/reauthenticate', { currentPassword: admin.password })
    expect(right.status).toBe(200)
    expect((await pause()).status).toBe(200)
    expect(codeOf(await other.post('/api/v1/engine/pause', {}))).toBe('reauthentication-required')
    expect((await auditOf(test)).find(({ action }) => action === 'session.reauthenticate')).toMatchObject({
      after: { method: 'password' },
    })
    test.clock.advance(15 * minuteMs)
    expect(codeOf(await pause())).toBe('reauthentication-required')
  })

  it('needs the password and a code from a user with an authenticator app', async () => {
    const { test, browser, codeOf } = await signedIn()
    const { currentPassword } = { currentPassword: admin.password }
    const { secret } = totpSetup.parse((await browser.post('/api/v1/me/totp', { currentPassword })).json)
    const code = () => totpCode(secret, test.clock.now())
    newRecoveryCodes.parse((await browser.post('/api/v1/me/totp/confirm', { code: code() })).json)
    test.clock.advance(15 * minuteMs)
    const confirm = async (body: object) => (await browser.post('/api/v1/me/reauthenticate', body)).status
    expect(await confirm({ currentPassword })).toBe(422)
    expect(await confirm({ currentPassword, code: '000000' })).toBe(422)
    expect(codeOf(await browser.get('/api/v1/me/recent-sign-in'))).toBe('reauthentication-required')
    expect(await confirm({ currentPassword, code: code() })).toBe(200)
    expect((await browser.get('/api/v1/me/recent-sign-in')).status).toBe(200)
    // Each code works once.
    expect(await confirm({ currentPassword, code: code() })).toBe(422)
  })

  it('allows ten attempts to confirm in 15 minutes', async () => {
    const { test, browser } = await signedIn()
    test.clock.advance(15 * minuteMs)
    const confirm = async (currentPassword: string) =>
      (await browser.post('/api/v1/me/reauthenticate', { currentPassword })).status
    for (let guess = 0; guess < 10; guess += 1) expect(await confirm(`guess ${guess}`)).toBe(422)
    expect(await confirm(admin.password)).toBe(429)
  })

  it('counts a session of the previous release from its sign-in, and refuses one from the future', async () => {
    const { test, browser, codeOf } = await signedIn()
    const recent = () => browser.get('/api/v1/me/recent-sign-in')
    await test.database.db.update(sessions).set({ authenticatedAt: null })
    expect((await recent()).status).toBe(200)
    await test.database.db.update(sessions).set({
      authenticatedAt: sql`${sessions.createdAt} + interval '15 minutes'`,
    })
    expect(codeOf(await recent())).toBe('reauthentication-required')
  })
})
