import { eq, sql } from 'drizzle-orm'
import { expect, it, vi } from 'vitest'
import { z } from 'zod'
import { newRecoveryCodes, ownFactors, totpSetup } from '#contracts/factors/schemas.ts'
import { problem } from '#contracts/problem.ts'
import { viewer } from '#contracts/session/schemas.ts'
import { getCustomer } from '#server/domain/customers/index.ts'
import { openSealingKey, rotateKey } from '#server/domain/installation/index.ts'
import { onboardCustomer } from '#server/domain/onboarding/index.ts'
import { createPasswordLink } from '#server/domain/password-links/index.ts'
import { bindEarlierSecrets } from '#server/domain/sealing/index.ts'
import { createFirstAdminFromSettings } from '#server/domain/staff/index.ts'
import { findLogin, Sessions } from '#server/platform/auth/index.ts'
import { recoveryCodes, sessions, totpFactors, users } from '#server/platform/auth/table.ts'
import { totpCode } from '#server/platform/auth/totp.ts'
import { openInstallation } from '#server/platform/installation/index.ts'
import { keyringOf } from '#server/platform/secrets/index.ts'
import { describeDomain, type TestDomain, testSecretKey } from '../domain.ts'
import { auditOf, loginPassword, newCustomer } from '../domain-steps.ts'
import { outbox, setUpMail } from '../mail-steps.ts'
import { addStaff } from './callers.ts'
import { declaredCalls } from './declared-calls.ts'
import { openBrowser } from './in-process-browser.ts'

const admin = { email: 'admin@hosting.example', password: 'Admin-Pass-2291' }
const minuteMs = 60_000
const wrongCode = '000000'

