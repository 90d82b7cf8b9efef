import { asc } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { type NewAccount, reserveAccount } from '#server/domain/accounts/index.ts'
import {
  changeServer,
  noteDuplicateRefused,
  pauseServer,
  readServersWithSlots,
} from '#server/domain/servers/index.ts'
import { servers } from '#server/domain/tables/servers.ts'
import { newId } from '#server/platform/clock/index.ts'
import { installation } from '#server/platform/installation/table.ts'
import { claimOperation } from '#server/work/claim.ts'
import { conclude } from '#server/work/conclude.ts'
import { LeaseLost, runOperation, type Work, workOn } from '#server/work/index.ts'
import { attempts, enginePauses, operations } from '#server/work/table.ts'
import { cutOffWhenHanging, describeDomain, type TestDomain } from '#testing/domain.ts'
import {
  accountRow,
  addTestServer,
  advanceTo,
  hostingPassword,
  onboardWithHosting,
  onPanel,
  operationRow,
  provisioned,
  runUntilSettled,
  serverRow,
} from '#testing/domain-steps.ts'
import { createRun } from '../kinds.ts'
import { toDecision } from './decision.ts'
import { hostingWork, loadSubject } from './hosting-work.ts'
import { lookUpFirst } from './lookup.ts'
import { becomesActive } from './read-back.ts'

type Behavior = Partial<Pick<typeof servers.$inferSelect, 'duplicatesRefusedAt' | 'markerReturnedAt'>>

const observed = ({ database }: TestDomain, behavior: Behavior) => database.db.update(servers).set(behavior)

/** As after a start of the engine, without its sweep: operations run as soon as they are recorded. */
function openQueues(domain: TestDomain['domain']): void {
  domain.queues.open({
    run: (operationId) => runOperation(domain, operationId),
    whenWoken: () => {},
    readLimit: async () => null,
    onError: () => {},
  })
}

async function claimed({ domain }: TestDomain, operationId: string): Promise<Work> {
  const claim = await claimOperation(domain, operationId)
  if (!claim) throw new Error('It was not claimed.')
  return workOn(domain, claim)
}

const attemptsOf = ({ database }: TestDomain) =>
  database.db.select({ outcome: attempts.outcome }).from(attempts).orderBy(asc(attempts.startedAt))

const routesOf = ({ sandbox }: TestDomain) =>
  sandbox.requests
    .recent(1000)
    .map(({ route }) => route)
    .toReversed()

