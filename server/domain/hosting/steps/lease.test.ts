import { asc, eq, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { readOperation } from '#server/domain/accounts/index.ts'
import { lockAccount, lockOperation } from '#server/domain/accounts/lock.ts'
import { contextOf } from '#server/domain/context.ts'
import { onboardCustomer } from '#server/domain/onboarding/index.ts'
import { servers } from '#server/domain/tables/servers.ts'
import { systemClock } from '#server/platform/clock/index.ts'
import { rowsOf } from '#server/platform/database/index.ts'
import { openKeyring } from '#server/platform/secrets/index.ts'
import { claimOperation } from '#server/work/claim.ts'
import { startEngine } from '#server/work/engine.ts'
import { beginAttempt, noteStep, runOperation, workOn } from '#server/work/index.ts'
import { attempts, operationEvents, operations } from '#server/work/table.ts'
import { renewLease, writeStep } from '#server/work/work.ts'
import {
  call,
  cutOffWhenHanging,
  describeDomain,
  describeDomainOnEmbedded,
  describeDomainOnPostgres,
  type TestDomain,
} from '#testing/domain.ts'
import {
  accountRow,
  addTestServer,
  hostingPassword,
  newCustomer,
  onboardWithHosting,
  onPanel,
  operationRow,
  provisioned,
  runUntilSettled,
  serverRow,
} from '#testing/domain-steps.ts'
import { suspendHostingAccount, terminateHostingAccount } from '../index.ts'

const attemptsOf = ({ database }: TestDomain, operationId: string) =>
  database.db
    .select({ outcome: attempts.outcome, code: attempts.code })
    .from(attempts)
    .where(eq(attempts.operationId, operationId))
    .orderBy(asc(attempts.number))

describeDomain('An operation that the engine runs', (open) => {
  describe('A lease', () => {
    it('is taken by only one of many workers that claim the operation at once', async () => {
      const test = open()
      await addTestServer(test)
      const { operationId } = await onboardWithHosting(test)
      await Promise.all(Array.from({ length: 5 }, () => runOperation(test.domain, operationId)))
      expect(await operationRow(test, operationId)).toMatchObject({ status: 'succeeded', attempts: 1 })
      expect(test.sandbox.ledger()).toHaveLength(1)
    })

    it('prevents other claims until it runs out; then the next worker looks the account up first', async () => {
      const test = open()
      await addTestServer(test)
      test.sandbox.addFault({ fault: 'hang', path: 'create' })
      const { operationId } = await onboardWithHosting(test)
      await cutOffWhenHanging(
        test,
        (domain) => runOperation(domain, operationId),
        async () => {
          test.clock.advance(test.domain.engine.leaseMs)
          await runOperation(test.domain, operationId)
          expect(await operationRow(test, operationId)).toMatchObject({ status: 'running' })

          test.clock.advance(1)
          await runOperation(test.domain, operationId)
          expect(await operationRow(test, operationId)).toMatchObject({ status: 'waiting', absentLookups: 1 })
        },
      )
      expect(await attemptsOf(test, operationId)).toEqual([{ outcome: 'unknown', code: 'interrupted' }])
      expect(await runUntilSettled(test, operationId)).toMatchObject({ status: 'succeeded', attempts: 2 })
      expect(onPanel(test)).toEqual(['alpha'])
    })

    it('is renewed during a step that takes longer than the lease', async () => {
      const test = open()
      await addTestServer(test)
      test.sandbox.addFault({ fault: 'hang', path: 'create' })
      const { operationId } = await onboardWithHosting(test)
      const engine = { ...test.domain.engine, leaseMs: 30 }
      const run = runOperation(test.domainWith({ clock: systemClock, engine }), operationId)
      while (test.sandbox.holds.count === 0) await new Promise((resolve) => setTimeout(resolve, 5))
      const until = async () => (await operationRow(test, operationId)).leaseUntil?.getTime() ?? 0
      const first = await until()
      // The request hangs until the test releases it, so only the renewal writes.
      while ((await until()) < first + 60 && test.sandbox.holds.count > 0)
        await new Promise((resolve) => setTimeout(resolve, 5))
      expect(test.sandbox.holds.count).toBe(1)
      // Not the write that ends the attempt at its deadline.
      expect(await attemptsOf(test, operationId)).toEqual([{ outcome: null, code: null }])
      test.sandbox.holds.release()
      await run
      expect(await operationRow(test, operationId)).toMatchObject({ status: 'succeeded', attempts: 1 })
    })

    it('is renewed without the lines noted since; the next step writes them once', async () => {
      const test = open()
      await addTestServer(test)
      const { operationId } = await onboardWithHosting(test)
      const claim = await claimOperation(test.domain, operationId)
      if (!claim) throw new Error('It was not claimed.')
      const work = workOn(test.domain, claim)
      const noted = async () =>
        (await readOperation(test.database.db, operationId)).timeline.filter(({ event }) => event === 'seen')
      noteStep(work, { event: 'seen', message: 'Seen.', detail: {} })
      await renewLease(work)
      expect(await noted()).toHaveLength(0)
      await writeStep(work, {})
      await writeStep(work, {})
      expect(await noted()).toHaveLength(1)
    })

    it('that is lost prevents all further writes of its worker, whatever the panel returns', async () => {
      const test = open()
      await addTestServer(test)
      test.sandbox.addFault({ fault: 'hang-after', path: 'create' })
      const { accountId, operationId } = await onboardWithHosting(test)
      const late = runOperation(test.domain, operationId)
      while (test.sandbox.holds.count === 0) await new Promise((resolve) => setTimeout(resolve, 5))
      test.clock.advance(test.domain.engine.leaseMs + 1)
      await runOperation(test.domain, operationId)
      const before = {
        operation: await operationRow(test, operationId),
        account: await accountRow(test, accountId),
        timeline: (await readOperation(test.database.db, operationId)).timeline,
      }
      expect(before.operation.status).toBe('succeeded')

      test.sandbox.holds.release()
      await late
      expect({
        operation: await operationRow(test, operationId),
        account: await accountRow(test, accountId),
        timeline: (await readOperation(test.database.db, operationId)).timeline,
      }).toEqual(before)
      expect(test.logged.join('')).toContain('lease lost')
      expect(test.sandbox.ledger()).toHaveLength(1)
    })
  })

  describe('An operation that cannot be run', () => {
    it('does not stay running if the server key was encrypted with another SECRET_KEY', async () => {
      const test = open()
      const server = await addTestServer(test)
      const { operationId } = await onboardWithHosting(test)
      const keyring = await openKeyring({ secretKey: 'another secret, also long enough', dataDir: '.' })
      await runOperation(test.domainWith({ keyring }), operationId)
      expect(await operationRow(test, operationId)).toMatchObject({
        status: 'needs-person',
        error: { code: 'key-unreadable' },
      })
      expect(await serverRow(test, server.id)).toMatchObject({ status: 'needs-operator' })
    })

    it('waits and reports an internal error in this application', async () => {
      const test = open()
      await addTestServer(test)
      const { operationId } = await onboardWithHosting(test)
      await runOperation(test.domainWith({ drivers: new Map() }), operationId)
      expect(await operationRow(test, operationId)).toMatchObject({
        status: 'waiting',
        error: { code: 'internal' },
      })
      expect(await runUntilSettled(test, operationId)).toMatchObject({ status: 'succeeded' })
    })
  })

  describe('The engine', () => {
    const running = async (test: TestDomain, work: (test: TestDomain) => Promise<void>) => {
      const domain = test.domainWith({
        clock: systemClock,
        engine: {
          ...test.domain.engine,
          settleMs: 50,
          backoffFirstMs: 50,
          sweepMs: 100,
          serverConcurrency: 2,
        },
      })
      const engine = await startEngine(domain)
      try {
        await work({ ...test, domain })
      } finally {
        await engine.stop(10_000)
      }
    }

    it('returns the outcome to the onboarding call, runs a backlog, and is not delayed by a server that hangs', async () => {
      const test = open()
      const healthy = await addTestServer(test)
      const hanging = await addTestServer(test, {
        name: 'Hanging',
        ...keyOf(test.sandbox.createKey({})),
      })
      test.sandbox.addFault({ fault: 'hang', path: 'create', username: 'stuck*', times: 'always' })
      const usernames = Array.from({ length: 12 }, (_, index) => `backlog${index}`)
      for (const username of ['stuck1', 'stuck2', 'stuck3'])
        await onboardWithHosting(test, { username, serverId: hanging.id })
      for (const username of usernames) await onboardWithHosting(test, { username, serverId: healthy.id })

      await running(test, async ({ domain }) => {
        const { hosting } = await onboardCustomer(
          contextOf(domain, call(undefined, { waitMs: 15_000 })),
          newCustomer({
            provisioning: { username: 'first', password: hostingPassword, serverId: healthy.id },
          }),
        )
        expect(hosting?.message).toMatch(
          /^Customer created and hosting account provisioned successfully! NextPanel User ID: \d+$/,
        )
        const open = async () =>
          (
            await test.database.db
              .select({ id: operations.id })
              .from(operations)
              .where(
                sql`${operations.queueKey} = ${healthy.id} and ${operations.status} in ('queued', 'running', 'waiting')`,
              )
          ).length
        while ((await open()) > 0) await new Promise((resolve) => setTimeout(resolve, 20))
        expect(onPanel(test).toSorted()).toEqual([...usernames, 'first'].toSorted())
        // At most two at once on a server.
        expect(test.sandbox.holds.count).toBe(2)
        await test.sandbox.clearFaults()
        while (onPanel(test).length < 16) await new Promise((resolve) => setTimeout(resolve, 20))
      })
      const twice = test.sandbox.ledger().map(({ username }) => username)
      expect(new Set(twice).size).toBe(twice.length)
    })
  })
})

const keyOf = ({ apiKey, apiSecret }: { apiKey: string; apiSecret: string }) => ({ apiKey, apiSecret })

describeDomainOnEmbedded('The start after the process was killed', (open) => {
  const startOnce = async (test: TestDomain) => (await startEngine(test.domain)).stop(5_000)
  const leaseOf = async (test: TestDomain, operationId: string) =>
    (await operationRow(test, operationId)).leaseUntil?.getTime()

  it('takes an operation over soon if it had sent nothing', async () => {
    const test = open()
    await addTestServer(test)
    const { operationId } = await onboardWithHosting(test)
    await claimOperation(test.domain, operationId)
    await startOnce(test)
    const { backoffFirstMs } = test.domain.engine
    expect(await leaseOf(test, operationId)).toBe(test.clock.now().getTime() + backoffFirstMs)
  })

  it('waits for the deadline of a request that may still take effect, and so does a termination', async () => {
    const test = open()
    await addTestServer(test)
    test.sandbox.addFault({ fault: 'hang-after', path: 'create' })
    const { accountId, operationId } = await onboardWithHosting(test)
    const sentAt = test.clock.now().getTime()
    const { panelDeadlineMs, settleMs, backoffFirstMs } = test.domain.engine
    let terminationId = ''
    await cutOffWhenHanging(
      test,
      (domain) => runOperation(domain, operationId),
      async () => {
        test.clock.advance(1_000)
        await startOnce(test)
        expect(await leaseOf(test, operationId)).toBe(sentAt + panelDeadlineMs)

        test.clock.advance(backoffFirstMs + 1)
        await runOperation(test.domain, operationId)
        expect(await attemptsOf(test, operationId)).toEqual([{ outcome: null, code: null }])
        const ended = await terminateHostingAccount(test.ctx, { id: accountId, confirm: 'alpha' })
        terminationId = ended.body.operation.id
      },
    )
    const { nextAttemptAt } = await operationRow(test, terminationId)
    expect(nextAttemptAt?.getTime()).toBe(sentAt + panelDeadlineMs + settleMs)
    test.clock.advance(panelDeadlineMs + settleMs)
    expect(await runUntilSettled(test, terminationId)).toMatchObject({ status: 'succeeded' })
    expect(onPanel(test)).toEqual([])
  })

  it('counts the deadline from now at the latest, because the clock may have been set back', async () => {
    const test = open()
    await addTestServer(test)
    const { operationId } = await onboardWithHosting(test)
    const claim = await claimOperation(test.domain, operationId)
    if (!claim) throw new Error('It was not claimed.')
    await beginAttempt(workOn(test.domain, claim), 'creating.')
    test.clock.setBack(3_600_000)
    await startOnce(test)
    const { panelDeadlineMs } = test.domain.engine
    expect(await leaseOf(test, operationId)).toBe(test.clock.now().getTime() + panelDeadlineMs)
  })
})

describeDomainOnPostgres('Requests and the engine', (open) => {
  /** Waits until a transaction waits for a lock. */
  const blocked = async ({ database }: TestDomain) => {
    for (;;) {
      const found = await database.db.execute(
        sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
      if (rowsOf(found).length > 0) return
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }

  it('lock an account before its operation, so that neither waits for the other', async () => {
    const test = open()
    await addTestServer(test)
    const { accountId, operationId } = await onboardWithHosting(test)
    const holder = Promise.withResolvers<void>()
    const ready = Promise.withResolvers<void>()
    const request = test.database.db.transaction(async (tx) => {
      await lockAccount(tx, accountId)
      ready.resolve()
      await holder.promise
      await lockOperation(tx, operationId)
    })
    await ready.promise
    const run = runOperation(test.domain, operationId)
    await blocked(test)
    holder.resolve()
    await expect(Promise.all([request, run])).resolves.toBeDefined()
    expect(await operationRow(test, operationId)).toMatchObject({ status: 'succeeded' })
  })

  it('choose among several servers without waiting for a locked one', async () => {
    const test = open()
    const first = await addTestServer(test, { name: 'First' })
    const second = await addTestServer(test, { name: 'Second', ...keyOf(test.sandbox.createKey({})) })
    await test.database.db.update(servers).set({ status: 'degraded' }).where(eq(servers.id, first.id))
    const holder = Promise.withResolvers<void>()
    const ready = Promise.withResolvers<void>()
    const other = test.database.db.transaction(async (tx) => {
      await tx.execute(sql`select 1 from servers where id = ${first.id} for update`)
      ready.resolve()
      await holder.promise
    })
    await ready.promise
    const { hosting } = await onboardWithHosting(test)
    expect(hosting.account.serverId).toBe(second.id)
    holder.resolve()
    await other
  })

  it('reach one result if a termination and the create run at the same time', async () => {
    const test = open()
    await addTestServer(test)
    for (const username of ['meet1', 'meet2', 'meet3', 'meet4']) {
      const { accountId, operationId } = await onboardWithHosting(test, { username })
      const [, ended] = await Promise.all([
        runOperation(test.domain, operationId),
        terminateHostingAccount(test.ctx, { id: accountId, confirm: username }),
      ])
      expect(await runUntilSettled(test, ended.body.operation.id)).toMatchObject({ status: 'succeeded' })
      expect(await accountRow(test, accountId)).toMatchObject({ status: 'terminated' })
    }
    expect(onPanel(test)).toEqual([])
  })

  it('let one of two operations on an account start, and return the remedy for the other', async () => {
    const test = open()
    await addTestServer(test)
    const { accountId } = await provisioned(test)
    const both = await Promise.allSettled(
      (['staff', 'abuse'] as const).map((reason) =>
        suspendHostingAccount(test.ctx, { id: accountId, reason }),
      ),
    )
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'operation-under-way' },
    })
    expect(await test.database.db.select().from(operationEvents)).not.toHaveLength(0)
  })
})
