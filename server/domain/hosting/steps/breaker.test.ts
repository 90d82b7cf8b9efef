import { expect, it } from 'vitest'
import { readOperation } from '#server/domain/accounts/index.ts'
import { checkServer, getServer, probeDueServers } from '#server/domain/servers/index.ts'
import { systemClock } from '#server/platform/clock/index.ts'
import { startEngine } from '#server/work/engine.ts'
import { runOperation } from '#server/work/index.ts'
import { describeDomain, type TestDomain } from '#testing/domain.ts'
import {
  addTestServer,
  onboardWithHosting,
  onPanel,
  operationRow,
  runUntilSettled,
  serverRow,
} from '#testing/domain-steps.ts'

const anotherKey = ({ sandbox }: TestDomain) => {
  const { apiKey, apiSecret } = sandbox.createKey({})
  return { apiKey, apiSecret }
}

describeDomain('A server that does not respond', (open) => {
  const failing = async (test: TestDomain, count: number, serverId: string) => {
    const made: string[] = []
    for (let index = 0; index < count; index += 1) {
      const { operationId } = await onboardWithHosting(test, { username: `sick${index}`, serverId })
      await runOperation(test.domain, operationId)
      made.push(operationId)
    }
    return made
  }

  it('gets no requests after five failed operations in a row until a probe succeeds, then one at a time', async () => {
    const test = open()
    const sick = await addTestServer(test, { name: 'Sick' })
    const well = await addTestServer(test, { name: 'Well', ...anotherKey(test) })
    test.sandbox.addFault({ fault: 'error', path: 'create', username: 'sick*', times: 'always' })
    const operationIds = await failing(test, 5, sick.id)
    const opened = await getServer(test.ctx, { id: sick.id })
    expect(opened.breaker).toBe('open')

    const requests = test.sandbox.requests.recent(1000).length
    const { operationId: next } = await onboardWithHosting(test, { username: 'sick5', serverId: sick.id })
    await runOperation(test.domain, next)
    const { breakerProbeAt } = await serverRow(test, sick.id)
    const waiting = await readOperation(test.database.db, next)
    expect(waiting).toMatchObject({
      status: 'queued',
      attempts: 0,
      error: { code: 'server-unreachable' },
      nextAttemptAt: breakerProbeAt?.toISOString(),
    })
    expect(waiting.timeline.at(-1)).toMatchObject({
      event: 'operation.held',
      detail: { code: 'server-unreachable' },
    })
    expect(test.sandbox.requests.recent(1000)).toHaveLength(requests)

    const { operationId: elsewhere } = await onboardWithHosting(test, { username: 'well' })
    expect(await operationRow(test, elsewhere)).toMatchObject({ serverId: well.id })
    expect(await runUntilSettled(test, elsewhere)).toMatchObject({ status: 'succeeded' })

    await test.sandbox.clearFaults()
    await checkServer(test.domain, sick.id, 'probe')
    expect(await serverRow(test, sick.id)).toMatchObject({ breaker: 'half-open', breakerConcurrency: 1 })
    test.clock.advance(1)
    for (const operationId of [next, ...operationIds])
      expect(await runUntilSettled(test, operationId)).toMatchObject({ status: 'succeeded' })
    expect(await serverRow(test, sick.id)).toMatchObject({ breaker: 'closed', breakerFailures: 0 })
    expect(new Set(onPanel(test)).size).toBe(7)
    expect(test.sandbox.ledger()).toHaveLength(7)
  })

  it('is not confused with one that refuses, limits the rate, or has one operation that fails forever', async () => {
    const test = open()
    const { id } = await addTestServer(test)
    test.sandbox.addFault({ fault: 'rate-limit', path: 'create', times: 6 })
    await failing(test, 6, id)
    expect((await serverRow(test, id)).breakerFailures).toBe(0)
    test.sandbox.addFault({ fault: 'drop', path: 'create', times: 'always' })
    const { operationId } = await onboardWithHosting(test, { username: 'poison' })
    expect(await runUntilSettled(test, operationId)).toMatchObject({ status: 'needs-person', attempts: 5 })
    expect(await serverRow(test, id)).toMatchObject({ breaker: 'closed', breakerFailures: 1 })
  })

  it('is probed by the engine, which then runs the waiting operations', async () => {
    const test = open()
    const { id } = await addTestServer(test)
    const domain = test.domainWith({
      clock: systemClock,
      engine: {
        ...test.domain.engine,
        breakerFailures: 2,
        breakerOpenMs: 50,
        breakerOpenMaxMs: 50,
        backoffFirstMs: 20,
        backoffMaxMs: 50,
        settleMs: 20,
      },
    })
    test.sandbox.addFault({ fault: 'error', times: 'always' })
    for (let index = 0; index < 6; index += 1)
      await onboardWithHosting({ ...test, domain }, { username: `user${index}` })
    const engine = await startEngine(domain, () => probeDueServers(domain))
    const until = async (done: () => Promise<boolean> | boolean) => {
      while (!(await done())) await new Promise((resolve) => setTimeout(resolve, 20))
    }
    try {
      await until(async () => (await serverRow(test, id)).breakerProbes >= 2)
      expect((await serverRow(test, id)).breaker).toBe('open')
      await test.sandbox.clearFaults()
      await until(() => onPanel(test).length === 6)
      await until(async () => (await serverRow(test, id)).breaker === 'closed')
    } finally {
      await engine.stop(10_000)
    }
    expect(test.sandbox.ledger()).toHaveLength(6)
  })
})
