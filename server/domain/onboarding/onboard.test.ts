import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import type { NewCustomer } from '#contracts/customers/schemas.ts'
import { contextOf } from '#server/domain/context.ts'
import { newId } from '#server/platform/clock/index.ts'
import { rowsOf } from '#server/platform/database/index.ts'
import { purgeIdempotencyKeys } from '#server/platform/idempotency/index.ts'
import { runOperation } from '#server/work/index.ts'
import { callWithKey, describeDomain, describeDomainOnPostgres } from '#testing/domain.ts'
import {
  addTestServer,
  auditOf,
  hostingPassword,
  loginPassword,
  newCustomer,
  onboardWithHosting,
  onPanel,
  operationRow,
  provisioned,
  runUntilSettled,
  slotHolders,
} from '#testing/domain-steps.ts'
import { provisionHostingAccount } from '../hosting/index.ts'
import { changeServer } from '../servers/index.ts'
import { customers } from '../tables/customers.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { servers } from '../tables/servers.ts'
import { onboardCustomer } from './onboard.ts'

describeDomain('Onboarding', (open) => {
  const counts = async () => ({
    customers: (await open().database.db.select().from(customers)).length,
    accounts: (await open().database.db.select().from(hostingAccounts)).length,
    audit: (await auditOf(open())).length,
  })

  it('creates a customer without hosting, with an audit entry without the password', async () => {
    const test = open()
    const made = await onboardCustomer(test.ctx, newCustomer({ companyName: '' }))
    expect(made).toMatchObject({ hosting: null, customer: { companyName: null, isActive: true } })
    const entries = await auditOf(test)
    expect(entries).toMatchObject([
      {
        action: 'customer.create',
        actorKind: 'staff',
        actorName: 'Staff user',
        subjectId: made.customer.id,
        requestId: 'request-1',
        after: { email: made.customer.email, password: true },
      },
    ])
    expect(JSON.stringify(entries)).not.toContain(loginPassword)
  })

  it('refuses an email that is taken, and writes nothing', async () => {
    const test = open()
    await addTestServer(test)
    const first = await onboardWithHosting(test)
    const before = await counts()
    await expect(
      onboardCustomer(
        test.ctx,
        newCustomer({
          email: first.customer.email,
          provisioning: { username: 'beta', password: hostingPassword },
        }),
      ),
    ).rejects.toMatchObject({ code: 'email-taken', errors: [{ path: 'email' }] })
    expect(await counts()).toEqual(before)
    expect(await slotHolders(test)).toEqual(['alpha'])
  })

  it('refuses an unknown server, and hosting if there is no server, and writes nothing', async () => {
    const test = open()
    const on = (serverId?: string) =>
      newCustomer({
        provisioning: { username: 'alpha', password: hostingPassword, ...(serverId ? { serverId } : {}) },
      })
    await expect(onboardCustomer(test.ctx, on())).rejects.toMatchObject({
      code: 'invalid-body',
      errors: [{ path: 'provisioning.serverId', code: 'no-server' }],
    })
    await expect(onboardCustomer(test.ctx, on(newId()))).rejects.toMatchObject({
      errors: [{ path: 'provisioning.serverId', code: 'unknown-server' }],
    })
    expect(await counts()).toEqual({ customers: 0, accounts: 0, audit: 0 })
  })

  for (const [what, code, change] of [
    ['full', 'server-full', { capacity: 1 }],
    ['in maintenance', 'server-in-maintenance', { mode: 'maintenance' }],
    ['draining', 'server-draining', { mode: 'draining' }],
    ['offline', 'server-offline', null],
  ] as const)
    it(`keeps the customer if the server is ${what}, and returns the reason`, async () => {
      const test = open()
      const server = await addTestServer(test)
      await provisioned(test, { username: 'holder' })
      if (change) await changeServer(test.ctx, { id: server.id, ...change })
      else await test.database.db.update(servers).set({ status: 'offline' })
      const made = await onboardWithHosting(test, { serverId: server.id })

      expect(made.hosting).toMatchObject({
        account: { status: 'failed' },
        operation: { status: 'failed', attempts: 0, error: { code } },
      })
      expect(made.hosting.message).toMatch(/^Customer created, but provisioning failed: The server is /)
      expect(made.customer.hosting).toMatchObject({ total: 1, active: 0, attention: 1 })
      expect(await slotHolders(test)).toEqual(['holder'])
      await runOperation(test.domain, made.operationId)
      expect(onPanel(test)).toEqual(['holder'])
    })

  for (const [what, code, wanted] of [
    ['username', 'username-taken', { username: 'held' }],
    ['email', 'email-taken', { username: 'free', email: 'held@example.com' }],
  ] as const)
    it(`is a conflict if another row holds the ${what}, and keeps the customer`, async () => {
      const test = open()
      await addTestServer(test)
      await onboardWithHosting(test, { username: 'held', customer: { email: 'held@example.com' } })
      const made = await onboardWithHosting(test, wanted)
      expect(made.hosting).toMatchObject({
        account: { status: 'conflict' },
        operation: { status: 'needs-person', attempts: 0, error: { code } },
      })
      expect(await slotHolders(test)).toEqual(['held'])
    })

  it('requires a different email for a second account on the same panel', async () => {
    const test = open()
    await addTestServer(test)
    const { customer } = await provisioned(test)
    const second = (email?: string) =>
      provisionHostingAccount(test.ctx, {
        id: customer.id,
        username: 'second',
        password: hostingPassword,
        ...(email ? { email } : {}),
      })
    await expect(second()).rejects.toMatchObject({
      code: 'invalid-body',
      errors: [{ path: 'email', code: 'email-required' }],
    })
    const made = await second('second@example.com')
    expect(await runUntilSettled(test, made.operation.id)).toMatchObject({ status: 'succeeded' })
    expect(test.sandbox.ledger().map(({ email }) => email)).toEqual([customer.email, 'second@example.com'])
  })

  it('provisions later, once under one key, and only for existing customers', async () => {
    const test = open()
    await addTestServer(test)
    const { customer } = await onboardCustomer(test.ctx, newCustomer())
    const request = { id: customer.id, username: 'later', password: hostingPassword }
    await expect(provisionHostingAccount(test.ctx, { ...request, id: newId() })).rejects.toMatchObject({
      code: 'not-found',
    })
    const first = await provisionHostingAccount(contextOf(test.domain, callWithKey('k')), request)
    const again = await provisionHostingAccount(contextOf(test.domain, callWithKey('k')), request)
    expect(again.account.id).toBe(first.account.id)
    expect(await slotHolders(test)).toEqual(['later'])
    const entry = (await auditOf(test)).find(({ action }) => action === 'hosting-account.create')
    expect(entry).toMatchObject({ after: { username: 'later', password: true } })
  })

  it('returns the same ids under the same key, in their current state, and refuses another body', async () => {
    const test = open()
    await addTestServer(test)
    const body = newCustomer({ provisioning: { username: 'alpha', password: hostingPassword } })
    const once = () => onboardCustomer(contextOf(test.domain, callWithKey('key-1')), body)
    const first = await once()
    expect(first.hosting?.operation.status).toBe('queued')
    await runUntilSettled(test, first.hosting?.operation.id ?? '')
    const replay = await once()
    expect(replay).toMatchObject({
      customer: { id: first.customer.id },
      hosting: { account: { id: first.hosting?.account.id, status: 'active', panelUserId: 1 } },
    })
    await expect(
      onboardCustomer(contextOf(test.domain, callWithKey('key-1', 'another body')), body),
    ).rejects.toMatchObject({ code: 'idempotency-key-reused' })
    expect(await counts()).toEqual({ customers: 1, accounts: 1, audit: 3 })
  })

  it('returns the same ids even if no server would accept the account any more', async () => {
    const test = open()
    await addTestServer(test)
    const body = newCustomer({ provisioning: { username: 'alpha', password: hostingPassword } })
    const first = await onboardCustomer(contextOf(test.domain, callWithKey('key-1')), body)
    const [driver] = test.domain.drivers.values()
    if (!driver) throw new Error('There is no driver.')
    const stricter = { ...driver, usernameRule: { ...driver.usernameRule, maxLength: 3 } }
    const later = test.domainWith({ drivers: new Map([[driver.id, stricter]]) })
    const again = await onboardCustomer(contextOf(later, callWithKey('key-1')), body)
    expect(again.customer.id).toBe(first.customer.id)
    await expect(onboardCustomer(contextOf(later, callWithKey('key-2')), body)).rejects.toMatchObject({
      code: 'invalid-body',
      errors: [{ path: 'provisioning.username', code: 'too_big' }],
    })
  })

  it('binds no key to a refusal, so the caller may correct the request under the same key', async () => {
    const test = open()
    const taken = await onboardCustomer(test.ctx, newCustomer())
    const wrong = newCustomer({ email: taken.customer.email })
    await expect(
      onboardCustomer(contextOf(test.domain, callWithKey('form', 'wrong')), wrong),
    ).rejects.toMatchObject({
      code: 'email-taken',
    })
    await expect(
      onboardCustomer(contextOf(test.domain, callWithKey('form', 'right')), newCustomer()),
    ).resolves.toMatchObject({ hosting: null })
  })

  it('forgets a key after a day, even without a purge', async () => {
    const test = open()
    const once = (body: NewCustomer) => onboardCustomer(contextOf(test.domain, callWithKey('daily')), body)
    const first = await once(newCustomer())
    test.clock.advance(24 * 3_600_000)
    expect((await once(newCustomer())).customer.id).toBe(first.customer.id)
    test.clock.advance(1)
    const second = await once(newCustomer())
    expect(second.customer.id).not.toBe(first.customer.id)

    test.clock.advance(24 * 3_600_000 + 1)
    await purgeIdempotencyKeys(test.database.db, test.clock)
    expect((await once(newCustomer())).customer.id).not.toBe(second.customer.id)
  })

  it('chooses the least utilized server that accepts it', async () => {
    const test = open()
    await addTestServer(test, { name: 'Busy', capacity: 2 })
    await provisioned(test)
    const { apiKey, apiSecret } = test.sandbox.createKey({})
    const empty = await addTestServer(test, { name: 'Empty', apiKey, apiSecret, capacity: 2 })
    const made = await onboardWithHosting(test, { username: 'beta' })
    expect(made.hosting.account.serverId).toBe(empty.id)
  })

  it('counts an account once in the lists: pending is reserved, active is used', async () => {
    const test = open()
    const server = await addTestServer(test, { capacity: 5 })
    const { operationId } = await onboardWithHosting(test)
    const shown = async () => {
      const { used, reserved } = await changeServer(test.ctx, { id: server.id })
      return { used, reserved }
    }
    expect(await shown()).toEqual({ used: 0, reserved: 1 })
    await runUntilSettled(test, operationId)
    expect(await shown()).toEqual({ used: 1, reserved: 0 })
    expect(await operationRow(test, operationId)).toMatchObject({ status: 'succeeded' })
  })
})

