import { eq } from 'drizzle-orm'
import { describe, expect, it, vi } from 'vitest'
import { type Access, permissions } from '#contracts/access.ts'
import type { StaffRole } from '#contracts/roles.ts'
import { type Actor, changeLogin, openSignIn, type SignIn, systemActor } from '#server/platform/auth/index.ts'
import { sessions } from '#server/platform/auth/table.ts'
import { customerActor, describeDomain, staff, type TestDomain } from '#testing/domain.ts'
import { loginPassword, newCustomer } from '#testing/domain-steps.ts'
import { onboardCustomer } from '../onboarding/index.ts'
import { createFirstAdminFromSettings } from '../staff/index.ts'
import { findActor, whyFieldNotAllowed, whyNotAllowed } from './index.ts'

const dayMs = 86_400_000
const adminLogin = { email: 'admin@hosting.example', password: 'Admin-Pass-2291' }

describe('Access', () => {
  const customer = customerActor()
  const codes = (access: Access | undefined) =>
    [null, customer, staff].map((actor: Actor | null) => whyNotAllowed(actor, access)?.code)

  it.each([
    ['public', undefined, undefined, undefined],
    ['signed-in', 'not-signed-in', undefined, undefined],
    ['customer', 'not-signed-in', undefined, 'forbidden'],
    ...permissions.map((permission) => [permission, 'not-signed-in', 'forbidden', undefined] as const),
  ] as const)('%s: anonymous %s, customer %s, staff %s', (access, ...expected) => {
    expect(codes(access)).toEqual(expected)
  })

  it('refuses a call that declares no access to every role', () => {
    expect(codes(undefined)).toEqual(['not-signed-in', 'forbidden', 'forbidden'])
  })

  const as = (role: StaffRole): Actor => ({
    kind: 'staff',
    role,
    userId: '1',
    name: 'Alan',
    email: 'a@b.example',
  })

  it('names the missing permission and the roles that can grant it', () => {
    expect(whyNotAllowed(as('support'), 'servers.connect')?.message).toBe(
      'Your role, support, does not have the permission servers.connect. Nothing was done. Ask an owner or an admin of your team for a role that has it.',
    )
    expect(whyNotAllowed(as('admin'), 'installation.decide')?.message).toContain('Ask an owner of your team')
  })

  it('refuses a field of the body to a role without its permission, also with the value null', () => {
    const fields = { provisioning: 'hosting.write' } as const
    for (const body of [{ provisioning: {} }, { provisioning: null }])
      expect(whyFieldNotAllowed(as('billing'), fields, body)).toMatchObject({
        code: 'forbidden',
        errors: [{ path: 'provisioning', code: 'not-allowed' }],
      })
    expect(whyFieldNotAllowed(null, fields, { provisioning: {} })?.code).toBe('not-signed-in')
    expect(whyFieldNotAllowed(as('support'), fields, { provisioning: {} })).toBeNull()
    for (const body of [undefined, null, 'text', [], { email: 'a' }])
      expect(whyFieldNotAllowed(as('billing'), fields, body)).toBeNull()
  })

  it('gives the system no access to the customer area', () => {
    expect(whyNotAllowed(systemActor('timer'), 'customer')?.code).toBe('forbidden')
  })
})