describeDomain('Two-factor sign-in', (open) => {
  async function prepared() {
    const test = open()
    await openInstallation(test.database.db)
    await createFirstAdminFromSettings(test.domain, admin)
    return { test, browserAt: openBrowser(test) }
  }

  /** An administrator with an authenticator app, in a browser that is signed in. */
  async function enrolled(login: typeof admin, { test, browserAt }: Prepared) {
    const browser = browserAt()
    await browser.signIn(login)
    const setup = totpSetup.parse(
      (await browser.post('/api/v1/me/totp', { currentPassword: login.password })).json,
    )
    const codes = newRecoveryCodes.parse(
      (await browser.post('/api/v1/me/totp/confirm', { code: codeOf(test, setup.secret) })).json,
    )
    // The code of the setup is used up.
    test.clock.advance(minuteMs)
    return { browser, secret: setup.secret, uri: setup.uri, codes: codes.recoveryCodes }
  }
  type Prepared = Awaited<ReturnType<typeof prepared>>
  const codeOf = ({ clock }: TestDomain, secret: string, steps = 0) =>
    totpCode(secret, new Date(clock.now().getTime() + steps * 30_000))
  const refusalOf = ({ json }: { json: unknown }) => problem.parse(json).code

  it('needs the password and a code to set up, and then a code at each sign-in', async () => {
    const world = await prepared()
    const { test, browserAt } = world
    const browser = browserAt()
    await browser.signIn(admin)
    const wrong = await browser.post('/api/v1/me/totp', { currentPassword: 'wrong' })
    expect([wrong.status, problem.parse(wrong.json).errors?.[0]?.code]).toEqual([422, 'wrong-password'])
    const { secret, uri } = totpSetup.parse(
      (await browser.post('/api/v1/me/totp', { currentPassword: admin.password })).json,
    )
    expect(uri).toContain(`secret=${secret}`)
    expect(uri).toMatch(/^otpauth:\/\/totp\/NextPanel%20Billing:admin%40hosting\.example\?/)
    const refused = await browser.post('/api/v1/me/totp/confirm', { code: wrongCode })
    expect(problem.parse(refused.json).errors?.[0]?.code).toBe('wrong-code')
    // Until the setup is finished, the password is enough.
    const elsewhere = browserAt()
    await elsewhere.signIn(admin)
    const confirmed = await browser.post('/api/v1/me/totp/confirm', { code: codeOf(test, secret) })
    const { recoveryCodes: codes } = newRecoveryCodes.parse(confirmed.json)
    expect(new Set(codes).size).toBe(10)
    for (const code of codes) expect(code).toMatch(/^(?:[A-Z2-7]{4}-){3}[A-Z2-7]{4}$/)
    // Sessions without a code ended, except this one.
    expect((await elsewhere.get('/api/v1/me')).status).toBe(401)
    expect(viewer.parse((await browser.get('/api/v1/me')).json)).toMatchObject({ twoFactor: true })

    const second = browserAt()
    const first = await second.post('/api/auth/sign-in/email', admin)
    expect([first.status, first.json]).toEqual([200, { secondFactor: true }])
    expect((await second.get('/api/v1/me')).status).toBe(401)
    // The code of the setup was used.
    const again = await second.post('/api/auth/sign-in/code', { code: codeOf(test, secret) })
    expect([again.status, refusalOf(again)]).toEqual([401, 'invalid-credentials'])
    const next = await second.post('/api/auth/sign-in/code', { code: codeOf(test, secret, 1) })
    expect(next.json).toMatchObject({ user: { email: admin.email } })
    expect((await second.get('/api/v1/me')).status).toBe(200)
    // The first step was used up with the cookie.
    expect(refusalOf(await second.post('/api/auth/sign-in/code', { code: codeOf(test, secret, 2) }))).toBe(
      'sign-in-expired',
    )
    const entries = await auditOf(test)
    expect(entries.filter(({ action }) => action === 'session.sign-in').map(({ after }) => after)).toEqual([
      { method: 'password' },
      { method: 'password' },
      { method: 'totp' },
    ])
    expect(entries.some(({ action }) => action === 'login.add-totp')).toBe(true)
    const stored = JSON.stringify([
      entries,
      await test.database.db.select().from(totpFactors),
      await test.database.db.select().from(recoveryCodes),
    ])
    for (const plain of [secret, ...codes, ...codes.map((code) => code.replaceAll('-', ''))])
      expect(stored).not.toContain(plain)
  })

  it('keeps its answer for a login without a second factor', async () => {
    const { browserAt } = await prepared()
    const answer = await browserAt().post('/api/auth/sign-in/email', admin)
    expect(answer.json).toEqual({
      user: { id: expect.any(String), role: 'staff', name: 'Administrator', email: admin.email },
    })
  })

  it('works for a customer', async () => {
    const world = await prepared()
    const person = newCustomer()
    await onboardCustomer(world.test.ctx, { ...person, password: loginPassword })
    const login = { email: person.email, password: loginPassword }
    const { secret } = await enrolled(login, world)
    const browser = world.browserAt()
    await browser.post('/api/auth/sign-in/email', login)
    await browser.post('/api/auth/sign-in/code', { code: codeOf(world.test, secret) })
    expect(viewer.parse((await browser.get('/api/v1/me')).json)).toMatchObject({ role: 'customer' })
  })

  it('accepts the code before and after the current one, and no other', async () => {
    const world = await prepared()
    const { secret } = await enrolled(admin, world)
    const statusOf = async (steps: number) => {
      const browser = world.browserAt()
      await browser.post('/api/auth/sign-in/email', admin)
      const { status } = await browser.post('/api/auth/sign-in/code', {
        code: codeOf(world.test, secret, steps),
      })
      return status
    }
    expect(await statusOf(-2)).toBe(401)
    expect(await statusOf(2)).toBe(401)
    expect(await statusOf(-1)).toBe(200)
    expect(await statusOf(1)).toBe(200)
    // An older step than the last one.
    expect(await statusOf(0)).toBe(401)
  })

  it('gives one session for one code, also to requests at the same time', async () => {
    const world = await prepared()
    const { secret, codes } = await enrolled(admin, world)
    for (const body of [{ code: codeOf(world.test, secret) }, { recoveryCode: codes[0] }]) {
      const browsers = Array.from({ length: 4 }, () => world.browserAt())
      for (const browser of browsers) await browser.post('/api/auth/sign-in/email', admin)
      const answers = await Promise.all(
        browsers.map((browser) => browser.post('/api/auth/sign-in/code', body)),
      )
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401, 401, 401])
    }
    const bySecond = await world.test.database.db
      .select({ method: sessions.method })
      .from(sessions)
      .where(sql`${sessions.method} <> 'password'`)
    expect(bySecond.map(({ method }) => method).toSorted()).toEqual(['recovery-code', 'totp'])
  })

  it('accepts a recovery code once, in any case and spacing, and shows how many are left', async () => {
    const world = await prepared()
    const { browser, codes } = await enrolled(admin, world)
    const [code = ''] = codes
    const second = world.browserAt()
    await second.post('/api/auth/sign-in/email', admin)
    const recoveryCode = ` ${code.toLowerCase().replaceAll('-', ' ')} `
    expect((await second.post('/api/auth/sign-in/code', { recoveryCode })).status).toBe(200)
    await second.post('/api/auth/sign-in/email', admin)
    expect((await second.post('/api/auth/sign-in/code', { recoveryCode: code })).status).toBe(401)
    const left = async () =>
      ownFactors.parse((await browser.get('/api/v1/me/factors')).json).totp?.recoveryCodesLeft
    expect(await left()).toBe(9)
    const replaced = await browser.post('/api/v1/me/recovery-codes', { currentPassword: admin.password })
    expect(newRecoveryCodes.parse(replaced.json).recoveryCodes).toHaveLength(10)
    expect(await left()).toBe(10)
    expect((await second.post('/api/auth/sign-in/code', { recoveryCode: codes[1] })).status).toBe(401)
  })

  it('needs both steps within five minutes, in one browser, with the same password', async () => {
    const world = await prepared()
    const { test } = world
    const { secret } = await enrolled(admin, world)
    const late = world.browserAt()
    await late.post('/api/auth/sign-in/email', admin)
    test.clock.advance(5 * minuteMs)
    expect(refusalOf(await late.post('/api/auth/sign-in/code', { code: codeOf(test, secret) }))).toBe(
      'sign-in-expired',
    )
    const other = await world.browserAt().post('/api/auth/sign-in/code', { code: codeOf(test, secret) })
    expect([other.status, refusalOf(other)]).toEqual([401, 'sign-in-expired'])
    const overtaken = world.browserAt()
    await overtaken.post('/api/auth/sign-in/email', admin)
    await test.database.db.execute(sql`update credentials set password = password || 'x'`)
    expect(refusalOf(await overtaken.post('/api/auth/sign-in/code', { code: codeOf(test, secret) }))).toBe(
      'sign-in-expired',
    )
    expect(
      refusalOf(
        await overtaken.post(
          '/api/auth/sign-in/code',
          { code: '123456' },
          { cookie: 'nextpanel-billing-second-step=a.9999999999999.b.c' },
        ),
      ),
    ).toBe('sign-in-expired')
  })

  it('begins no session by password if the setup is finished after the lookup of the login', async () => {
    const world = await prepared()
    const { test } = world
    const browser = world.browserAt()
    await browser.signIn(admin)
    const { db } = test.database
    const login = await findLogin(db, { email: admin.email, addressKey: '192.0.2.1' })
    await db.update(users).set({ twoFactor: true })
    const hour = { idleMs: 3_600_000, longestMs: 3_600_000 }
    const signIns = new Sessions({
      db,
      clock: test.clock,
      keyring: test.domain.keyring,
      publicUrl: undefined,
      limits: { staff: hour, customer: hour },
    })
    if (!login) throw new Error('The login is missing.')
    const request = { headers: new Headers(), address: 'a', addressKey: 'a', requestId: 'r' }
    expect(await signIns.begin(login, request, 'password')).toBeNull()
    expect(await signIns.begin(login, request, 'totp')).not.toBeNull()
  })

  it('limits wrong codes per login to ten in 15 minutes, and leaves known browsers a count of their own', async () => {
    const world = await prepared()
    const { test } = world
    const { browser: known, secret } = await enrolled(admin, world)
    const attacker = world.browserAt('198.51.100.7')
    for (let guess = 0; guess < 10; guess += 1) {
      await attacker.post('/api/auth/sign-in/email', admin)
      const recovery = guess % 2 === 0
      const body = recovery ? { recoveryCode: 'AAAA-AAAA-AAAA-AAAA' } : { code: wrongCode }
      expect((await attacker.post('/api/auth/sign-in/code', body)).status).toBe(401)
    }
    // Also for a right code, and from another address and process.
    for (const browser of [attacker, openBrowser(test)('203.0.113.44')]) {
      await browser.post('/api/auth/sign-in/email', admin)
      const refused = await browser.post('/api/auth/sign-in/code', { code: codeOf(test, secret) })
      expect([refused.status, refusalOf(refused)]).toEqual([429, 'too-many-requests'])
    }
    await known.post('/api/auth/sign-in/email', admin)
    expect((await known.post('/api/auth/sign-in/code', { code: codeOf(test, secret) })).status).toBe(200)
    test.clock.advance(15 * minuteMs + 1)
    await attacker.post('/api/auth/sign-in/email', admin)
    expect((await attacker.post('/api/auth/sign-in/code', { code: codeOf(test, secret) })).status).toBe(200)
  })

  it('is removed with the password and a code that was not used before', async () => {
    const world = await prepared()
    const { test } = world
    const { browser, secret } = await enrolled(admin, world)
    const remove = (body: object) => browser.post('/api/v1/me/totp/remove', body)
    const code = () => codeOf(test, secret)
    expect((await remove({ currentPassword: 'wrong', code: code() })).status).toBe(422)
    expect((await remove({ currentPassword: admin.password, code: wrongCode })).status).toBe(422)
    expect((await remove({ currentPassword: admin.password })).status).toBe(422)
    expect((await remove({ currentPassword: admin.password, code: code() })).status).toBe(200)
    await world.browserAt().signIn(admin)
    expect(await test.database.db.select().from(recoveryCodes)).toEqual([])
    expect((await auditOf(test)).some(({ action }) => action === 'login.remove-totp')).toBe(true)
  })

  it('is not started twice, and a setup expires after 15 minutes', async () => {
    const world = await prepared()
    const { browser } = await enrolled(admin, world)
    const again = await browser.post('/api/v1/me/totp', { currentPassword: admin.password })
    expect([again.status, refusalOf(again)]).toEqual([409, 'wrong-state'])
    await addStaff(world.test, 'late', 'support')
    const late = world.browserAt()
    await late.signIn({ email: 'late@hosting.example', password: 'Matrix-Pass-4471' })
    const { secret } = totpSetup.parse(
      (await late.post('/api/v1/me/totp', { currentPassword: 'Matrix-Pass-4471' })).json,
    )
    world.test.clock.advance(15 * minuteMs)
    expect(refusalOf(await late.post('/api/v1/me/totp/confirm', { code: codeOf(world.test, secret) }))).toBe(
      'wrong-state',
    )
  })

  it('is changed with a notice by mail to its owner, in the transaction of the change', async () => {
    const world = await prepared()
    const { test } = world
    await setUpMail(test, 9)
    const notices = async () =>
      (await outbox(test)).map(({ recipient, values }) => ({
        recipient,
        ...z.object({ change: z.string() }).parse(values),
      }))
    const notice = (change: string) => ({ recipient: admin.email, change })
    const { browser, secret } = await enrolled(admin, world)
    const expected = [notice('totp-added')]
    expect(await notices()).toEqual(expected)
    test.clock.advance(1)
    const { password: currentPassword } = admin
    expect((await browser.post('/api/v1/me/recovery-codes', { currentPassword: 'wrong' })).status).toBe(422)
    expect((await browser.post('/api/v1/me/recovery-codes', { currentPassword })).status).toBe(200)
    expected.push(notice('codes-replaced'))
    expect(await notices()).toEqual(expected)
    test.clock.advance(1)
    const code = codeOf(test, secret)
    expect((await browser.post('/api/v1/me/totp/remove', { currentPassword, code })).status).toBe(200)
    expected.push(notice('totp-removed'))
    expect(await notices()).toEqual(expected)
  })

  it('remains after a password reset by a link', async () => {
    const world = await prepared()
    const { test } = world
    const { customer } = await onboardCustomer(test.ctx, newCustomer())
    const { secret } = await enrolled({ email: customer.email, password: loginPassword }, world)
    const { path } = await createPasswordLink(test.ctx, { id: customer.id })
    const password = 'Chosen-Pass-9981'
    const browser = world.browserAt()
    const used = await browser.post('/api/v1/password-links/use', { token: path.split('#')[1], password })
    expect(used.status).toBe(200)
    const first = await browser.post('/api/auth/sign-in/email', { email: customer.email, password })
    expect([first.status, first.json]).toEqual([200, { secondFactor: true }])
    expect((await browser.get('/api/v1/me')).status).toBe(401)
    const second = await browser.post('/api/auth/sign-in/code', { code: codeOf(test, secret) })
    expect(second.status).toBe(200)
  })

  it('is reset by a team member who may change the owner of it, and ends their sessions', async () => {
    const world = await prepared()
    const { test } = world
    const supportId = await addStaff(test, 'support', 'support')
    const login = { email: 'support@hosting.example', password: 'Matrix-Pass-4471' }
    const { browser: theirs } = await enrolled(login, world)
    const { browser: owner } = await enrolled(admin, world)
    await setUpMail(test, 9)
    const reset = await owner.post(`/api/v1/team/${supportId}/reset-factors`, {})
    expect([reset.status, reset.json]).toMatchObject([200, { twoFactor: false, openSessions: 0 }])
    expect((await theirs.get('/api/v1/me')).status).toBe(401)
    await world.browserAt().signIn(login)
    const [me] = await test.database.db.select().from(users).where(eq(users.email, admin.email))
    const self = await owner.post(`/api/v1/team/${me?.id}/reset-factors`, {})
    expect([self.status, refusalOf(self)]).toEqual([409, 'wrong-state'])
    expect((await auditOf(test)).findLast(({ action }) => action === 'staff.reset-factors')).toMatchObject({
      action: 'staff.reset-factors',
      subjectId: supportId,
      before: { totp: true },
    })
    expect(await outbox(test)).toMatchObject([{ kind: 'factors-changed', recipient: login.email }])
    // Nothing is left to reset, so there is no further notice.
    expect((await owner.post(`/api/v1/team/${supportId}/reset-factors`, {})).status).toBe(200)
    expect(await outbox(test)).toHaveLength(1)
  })

  it('of a customer is reset by staff, and ends their sessions', async () => {
    const world = await prepared()
    const { test } = world
    await setUpMail(test, 9)
    const { customer } = await onboardCustomer(test.ctx, newCustomer())
    const login = { email: customer.email, password: loginPassword }
    const { browser: theirs, codes } = await enrolled(login, world)
    const path = `/api/v1/customers/${customer.id}/reset-factors`
    const staff = world.browserAt()
    await staff.signIn(admin)
    const hasFactors = async () => (await getCustomer(test.ctx, { id: customer.id })).twoFactor
    expect(await hasFactors()).toBe(true)
    test.clock.advance(15 * minuteMs)
    expect(refusalOf(await staff.post(path, {}))).toBe('reauthentication-required')
    await staff.signIn(admin)
    expect((await staff.post(path, {})).status).toBe(200)
    expect(await hasFactors()).toBe(false)
    expect((await theirs.get('/api/v1/me')).status).toBe(401)
    await theirs.signIn(login)
    const late = await theirs.post('/api/auth/sign-in/code', { recoveryCode: codes[0] })
    expect(late.status).toBe(401)
    expect((await auditOf(test)).find(({ action }) => action === 'customer.reset-factors')).toMatchObject({
      subjectKind: 'customer',
      subjectId: customer.id,
      before: { totp: true, passkeys: 0 },
      after: { totp: false, passkeys: 0, sessions: 1 },
    })
    expect((await outbox(test)).at(-1)).toMatchObject({
      kind: 'factors-changed',
      recipient: customer.email,
      customerId: customer.id,
    })
    const gone = await staff.post(path.replace(customer.id, '0198c5a2-7b1e-7c3a-9f00-5d2f6c1a4e11'), {})
    expect(refusalOf(gone)).toBe('not-found')
  })

  it('can be required of staff, who then reach only the calls for their own login until they have set it up', async () => {
    const world = await prepared()
    const { test } = world
    const { browser: owner } = await enrolled(admin, world)
    await addStaff(test, 'support', 'support')
    const login = { email: 'support@hosting.example', password: 'Matrix-Pass-4471' }
    const support = world.browserAt()
    await support.signIn(login)
    expect((await support.patch('/api/v1/team-settings', { factorsRequired: true })).status).toBe(403)
    expect((await support.get('/api/v1/customers')).status).toBe(200)
    expect((await owner.patch('/api/v1/team-settings', { factorsRequired: true })).status).toBe(200)
    for (const { method, path, access } of declaredCalls) {
      if (access === 'public' || access === 'customer') continue
      const url = path.replaceAll(/\{\w+\}/g, '0198c5a2-7b1e-7c3a-9f00-5d2f6c1a4e11')
      const { status, json } = await support.send(method, url, method === 'GET' ? undefined : 'not JSON')
      const isOwn = access === 'signed-in'
      const parsed = problem.safeParse(json)
      const code = parsed.success ? parsed.data.code : status
      if (isOwn) expect([method, path, code]).not.toContain('second-factor-required')
      else
        expect([method, path, code]).toEqual([
          method,
          path,
          expect.stringMatching(/^(?:second-factor-required|forbidden)$/),
        ])
    }
    expect(viewer.parse((await support.get('/api/v1/me')).json)).toMatchObject({
      permissions: [],
      needsFactor: true,
    })
    const refused = problem.parse((await support.get('/api/v1/customers')).json)
    expect(refused.code).toBe('second-factor-required')
    expect(refused.detail).toContain('POST /api/v1/me/totp')
    const { secret } = totpSetup.parse(
      (await support.post('/api/v1/me/totp', { currentPassword: login.password })).json,
    )
    await support.post('/api/v1/me/totp/confirm', { code: codeOf(test, secret) })
    expect((await support.get('/api/v1/customers')).status).toBe(200)
    expect((await auditOf(test)).filter(({ action }) => action === 'team.change-settings')).toHaveLength(1)
  })

  it('survives a rotation of the key, and is removed with a lost key', async () => {
    const world = await prepared()
    const { test } = world
    await bindEarlierSecrets(test, test.domain.keyring)
    const { secret } = await enrolled(admin, world)
    const next = 'the next secret, long enough for it'
    await rotateKey(test, { from: test.domain.keyring, to: keyringOf(next) })
    const rotated = openBrowser({ ...test, domain: test.domainWith({ keyring: keyringOf(next) }) })()
    await rotated.post('/api/auth/sign-in/email', admin)
    expect((await rotated.post('/api/auth/sign-in/code', { code: codeOf(test, secret) })).status).toBe(200)
    const start = (lostKeyId: string | undefined) =>
      openSealingKey(test, { secretKey: testSecretKey, dataDir: '.', lostKeyId })
    await expect(start(undefined)).rejects.toThrow(`authenticator app of ${admin.email}`)
    const { toEnterAgain } = await start(keyringOf(next).keyId)
    expect(toEnterAgain.join()).toContain(admin.email)
    await world.browserAt().signIn(admin)
  })

  it('uses no statement for an invented cookie of the first step', async () => {
    const { test, browserAt } = await prepared()
    const browser = browserAt()
    const prepare = vi.spyOn(test.database.db._.session, 'prepareQuery')
    const answer = await browser.post(
      '/api/auth/sign-in/code',
      { code: '123456' },
      { cookie: 'nextpanel-billing-second-step=a.b.c.d' },
    )
    expect([answer.status, prepare.mock.calls.length]).toEqual([401, 0])
    prepare.mockRestore()
    expect(z.string().parse(problem.parse(answer.json).detail)).toContain('Enter email and password again')
  })
})