describeDomainOnPostgres('Many onboardings at once', (open) => {
  it('take exactly the last slots of two servers, with and without a chosen server', async () => {
    const test = open()
    const first = await addTestServer(test, { name: 'First', capacity: 2 })
    const { apiKey, apiSecret } = test.sandbox.createKey({})
    await addTestServer(test, { name: 'Second', apiKey, apiSecret, capacity: 2 })
    const made = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        onboardWithHosting(test, {
          username: `user${index}`,
          ...(index % 3 === 0 ? { serverId: first.id } : {}),
        }),
      ),
    )
    const states = made.map(({ hosting }) => hosting.account.status)
    expect(states.filter((status) => status === 'pending')).toHaveLength(4)
    expect(states.filter((status) => status === 'failed')).toHaveLength(8)
    expect(await slotHolders(test)).toHaveLength(4)
  })

  it('take all available slots and no more: 20 at once on 5', async () => {
    const test = open()
    const server = await addTestServer(test, { capacity: 5 })
    // Holds the server's row until more requests than slots wait for it, so they really run at once.
    const locked = Promise.withResolvers<void>()
    const holder = test.database.db.transaction(async (tx) => {
      await tx.execute(sql`select 1 from servers for no key update`)
      locked.resolve()
      const waiting = sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
      while (rowsOf(await tx.execute(waiting)).length < 7) {
        await new Promise((resolve) => setTimeout(resolve, 10))
        await tx.execute(sql`select pg_stat_clear_snapshot()`)
      }
    })
    await locked.promise
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        onboardWithHosting(test, { username: `user${index}`, serverId: server.id }),
      ),
    )
    await holder
    const codes = made.map(({ hosting }) => hosting.operation.error?.code ?? hosting.account.status)
    expect(codes.filter((code) => code === 'pending')).toHaveLength(5)
    expect(codes.filter((code) => code === 'server-full')).toHaveLength(15)
    expect(await slotHolders(test)).toHaveLength(5)
    const [row] = await test.database.db.select({ held: servers.slotsHeld }).from(servers)
    expect(row).toEqual({ held: 5 })
  })

  it('create one customer under one key; with one email, one customer and clear refusals', async () => {
    const test = open()
    await addTestServer(test)
    const body = newCustomer({ provisioning: { username: 'alpha', password: hostingPassword } })
    const same = await Promise.all(
      Array.from({ length: 8 }, () => onboardCustomer(contextOf(test.domain, callWithKey('one')), body)),
    )
    expect(new Set(same.map(({ customer }) => customer.id)).size).toBe(1)

    const rivals = await Promise.allSettled(
      Array.from({ length: 8 }, () => onboardCustomer(test.ctx, newCustomer({ email: 'rival@example.com' }))),
    )
    const refused = rivals.filter(({ status }) => status === 'rejected')
    expect(refused).toHaveLength(7)
    for (const refusal of refused) expect(refusal).toMatchObject({ reason: { code: 'email-taken' } })
  })
})
