import { describe, expect, it, vi } from 'vitest'
import { contextOf } from '#server/domain/context.ts'
import { changeLogin, findPasswordHash, hasStaff, verifyPassword } from '#server/platform/auth/index.ts'
import { hashPassword } from '#server/platform/auth/passwords.ts'
import { sessions, users } from '#server/platform/auth/table.ts'
import { openInstallation, renewSetupToken } from '#server/platform/installation/index.ts'
import { installation } from '#server/platform/installation/table.ts'
import { call, describeDomain } from '#testing/domain.ts'
import { auditOf } from '#testing/domain-steps.ts'
import { changeOwnPassword, createFirstAdminByLink, createFirstAdminFromSettings } from './index.ts'

const admin = { email: 'admin@hosting.example', fullName: 'First admin', password: 'Admin-Pass-2291' }

describeDomain('The installation row', (open) => {
  it('is a single row, even if several processes start at once', async () => {
    const { db } = open().database
    const opened = await Promise.all(Array.from({ length: 6 }, () => openInstallation(db)))
    expect(new Set(opened.map(({ id }) => id)).size).toBe(1)
    expect(await openInstallation(db)).toEqual(opened[0])
    expect(await db.select().from(installation)).toHaveLength(1)
  })

  describe('as the setup link', () => {
    it('lets only one of many requests succeed, and closes permanently', async () => {
      const test = open()
      const { db } = test.database
      await openInstallation(db)
      const token = await renewSetupToken(db)
      const tries = await Promise.allSettled(
        Array.from({ length: 5 }, (_, index) =>
          createFirstAdminByLink(test.ctx, {
            ...admin,
            email: `admin${index}@hosting.example`,
            token,
          }),
        ),
      )
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      for (const refused of tries.filter(({ status }) => status === 'rejected'))
        expect(refused).toMatchObject({ reason: { code: 'setup-closed' } })
      expect(await db.select().from(users)).toHaveLength(1)

      const later = await renewSetupToken(db)
      await expect(createFirstAdminByLink(test.ctx, { ...admin, token: later })).rejects.toMatchObject({
        code: 'setup-closed',
      })
    })

    it('works only with the latest token, which is stored as a hash', async () => {
      const test = open()
      const { db } = test.database
      await openInstallation(db)
      const early = await renewSetupToken(db)
      const token = await renewSetupToken(db)
      for (const wrong of [early, '', `${token}x`])
        await expect(createFirstAdminByLink(test.ctx, { ...admin, token: wrong })).rejects.toMatchObject({
          code: 'setup-token-invalid',
        })
      expect(JSON.stringify(await db.select().from(installation))).not.toContain(token)
      expect(await createFirstAdminByLink(test.ctx, { ...admin, token })).toMatchObject({
        role: 'owner',
        email: admin.email,
        customerId: null,
      })
      const entries = await auditOf(test)
      expect(entries).toMatchObject([
        { action: 'staff.create', actorKind: 'system', actorId: null, after: { email: admin.email } },
      ])
      expect(JSON.stringify(entries)).not.toContain(admin.password)
    })

    it('and the settings both create the first administrator, but only one of them succeeds', async () => {
      const test = open()
      const { db } = test.database
      await openInstallation(db)
      const token = await renewSetupToken(db)
      const made = await Promise.allSettled([
        createFirstAdminFromSettings(test.domain, admin),
        createFirstAdminFromSettings(test.domain, admin),
        createFirstAdminByLink(test.ctx, { ...admin, email: 'other@hosting.example', token }),
      ])
      expect(await db.select().from(users)).toHaveLength(1)
      expect(await hasStaff(db)).toBe(true)
      expect(made.some(({ status }) => status === 'fulfilled')).toBe(true)
      expect(await createFirstAdminFromSettings(test.domain, admin)).toBe(false)
    })
  })

  describe('and the password of a signed-in user', () => {
    it('changes only with the current password, ends every session, and is audited', async () => {
      const test = open()
      const { db } = test.database
      await openInstallation(db)
      await createFirstAdminFromSettings(test.domain, admin)
      const [user] = await db.select().from(users)
      const userId = user?.id ?? ''
      const asAdmin = call({
        kind: 'staff',
        role: 'owner',
        userId,
        name: 'Administrator',
        email: admin.email,
      })
      await db.insert(sessions).values({ userId, token: 'token', expiresAt: new Date('2030-01-01') })

      await expect(
        changeOwnPassword(contextOf(test.domain, asAdmin), {
          currentPassword: 'wrong',
          newPassword: 'New-Pass-2292',
        }),
      ).rejects.toMatchObject({ code: 'invalid-body', errors: [{ path: 'currentPassword' }] })
      expect(await db.select().from(sessions)).toHaveLength(1)

      await changeOwnPassword(contextOf(test.domain, asAdmin), {
        currentPassword: admin.password,
        newPassword: 'New-Pass-2292',
      })
      const hash = (await findPasswordHash(db, userId)) ?? ''
      expect(await verifyPassword({ hash, password: 'New-Pass-2292' })).toBe(true)
      expect(await db.select().from(sessions)).toHaveLength(0)
      const entry = (await auditOf(test)).at(-1)
      expect(entry).toMatchObject({ action: 'login.change-password', subjectId: userId })
      expect(JSON.stringify(entry)).not.toContain('New-Pass')
      await expect(
        changeOwnPassword(contextOf(test.domain, call({ kind: 'system', name: 'timer' })), {
          currentPassword: 'a',
          newPassword: 'b',
        }),
      ).rejects.toMatchObject({ code: 'forbidden' })
    })

    it('lets a session guess the current password ten times in 15 minutes, whatever the last guess is', async () => {
      const test = open()
      await createFirstAdminFromSettings(test.domain, admin)
      const [user] = await test.database.db.select().from(users)
      const { id: userId = '', email = '', name = '' } = user ?? {}
      const change = (currentPassword: string) =>
        changeOwnPassword(
          contextOf(test.domain, call({ kind: 'staff', role: 'owner', userId, email, name })),
          {
            currentPassword,
            newPassword: 'New-Pass-2292',
          },
        )
      for (let guess = 0; guess < 10; guess += 1)
        await expect(change(`guess ${guess}`)).rejects.toMatchObject({ code: 'invalid-body' })
      await expect(change(admin.password)).rejects.toMatchObject({
        code: 'too-many-requests',
        retryAfterSeconds: 900,
      })
      test.clock.advance(900_001)
      expect(await change(admin.password)).toEqual({})
    })

    it.each([
      ['another password', async () => ({ passwordHash: await hashPassword('By-Staff-2293') })],
      ['disabling', async () => ({ isActive: false })],
    ] as const)('is not changed by a request that %s has overtaken', async (_, to) => {
      const test = open()
      const { db } = test.database
      await createFirstAdminFromSettings(test.domain, admin)
      const [user] = await db.select().from(users)
      const { id: userId = '', email = '', name = '' } = user ?? {}
      const change = await to()
      const transaction = db.transaction.bind(db)
      const spy = vi.spyOn(db, 'transaction').mockImplementationOnce(async (body) => {
        await transaction((tx) => changeLogin(tx, { userId, ...change, at: test.clock.now() }))
        return transaction(body)
      })
      const overtaken = changeOwnPassword(
        contextOf(test.domain, call({ kind: 'staff', role: 'owner', userId, email, name })),
        {
          currentPassword: admin.password,
          newPassword: 'By-Thief-2294',
        },
      )
      await expect(overtaken).rejects.toMatchObject({ code: 'not-signed-in' })
      spy.mockRestore()
      const hash = (await findPasswordHash(db, userId)) ?? ''
      expect(await verifyPassword({ hash, password: 'By-Thief-2294' })).toBe(false)
    })
  })
})
