import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { newId, testClock } from '#server/platform/clock/index.ts'
import type { Db } from '#server/platform/database/index.ts'
import { openKeyring } from '#server/platform/secrets/index.ts'
import { describeOnBothDatabases, describeOnPostgres } from '#testing/database.ts'
import { changeLogin, findLogin, insertLogin, Sessions, signInByPassword } from './index.ts'
import { hashPassword } from './passwords.ts'
import { knownAddresses, sessions, users } from './table.ts'

const argon2 = vi.hoisted(() => ({ runs: 0 }))
vi.mock('@node-rs/argon2', async (importOriginal) => {
  const real = await importOriginal<typeof import('@node-rs/argon2')>()
  const counted =
    <Args extends unknown[], Result>(run: (...args: Args) => Result) =>
    (...args: Args) => {
      argon2.runs += 1
      return run(...args)
    }
  return { ...real, hash: counted(real.hash), verify: counted(real.verify) }
})

const password = 'Correct-Password-1'
const email = 'grace@hosting.example'
const address = '192.0.2.7'
const correctHash = await hashPassword(password)
const otherHash = await hashPassword('Another-Password-1')
const keyring = await openKeyring({ secretKey: 'a secret for tests, long enough', dataDir: '.' })
const clock = testClock('2026-03-01T08:00:00.000Z')
const limit = { idleMs: 3_600_000, longestMs: 7_200_000 }

const addLogin = async (db: Db) => {
  const login = { userId: newId(), role: 'owner', email, name: 'Grace', isActive: true } as const
  await insertLogin(db, { ...login, passwordHash: correctHash, at: clock.now() })
  return login.userId
}

/** Sessions that begin only after `before` has ended. */
class InterruptedSessions extends Sessions {
  before: () => Promise<unknown> = async () => {}

  override async begin(...args: Parameters<Sessions['begin']>) {
    await this.before()
    return super.begin(...args)
  }
}

const sessionsOn = (db: Db) =>
  new InterruptedSessions({
    db,
    clock,
    keyring,
    publicUrl: undefined,
    limits: { staff: limit, customer: limit },
  })

const request = {
  headers: new Headers({ 'user-agent': 'Firefox' }),
  address,
  addressKey: address,
  requestId: 'request',
}

const changes = {
  none: async () => {},
  'another password': (db: Db, userId: string) => change(db, { userId, passwordHash: otherHash }),
  'the same password again': async (db: Db, userId: string) =>
    change(db, { userId, passwordHash: await hashPassword(password) }),
  disabling: (db: Db, userId: string) => change(db, { userId, isActive: false }),
  'disabling and enabling': async (db: Db, userId: string) => {
    await change(db, { userId, isActive: false })
    await change(db, { userId, isActive: true })
  },
  'another role': (db: Db, userId: string) =>
    db.update(users).set({ role: 'customer', staffRole: null }).where(eq(users.id, userId)),
} as const
type Change = keyof typeof changes

/** The login after some changes. */
function modelOf(names: readonly Change[]) {
  const login = { isActive: true, role: 'staff', password: 'correct' }
  names.forEach((name, step) => {
    if (name === 'another password') login.password = 'another'
    if (name === 'the same password again') login.password = `correct ${step}`
    if (name === 'disabling') login.isActive = false
    if (name === 'disabling and enabling') login.isActive = true
    if (name === 'another role') login.role = 'customer'
  })
  return login
}

const change = (db: Db, to: Omit<Parameters<typeof changeLogin>[1], 'at'>) =>
  db.transaction((tx) => changeLogin(tx, { ...to, at: clock.now() }))