describeDomain('An operation that starts in the running state', (open) => {
  it('has its attempt recorded before the panel is called; after a crash the account is looked up first', async () => {
    const test = open()
    await addTestServer(test)
    const at = test.clock.now()
    await observed(test, { duplicatesRefusedAt: at, markerReturnedAt: at })
    test.sandbox.addFault({ fault: 'hang-after', path: 'create' })
    const only = async () => {
      const [row] = await test.database.db.select().from(operations)
      if (!row) throw new Error('There is no operation.')
      return row
    }
    await cutOffWhenHanging(
      test,
      async (domain) => {
        openQueues(domain)
        await onboardWithHosting({ ...test, domain })
        await domain.queues.close(60_000)
      },
      async () => {
        expect(await only()).toMatchObject({ status: 'running', attempts: 1 })
        expect(await attemptsOf(test)).toEqual([{ outcome: null }])
        // The worker is dead, and its lease has ended.
        test.clock.advance(test.domain.engine.leaseMs + 1)
        const before = routesOf(test).length
        await runOperation(test.domain, (await only()).id)
        expect(routesOf(test).slice(before)).toContain('list')
        expect(routesOf(test).slice(before)).not.toContain('create')
      },
    )
    expect(await attemptsOf(test)).toEqual([{ outcome: 'unknown' }])
    expect(await only()).toMatchObject({ status: 'succeeded', attempts: 1 })
    expect(test.sandbox.ledger()).toHaveLength(1)
  })

  describe('is queued instead, when its slot is taken, if', () => {
    const running = (test: TestDomain): NonNullable<NewAccount['running']> => ({
      leaseToken: newId(),
      leaseUntil: new Date(test.clock.now().getTime() + test.domain.engine.leaseMs),
      attempt: { id: newId(), number: 1, startedAt: test.clock.now() },
      attemptMessage: 'creating.',
      notes: [],
    })

    const reserve = async (test: TestDomain) => {
      const { customer } = await onboardWithHosting(test, { username: 'other' })
      const [server] = await readServersWithSlots(test.database.db)
      if (!server) throw new Error('There is no server.')
      const operationId = newId()
      const reserved = await reserveAccount(test.database.db, test.ctx, {
        accountId: newId(),
        operationId,
        customerId: customer.id,
        wanted: { username: 'alpha', password: hostingPassword, email: 'own@example.com' },
        server,
        whenRefused: 'record',
        running: running(test),
      })
      return { operationId, reserved }
    }

    it('nothing prevents it: then it runs', async () => {
      const test = open()
      await addTestServer(test)
      const { operationId, reserved } = await reserve(test)
      expect(reserved).toMatchObject({ isHeld: false, operation: { status: 'running' } })
      expect(await operationRow(test, operationId)).toMatchObject({ status: 'running', attempts: 1 })
    })

    it.each<[string, (test: TestDomain, serverId: string) => Promise<unknown>]>([
      ['its server is paused', (test, id) => pauseServer(test.ctx, { id })],
      [
        'the breaker of its server is open',
        (test) => test.database.db.update(servers).set({ breaker: 'open' }),
      ],
      [
        'all operations are paused',
        (test) =>
          test.database.db
            .insert(enginePauses)
            .values({ id: newId(), startedBy: 'Staff user', startedAt: test.clock.now() }),
      ],
      [
        'the installation is not recognized',
        (test) => test.database.db.insert(installation).values({ id: newId(), standing: 'suspected-copy' }),
      ],
    ])('%s', async (_what, hold) => {
      const test = open()
      const { id } = await addTestServer(test)
      await hold(test, id)
      const { operationId, reserved } = await reserve(test)
      expect(reserved).toMatchObject({ isHeld: true, operation: { status: 'queued', leaseToken: null } })
      expect(await operationRow(test, operationId)).toMatchObject({
        status: 'queued',
        attempts: 0,
        leaseToken: null,
      })
      expect(await attemptsOf(test)).toEqual([])
      expect(routesOf(test)).not.toContain('create')
    })
  })
})

