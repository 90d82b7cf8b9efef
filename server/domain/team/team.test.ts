import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { covers, outranks, type StaffRole, staffRoles } from '#contracts/roles.ts'
import { contextOf } from '#server/domain/context.ts'
import { insertLogin } from '#server/platform/auth/index.ts'
import { passwordLinks, sessions, users } from '#server/platform/auth/table.ts'
import { newId } from '#server/platform/clock/index.ts'
import { call, describeDomain, describeDomainOnPostgres, type TestDomain } from '#testing/domain.ts'
import { auditOf } from '#testing/domain-steps.ts'
import { inspectPasswordLink, setPasswordByLink } from '../password-links/index.ts'
import {
  changeMember,
  createMemberLink,
  endMemberSessions,
  inviteMember,
  listTeam,
  removeMember,
  resetMemberFactors,
} from './index.ts'

const tokenOf = ({ path }: { path: string }) => path.split('#')[1] ?? ''
const emailOf = (name: string) => `${name.toLowerCase()}@hosting.example`

/** Adds a staff user who has chosen a password. */
async function addMember({ database, clock }: TestDomain, name: string, role: StaffRole) {
  const userId = newId()
  const login = { userId, role, name, email: emailOf(name), passwordHash: 'hash', isActive: true }
  await insertLogin(database.db, { ...login, at: clock.now() })
  return { kind: 'staff', role, userId, name, email: emailOf(name) } as const
}

type Member = Awaited<ReturnType<typeof addMember>>

const as = (test: TestDomain, member: Member) => contextOf(test.domain, call(member))

async function addSession({ database, clock }: TestDomain, { userId }: Member) {
  const expiresAt = new Date(clock.now().getTime() + 86_400_000)
  await database.db.insert(sessions).values({ userId, token: newId(), expiresAt, createdAt: clock.now() })
}

const sessionsOf = ({ database }: TestDomain, { userId }: Member) =>
  database.db.select().from(sessions).where(eq(sessions.userId, userId))

const rowOf = async ({ database }: TestDomain, { userId }: Member) =>
  (await database.db.select().from(users).where(eq(users.id, userId)))[0]

const activeOwners = async ({ database }: TestDomain) =>
  (await database.db.select().from(users)).filter(
    ({ staffRole, isActive }) => staffRole === 'owner' && isActive,
  )

