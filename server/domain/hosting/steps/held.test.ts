import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { contextOf } from '#server/domain/context.ts'
import { cancelOperation, retryOperation } from '#server/domain/operations/index.ts'
import { wipeExpiredPasswords } from '#server/domain/sealing/index.ts'
import { systemClock } from '#server/platform/clock/index.ts'
import { startEngine } from '#server/work/engine.ts'
import { runOperation } from '#server/work/index.ts'
import { attempts, operations } from '#server/work/table.ts'
import { call, describeDomain, type TestDomain } from '#testing/domain.ts'
import {
  accountRow,
  addTestServer,
  onboardWithHosting,
  onPanel,
  operationRow,
  provisioned,
  runUntilSettled,
  strangerOnPanel,
} from '#testing/domain-steps.ts'
import { terminateHostingAccount } from '../index.ts'
import { releaseQuarantines } from '../release-quarantines.ts'

const dayMs = 86_400_000

/** An account abandoned after a create of unknown outcome. Lookups show no account on the panel. */
async function givenUp(test: TestDomain) {
  test.sandbox.addFault({ fault: 'drop', path: 'create' })
  const made = await onboardWithHosting(test, { username: 'alpha' })
  await runOperation(test.domain, made.operationId)
  const { body } = await terminateHostingAccount(test.ctx, {
    id: made.accountId,
    confirm: 'alpha',
  })
  await runUntilSettled(test, body.operation.id)
  return made
}

