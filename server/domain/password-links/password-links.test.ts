import { eq, sql } from 'drizzle-orm'
import { describe, expect, it, vi } from 'vitest'
import { customerChange, newCustomer as newCustomerBody } from '#contracts/customers/schemas.ts'
import { contextOf } from '#server/domain/context.ts'
import { findPasswordHash, purgeSignIns, verifyPassword } from '#server/platform/auth/index.ts'
import { passwordLinks, sessions, users } from '#server/platform/auth/table.ts'
import { newId } from '#server/platform/clock/index.ts'
import { rowsOf } from '#server/platform/database/index.ts'
import { call, callWithKey, describeDomain, describeDomainOnPostgres } from '#testing/domain.ts'
import { auditOf, loginPassword, newCustomer } from '#testing/domain-steps.ts'
import { setUpMail } from '#testing/mail-steps.ts'
import { changeCustomer } from '../customers/index.ts'
import { onboardCustomer } from '../onboarding/index.ts'
import { createPasswordLink, inspectPasswordLink, setPasswordByLink } from './index.ts'

const newPassword = 'Chosen-Pass-9981'
const noSession = () => call({ kind: 'system', name: 'no session' })
const tokenOf = ({ path }: { path: string }) => path.split('#')[1] ?? ''
const invalid = { code: 'password-link-invalid' }

