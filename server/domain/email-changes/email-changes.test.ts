import { expect, it } from 'vitest'
import { contextOf } from '#server/domain/context.ts'
import type { Actor } from '#server/platform/auth/index.ts'
import { users } from '#server/platform/auth/table.ts'
import { newId } from '#server/platform/clock/index.ts'
import { call, describeDomain, type TestDomain } from '#testing/domain.ts'
import { auditOf, loginPassword, newCustomer } from '#testing/domain-steps.ts'
import { outbox, setUpMail, tokenIn } from '#testing/mail-steps.ts'
import { startSmtpServer, type TestSmtpServer } from '#testing/smtp-server.ts'
import { changeCustomer, readCustomer } from '../customers/index.ts'
import { deliverDueMails } from '../mail/index.ts'
import { onboardCustomer } from '../onboarding/index.ts'
import { changeOwnPassword, createFirstAdminFromSettings } from '../staff/index.ts'
import { emailChanges } from '../tables/email-changes.ts'
import { mailSettings } from '../tables/mail.ts'
import { confirmEmailChange, requestEmailChange } from './index.ts'

const invalid = { code: 'password-link-invalid' }
const newEmail = 'new@example.com'

/** A customer who signs in. */
async function scene(test: TestDomain, smtp: TestSmtpServer) {
  await setUpMail(test, smtp.port)
  const { customer } = await onboardCustomer(test.ctx, newCustomer())
  const [user] = await test.database.db.select().from(users)
  const actor: Actor = {
    kind: 'customer',
    userId: user?.id ?? newId(),
    customerId: customer.id,
    name: customer.fullName,
    email: customer.email,
  }
  return { customer, ctx: contextOf(test.domain, call(actor)) }
}

const noSession = (test: TestDomain) => contextOf(test.domain, call({ kind: 'system', name: 'no session' }))
const recipients = (smtp: TestSmtpServer) => smtp.received.map(({ to }) => to[0])

describeDomain('A change of the own email', (open) => {
  it('happens when the link at the new address is used, once, and both addresses get a notice', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    const { ctx, customer } = await scene(test, smtp)
    expect(await requestEmailChange(ctx, { newEmail, currentPassword: loginPassword })).toEqual({})
    await deliverDueMails(test.domain)
    expect(recipients(smtp)).toEqual([newEmail])
    const token = tokenIn(smtp.received[0]?.mail.text)
    expect(smtp.received[0]?.mail.text).toContain('/confirm-email#')
    const stored = [await test.database.db.select().from(emailChanges), await outbox(test)]
    expect(JSON.stringify(stored)).not.toContain(token)
    expect((await readCustomer(test.database.db, customer.id)).email).toBe(customer.email)

    expect(await confirmEmailChange(noSession(test), { token })).toEqual({ email: newEmail })
    expect((await readCustomer(test.database.db, customer.id)).email).toBe(newEmail)
    await expect(confirmEmailChange(noSession(test), { token })).rejects.toMatchObject(invalid)
    await deliverDueMails(test.domain)
    expect(recipients(smtp).toSorted()).toEqual([customer.email, newEmail, newEmail].toSorted())
    expect((await auditOf(test)).slice(-2).map(({ action, actorKind }) => [action, actorKind])).toEqual([
      ['login.request-email-change', 'customer'],
      ['login.change-email', 'customer'],
    ])
  })

  it('works for staff too', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    await setUpMail(test, smtp.port)
    const admin = { email: 'admin@hosting.example', password: 'Admin-Pass-2291' }
    await createFirstAdminFromSettings(test.domain, admin)
    const [user] = await test.database.db.select().from(users)
    const actor: Actor = {
      kind: 'staff',
      role: 'owner',
      userId: user?.id ?? '',
      name: 'Admin',
      email: admin.email,
    }
    await requestEmailChange(contextOf(test.domain, call(actor)), {
      newEmail,
      currentPassword: admin.password,
    })
    await deliverDueMails(test.domain)
    await confirmEmailChange(noSession(test), { token: tokenIn(smtp.received[0]?.mail.text) })
    expect(await test.database.db.select().from(users)).toMatchObject([{ email: newEmail }])
  })

  it('needs the current password, and limits guesses', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    const { ctx } = await scene(test, smtp)
    const guess = () => requestEmailChange(ctx, { newEmail, currentPassword: 'wrong' })
    for (let count = 0; count < 10; count += 1)
      await expect(guess()).rejects.toMatchObject({ errors: [{ path: 'currentPassword' }] })
    await expect(requestEmailChange(ctx, { newEmail, currentPassword: loginPassword })).rejects.toMatchObject(
      {
        code: 'too-many-requests',
      },
    )
    expect(await outbox(test)).toEqual([])
  })

  it('does not reveal that another login has the address, and sends it nothing', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    const { ctx } = await scene(test, smtp)
    const other = await onboardCustomer(test.ctx, newCustomer())
    const change = { newEmail: other.customer.email, currentPassword: loginPassword }
    expect(await requestEmailChange(ctx, change)).toEqual({})
    expect(await outbox(test)).toEqual([])
  })

  it.each([
    [
      'a newer request',
      (_: TestDomain, ctx: TestDomain['ctx']) =>
        requestEmailChange(ctx, { newEmail: 'newer@example.com', currentPassword: loginPassword }),
    ],
    [
      'a change of the password',
      (_: TestDomain, ctx: TestDomain['ctx']) =>
        changeOwnPassword(ctx, { currentPassword: loginPassword, newPassword: 'Other-Pass-2292' }),
    ],
    [
      'a change of the email by staff',
      (test: TestDomain, ctx: TestDomain['ctx']) =>
        changeCustomer(test.ctx, {
          id: ctx.actor.kind === 'customer' ? ctx.actor.customerId : '',
          email: 'by-staff@example.com',
        }),
    ],
    [
      'disabling the login',
      (test: TestDomain, ctx: TestDomain['ctx']) =>
        changeCustomer(test.ctx, {
          id: ctx.actor.kind === 'customer' ? ctx.actor.customerId : '',
          isActive: false,
        }),
    ],
    ['an hour', async (test: TestDomain) => test.clock.advance(3_600_000)],
  ])('is invalid after %s', async (_, meanwhile) => {
    const test = open()
    await using smtp = await startSmtpServer()
    const { ctx } = await scene(test, smtp)
    await requestEmailChange(ctx, { newEmail, currentPassword: loginPassword })
    await deliverDueMails(test.domain)
    test.clock.advance(1)
    await meanwhile(test, ctx)
    const token = tokenIn(smtp.received[0]?.mail.text)
    await expect(confirmEmailChange(noSession(test), { token })).rejects.toMatchObject(invalid)
  })

  it('is refused with a remedy while mail is not set up', async () => {
    const test = open()
    await using smtp = await startSmtpServer()
    const { ctx } = await scene(test, smtp)
    await test.database.db.delete(mailSettings)
    await expect(requestEmailChange(ctx, { newEmail, currentPassword: loginPassword })).rejects.toMatchObject(
      {
        code: 'wrong-state',
      },
    )
  })
})