describeDomain('The team', (open) => {
  it('is listed by name, with role, status, last sign-in and open sessions', async () => {
    const test = open()
    const grace = await addMember(test, 'Grace', 'owner')
    const alan = await addMember(test, 'Alan', 'support')
    await addSession(test, alan)
    await addSession(test, alan)
    await inviteMember(as(test, grace), { email: emailOf('Barbara'), fullName: 'Barbara', role: 'billing' })
    await changeMember(as(test, grace), { id: alan.userId, fullName: 'Alan T.' })
    const team = await listTeam(as(test, grace))
    const at = test.clock.now().toISOString()
    expect(team.items).toMatchObject([
      {
        name: 'Alan T.',
        role: 'support',
        status: 'active',
        openSessions: 2,
        lastSignInAt: at,
        mayChange: true,
      },
      { name: 'Barbara', role: 'billing', status: 'invited', openSessions: 0, lastSignInAt: null },
      { name: 'Grace', role: 'owner', status: 'active', isSelf: true },
    ])
    expect(team.grantableRoles).toEqual([...staffRoles])
    await addMember(test, 'Yann', 'admin')
    const admin = await addMember(test, 'Zoe', 'admin')
    const seen = await listTeam(as(test, admin))
    expect(seen.grantableRoles).toEqual(['admin', 'support', 'billing', 'read-only'])
    expect(seen.items.filter(({ mayChange }) => !mayChange).map(({ name }) => name)).toEqual([
      'Grace',
      'Yann',
    ])
    // A role that is equal to their own: themselves only.
    expect(await changeMember(as(test, admin), { id: admin.userId, fullName: 'Zoe B.' })).toMatchObject({
      name: 'Zoe B.',
      mayChange: true,
    })
  })

  it('grows by an invitation: the link sets a password once, and both steps are audited', async () => {
    const test = open()
    const grace = await addMember(test, 'Grace', 'owner')
    const made = await inviteMember(as(test, grace), {
      email: emailOf('Alan'),
      fullName: 'Alan',
      role: 'support',
    })
    expect(made.member).toMatchObject({ email: emailOf('Alan'), role: 'support', status: 'invited' })
    const token = tokenOf(made.passwordLink ?? { path: '' })
    const nobody = contextOf(test.domain, call({ kind: 'system', name: 'no session' }))
    expect(await inspectPasswordLink(nobody, { token })).toMatchObject({ name: 'Alan' })
    await setPasswordByLink(nobody, { token, password: 'Chosen-Pass-9981' })
    await expect(inspectPasswordLink(nobody, { token })).rejects.toMatchObject({
      code: 'password-link-invalid',
    })
    const { items } = await listTeam(as(test, grace))
    expect(items.find(({ id }) => id === made.member.id)?.status).toBe('active')
    const entries = await auditOf(test)
    expect(entries).toMatchObject([
      { action: 'staff.invite', actorName: 'Grace', after: { role: 'support', email: emailOf('Alan') } },
      { action: 'staff.make-password-link', actorName: 'Grace', subjectId: made.member.id },
      { action: 'staff.set-password-by-link', actorKind: 'staff', actorName: 'Alan' },
    ])
    expect(JSON.stringify(entries)).not.toContain(token)
  })

  it('repeats an invitation under the same key, and refuses a taken email', async () => {
    const test = open()
    const grace = await addMember(test, 'Grace', 'owner')
    const invitation = { email: emailOf('Alan'), fullName: 'Alan', role: 'support' } as const
    const idempotency = { actorKey: grace.userId, key: 'one', requestHash: 'same' }
    const keyed = contextOf(test.domain, call(grace, { idempotency }))
    expect(await inviteMember(keyed, invitation)).toEqual(await inviteMember(keyed, invitation))
    await expect(inviteMember(as(test, grace), invitation)).rejects.toMatchObject({ code: 'email-taken' })
  })

  it.each([
    ['owner', ['owner', 'admin', 'support', 'billing', 'read-only']],
    ['admin', ['support', 'billing', 'read-only']],
  ] as const)('lets an %s act on these roles only: %j', (role, lower) => {
    expect(staffRoles.filter((other) => outranks(role, other))).toEqual(lower)
  })

  it('lets a member change, disable, remove, reset and sign out only members of a lower role', async () => {
    const test = open()
    const keeper = await addMember(test, 'Keeper', 'owner')
    for (const callerRole of staffRoles)
      for (const memberRole of staffRoles) {
        const caller = await addMember(test, `Caller-${callerRole}-${memberRole}`, callerRole)
        const member = await addMember(test, `Member-${callerRole}-${memberRole}`, memberRole)
        const id = member.userId
        const allowed = ['owner', 'admin'].includes(callerRole) && outranks(callerRole, memberRole)
        const actions = [
          () => createMemberLink(as(test, caller), { id }),
          () => endMemberSessions(as(test, caller), { id }),
          () => resetMemberFactors(as(test, caller), { id }),
          () => changeMember(as(test, caller), { id, fullName: 'Another name' }),
          () => changeMember(as(test, caller), { id, isActive: false }),
          () => changeMember(as(test, caller), { id, isActive: true }),
          () => changeMember(as(test, caller), { id, role: 'read-only' }),
          () => removeMember(as(test, caller), { id }),
        ]
        const before = await rowOf(test, member)
        const audited = (await auditOf(test)).length
        for (const action of actions) {
          if (allowed) await action()
          else await expect(action()).rejects.toMatchObject({ code: 'forbidden' })
        }
        expect(await rowOf(test, member)).toEqual(allowed ? undefined : before)
        if (!allowed) expect((await auditOf(test)).length).toBe(audited)
        await removeMember(as(test, keeper), { id: caller.userId })
      }
  })

  it('lets an admin renew and withdraw the invitation of an admin, and nothing after the first password', async () => {
    const test = open()
    const ada = await addMember(test, 'Ada', 'owner')
    const grace = await addMember(test, 'Grace', 'admin')
    const invited = await inviteMember(as(test, ada), {
      email: emailOf('Alan'),
      fullName: 'Alan',
      role: 'admin',
    })
    const { id } = invited.member
    const seen = async () => (await listTeam(as(test, grace))).items.find((member) => member.id === id)
    expect(await seen()).toMatchObject({ status: 'invited', mayChange: true })
    const renewed = await createMemberLink(as(test, grace), { id })
    const noSession = contextOf(test.domain, call({ kind: 'system', name: 'no session' }))
    const first = tokenOf(invited.passwordLink ?? { path: '' })
    await expect(inspectPasswordLink(noSession, { token: first })).rejects.toMatchObject({
      code: 'password-link-invalid',
    })
    await setPasswordByLink(noSession, { token: tokenOf(renewed), password: 'Chosen-Pass-9981' })
    expect(await seen()).toMatchObject({ status: 'active', mayChange: false })
    for (const action of [createMemberLink, removeMember])
      await expect(action(as(test, grace), { id })).rejects.toMatchObject({ code: 'forbidden' })

    const owner = { email: emailOf('Katherine'), fullName: 'Katherine', role: 'owner' } as const
    const { member: invitedOwner } = await inviteMember(as(test, ada), owner)
    await expect(createMemberLink(as(test, grace), { id: invitedOwner.id })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  it('lets a member grant only roles whose permissions they have, to others and to themselves', async () => {
    const test = open()
    await addMember(test, 'Grace', 'owner')
    const member = await addMember(test, 'Alan', 'read-only')
    for (const callerRole of staffRoles)
      for (const role of staffRoles) {
        const caller = await addMember(test, `Caller-${callerRole}-${role}`, callerRole)
        const allowed = ['owner', 'admin'].includes(callerRole) && covers(callerRole, role)
        const ctx = as(test, caller)
        const invite = inviteMember(ctx, {
          email: emailOf(`new-${callerRole}-${role}`),
          fullName: 'New',
          role,
        })
        if (allowed) await invite
        else await expect(invite).rejects.toMatchObject({ code: 'forbidden' })
        if (callerRole === role) continue
        const own = changeMember(ctx, { id: caller.userId, role })
        if (allowed) expect(await own).toMatchObject({ role })
        else await expect(own).rejects.toMatchObject({ code: 'forbidden' })
        if (!allowed)
          await expect(changeMember(ctx, { id: member.userId, role })).rejects.toMatchObject({
            code: 'forbidden',
          })
      }
    expect(await rowOf(test, member)).toMatchObject({ staffRole: 'read-only' })
  })

  it('ends the sessions and the link of a member who gets another role, is disabled or is removed', async () => {
    const test = open()
    const grace = await addMember(test, 'Grace', 'owner')
    const alan = await addMember(test, 'Alan', 'support')
    const id = alan.userId
    const ctx = as(test, grace)
    const changes = [
      () => changeMember(ctx, { id, role: 'admin' }),
      () => changeMember(ctx, { id, isActive: false }),
      () => removeMember(ctx, { id }),
    ]
    for (const change of changes) {
      await changeMember(ctx, { id, isActive: true })
      await addSession(test, alan)
      const token = tokenOf(await createMemberLink(ctx, { id }))
      await change()
      expect(await sessionsOf(test, alan)).toEqual([])
      await expect(inspectPasswordLink(ctx, { token })).rejects.toMatchObject({
        code: 'password-link-invalid',
      })
    }
    expect(await test.database.db.select().from(passwordLinks)).toEqual([])
  })

  it('keeps sessions when only the name changes, or nothing does, and records no empty change', async () => {
    const test = open()
    const grace = await addMember(test, 'Grace', 'owner')
    const alan = await addMember(test, 'Alan', 'support')
    await addSession(test, alan)
    await changeMember(as(test, grace), { id: alan.userId, fullName: 'Alan M.' })
    await changeMember(as(test, grace), { id: alan.userId, role: 'support', isActive: true })
    expect(await sessionsOf(test, alan)).toHaveLength(1)
    expect(await auditOf(test)).toMatchObject([
      { action: 'staff.change', before: { fullName: 'Alan' }, after: { fullName: 'Alan M.' } },
    ])
  })

  it('keeps the name of a removed member in their audit entries, and frees the email', async () => {
    const test = open()
    const grace = await addMember(test, 'Grace', 'owner')
    const alan = await addMember(test, 'Alan', 'admin')
    await inviteMember(as(test, alan), { email: emailOf('Barbara'), fullName: 'Barbara', role: 'support' })
    await removeMember(as(test, grace), { id: alan.userId })
    const entries = await auditOf(test)
    expect(entries.find(({ action }) => action === 'staff.invite')).toMatchObject({
      actorName: 'Alan',
      actorId: alan.userId,
    })
    expect(entries.at(-1)).toMatchObject({
      action: 'staff.remove',
      before: { fullName: 'Alan', role: 'admin' },
    })
    await inviteMember(as(test, grace), { email: alan.email, fullName: 'Alan', role: 'support' })
    await expect(removeMember(as(test, grace), { id: alan.userId })).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  it('ends sessions on request and counts them in one entry', async () => {
    const test = open()
    const grace = await addMember(test, 'Grace', 'owner')
    const alan = await addMember(test, 'Alan', 'support')
    await addSession(test, alan)
    await addSession(test, alan)
    expect(await endMemberSessions(as(test, grace), { id: alan.userId })).toEqual({ ended: 2 })
    expect(await endMemberSessions(as(test, grace), { id: alan.userId })).toEqual({ ended: 0 })
    expect(await auditOf(test)).toMatchObject([{ action: 'staff.end-sessions', after: { sessions: 2 } }])
  })

  it('keeps its last owner who can sign in: not demoted, not disabled, not removed', async () => {
    const test = open()
    const grace = await addMember(test, 'Grace', 'owner')
    const other = await addMember(test, 'Other', 'owner')
    const ctx = as(test, grace)
    // An owner without a password cannot sign in, and so does not count.
    await inviteMember(ctx, { email: emailOf('Invited'), fullName: 'Invited', role: 'owner' })
    await changeMember(ctx, { id: other.userId, isActive: false })
    await expect(changeMember(ctx, { id: grace.userId, role: 'admin' })).rejects.toMatchObject({
      code: 'last-owner',
    })
    for (const refused of [
      () => changeMember(ctx, { id: grace.userId, isActive: false }),
      () => removeMember(ctx, { id: grace.userId }),
    ])
      await expect(refused()).rejects.toMatchObject({ code: 'wrong-state' })
    await changeMember(ctx, { id: other.userId, isActive: true })
    expect(await changeMember(ctx, { id: grace.userId, role: 'support' })).toMatchObject({ role: 'support' })
    expect((await activeOwners(test)).map(({ name }) => name).toSorted()).toEqual(['Invited', 'Other'])
  })

  it('refuses the system, a removed caller and a caller who was demoted since the request began', async () => {
    const test = open()
    const grace = await addMember(test, 'Grace', 'owner')
    const alan = await addMember(test, 'Alan', 'admin')
    await changeMember(as(test, grace), { id: alan.userId, role: 'support' })
    const invitation = { email: emailOf('New'), fullName: 'New', role: 'support' } as const
    // The actor of the request still says admin.
    await expect(inviteMember(as(test, alan), invitation)).rejects.toMatchObject({ code: 'forbidden' })
    await removeMember(as(test, grace), { id: alan.userId })
    await expect(inviteMember(as(test, alan), invitation)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(
      inviteMember(contextOf(test.domain, call({ kind: 'system', name: 'timer' })), invitation),
    ).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describeDomainOnPostgres('The last owner, at the same moment', (open) => {
  const ways = [
    [
      'demote',
      (test: TestDomain, by: Member, id: string) => changeMember(as(test, by), { id, role: 'support' }),
    ],
    [
      'disable',
      (test: TestDomain, by: Member, id: string) => changeMember(as(test, by), { id, isActive: false }),
    ],
    ['remove', (test: TestDomain, by: Member, id: string) => removeMember(as(test, by), { id })],
  ] as const

  it.each(
    ways.flatMap(([first, one]) => ways.map(([second, two]) => [first, second, one, two] as const)),
  )('remains if two owners %s and %s each other', async (_, __, one, two) => {
    const test = open()
    for (let round = 0; round < 5; round += 1) {
      await test.database.db.delete(users)
      const grace = await addMember(test, 'Grace', 'owner')
      const alan = await addMember(test, 'Alan', 'owner')
      const tries = await Promise.allSettled([one(test, grace, alan.userId), two(test, alan, grace.userId)])
      expect(await activeOwners(test)).toHaveLength(1)
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect(tries.find(({ status }) => status === 'rejected')).toMatchObject({
        reason: { code: 'forbidden' },
      })
    }
  })

  it('remains if three owners all step down', async () => {
    const test = open()
    for (let round = 0; round < 5; round += 1) {
      await test.database.db.delete(users)
      const owners = await Promise.all(['A', 'B', 'C'].map((name) => addMember(test, name, 'owner')))
      const tries = await Promise.allSettled(
        owners.map((owner) => changeMember(as(test, owner), { id: owner.userId, role: 'admin' })),
      )
      expect(await activeOwners(test)).toHaveLength(1)
      expect(tries.find(({ status }) => status === 'rejected')).toMatchObject({
        reason: { code: 'last-owner' },
      })
    }
  })

  it('does not deadlock with sign-ins of the member who is removed', async () => {
    const test = open()
    const grace = await addMember(test, 'Grace', 'owner')
    for (let round = 0; round < 10; round += 1) {
      const alan = await addMember(test, `Alan${round}`, 'support')
      const [removed] = await Promise.allSettled([
        removeMember(as(test, grace), { id: alan.userId }),
        ...Array.from({ length: 4 }, () => addSession(test, alan)),
      ])
      expect(removed).toMatchObject({ status: 'fulfilled' })
      expect(await sessionsOf(test, alan)).toEqual([])
    }
  })
})
