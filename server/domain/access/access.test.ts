import { eq } from 'drizzle-orm'
import { describe, expect, it, vi } from 'vitest'
import { type Access, permissions } from '#contracts/access.ts'
import type { StaffRole } from '#contracts/roles.ts'
import {
  type Actor,
  findLogin,
  Sessions,
  signInByPassword,
  systemActor,
} from '#server/platform/auth/index.ts'
import { sessions, users } from '#server/platform/auth/table.ts'
import { openKeyring } from '#server/platform/secrets/index.ts'
import { customerActor, describeDomain, staff, type TestDomain } from '#testing/domain.ts'
import { loginPassword, newCustomer } from '#testing/domain-steps.ts'
import { onboardCustomer } from '../onboarding/index.ts'
import { createFirstAdminFromSettings } from '../staff/index.ts'
import { findActor, whyFieldNotAllowed, whyNotAllowed } from './index.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
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
  const sessionsOf = ({ domain }: TestDomain, keyring = domain.keyring) =>
    new Sessions({
      db: domain.database.db,
      clock: domain.clock,
      keyring,
      publicUrl: undefined,
      limits: {
        staff: { idleMs: 8 * hourMs, longestMs: 12 * hourMs },
        customer: { idleMs: 7 * dayMs, longestMs: 30 * dayMs },
      },
    })

  async function cookieOf(
    { database }: TestDomain,
    signIns: Sessions,
    { email, password }: { email: string; password: string },
    headers = new Headers(),
  ): Promise<Headers> {
    const addressKey = '192.0.2.7'
    const login = await findLogin(database.db, { email, addressKey })
    const outcome = await signInByPassword(signIns, login, {
      password,
      headers,
      address: addressKey,
      addressKey,
      requestId: 'request',
    })
    if (outcome.kind !== 'signed-in') throw new Error(`The sign-in was refused: ${outcome.kind}`)
    return new Headers({ cookie: outcome.cookie.split(';')[0] ?? '' })
  }

  async function signedIn() {
    const test = open()
    const { domain, ctx } = test
    const signIns = sessionsOf(test)
    await createFirstAdminFromSettings(domain, adminLogin)
    const person = newCustomer()
    const { customer } = await onboardCustomer(ctx, { ...person, password: loginPassword })
    const { id } = customer
    const asCustomer = await cookieOf(test, signIns, { email: person.email, password: loginPassword })
    const asAdmin = await cookieOf(test, signIns, adminLogin)
    return { test, domain, signIns, person, customerId: id, asCustomer, asAdmin }
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
    const { test, domain, signIns, person, customerId, asCustomer, asAdmin } = await signedIn()
    expect(await counted(() => findActor(domain, signIns, asCustomer), test)).toMatchObject({
      statements: 1,
      actor: { kind: 'customer', customerId, email: person.email, name: person.fullName },
    })
    expect(await counted(() => findActor(domain, signIns, asAdmin), test)).toMatchObject({
      statements: 1,
      actor: { kind: 'staff', email: adminLogin.email },
    })
  })

  it('is null without a cookie that this installation signed, and no statement runs', async () => {
    const { test, domain, signIns, asAdmin } = await signedIn()
    const cookie = asAdmin.get('cookie') ?? ''
    const secretKey = 'another secret for tests, long enough'
    const elsewhere = sessionsOf(test, await openKeyring({ secretKey, dataDir: '.' }))
    const [name = '', value = ''] = cookie.split('=', 2)
    for (const [by, headers] of [
      [signIns, new Headers()],
      [signIns, new Headers({ cookie: `${name}=${value.split('.')[0]}` })],
      [signIns, new Headers({ cookie: `${name}=x${value}` })],
      [signIns, new Headers({ cookie: `other=${value}` })],
      [elsewhere, asAdmin],
    ] as const)
      expect(await counted(() => findActor(domain, by, headers), test)).toEqual({
        actor: null,
        statements: 0,
      })
  })

  it('is null with an inactive login', async () => {
    const { domain, signIns, asCustomer } = await signedIn()
    const customer = await findActor(domain, signIns, asCustomer)
    if (customer?.kind !== 'customer') throw new Error('The customer is not signed in.')
    await domain.database.db.update(users).set({ isActive: false }).where(eq(users.id, customer.userId))
    expect(await findActor(domain, signIns, asCustomer)).toBeNull()
  })

  it.each([
    ['staff', 8 * hourMs, 12 * hourMs],
    ['customer', 7 * dayMs, 30 * dayMs],
  ] as const)('of a session of %s is null after the idle limit, and after the absolute limit', async (kind, idleMs, longestMs) => {
    const { test, domain, signIns, person, asCustomer, asAdmin } = await signedIn()
    const login = kind === 'staff' ? adminLogin : { email: person.email, password: loginPassword }
    const headers = kind === 'staff' ? asAdmin : asCustomer
    const find = (of = headers) => findActor(domain, signIns, of)
    test.clock.advance(idleMs - 1)
    expect(await find()).not.toBeNull()
    // That request renewed it.
    test.clock.advance(Math.min(idleMs, longestMs - idleMs) - 1)
    expect(await find()).not.toBeNull()

    const idle = await cookieOf(test, signIns, login)
    test.clock.advance(idleMs)
    expect(await find(idle)).toBeNull()

    const busy = await cookieOf(test, signIns, login)
    for (let usedMs = 0; usedMs + idleMs / 2 < longestMs; usedMs += idleMs / 2) {
      expect(await find(busy)).not.toBeNull()
      test.clock.advance(idleMs / 2)
    }
    test.clock.advance(idleMs / 2)
    expect(await find(busy)).toBeNull()
  })

  it('records the use of a session every five minutes, and never opens an ended one again', async () => {
    const { test, domain, signIns, asAdmin } = await signedIn()
    const find = () => counted(() => findActor(domain, signIns, asAdmin), test)
    test.clock.advance(299_999)
    expect((await find()).statements).toBe(1)
    test.clock.advance(1)
    expect((await find()).statements).toBe(2)
    expect((await find()).statements).toBe(1)
    await domain.database.db.delete(sessions)
    expect((await find()).actor).toBeNull()
    expect(await domain.database.db.select().from(sessions)).toEqual([])
  })

  it('loses the session that a new sign-in presents, and no other', async () => {
    const { test, domain, signIns, person, asCustomer, asAdmin } = await signedIn()
    const login = { email: person.email, password: loginPassword }
    const elsewhere = await cookieOf(test, signIns, login)
    const renewed = await cookieOf(test, signIns, login, asCustomer)
    expect(await findActor(domain, signIns, asCustomer)).toBeNull()
    for (const headers of [elsewhere, renewed, asAdmin])
      expect(await findActor(domain, signIns, headers)).not.toBeNull()
  })

  it('has a token that the database does not contain', async () => {
    const { test, asAdmin, asCustomer } = await signedIn()
    const stored = JSON.stringify(await test.database.db.select().from(sessions))
    for (const headers of [asAdmin, asCustomer]) {
      const token = headers.get('cookie')?.split(/[=.]/)[1] ?? ''
      expect(token).toMatch(/^[\w-]{43}$/)
      expect(stored).not.toContain(token)
    }
  })
})