describeDomain('The lookup before a first create', (open) => {
  const firstRequests = async (test: TestDomain) => {
    const before = routesOf(test).length
    await provisioned(test, { username: 'alpha' })
    return routesOf(test).slice(before)
  }

  it.each([
    ['nothing was observed', false, false],
    ['only its refusal of duplicates was observed', true, false],
    ['only our marker was observed', false, true],
  ])('is made if %s', async (_what, duplicates, marker) => {
    const test = open()
    await addTestServer(test)
    const at = test.clock.now()
    await observed(test, {
      duplicatesRefusedAt: duplicates ? at : null,
      markerReturnedAt: marker ? at : null,
    })
    expect((await firstRequests(test))[0]).toBe('list')
  })

  it('is skipped if the panel was observed both to refuse duplicates and to return our marker', async () => {
    const test = open()
    await addTestServer(test)
    const at = test.clock.now()
    await observed(test, { duplicatesRefusedAt: at, markerReturnedAt: at })
    expect((await firstRequests(test))[0]).toBe('create')
  })

  it('is made again after the base URL changed', async () => {
    const test = open()
    const { id } = await addTestServer(test)
    const at = test.clock.now()
    await observed(test, { duplicatesRefusedAt: at, markerReturnedAt: at })
    await changeServer(test.ctx, { id, name: 'Renamed', baseUrl: test.sandbox.url })
    expect(await serverRow(test, id)).toMatchObject({ duplicatesRefusedAt: at, markerReturnedAt: at })
    const { apiKey, apiSecret } = test.sandbox
    await changeServer(test.ctx, { id, baseUrl: 'http://127.0.0.1:9', apiKey, apiSecret })
    expect(await serverRow(test, id)).toMatchObject({ duplicatesRefusedAt: null, markerReturnedAt: null })
  })

  it('does not count an observation of the panel at an earlier base URL', async () => {
    const test = open()
    const { id } = await addTestServer(test)
    const earlier = await serverRow(test, id)
    const { apiKey, apiSecret } = test.sandbox
    await changeServer(test.ctx, { id, baseUrl: 'http://127.0.0.1:9', apiKey, apiSecret })
    await noteDuplicateRefused(test.domain, earlier)
    expect(await serverRow(test, id)).toMatchObject({ duplicatesRefusedAt: null })
  })

  it('is made again after an account of ours was read without our marker', async () => {
    const test = open()
    const { id } = await addTestServer(test)
    const at = test.clock.now()
    await observed(test, { duplicatesRefusedAt: at, markerReturnedAt: at })
    test.sandbox.variants.set({ getFields: [] })
    await provisioned(test, { username: 'alpha' })
    expect(await serverRow(test, id)).toMatchObject({ duplicatesRefusedAt: at, markerReturnedAt: null })
  })

  it('is made again after the panel was observed to have one username twice', async () => {
    const test = open()
    const { id } = await addTestServer(test)
    const { operationId } = await onboardWithHosting(test)
    const at = test.clock.now()
    await observed(test, { duplicatesRefusedAt: at, markerReturnedAt: at })
    const work = await claimed(test, operationId)
    const stranger = { username: 'alpha', email: 'a@elsewhere.example', marker: null }
    const matches = ['1', '2'].map((each) => ({ ...stranger, id: each, suspended: false }))
    const lookup = Promise.resolve({ value: { matches, complete: true }, exchanges: [] })
    const subject = await loadSubject(test.domain, work)
    await lookUpFirst(hostingWork(work, { ...subject, begun: { lookup, attempt: null } }))
    expect(await serverRow(test, id)).toMatchObject({ duplicatesRefusedAt: null, markerReturnedAt: at })
  })

  it('is not needed after the panel refused a username that it has and our marker was read', async () => {
    const test = open()
    const { id } = await addTestServer(test)
    await provisioned(test, { username: 'beta' })
    expect(await serverRow(test, id)).toMatchObject({ duplicatesRefusedAt: null })
    expect((await serverRow(test, id)).markerReturnedAt).not.toBeNull()

    const { operationId } = await onboardWithHosting(test, { username: 'alpha' })
    await test.sandbox.makeAccount({ username: 'alpha', email: 'a@elsewhere.example' })
    const work = await claimed(test, operationId)
    // It was created after the lookup.
    const lookup = Promise.resolve({ value: { matches: [], complete: true }, exchanges: [] })
    const subject = await loadSubject(test.domain, work)
    await createRun(hostingWork(work, { ...subject, begun: { lookup, attempt: null } })).step()
    expect((await serverRow(test, id)).duplicatesRefusedAt).not.toBeNull()
  })
})

describeDomain('The end of a run', (open) => {
  it('changes neither operation nor account after another worker took the lease', async () => {
    const test = open()
    await addTestServer(test)
    const { accountId, operationId } = await onboardWithHosting(test)
    const late = await claimed(test, operationId)
    const hosting = hostingWork(late, await loadSubject(test.domain, late))
    test.clock.advance(test.domain.engine.leaseMs + 1)
    expect(await claimOperation(test.domain, operationId)).not.toBeNull()
    const before = {
      operation: await operationRow(test, operationId),
      account: await accountRow(test, accountId),
    }

    const decision = toDecision(hosting, becomesActive({ id: '4711', verified: true }, 'Created.'))
    await expect(conclude(createRun(hosting), decision)).rejects.toBeInstanceOf(LeaseLost)
    expect({
      operation: await operationRow(test, operationId),
      account: await accountRow(test, accountId),
    }).toEqual(before)

    test.clock.advance(test.domain.engine.leaseMs + 1)
    expect(await runUntilSettled(test, operationId)).toMatchObject({ status: 'succeeded' })
    expect(onPanel(test)).toEqual(['alpha'])
  })

  it('reports a panel that limits the rate, fails or does not respond as overloaded', async () => {
    const test = open()
    await addTestServer(test)
    const { operationId } = await onboardWithHosting(test, { username: 'alpha' })
    for (const fault of ['rate-limit', 'error', 'drop'] as const) {
      test.sandbox.addFault({ fault, path: 'list', times: 1 })
      const { nextAttemptAt } = await operationRow(test, operationId)
      advanceTo(test, nextAttemptAt?.toISOString() ?? null)
      expect(await runOperation(test.domain, operationId)).toMatchObject({ struggled: true })
    }
    const { operationId: other } = await onboardWithHosting(test, { username: 'beta' })
    expect(await runOperation(test.domain, other)).toMatchObject({ struggled: false })
  })
})
