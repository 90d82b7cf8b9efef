import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { type Operation, operationQuery } from '#contracts/operations/schemas.ts'
import { readOperation } from '#server/domain/accounts/index.ts'
import type { Domain } from '#server/domain/context.ts'
import { adoptAccount, retryOperation } from '#server/domain/operations/index.ts'
import { systemClock } from '#server/platform/clock/index.ts'
import { rowsOf } from '#server/platform/database/index.ts'
import { runOperation, WorkSignals, waitForOperation } from '#server/work/index.ts'
import { describeDomain } from '#testing/domain.ts'
import {
  addTestServer,
  hostingPassword,
  loginPassword,
  onboardWithHosting,
  operationRow,
  provisioned,
  runUntilSettled,
  strangerOnPanel,
} from '#testing/domain-steps.ts'
import { suspendHostingAccount, terminateHostingAccount } from '../hosting/index.ts'
import { listOperations, overviewOperations, watchOperation } from './index.ts'

const waitFor = (domain: Domain, operationId: string, waitMs: number) =>
  waitForOperation(domain, operationId, {
    waitMs,
    read: () => readOperation(domain.database.db, operationId),
    progressOf: (operation) => operation,
  })

describeDomain('Operations', (open) => {
  const list = (query: Record<string, unknown> = {}) =>
    listOperations(open().ctx, operationQuery.parse(query))

  it('are listed newest first, by status and server, in pages to the end', async () => {
    const test = open()
    const server = await addTestServer(test)
    for (let index = 0; index < 5; index += 1) await provisioned(test, { username: `user${index}` })
    await onboardWithHosting(test, { username: 'queued' })
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page: Awaited<ReturnType<typeof list>> = await list({ limit: 2, ...(cursor ? { cursor } : {}) })
      seen.push(...page.items.map(({ username }) => username))
      cursor = page.nextCursor
    } while (cursor)
    expect(seen).toEqual(['queued', 'user4', 'user3', 'user2', 'user1', 'user0'])
    expect((await list({ status: 'queued' })).items.map(({ username }) => username)).toEqual(['queued'])
    expect((await list({ serverId: server.id })).items).toHaveLength(6)
    const [item] = (await list({ status: 'queued' })).items
    expect((await list({ customerId: item?.customerId ?? '' })).items).toEqual([item])
    await expect(list({ cursor: 'nonsense' })).rejects.toMatchObject({ code: 'invalid-body' })
  })

  it('are listed by several states at once, and by the cause that stopped them', async () => {
    const test = open()
    const server = await addTestServer(test)
    await provisioned(test, { username: 'done' })
    await onboardWithHosting(test, { username: 'queued' })
    await strangerOnPanel(test, { username: 'taken' })
    const { operationId } = await onboardWithHosting(test, { username: 'taken', serverId: server.id })
    await runUntilSettled(test, operationId)
    const names = async (query: Record<string, unknown>) =>
      (await list(query)).items.map(({ username }) => username)
    expect(await names({ status: 'succeeded,queued' })).toEqual(['queued', 'done'])
    expect(await names({ status: 'needs-person', code: 'username-taken' })).toEqual(['taken'])
    expect(await names({ status: 'needs-person', code: 'email-taken' })).toEqual([])
    expect(operationQuery.safeParse({ status: 'queued,lost' }).success).toBe(false)
  })

  it('are counted while open, and grouped by server and cause if they need attention', async () => {
    const test = open()
    const server = await addTestServer(test)
    await provisioned(test, { username: 'done' })
    await onboardWithHosting(test, { username: 'queued' })
    for (const username of ['taken1', 'taken2']) {
      await strangerOnPanel(test, { username })
      const { operationId } = await onboardWithHosting(test, { username, serverId: server.id })
      await runUntilSettled(test, operationId)
      test.clock.advance(1000)
    }
    const overview = await overviewOperations(test.ctx, {})
    expect(overview).toMatchObject({ queued: 1, running: 0, waiting: 0, needsPerson: 2 })
    expect(overview.groups).toEqual([
      {
        serverId: server.id,
        serverName: 'Panel',
        code: 'username-taken',
        message: expect.stringContaining('taken2'),
        remedy: expect.any(String),
        operations: 2,
        oldestAt: '2026-03-01T08:00:00.000Z',
      },
    ])
    const elsewhere = { serverId: '00000000-0000-7000-8000-000000000000' }
    expect(await overviewOperations(test.ctx, elsewhere)).toMatchObject({ queued: 0, groups: [] })
  })

  it('show their timeline in order, from the request to the outcome', async () => {
    const test = open()
    await addTestServer(test)
    test.sandbox.addFault({ fault: 'drop', path: 'create' })
    const { operationId } = await onboardWithHosting(test)
    const { timeline } = await runUntilSettled(test, operationId)
    expect(timeline.map(({ event }) => event)).toEqual([
      'operation.queued',
      'look.ended',
      'attempt.started',
      'attempt.ended',
      'look.ended',
      'operation.waiting',
      'look.ended',
      'attempt.started',
      'attempt.ended',
      'read-back.ended',
      'operation.succeeded',
    ])
    expect(timeline.every(({ message }) => message.endsWith('.'))).toBe(true)
  })

  it('and all other stored data contain no password and no secret, even if the panel returns them', async () => {
    const test = open()
    await addTestServer(test)
    test.sandbox.variants.set({ packages: [] })
    const odd = 'Pä"ss\\wörd 77<b>'
    const faulty = await onboardWithHosting(test, { username: 'faulty' })
    test.sandbox.addFault({ fault: 'truncated', path: 'create' })
    await runUntilSettled(test, faulty.operationId)
    const refused = await onboardWithHosting(test, { username: 'faulty' })
    await adoptAccount(test.ctx, { id: refused.operationId, panelUserId: '1' }).catch(() => undefined)
    await retryOperation(test.ctx, {
      id: refused.operationId,
      username: 'other',
      password: odd,
    })
    const { body } = await suspendHostingAccount(test.ctx, {
      id: faulty.accountId,
      reason: 'staff',
    })
    await runUntilSettled(test, body.operation.id)
    await terminateHostingAccount(test.ctx, { id: faulty.accountId, confirm: 'faulty' })

    const tables = rowsOf(
      await test.database.db.execute(sql`
        select format('%I.%I', table_schema, table_name) as name from information_schema.tables
        where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE'`),
    )
    expect(tables.length).toBeGreaterThan(15)
    const secrets = [hostingPassword, loginPassword, odd, test.sandbox.apiSecret, test.sandbox.apiKey]
    for (const { name } of tables) {
      const rows = await test.database.db.execute(sql.raw(`select t::text as row from ${String(name)} t`))
      const text = JSON.stringify(rowsOf(rows))
      for (const secret of secrets) {
        expect(text, String(name)).not.toContain(secret)
        expect(text, String(name)).not.toContain(JSON.stringify(secret).slice(1, -1))
      }
    }
    expect(test.logged.join('')).not.toContain(hostingPassword)
  })

  describe('are waited for', () => {
    const waiting = (waitMs: number, operationId: string) => {
      const domain = open().domainWith({ clock: systemClock })
      const begun = performance.now()
      return waitFor(domain, operationId, waitMs).then(() => performance.now() - begun)
    }

    it('no longer than requested, and not at all if the next attempt is later', async () => {
      const test = open()
      await addTestServer(test)
      const { accountId, operationId } = await onboardWithHosting(test)
      expect(await waiting(0, operationId)).toBeLessThan(5_000)
      await waiting(120, operationId)

      // Its next attempt is in another year by the system's clock.
      const future = test.domainWith({ clock: { now: () => new Date('2025-01-01') } })
      test.sandbox.addFault({ fault: 'rate-limit', path: 'create' })
      await runOperation(test.domain, operationId)
      await waitFor(future, operationId, 600_000)

      test.sandbox.addFault({ fault: 'drop-after', path: 'create' })
      await retryOperation(test.ctx, { id: operationId })
      await runOperation(test.domain, operationId)
      expect(await operationRow(test, operationId)).toMatchObject({ status: 'succeeded' })
      const { body } = await terminateHostingAccount(test.ctx, { id: accountId, confirm: 'alpha' })
      // Queued for later, as one that superseded a create is.
      await waitFor(future, body.operation.id, 600_000)
    })

    it('until they are settled, by notification of the change', async () => {
      const test = open()
      await addTestServer(test)
      const { operationId } = await onboardWithHosting(test)
      const waited = waitFor(test.domainWith({ clock: systemClock }), operationId, 60_000)
      await runOperation(test.domain, operationId)
      await waited
      expect(await operationRow(test, operationId)).toMatchObject({ status: 'succeeded' })
    })

    it('not beyond the end of the process', async () => {
      const test = open()
      await addTestServer(test)
      const { operationId } = await onboardWithHosting(test)
      const signals = new WorkSignals()
      const waited = waitFor(test.domainWith({ clock: systemClock, signals }), operationId, 600_000)
      signals.close()
      await waited
    })
  })

  describe('are watched', () => {
    it('from now to the end, each change once', async () => {
      const test = open()
      await addTestServer(test)
      const { operationId } = await onboardWithHosting(test)
      const watched = watchOperation(test.ctx, { id: operationId })
      const first = await watched.next()
      expect(first.value).toMatchObject({ status: 'queued' })
      await runOperation(test.domain, operationId)
      const rest: Operation[] = []
      for await (const each of watched) rest.push(each)
      expect(rest.at(-1)).toMatchObject({ status: 'succeeded' })
      expect(rest.length).toBeLessThan(8)
    })

    it('until the client disconnects', async () => {
      const test = open()
      await addTestServer(test)
      const { operationId } = await onboardWithHosting(test)
      const leaving = new AbortController()
      const watched = watchOperation({ ...test.ctx, signal: leaving.signal }, { id: operationId })
      await watched.next()
      const next = watched.next()
      leaving.abort()
      expect(await next).toMatchObject({ done: true })
    })
  })
})
