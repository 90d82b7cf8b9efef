import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { onboarded } from '#contracts/customers/schemas.ts'
import { bodyOf, type Reply } from '../http-client.ts'
import { eventually } from '../running-process.ts'
import { type DatabaseKind, type RunningSystem, startSystem } from '../running-system.ts'
import { type LogLine, logLinesIn } from './log-lines.ts'
import { hostingPassword, loginPassword, newCustomer, onboard, readAccount, settled } from './onboarding.ts'

const requestIdOf = ({ headers }: Reply) => String(headers['x-request-id'])
const databases: readonly DatabaseKind[] = ['embedded', 'postgres']

describe.each(databases)('The log of a system on the %s database', (database) => {
  let system: RunningSystem
  let serverId = ''
  beforeAll(async () => {
    // The default level: an operator does not have to repeat a problem.
    system = await startSystem({
      database,
      env: { LOG_LEVEL: 'info' },
    })
    serverId = (await system.addServer()).id
  }, 180_000)
  afterAll(() => system?.remove())

  const linesOf = (requestId: string) =>
    logLinesIn(system.output()).filter((line) => line.requestId === requestId)
  /** The lines of a request whose operation has ended. */
  const whenRun = (requestId: string, runs: number) =>
    eventually(`the log has ${runs} runs of the request`, async () => {
      const lines = linesOf(requestId)
      return named(lines, 'operation run').length >= runs && named(lines, 'request').length === 1 && lines
    })
  const named = (lines: readonly LogLine[], msg: string) => lines.filter((line) => line.msg === msg)

  it('has the HTTP line, the run and each panel call of an onboarding under one request id', async () => {
    const reply = await onboard(system, newCustomer('explained'), { prefer: 'wait=30' })
    const { hosting } = bodyOf(reply, 201, onboarded)
    const operationId = hosting?.operation.id
    const requestId = requestIdOf(reply)
    const lines = await whenRun(requestId, 1)

    expect(named(lines, 'request')).toEqual([
      expect.objectContaining({ method: 'POST', path: '/api/v1/customers', status: 201 }),
    ])
    expect(named(lines, 'operation run')).toEqual([
      expect.objectContaining({
        operationId,
        kind: 'create',
        queue: serverId,
        outcome: 'succeeded',
        attempts: 1,
      }),
    ])
    const calls = named(lines, 'panel call')
    expect(calls.map(({ step, status, code }) => [step, status, code])).toEqual([
      ['search', 200, null],
      ['create', expect.any(Number), null],
      ['find-by-id', 200, null],
    ])
    for (const call of calls)
      expect(call).toMatchObject({ operationId, serverId, requests: expect.any(Number) })
  })

  it('has the calls of a later attempt under the request that started the operation', async () => {
    await system.sandbox.addFault({ fault: 'unavailable', path: 'create', times: 1 })
    const reply = await onboard(system, newCustomer('deferred'), { prefer: 'wait=0' })
    const { hosting } = bodyOf(reply, 201, onboarded)
    await settled(system, hosting?.account.id ?? '')
    const lines = await whenRun(requestIdOf(reply), 2)

    expect(named(lines, 'operation run').map(({ outcome }) => outcome)).toEqual(['waiting', 'succeeded'])
    expect(
      named(lines, 'panel call')
        .map(({ step }) => step)
        .filter((step) => step === 'create'),
    ).toHaveLength(2)
    expect(new Set(lines.flatMap(({ operationId }) => operationId ?? []))).toEqual(
      new Set([hosting?.operation.id]),
    )
  })

  it('continues under the request of a retry by staff', async () => {
    await system.sandbox.addFault({ fault: 'rate-limit', retryAfter: 600, path: 'create', times: 1 })
    const first = await onboard(system, newCustomer('retried'), { prefer: 'wait=0' })
    const { hosting } = bodyOf(first, 201, onboarded)
    const operationId = hosting?.operation.id ?? ''
    await eventually('the operation waits', async () => {
      const { operation } = await readAccount(system, hosting?.account.id ?? '')
      return operation?.status === 'waiting'
    })
    const retry = await system.admin('POST', `/api/v1/operations/${operationId}/retry`, {
      body: {},
      headers: { prefer: 'wait=30' },
    })
    expect(retry.status).toBe(200)
    const lines = await whenRun(requestIdOf(retry), 1)
    expect(named(lines, 'operation run')).toEqual([
      expect.objectContaining({ operationId, outcome: 'succeeded', attempts: 2 }),
    ])
    expect(named(linesOf(requestIdOf(first)), 'operation run')).toHaveLength(1)
  })

  it('contains no secret and no data of the customer', () => {
    const text = system.output()
    for (const value of [loginPassword, hostingPassword, 'explained', 'deferred@', 'Customer retried'])
      expect(text).not.toContain(value)
  })
})
