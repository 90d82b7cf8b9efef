import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ownFactors, passkey } from '#contracts/factors/schemas.ts'
import { problem } from '#contracts/problem.ts'
import { viewer } from '#contracts/session/schemas.ts'
import { createFirstAdminFromSettings } from '#server/domain/staff/index.ts'
import { relyingPartyOf } from '#server/platform/auth/index.ts'
import { sessions, users } from '#server/platform/auth/table.ts'
import { changeFactorsRequired, openInstallation } from '#server/platform/installation/index.ts'
import { describeDomain } from '../domain.ts'
import { auditOf } from '../domain-steps.ts'
import { outbox, setUpMail } from '../mail-steps.ts'
import { addStaff } from './callers.ts'
import { openBrowser } from './in-process-browser.ts'
import { softwareAuthenticator } from './software-authenticator.ts'

const admin = { email: 'admin@hosting.example', password: 'Admin-Pass-2291' }
const minuteMs = 60_000
const challengeIn = z.object({ options: z.object({ challenge: z.string() }) })

describe('The site of passkeys', () => {
  it.each([
    [undefined, 'localhost'],
    ['https://billing.example', 'billing.example'],
    ['https://billing.example:8443', 'billing.example'],
    ['http://localhost:4000', 'localhost'],
    ['http://billing.example', undefined],
    ['https://192.0.2.1', undefined],
    ['https://[2001:db8::1]', undefined],
  ])('with PUBLIC_URL %s is %s', (publicUrl, id) => {
    expect(relyingPartyOf(publicUrl)?.id).toBe(id)
  })

  it('accepts only its own origin', () => {
    const site = relyingPartyOf('https://billing.example')
    expect(site?.isOrigin('https://billing.example')).toBe(true)
    for (const origin of ['http://billing.example', 'https://a.billing.example', 'https://billing.example:1'])
      expect(site?.isOrigin(origin)).toBe(false)
    const local = relyingPartyOf(undefined)
    expect(local?.isOrigin('http://localhost:4000')).toBe(true)
    for (const origin of ['http://127.0.0.1:4000', 'https://localhost.example', 'nothing'])
      expect(local?.isOrigin(origin)).toBe(false)
  })
})