describeOnBothDatabases('A sign-in', (open) => {
  const db = () => open().database.db
  const attempt = async (given: { email?: string; password?: string } = {}) => {
    argon2.runs = 0
    const login = await findLogin(db(), { email: given.email ?? email, addressKey: address })
    const outcome = await signInByPassword(sessionsOn(db()), login, { password, ...given, ...request })
    return { kind: outcome.kind, runs: argon2.runs }
  }

  it.each([
    ['of ASCII', 'not-the-password'],
    ['with accents', 'not-the-pässwörd'],
    ['with accents and a no-break space', 'not\u00a0the pässwörd'],
  ])('that is refused costs the same whether or not the email exists, for a password %s', async (_, wrong) => {
    await addLogin(db())
    const unknown = { email: 'nobody@hosting.example', password: wrong }
    await attempt(unknown)
    const known = await attempt({ password: wrong })
    expect(known.kind).toBe('wrong-password')
    expect(await attempt(unknown)).toEqual(known)
  })

  it('records the browser and the address of the session, and knows the address next time', async () => {
    await addLogin(db())
    expect((await attempt()).kind).toBe('signed-in')
    expect((await attempt()).kind).toBe('signed-in')
    const rows = await db().select().from(sessions)
    expect(rows).toHaveLength(2)
    expect(rows[0]).toMatchObject({ userAgent: 'Firefox', ipAddress: address })
    expect(await db().select().from(knownAddresses)).toHaveLength(1)
    const found = async (addressKey: string) => (await findLogin(db(), { email, addressKey }))?.isKnownAddress
    expect([await found(address), await found('192.0.2.8')]).toEqual([true, false])
  })

  it('leaves no session if the login changes at any step before its end', async () => {
    const anyChange = fc.constantFrom(...(Object.keys(changes) as Change[]))
    const steps = fc.record({ beforeLookup: anyChange, beforeHash: anyChange, beforeSession: anyChange })
    await fc.assert(
      fc.asyncProperty(steps, async ({ beforeLookup, beforeHash, beforeSession }) => {
        await db().delete(users)
        const userId = await addLogin(db())
        const run = (name: Change) => changes[name](db(), userId)
        await run(beforeLookup)
        const login = await findLogin(db(), { email, addressKey: address })
        await run(beforeHash)
        const signIns = sessionsOn(db())
        signIns.before = () => run(beforeSession)
        const { kind } = await signInByPassword(signIns, login, { password, ...request })
        expect(await db().select().from(sessions)).toHaveLength(kind === 'signed-in' ? 1 : 0)
        const atLookup = modelOf([beforeLookup])
        const atEnd = modelOf([beforeLookup, beforeHash, beforeSession])
        const mayBegin = atEnd.isActive && atLookup.isActive && atEnd.password !== 'another'
        const isSame = atLookup.password === atEnd.password && atLookup.role === atEnd.role
        expect(kind === 'signed-in').toBe(mayBegin && isSame)
      }),
      { numRuns: 40 },
    )
  })

  it.each(
    Object.keys(changes).filter((name) => name !== 'none' && name !== 'another role') as Change[],
  )('at the same time as %s leaves at most a session that began after it', async (name) => {
    const userId = await addLogin(db())
    const login = await findLogin(db(), { email, addressKey: address })
    if (!login) throw new Error('The login is missing.')
    for (let turn = 0; turn < 10; turn += 1) {
      await Promise.all([
        sessionsOn(db()).begin(login, request, 'password'),
        changes[name](db(), userId),
        sessionsOn(db()).begin(login, request, 'password'),
      ])
      if (name !== 'disabling and enabling') expect(await db().select().from(sessions)).toEqual([])
    }
  })
})

describeOnPostgres('A sign-in', (open) => {
  it.each([
    'another password',
    'disabling',
  ] as const)('waits for %s that has not committed, and begins no session', async (name) => {
    const { db } = open().database
    const userId = await addLogin(db)
    const login = await findLogin(db, { email, addressKey: address })
    if (!login) throw new Error('The login is missing.')
    const to = name === 'disabling' ? { isActive: false } : { passwordHash: otherHash }
    const changed = Promise.withResolvers<void>()
    const commit = Promise.withResolvers<void>()
    const changing = db.transaction(async (tx) => {
      await changeLogin(tx, { userId, ...to, at: clock.now() })
      changed.resolve()
      await commit.promise
    })
    await changed.promise
    const beginning = sessionsOn(db).begin(login, request, 'password')
    commit.resolve()
    await changing
    expect(await beginning).toBeNull()
    expect(await db.select().from(sessions)).toEqual([])
  })
})