describeDomain('A set-password link', (open) => {
  const customer = async () => (await onboardCustomer(open().ctx, newCustomer())).customer
  const hasPassword = async (email: string, password: string) => {
    const { db } = open().database
    const user = (await db.select().from(users)).find((one) => one.email === email)
    const hash = (await findPasswordHash(db, user?.id ?? newId())) ?? ''
    return verifyPassword({ hash, password })
  }

  it('sets the password once, ends every session, and is audited without any secret', async () => {
    const test = open()
    const { db } = test.database
    const { id, email, fullName } = await customer()
    const [user] = await db.select().from(users)
    await db
      .insert(sessions)
      .values({ userId: user?.id ?? '', token: 't', expiresAt: new Date('2030-01-01') })

    const link = await createPasswordLink(test.ctx, { id })
    expect(link.path).toMatch(/^\/set-password#[\w-]{43}$/)
    const token = tokenOf(link)
    expect(JSON.stringify(await db.select().from(passwordLinks))).not.toContain(token)
    expect(await inspectPasswordLink(test.ctx, { token })).toMatchObject({ email, name: fullName })
    expect(await hasPassword(email, loginPassword)).toBe(true)

    expect(
      await setPasswordByLink(contextOf(test.domain, noSession()), { token, password: newPassword }),
    ).toEqual({
      email,
    })
    expect(await hasPassword(email, newPassword)).toBe(true)
    expect(await db.select().from(sessions)).toEqual([])
    for (const again of [
      () => inspectPasswordLink(test.ctx, { token }),
      () => setPasswordByLink(contextOf(test.domain, noSession()), { token, password: 'Another-Pass-1' }),
    ])
      await expect(again()).rejects.toMatchObject(invalid)
    expect(await hasPassword(email, newPassword)).toBe(true)

    const entries = (await auditOf(test)).filter(({ subjectId }) => subjectId === id)
    expect(entries.map(({ action, actorKind }) => [action, actorKind])).toEqual([
      ['customer.create', 'staff'],
      ['customer.make-password-link', 'staff'],
      ['customer.set-password-by-link', 'customer'],
    ])
    expect(JSON.stringify(entries)).not.toContain(token)
    expect(JSON.stringify(entries)).not.toContain(newPassword)
  })

  it('sets one password if two requests use it at once', async () => {
    const test = open()
    const { id, email } = await customer()
    const token = tokenOf(await createPasswordLink(test.ctx, { id }))
    const passwords = ['First-Pass-1', 'Second-Pass-2', 'Third-Pass-3']
    const tries = await Promise.allSettled(
      passwords.map((password) =>
        setPasswordByLink(contextOf(test.domain, noSession()), { token, password }),
      ),
    )
    const won = tries.findIndex(({ status }) => status === 'fulfilled')
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await hasPassword(email, passwords[won] ?? '')).toBe(true)
  })

  it('ends with its validity, with a newer link, and with any other change of the password or email', async () => {
    const test = open()
    const { id, email } = await customer()
    const expired = tokenOf(await createPasswordLink(test.ctx, { id }))
    test.clock.advance(test.domain.passwordLinkValidMs)
    await expect(inspectPasswordLink(test.ctx, { token: expired })).rejects.toMatchObject(invalid)
    test.clock.advance(1)
    await purgeSignIns(test.database.db, test.clock)
    expect(await test.database.db.select().from(passwordLinks)).toEqual([])

    const replaced = tokenOf(await createPasswordLink(test.ctx, { id }))
    const changed = tokenOf(await createPasswordLink(test.ctx, { id }))
    await expect(inspectPasswordLink(test.ctx, { token: replaced })).rejects.toMatchObject(invalid)
    await changeCustomer(test.ctx, { id, password: 'By-Staff-1' })
    await expect(inspectPasswordLink(test.ctx, { token: changed })).rejects.toMatchObject(invalid)

    const readdressed = tokenOf(await createPasswordLink(test.ctx, { id }))
    await changeCustomer(test.ctx, { id, fullName: 'Another name' })
    const same = customerChange.parse({ email: ` ${email.toUpperCase()} `, companyName: 'Another company' })
    await changeCustomer(test.ctx, { id, ...same })
    expect(await inspectPasswordLink(test.ctx, { token: readdressed })).toMatchObject({
      name: 'Another name',
    })
    await changeCustomer(test.ctx, { id, email: 'moved@example.com' })
    await expect(inspectPasswordLink(test.ctx, { token: readdressed })).rejects.toMatchObject(invalid)
  })

  it('is the same link under the same Idempotency-Key, and a repeated use returns the same answer', async () => {
    const test = open()
    const { id, email } = await customer()
    const first = await createPasswordLink(contextOf(test.domain, callWithKey('link')), { id })
    expect(await createPasswordLink(contextOf(test.domain, callWithKey('link')), { id })).toEqual(first)
    const use = { token: tokenOf(first), password: newPassword }
    const keyed = call(noSession().actor, {
      idempotency: { actorKey: 'system', key: 'use', requestHash: 'the same' },
    })
    expect(await setPasswordByLink(contextOf(test.domain, keyed), use)).toEqual({ email })
    expect(await setPasswordByLink(contextOf(test.domain, keyed), use)).toEqual({ email })
    await expect(
      createPasswordLink(contextOf(test.domain, callWithKey('link')), { id }),
    ).rejects.toMatchObject({
      code: 'wrong-state',
    })
  })

  describe('of a customer who is set to inactive', () => {
    const setActive = (id: string, isActive: boolean) => changeCustomer(open().ctx, { id, isActive })

    it('is refused by every call, and stays so after the customer is active again', async () => {
      const test = open()
      const { id, email } = await customer()
      const staffCall = contextOf(test.domain, callWithKey('link'))
      const token = tokenOf(await createPasswordLink(staffCall, { id }))
      const keyed = call(noSession().actor, {
        idempotency: { actorKey: 'system', key: 'use', requestHash: 'the same' },
      })
      for (const isActive of [false, true]) {
        await setActive(id, isActive)
        await expect(inspectPasswordLink(test.ctx, { token })).rejects.toMatchObject(invalid)
        await expect(
          setPasswordByLink(contextOf(test.domain, keyed), { token, password: newPassword }),
        ).rejects.toMatchObject(invalid)
        await expect(createPasswordLink(staffCall, { id })).rejects.toMatchObject({ code: 'wrong-state' })
      }
      expect(await hasPassword(email, loginPassword)).toBe(true)
      expect(await test.database.db.select().from(passwordLinks)).toEqual([])
    })

    it('is not created, and the refusal says what to do', async () => {
      const { ctx, database } = open()
      const { id } = await customer()
      await setActive(id, false)
      await expect(createPasswordLink(ctx, { id })).rejects.toMatchObject({
        code: 'wrong-state',
        message: expect.stringContaining('Activate the customer'),
      })
      expect(await database.db.select().from(passwordLinks)).toEqual([])
      const { password: _, ...person } = newCustomer({ passwordLink: true, isActive: false })
      expect(newCustomerBody.safeParse(person).error?.issues).toMatchObject([{ path: ['passwordLink'] }])
    })

    it('is not answered under the Idempotency-Key of its use', async () => {
      const { ctx, domain } = open()
      const { id, email } = await customer()
      const use = { token: tokenOf(await createPasswordLink(ctx, { id })), password: newPassword }
      const keyed = contextOf(
        domain,
        call(noSession().actor, {
          idempotency: { actorKey: 'system', key: 'use', requestHash: 'the same' },
        }),
      )
      expect(await setPasswordByLink(keyed, use)).toEqual({ email })
      await setActive(id, false)
      await expect(setPasswordByLink(keyed, use)).rejects.toMatchObject(invalid)
    })

    it('is not used by a request that the change has overtaken', async () => {
      const { ctx, domain, database } = open()
      const { id, email } = await customer()
      const token = tokenOf(await createPasswordLink(ctx, { id }))
      const transaction = database.db.transaction.bind(database.db)
      const spy = vi.spyOn(database.db, 'transaction').mockImplementationOnce(async (body) => {
        await setActive(id, false)
        await setActive(id, true)
        return transaction(body)
      })
      const overtaken = setPasswordByLink(contextOf(domain, noSession()), { token, password: newPassword })
      await expect(overtaken).rejects.toMatchObject(invalid)
      spy.mockRestore()
      expect(await hasPassword(email, loginPassword)).toBe(true)
    })
  })

  it('is created only for an existing customer', async () => {
    const test = open()
    await expect(createPasswordLink(test.ctx, { id: newId() })).rejects.toMatchObject({
      code: 'not-found',
    })
    for (const token of ['x', '0'.repeat(43)])
      await expect(inspectPasswordLink(test.ctx, { token })).rejects.toMatchObject(invalid)
  })

  describe('instead of a password for a new customer', () => {
    it('is in the response, and in a replay of it, until it is used', async () => {
      const test = open()
      const { password: _, ...person } = newCustomer({ passwordLink: true })
      const made = await onboardCustomer(contextOf(test.domain, callWithKey('new')), person)
      const token = tokenOf(made.passwordLink ?? { path: '' })
      expect(await inspectPasswordLink(test.ctx, { token })).toMatchObject({ email: person.email })
      expect(await onboardCustomer(contextOf(test.domain, callWithKey('new')), person)).toEqual(made)
      await setPasswordByLink(contextOf(test.domain, noSession()), { token, password: newPassword })
      expect(await hasPassword(person.email, newPassword)).toBe(true)
      expect(await onboardCustomer(contextOf(test.domain, callWithKey('new')), person)).toMatchObject({
        customer: { id: made.customer.id },
        passwordLink: null,
      })
    })
  })
})

