import { expect, it } from 'vitest'
import { contextOf } from '#server/domain/context.ts'
import { users } from '#server/platform/auth/table.ts'
import { ConfigError } from '#server/platform/config/index.ts'
import { openInstallation, renewSetupToken } from '#server/platform/installation/index.ts'
import { call, customerActor, describeDomain } from '#testing/domain.ts'
import { changeCustomer } from '../customers/index.ts'
import { onboardCustomer, validateNewCustomer } from '../onboarding/index.ts'
import { createPasswordLink, setPasswordByLink } from '../password-links/index.ts'
import { changeOwnPassword, createFirstAdminByLink, createFirstAdminFromSettings } from '../staff/index.ts'

const anna = { email: 'anna.smith@acme.example', fullName: 'Anna Smith', companyName: 'Zebra Web' }
const good = 'plum-Tractor-71'
/** A common password, a pattern, and words of the email, the company and the address of the installation. */
const guessable = ['password', 'Password1!', 'abcdefgh1234', 'anna.smith1', 'ZebraWeb2026', 'manage.9']
const publicUrl = 'https://manage.example.com'

const refusedAt = (path: string) => ({
  code: 'invalid-body',
  errors: [
    { path, code: 'guessable-password', message: expect.stringMatching(/Choose several unrelated words/) },
  ],
})

describeDomain('A password that is easy to guess is refused', (open) => {
  const contextWithUrl = () => contextOf(open().domainWith({ publicUrl }), call())
  const newAnna = async (ctx = contextWithUrl()) =>
    (await onboardCustomer(ctx, { ...anna, isActive: true, password: good })).customer

  it('by creating a customer, and its preview', async () => {
    const ctx = contextWithUrl()
    for (const password of guessable) {
      const body = { ...anna, isActive: true, password }
      await expect(onboardCustomer(ctx, body)).rejects.toMatchObject(refusedAt('password'))
      expect((await validateNewCustomer(ctx, body)).errors).toMatchObject(refusedAt('password').errors)
    }
    expect(await ctx.database.db.select().from(users)).toEqual([])
  })

  it('by staff, for a customer', async () => {
    const ctx = contextWithUrl()
    const { id } = await newAnna(ctx)
    for (const password of guessable)
      await expect(changeCustomer(ctx, { id, password })).rejects.toMatchObject(refusedAt('password'))
    await expect(
      changeCustomer(ctx, { id, fullName: 'Berta Mueller', password: 'BertaMueller' }),
    ).rejects.toMatchObject(refusedAt('password'))
  })

  it('by its owner', async () => {
    const ctx = contextWithUrl()
    const { id } = await newAnna(ctx)
    const [user] = await ctx.database.db.select().from(users)
    const actor = { ...customerActor(id), userId: user?.id ?? '' }
    for (const newPassword of guessable)
      await expect(
        changeOwnPassword({ ...ctx, actor }, { currentPassword: good, newPassword }),
      ).rejects.toMatchObject(refusedAt('newPassword'))
  })

  it('by a set-password link, which still works afterwards', async () => {
    const ctx = contextWithUrl()
    const { id } = await newAnna(ctx)
    const token = (await createPasswordLink(ctx, { id })).path.split('#')[1] ?? ''
    for (const password of guessable)
      await expect(setPasswordByLink(ctx, { token, password })).rejects.toMatchObject(refusedAt('password'))
    expect(await setPasswordByLink(ctx, { token, password: 'other-Tractor-72' })).toEqual({
      email: anna.email,
    })
  })

  it('by the setup link, which still works afterwards', async () => {
    const ctx = contextWithUrl()
    const { db } = ctx.database
    await openInstallation(db)
    const setup = { token: await renewSetupToken(db), email: anna.email, fullName: anna.fullName }
    for (const password of ['password', 'anna.smith1', 'manage.9'])
      await expect(createFirstAdminByLink(ctx, { ...setup, password })).rejects.toMatchObject(
        refusedAt('password'),
      )
    expect(await createFirstAdminByLink(ctx, { ...setup, password: good })).toMatchObject({ role: 'owner' })
  })

  it('in ADMIN_PASSWORD, unless there is an administrator already', async () => {
    const test = open()
    await openInstallation(test.database.db)
    const { email } = anna
    const weak = () => createFirstAdminFromSettings(test.domain, { email, password: 'password' })
    await expect(weak()).rejects.toThrow(ConfigError)
    await expect(weak()).rejects.toThrow(/^ADMIN_PASSWORD is one of the most common passwords/)
    expect(await createFirstAdminFromSettings(test.domain, { email, password: good })).toBe(true)
    expect(await weak()).toBe(false)
  })
})