describeDomain('The caller of a request', (open) => {
  const signInOf = ({ domain }: TestDomain, secret = 'a secret for cookies, long enough') =>
    openSignIn({
      database: domain.database,
      secret,
      publicUrl: undefined,
      log: domain.log,
    })

  async function cookieOf(signIn: SignIn, login: { email: string; password: string }): Promise<Headers> {
    const answer = await signIn.handler(
      new Request('http://127.0.0.1/api/auth/sign-in/email', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(login),
      }),
    )
    expect(answer.status).toBe(200)
    return new Headers({ cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' })
  }

  async function signedIn() {
    const test = open()
    const { domain, ctx } = test
    // better-auth starts sessions by its own clock.
    test.clock.advance(Math.max(0, Date.now() - test.clock.now().getTime()))
    const signIn = signInOf(test)
    await createFirstAdminFromSettings(domain, adminLogin)
    const person = newCustomer()
    const { customer } = await onboardCustomer(ctx, { ...person, password: loginPassword })
    const { id } = customer
    const asCustomer = await cookieOf(signIn, { email: person.email, password: loginPassword })
    const asAdmin = await cookieOf(signIn, adminLogin)
    return { test, domain, signIn, person, customerId: id, asCustomer, asAdmin }
  }

  /** Returns the number of statements of one session check, and the actor that it finds. */
  async function counted(lookup: () => Promise<Actor | null>, { database }: TestDomain) {
    const prepared = vi.spyOn(database.db._.session, 'prepareQuery')
    try {
      const actor = await lookup()
      return { actor, statements: prepared.mock.calls.length }
    } finally {
      prepared.mockRestore()
    }
  }

  it('is found by one statement, for staff and customers', async () => {
    const { test, domain, signIn, person, customerId, asCustomer, asAdmin } = await signedIn()
    expect(await counted(() => findActor(domain, signIn, asCustomer), test)).toMatchObject({
      statements: 1,
      actor: { kind: 'customer', customerId, email: person.email, name: person.fullName },
    })
    expect(await counted(() => findActor(domain, signIn, asAdmin), test)).toMatchObject({
      statements: 1,
      actor: { kind: 'staff', email: adminLogin.email },
    })
    // The same count includes better-auth's own lookup of session and user.
    const own = async () => ((await signIn.api.getSession({ headers: asAdmin })) ? staff : null)
    expect((await counted(own, test)).statements).toBe(2)
  })

  it('is null without a cookie that this installation signed, and no statement runs', async () => {
    const { test, domain, signIn, asAdmin } = await signedIn()
    const cookie = asAdmin.get('cookie') ?? ''
    const elsewhere = signInOf(test, 'another secret, long enough as well')
    const [name = '', value = ''] = cookie.split('=', 2)
    for (const [by, headers] of [
      [signIn, new Headers()],
      [signIn, new Headers({ cookie: `${name}=${value.split('.')[0]}` })],
      [signIn, new Headers({ cookie: `${name}=x${value}` })],
      [signIn, new Headers({ cookie: `other=${value}` })],
      [elsewhere, asAdmin],
    ] as const)
      expect(await counted(() => findActor(domain, by, headers), test)).toEqual({
        actor: null,
        statements: 0,
      })
  })

  it('is null if the session has expired, which deletes it, or the login is inactive', async () => {
    const { domain, signIn, asCustomer, asAdmin } = await signedIn()
    const { db } = domain.database
    const admin = await findActor(domain, signIn, asAdmin)
    if (admin?.kind !== 'staff') throw new Error('The admin is not signed in.')
    const ofAdmin = eq(sessions.userId, admin.userId)
    await db
      .update(sessions)
      .set({ expiresAt: new Date(Date.now() - 1000) })
      .where(ofAdmin)
    expect(await findActor(domain, signIn, asAdmin)).toBeNull()
    expect(await db.select().from(sessions).where(ofAdmin)).toEqual([])

    const customer = await findActor(domain, signIn, asCustomer)
    if (customer?.kind !== 'customer') throw new Error('The customer is not signed in.')
    await db.transaction((tx) =>
      changeLogin(tx, { userId: customer.userId, isActive: false, at: domain.clock.now() }),
    )
    expect(await findActor(domain, signIn, asCustomer)).toBeNull()
  })

  it('keeps a session that is in use: it is renewed once a day', async () => {
    const { domain, signIn, asAdmin } = await signedIn()
    const { db } = domain.database
    const expiresAt = async () => (await db.select().from(sessions).where(mine))[0]?.expiresAt.getTime() ?? 0
    const admin = await findActor(domain, signIn, asAdmin)
    if (admin?.kind !== 'staff') throw new Error('The admin is not signed in.')
    const mine = eq(sessions.userId, admin.userId)
    const fresh = await expiresAt()
    expect(fresh - Date.now()).toBeGreaterThan(6.9 * dayMs)

    const almostDue = new Date(fresh - 0.9 * dayMs)
    await db.update(sessions).set({ expiresAt: almostDue }).where(mine)
    expect(await findActor(domain, signIn, asAdmin)).toMatchObject({ kind: 'staff' })
    expect(await expiresAt()).toBe(almostDue.getTime())

    await db
      .update(sessions)
      .set({ expiresAt: new Date(fresh - 1.1 * dayMs) })
      .where(mine)
    expect(await findActor(domain, signIn, asAdmin)).toMatchObject({ kind: 'staff' })
    expect(await expiresAt()).toBeGreaterThanOrEqual(fresh - 1000)
  })
})