describeDomainOnPostgres('A set-password link and a change of its customer, at the same time', (open) => {
  it.each(['link', 'change'] as const)('do not deadlock if the %s is first', async (first) => {
    const test = open()
    const { db } = test.database
    // The notices refer to the customer's row.
    await setUpMail(test, 9)
    const { customer } = await onboardCustomer(test.ctx, newCustomer())
    const token = tokenOf(await createPasswordLink(test.ctx, { id: customer.id }))
    // A transaction that loses a deadlock runs again, so its runs are counted.
    let runs = 0
    const counting: typeof db = Object.create(db)
    counting.transaction = (body, config) =>
      db.transaction((tx) => {
        runs += 1
        return body(tx)
      }, config)
    const domain = test.domainWith({ database: { ...test.database, db: counting } })
    const acts = {
      link: () => setPasswordByLink(contextOf(domain, noSession()), { token, password: newPassword }),
      change: () =>
        changeCustomer(contextOf(domain, call()), { id: customer.id, email: 'moved@example.com' }),
    }
    const waiting = (count: number) =>
      vi.waitFor(
        async () => {
          const found = await db.execute(
            sql`select count(*)::int as count from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
          )
          expect(rowsOf(found)[0]?.count).toBe(count)
        },
        { timeout: 20_000 },
      )
    const locked = Promise.withResolvers<void>()
    const released = Promise.withResolvers<void>()
    const holder = db.transaction(async (tx) => {
      await tx.select().from(users).where(eq(users.email, customer.email)).for('update')
      locked.resolve()
      await released.promise
    })
    await locked.promise
    const one = acts[first]()
    await waiting(1)
    const other = acts[first === 'link' ? 'change' : 'link']()
    await waiting(2)
    released.resolve()
    const [, ended, later] = await Promise.allSettled([holder, one, other])
    expect(runs).toBe(2)
    expect(ended?.status).toBe('fulfilled')
    // The new email ended the link.
    expect(later).toMatchObject(first === 'link' ? { status: 'fulfilled' } : { reason: invalid })
  })
})