describeDomain('Passkeys', (open) => {
  async function prepared() {
    const test = open()
    await openInstallation(test.database.db)
    await createFirstAdminFromSettings(test.domain, admin)
    const browserAt = openBrowser(test)
    const browser = browserAt()
    await browser.signIn(admin)
    const { currentPassword } = { currentPassword: admin.password }
    const creation = async () =>
      challengeIn.parse((await browser.post('/api/v1/me/passkeys/options', { currentPassword })).json).options
    const request = async () =>
      challengeIn.parse((await browserAt().post('/api/auth/passkey-options', {})).json).options
    return { test, browser, browserAt, creation, request, currentPassword }
  }

  /** An administrator with a passkey. */
  async function withPasskey() {
    const world = await prepared()
    const authenticator = softwareAuthenticator()
    const response = authenticator.create(await world.creation())
    const added = await world.browser.post('/api/v1/me/passkeys', { name: 'Laptop', response })
    const { id } = passkey.parse(added.json)
    const [me] = await world.test.database.db.select().from(users)
    const signIn = async (assertion: object, browser = world.browserAt()) =>
      (await browser.post('/api/auth/sign-in/passkey', assertion)).status
    return { ...world, authenticator, id, userId: me?.id ?? '', signIn }
  }

  it('sign in without email and password, and the session and the audit entry name the method', async () => {
    const { test, authenticator, userId, request, browserAt, browser } = await withPasskey()
    const second = browserAt()
    const answer = await second.post(
      '/api/auth/sign-in/passkey',
      authenticator.sign(await request(), { userId }),
    )
    expect(answer.json).toMatchObject({ user: { email: admin.email } })
    expect(viewer.parse((await second.get('/api/v1/me')).json).email).toBe(admin.email)
    const methods = await test.database.db.select({ method: sessions.method }).from(sessions)
    expect(methods.map(({ method }) => method)).toContain('passkey')
    const entries = await auditOf(test)
    expect(entries.some(({ action }) => action === 'login.add-passkey')).toBe(true)
    expect(entries.at(-1)).toMatchObject({ action: 'session.sign-in', after: { method: 'passkey' } })
    const [listed] = ownFactors.parse((await browser.get('/api/v1/me/factors')).json).passkeys
    expect(listed).toMatchObject({ name: 'Laptop', lastUsedAt: test.clock.now().toISOString() })
  })

  it('use each challenge once, also by requests at the same time', async () => {
    const { authenticator, request, signIn } = await withPasskey()
    const assertion = authenticator.sign(await request())
    const statuses = await Promise.all(Array.from({ length: 4 }, () => signIn(assertion)))
    expect(statuses.toSorted()).toEqual([200, 401, 401, 401])
    expect(await signIn(assertion)).toBe(401)
  })

  it('are refused after five minutes, for another site, without user verification, and with a changed response', async () => {
    const { test, authenticator, request, signIn, creation } = await withPasskey()
    const late = authenticator.sign(await request())
    test.clock.advance(5 * minuteMs)
    expect(await signIn(late)).toBe(401)
    const { challenge } = await request()
    for (const change of [
      { origin: 'https://evil.example' },
      { origin: 'http://127.0.0.1:4000' },
      { rpId: 'evil.example' },
      { isVerified: false },
      { challenge: Buffer.from('1.invented.challenge').toString('base64url') },
      // A challenge for a registration.
      { challenge: (await creation()).challenge },
    ])
      expect(await signIn(authenticator.sign({ challenge, ...change }))).toBe(401)
    const right = authenticator.sign({ challenge })
    const { signature } = softwareAuthenticator().sign({ challenge }).response
    expect(await signIn({ ...right, response: { ...right.response, signature } })).toBe(401)
    expect(await signIn({ ...right, response: { ...right.response, userHandle: 'b3RoZXI' } })).toBe(401)
    expect(await signIn(softwareAuthenticator().sign({ challenge }))).toBe(401)
    expect(await signIn(right)).toBe(200)
  })

  it('are refused if their counter does not increase: the authenticator was copied', async () => {
    const { authenticator, request, signIn } = await withPasskey()
    const use = async (counter: number) => signIn(authenticator.sign(await request(), { counter }))
    expect(await use(0)).toBe(200)
    expect(await use(5)).toBe(200)
    expect(await use(5)).toBe(401)
    expect(await use(4)).toBe(401)
    expect(await use(0)).toBe(401)
    expect(await use(6)).toBe(200)
  })

  it('are added only with the password, for the caller, and once', async () => {
    const { test, browser, browserAt, creation } = await prepared()
    const wrong = await browser.post('/api/v1/me/passkeys/options', { currentPassword: 'wrong' })
    expect(problem.parse(wrong.json).errors?.[0]?.code).toBe('wrong-password')
    const authenticator = softwareAuthenticator()
    const response = authenticator.create(await creation())
    await addStaff(test, 'other', 'support')
    const other = browserAt()
    await other.signIn({ email: 'other@hosting.example', password: 'Matrix-Pass-4471' })
    const body = { name: 'Laptop', response }
    expect((await other.post('/api/v1/me/passkeys', body)).status).toBe(422)
    expect((await browser.post('/api/v1/me/passkeys', body)).status).toBe(201)
    expect((await browser.post('/api/v1/me/passkeys', body)).status).toBe(422)
    // Another login cannot take over a credential.
    const again = authenticator.create(await creation())
    expect((await browser.post('/api/v1/me/passkeys', { name: 'Again', response: again })).status).toBe(422)
  })

  it('are removed with the password, and with the second factors of a member', async () => {
    const { test, browser, browserAt, id, authenticator, request, signIn } = await withPasskey()
    const remove = async (currentPassword: string) =>
      (await browser.post('/api/v1/me/passkeys/remove', { id, currentPassword })).status
    expect(await remove('wrong')).toBe(422)
    const challenge = await request()
    expect(await remove(admin.password)).toBe(200)
    expect(await remove(admin.password)).toBe(404)
    expect(await signIn(authenticator.sign(challenge))).toBe(401)

    const memberId = await addStaff(test, 'member', 'support')
    const member = browserAt()
    const login = { email: 'member@hosting.example', password: 'Matrix-Pass-4471' }
    await member.signIn(login)
    const options = await member.post('/api/v1/me/passkeys/options', { currentPassword: login.password })
    const theirs = softwareAuthenticator()
    const response = theirs.create(challengeIn.parse(options.json).options)
    expect((await member.post('/api/v1/me/passkeys', { name: 'Phone', response })).status).toBe(201)
    expect((await browser.post(`/api/v1/team/${memberId}/reset-factors`, {})).status).toBe(200)
    expect(await signIn(theirs.sign(await request()))).toBe(401)
  })

  it('are added and removed with a notice by mail to their owner', async () => {
    const { test, browser, creation, currentPassword } = await prepared()
    await setUpMail(test, 9)
    const response = softwareAuthenticator().create(await creation())
    const added = await browser.post('/api/v1/me/passkeys', { name: 'Phone', response })
    const { id } = passkey.parse(added.json)
    test.clock.advance(1)
    expect((await browser.post('/api/v1/me/passkeys/remove', { id, currentPassword })).status).toBe(200)
    expect(await outbox(test)).toMatchObject([
      { kind: 'factors-changed', recipient: admin.email, values: { change: 'passkey-added' } },
      { kind: 'factors-changed', recipient: admin.email, values: { change: 'passkey-removed' } },
    ])
  })

  it('count as both factors: for a required second factor, and for a confirmation', async () => {
    const { test, browser, browserAt, authenticator, request } = await withPasskey()
    await changeFactorsRequired(test.database.db, true)
    expect((await browser.get('/api/v1/customers')).status).toBe(403)
    const second = browserAt()
    await second.post('/api/auth/sign-in/passkey', authenticator.sign(await request()))
    expect((await second.get('/api/v1/customers')).status).toBe(200)
    test.clock.advance(15 * minuteMs)
    expect((await second.get('/api/v1/me/recent-sign-in')).status).toBe(403)
    const confirm = async (assertion: object) =>
      (await second.post('/api/v1/me/reauthenticate-by-passkey', assertion)).status
    expect(await confirm(softwareAuthenticator().sign(await request()))).toBe(422)
    expect(await confirm(authenticator.sign(await request()))).toBe(200)
    expect((await second.get('/api/v1/me/recent-sign-in')).status).toBe(200)
  })

  it('of an inactive login begin no session', async () => {
    const { test, authenticator, request, signIn } = await withPasskey()
    await test.database.db.update(users).set({ isActive: false })
    expect(await signIn(authenticator.sign(await request()))).toBe(403)
  })
})
