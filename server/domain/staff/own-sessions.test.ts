import { expect, it } from 'vitest'
import { contextOf } from '#server/domain/context.ts'
import { type Actor, insertLogin } from '#server/platform/auth/index.ts'
import { sessions } from '#server/platform/auth/table.ts'
import { newId } from '#server/platform/clock/index.ts'
import { call, describeDomain, type TestDomain } from '#testing/domain.ts'
import { auditOf } from '#testing/domain-steps.ts'
import { endOtherSessions, endOwnSession, listOwnSessions } from './index.ts'

const dayMs = 86_400_000

async function addUser({ database, clock }: TestDomain, email: string) {
  const userId = newId()
  const user = { userId, role: 'owner', email, name: email, passwordHash: 'hash', isActive: true } as const
  await insertLogin(database.db, { ...user, at: clock.now() })
  return userId
}

/** A session that begins and ends at these numbers of days from now. */
async function addSession({ database, clock }: TestDomain, userId: string, began: number, ends: number) {
  const at = (days: number) => new Date(clock.now().getTime() + days * dayMs)
  const id = newId()
  await database.db.insert(sessions).values({
    id,
    userId,
    token: `token-${id}`,
    createdAt: at(began),
    expiresAt: at(ends),
    userAgent: 'Firefox',
    ipAddress: '192.0.2.7',
  })
  return id
}

const asUser = (test: TestDomain, userId: string, sessionId: string) => {
  const actor: Actor = {
    kind: 'staff',
    role: 'owner',
    userId,
    name: 'Grace',
    email: 'grace@hosting.example',
    sessionId,
  }
  return contextOf(test.domain, call(actor))
}

async function scene(test: TestDomain) {
  const grace = await addUser(test, 'grace@hosting.example')
  const mallory = await addUser(test, 'mallory@hosting.example')
  const current = await addSession(test, grace, -2, 5)
  const phone = await addSession(test, grace, -1, 6)
  const expired = await addSession(test, grace, -9, -2)
  const foreign = await addSession(test, mallory, -1, 6)
  return { ctx: asUser(test, grace, current), grace, current, phone, expired, foreign }
}

const idsOf = async ({ database }: TestDomain) =>
  (await database.db.select({ id: sessions.id }).from(sessions)).map(({ id }) => id).toSorted()

describeDomain('Own sessions', (open) => {
  it('lists the open sessions of the caller alone, the current one first, and no token', async () => {
    const test = open()
    const { ctx, current, phone } = await scene(test)
    const { items } = await listOwnSessions(ctx)
    expect(items).toMatchObject([
      { id: current, isCurrent: true },
      { id: phone, isCurrent: false, userAgent: 'Firefox', ipAddress: '192.0.2.7' },
    ])
    expect(JSON.stringify(items)).not.toContain('token-')
  })

  it('lists at most 100 sessions, and the current one among them', async () => {
    const test = open()
    const { ctx, grace, current } = await scene(test)
    for (let count = 0; count < 100; count += 1) await addSession(test, grace, -1, 6)
    const { items } = await listOwnSessions(ctx)
    expect(items).toHaveLength(100)
    expect(items[0]).toMatchObject({ id: current, isCurrent: true })
  })

  it('ends one session and records it', async () => {
    const test = open()
    const { ctx, grace, current, phone, expired, foreign } = await scene(test)
    await endOwnSession(ctx, { id: phone })
    expect(await idsOf(test)).toEqual([current, expired, foreign].toSorted())
    expect((await auditOf(test)).at(-1)).toMatchObject({
      action: 'login.end-sessions',
      subjectId: grace,
      after: { sessions: 1 },
    })
  })

  it('refuses the session of another user with 404 and records nothing', async () => {
    const test = open()
    const { ctx, foreign } = await scene(test)
    const before = await idsOf(test)
    await expect(endOwnSession(ctx, { id: foreign })).rejects.toMatchObject({ code: 'not-found' })
    await expect(endOwnSession(ctx, { id: newId() })).rejects.toMatchObject({ code: 'not-found' })
    expect(await idsOf(test)).toEqual(before)
    expect(await auditOf(test)).toEqual([])
  })

  it('ends all sessions but the current one, of this user only', async () => {
    const test = open()
    const { ctx, current, foreign } = await scene(test)
    expect(await endOtherSessions(ctx)).toEqual({ ended: 2 })
    expect(await idsOf(test)).toEqual([current, foreign].toSorted())
    expect(await endOtherSessions(ctx)).toEqual({ ended: 0 })
    expect((await auditOf(test)).filter(({ action }) => action === 'login.end-sessions')).toHaveLength(1)
  })

  it('refuses the system', async () => {
    const ctx = contextOf(open().domain, call({ kind: 'system', name: 'timer' }))
    await expect(listOwnSessions(ctx)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(endOtherSessions(ctx)).rejects.toMatchObject({ code: 'forbidden' })
  })
})