describeDomain('Held resources and operations', (open) => {
  describe('An account abandoned after an unknown create', () => {
    it('holds its slot and names for a day, because its absence is not final', async () => {
      const test = open()
      await addTestServer(test)
      const { accountId } = await givenUp(test)
      expect(await accountRow(test, accountId)).toMatchObject({ status: 'terminated', holdsSlot: true })

      const sameName = await onboardWithHosting(test, { username: 'alpha' })
      expect(sameName.hosting.operation.error?.code).toBe('username-taken')

      test.clock.advance(dayMs - 60_000)
      await releaseQuarantines(test.domain)
      expect(await accountRow(test, accountId)).toMatchObject({ holdsSlot: true })
      test.clock.advance(120_000)
      await releaseQuarantines(test.domain)
      expect(await accountRow(test, accountId)).toMatchObject({ holdsSlot: false, quarantinedUntil: null })
    })

    it('keeps them if it is created after the timeout', async () => {
      const test = open()
      await addTestServer(test)
      const { accountId, hosting } = await givenUp(test)
      const { marker } = await accountRow(test, accountId)
      await strangerOnPanel(test, { username: 'alpha', email: hosting.account.email, billing_id: marker })
      test.clock.advance(dayMs + 60_000)
      await releaseQuarantines(test.domain)
      expect(await accountRow(test, accountId)).toMatchObject({ holdsSlot: true })
    })

    it('keeps them while the panel cannot be read', async () => {
      const test = open()
      await addTestServer(test)
      const { accountId } = await givenUp(test)
      test.clock.advance(dayMs + 60_000)
      test.sandbox.addFault({ fault: 'error', path: 'list', times: 'always' })
      await releaseQuarantines(test.domain)
      expect(await accountRow(test, accountId)).toMatchObject({ holdsSlot: true })
      test.sandbox.clearFaults()
      await releaseQuarantines(test.domain)
      expect(await accountRow(test, accountId)).toMatchObject({ holdsSlot: false })
    })
  })

  it('an operation that is interrupted repeatedly lets others run first, and finally needs attention', async () => {
    const test = open()
    await addTestServer(test)
    const { operationId } = await onboardWithHosting(test)
    const cutOff = async (interruptions: number) => {
      const lost = {
        status: 'running' as const,
        leaseUntil: new Date(test.clock.now().getTime() - 1),
        interruptions,
      }
      await test.database.db.update(operations).set(lost).where(eq(operations.id, operationId))
      await runOperation(test.domain, operationId)
      return operationRow(test, operationId)
    }
    expect(await cutOff(1)).toMatchObject({ status: 'waiting', interruptions: 2, attempts: 0 })
    expect(await cutOff(2)).toMatchObject({ status: 'waiting', interruptions: 3, attempts: 0 })
    const handedOver = await cutOff(3)
    expect(handedOver).toMatchObject({ status: 'needs-person', error: { code: 'interrupted-repeatedly' } })

    await retryOperation(test.ctx, { id: operationId })
    expect(await runUntilSettled(test, operationId)).toMatchObject({ status: 'succeeded' })
  })

  it('an operation that was running when the process died lets others run first after the restart', async () => {
    const test = open()
    const domain = test.domainWith({
      clock: systemClock,
      engine: { ...test.domain.engine, backoffFirstMs: 3_000 },
    })
    const world = { ...test, domain, ctx: contextOf(domain, call()) }
    await addTestServer(world)
    const cutOff = await onboardWithHosting(world, { username: 'first' })
    const other = await onboardWithHosting(world, { username: 'other' })
    await test.database.db
      .update(operations)
      .set({ status: 'running', nextAttemptAt: null, leaseUntil: new Date(Date.now() + 3_000) })
      .where(eq(operations.id, cutOff.operationId))
    const engine = await startEngine(domain)
    try {
      while ((await operationRow(test, cutOff.operationId)).status !== 'succeeded')
        await new Promise((resolve) => setTimeout(resolve, 20))
    } finally {
      await engine.stop(10_000)
    }
    const { endedAt } = await operationRow(test, other.operationId)
    const [attempt] = await test.database.db
      .select({ startedAt: attempts.startedAt })
      .from(attempts)
      .where(eq(attempts.operationId, cutOff.operationId))
    expect(endedAt?.getTime()).toBeLessThan(attempt?.startedAt.getTime() ?? 0)
  })

  it('a single interruption is a restart, and the operation continues at once', async () => {
    const test = open()
    await addTestServer(test)
    const { operationId } = await onboardWithHosting(test)
    const lost = { status: 'running' as const, leaseUntil: new Date(test.clock.now().getTime() - 1) }
    await test.database.db.update(operations).set(lost).where(eq(operations.id, operationId))
    await runOperation(test.domain, operationId)
    expect(await operationRow(test, operationId)).toMatchObject({ status: 'succeeded', interruptions: 0 })
  })

  it('a hosting password is erased after seven days, whatever the state of the account', async () => {
    const test = open()
    const { server } = { server: await addTestServer(test, { capacity: 1 }) }
    await onboardWithHosting(test, { username: 'first', serverId: server.id })
    const { accountId, operationId } = await onboardWithHosting(test, {
      username: 'second',
      serverId: server.id,
    })
    test.clock.advance(7 * dayMs - 60_000)
    await wipeExpiredPasswords(test.domain)
    expect((await accountRow(test, accountId)).passwordSealed).not.toBeNull()
    test.clock.advance(120_000)
    await wipeExpiredPasswords(test.domain)
    expect((await accountRow(test, accountId)).passwordSealed).toBeNull()
    await expect(retryOperation(test.ctx, { id: operationId })).rejects.toMatchObject({
      errors: [{ path: 'password' }],
    })
  })

  it('a termination waits for its grace period and can be cancelled during it', async () => {
    const test = open()
    await addTestServer(test)
    const { accountId } = await provisioned(test, { username: 'alpha' })
    const { domain } = test
    const patient = test.domainWith({ engine: { ...domain.engine, terminationGraceMs: dayMs } })
    const terminate = async () => {
      const { body } = await terminateHostingAccount(contextOf(patient, call()), {
        id: accountId,
        confirm: 'alpha',
      })
      await runOperation(domain, body.operation.id)
      return body.operation.id
    }
    const cancelled = await terminate()
    expect(onPanel(test)).toEqual(['alpha'])
    await cancelOperation(test.ctx, { id: cancelled })
    expect(await accountRow(test, accountId)).toMatchObject({ status: 'active' })

    const operationId = await terminate()
    expect(onPanel(test)).toEqual(['alpha'])
    test.clock.advance(dayMs)
    await runUntilSettled(test, operationId)
    expect(onPanel(test)).toEqual([])
    expect(await accountRow(test, accountId)).toMatchObject({ status: 'terminated', holdsSlot: false })
  })
})
