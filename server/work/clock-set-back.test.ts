import { expect, it } from 'vitest'
import { takeDueChecks, takeDueProbes } from '#server/domain/servers/due.ts'
import { servers } from '#server/domain/tables/servers.ts'
import { describeDomain } from '#testing/domain.ts'
import { addTestServer, onboardWithHosting, operationRow, runUntilSettled } from '#testing/domain-steps.ts'
import { restartWaitsAfterSetBack } from './clock-set-back.ts'
import { dueOperations } from './due.ts'
import { runOperation } from './run.ts'
import { operations } from './table.ts'

const hourMs = 3_600_000

describeDomain('After the clock was set back by an hour', (open) => {
  const dueIds = async () => (await dueOperations(open().domain, { perQueue: 10 })).map(({ id }) => id)

  it('an operation waits for its next attempt no longer than before', async () => {
    const test = open()
    await addTestServer(test)
    const { operationId } = await onboardWithHosting(test)
    test.sandbox.addFault({ fault: 'unavailable', path: 'create' })
    await runOperation(test.domain, operationId)
    const before = await operationRow(test, operationId)
    expect(before.status).toBe('waiting')
    const waitMs = Number(before.nextAttemptAt) - Number(before.updatedAt)

    test.clock.setBack(hourMs)
    await restartWaitsAfterSetBack(test.domain)
    const after = await operationRow(test, operationId)
    expect(Number(after.nextAttemptAt)).toBe(test.clock.now().getTime() + waitMs)
    expect(await dueIds()).toEqual([])
    test.clock.advance(waitMs)
    expect(await dueIds()).toEqual([operationId])
    expect((await runUntilSettled(test, operationId)).status).toBe('succeeded')
  })

  it('an intended wait keeps its whole length', async () => {
    const test = open()
    await addTestServer(test)
    const { operationId } = await onboardWithHosting(test)
    const at = test.clock.now().getTime() + 24 * hourMs
    await test.database.db.update(operations).set({ nextAttemptAt: new Date(at) })
    test.clock.setBack(hourMs)
    await restartWaitsAfterSetBack(test.domain)
    await restartWaitsAfterSetBack(test.domain)
    const { nextAttemptAt } = await operationRow(test, operationId)
    expect(Number(nextAttemptAt)).toBe(test.clock.now().getTime() + 24 * hourMs)
  })

  it('an operation whose worker died is taken over after one lease', async () => {
    const test = open()
    await addTestServer(test)
    const { operationId } = await onboardWithHosting(test)
    const { leaseMs } = test.domain.engine
    const leaseUntil = new Date(test.clock.now().getTime() + leaseMs)
    await test.database.db.update(operations).set({ status: 'running', nextAttemptAt: null, leaseUntil })
    test.clock.setBack(hourMs)
    await restartWaitsAfterSetBack(test.domain)
    test.clock.advance(leaseMs + 1)
    expect(await dueIds()).toEqual([operationId])
  })

  it('servers are checked and probed at once, not an hour later', async () => {
    const test = open()
    const server = await addTestServer(test)
    const soon = new Date(test.clock.now().getTime() + 10_000)
    await test.database.db.update(servers).set({ nextCheckAt: soon, breaker: 'open', breakerProbeAt: soon })
    expect(await takeDueChecks(test.domain, 60_000)).toEqual([])
    expect(await takeDueProbes(test.domain)).toEqual([])
    test.clock.setBack(hourMs)
    expect(await takeDueChecks(test.domain, 60_000)).toEqual([server.id])
    expect(await takeDueProbes(test.domain)).toEqual([server.id])
  })

  it('an operation that is due, or has a normal wait, is unchanged', async () => {
    const test = open()
    await addTestServer(test)
    const { operationId } = await onboardWithHosting(test)
    const before = await operationRow(test, operationId)
    await restartWaitsAfterSetBack(test.domain)
    expect(await operationRow(test, operationId)).toEqual(before)
  })
})
