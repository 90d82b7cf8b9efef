import { desc } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { readOperation } from '#server/domain/accounts/index.ts'
import { contextOf } from '#server/domain/context.ts'
import { retryOperation } from '#server/domain/operations/index.ts'
import { systemClock } from '#server/platform/clock/index.ts'
import { startEngine } from '#server/work/engine.ts'
import { runOperation } from '#server/work/index.ts'
import { call, callWithKey, describeDomain, type TestDomain } from '#testing/domain.ts'
import {
  accountRow,
  addTestServer,
  auditOf,
  hostingPassword,
  newCustomer,
  onboardWithHosting,
  onPanel,
  operationRow,
  provisioned,
  runUntilSettled,
  serverRow,
} from '#testing/domain-steps.ts'
import { provisionHostingAccount, suspendHostingAccount } from '../hosting/index.ts'
import { onboardCustomer } from '../onboarding/index.ts'
import { takeDueChecks } from '../servers/due.ts'
import { checkServer, getServer, pauseServer, resumeServer, testServer } from '../servers/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { getEngine, pauseEngine, resumeEngine } from './pause.ts'

const revoke = ({ sandbox }: TestDomain, revoked: boolean) => sandbox.changeKey(1, { revoked })
const asked = ({ sandbox }: TestDomain) => sandbox.requests.recent(1000).length
const shown = (test: TestDomain, operationId: string) => readOperation(test.database.db, operationId)

/** A server with a revoked key, one operation that failed because of it, and a later one. */
async function inTrouble(test: TestDomain, capacity = 100) {
  const server = await addTestServer(test, { capacity })
  revoke(test, true)
  const met = await onboardWithHosting(test, { username: 'met' })
  await runOperation(test.domain, met.operationId)
  const held = await onboardWithHosting(test, { username: 'held' })
  return { server, met, held }
}

describeDomain('Server trouble that an operation meets', (open) => {
  it('stops that operation with its reason, and pauses later operations without another request', async () => {
    const test = open()
    const { server, met, held } = await inTrouble(test)
    expect(await shown(test, met.operationId)).toMatchObject({
      status: 'needs-person',
      error: { code: 'key-revoked' },
    })
    expect(await accountRow(test, met.accountId)).toMatchObject({ status: 'failed', holdsSlot: false })
    const requests = asked(test)
    for (let turn = 0; turn < 2; turn += 1) await runOperation(test.domain, held.operationId)
    const { status, error, nextAttemptAt, timeline } = await shown(test, held.operationId)
    expect({ status, code: error?.code, nextAttemptAt }).toEqual({
      status: 'queued',
      code: 'server-paused',
      nextAttemptAt: null,
    })
    expect(timeline.filter(({ event }) => event === 'operation.held')).toMatchObject([
      { message: expect.stringContaining('revoked'), detail: { code: 'server-paused' } },
    ])
    expect(asked(test)).toBe(requests)
    const { paused, status: serverStatus, placement } = await getServer(test.ctx, { id: server.id })
    expect([paused?.by, serverStatus, placement.selectable]).toEqual(['trouble', 'needs-operator', false])
    expect(paused?.reason).toContain('revoked')
  })

  it('returns at once to callers that would otherwise wait', async () => {
    const test = open()
    const { met } = await inTrouble(test)
    const domain = test.domainWith({ clock: systemClock })
    const begun = performance.now()
    const { hosting } = await onboardCustomer(
      contextOf(domain, call(undefined, { waitMs: 30_000 })),
      newCustomer({ provisioning: { username: 'waiting', password: hostingPassword } }),
    )
    expect(performance.now() - begun).toBeLessThan(10_000)
    expect(hosting?.message).toBe('Customer created. Provisioning is still under way.')
    expect(hosting?.operation.error?.code).toBe('server-paused')
    expect(met.operationId).not.toBe(hosting?.operation.id)
  })

  it('causes an early check of the server, whatever the schedule', async () => {
    const test = open()
    const { id } = await addTestServer(test)
    expect(await takeDueChecks(test.domain, 600_000)).toEqual([id])
    revoke(test, true)
    const { operationId } = await onboardWithHosting(test)
    await runOperation(test.domain, operationId)
    test.clock.advance(test.domain.engine.troubleCheckMs)
    expect(await takeDueChecks(test.domain, 600_000)).toEqual([id])
    test.clock.advance(test.domain.engine.troubleCheckMs)
    expect(await takeDueChecks(test.domain, 600_000)).toEqual([])
  })

  it('ends when the whole test passes, also on schedule; then all operations resume automatically', async () => {
    const test = open()
    const { server, met, held } = await inTrouble(test)
    await checkServer(test.domain, server.id)
    await runOperation(test.domain, met.operationId)
    expect(await operationRow(test, met.operationId)).toMatchObject({ status: 'needs-person' })

    revoke(test, false)
    await checkServer(test.domain, server.id)
    expect(await serverRow(test, server.id)).toMatchObject({
      status: 'online',
      pausedAt: null,
      pausedBy: null,
    })
    await runOperation(test.domain, met.operationId)
    expect(await accountRow(test, met.accountId)).toMatchObject({ status: 'pending', holdsSlot: true })
    for (const { operationId } of [met, held])
      expect(await runUntilSettled(test, operationId)).toMatchObject({ status: 'succeeded' })
    expect(onPanel(test).toSorted()).toEqual(['held', 'met'])
  })

  it('leaves a creation with staff if its slot or name has since been taken', async () => {
    const test = open()
    const { server, met, held } = await inTrouble(test, 1)
    revoke(test, false)
    await testServer(test.ctx, { id: server.id })
    await runOperation(test.domain, met.operationId)
    expect(await shown(test, met.operationId)).toMatchObject({
      status: 'needs-person',
      error: { code: 'server-full' },
    })
    expect(await accountRow(test, met.accountId)).toMatchObject({ status: 'failed', holdsSlot: false })
    await runOperation(test.domain, met.operationId)
    expect(await runUntilSettled(test, held.operationId)).toMatchObject({ status: 'succeeded' })
  })

  it('leaves a creation with staff if another account on the panel has the name, and does not change that account', async () => {
    const test = open()
    const { server, met } = await inTrouble(test)
    await onboardWithHosting(test, { username: 'met' })
    revoke(test, false)
    await testServer(test.ctx, { id: server.id })
    await runOperation(test.domain, met.operationId)
    expect(await shown(test, met.operationId)).toMatchObject({
      status: 'needs-person',
      error: { code: 'username-taken' },
    })
  })

  it('leaves a creation with staff if the customer has since been given another account', async () => {
    const test = open()
    const { server, met } = await inTrouble(test)
    test.clock.advance(1000)
    await pauseServer(test.ctx, { id: server.id })
    await provisionHostingAccount(test.ctx, {
      id: met.customer.id,
      username: 'instead',
      password: hostingPassword,
    })
    revoke(test, false)
    await resumeServer(test.ctx, { id: server.id })
    await runOperation(test.domain, met.operationId)
    expect(await shown(test, met.operationId)).toMatchObject({
      status: 'needs-person',
      error: { code: 'another-account-meanwhile' },
    })
  })

  it('lets a retry by staff run during the pause; a success ends the pause', async () => {
    const test = open()
    const { server, met, held } = await inTrouble(test)
    test.clock.advance(1000)
    await retryOperation(test.ctx, { id: met.operationId })
    expect(await runUntilSettled(test, met.operationId)).toMatchObject({ error: { code: 'key-revoked' } })
    revoke(test, false)
    test.clock.advance(1000)
    await retryOperation(test.ctx, { id: met.operationId })
    expect(await runUntilSettled(test, met.operationId)).toMatchObject({ status: 'succeeded' })
    expect(await serverRow(test, server.id)).toMatchObject({ pausedAt: null, status: 'online' })
    expect(await runUntilSettled(test, held.operationId)).toMatchObject({ status: 'succeeded' })
  })

  it('that the test does not detect stops an operation five times at most', async () => {
    const test = open()
    const server = await addTestServer(test)
    test.sandbox.addFault({ fault: 'redirect', path: 'create', times: 'always' })
    const { operationId } = await onboardWithHosting(test)
    for (let round = 0; round < 8; round += 1) {
      await runUntilSettled(test, operationId)
      await testServer(test.ctx, { id: server.id })
      await runOperation(test.domain, operationId)
    }
    expect(await operationRow(test, operationId)).toMatchObject({ status: 'needs-person', attempts: 5 })
  })
})

describeDomain('A pause', (open) => {
  it('of a server by staff outlasts its tests, until staff resume it', async () => {
    const test = open()
    const { id } = await addTestServer(test)
    const { accountId } = await provisioned(test)
    const paused = await pauseServer(contextOf(test.domain, callWithKey('pause')), {
      id,
      reason: 'Moving house',
    })
    expect(paused.paused).toMatchObject({ reason: 'Moving house', by: 'person' })
    const { body } = await suspendHostingAccount(test.ctx, { id: accountId, reason: 'staff' })
    const operationId = body.operation.id
    expect(body.operation).toMatchObject({ error: { code: 'server-paused' } })
    await testServer(test.ctx, { id })
    await runOperation(test.domain, operationId)
    expect(await operationRow(test, operationId)).toMatchObject({ status: 'queued', attempts: 0 })

    expect((await resumeServer(test.ctx, { id })).paused).toBeNull()
    expect(await runUntilSettled(test, operationId)).toMatchObject({ status: 'succeeded' })
    // The repeated request returns the result of the first one. It is not a new request.
    expect((await pauseServer(contextOf(test.domain, callWithKey('pause')), { id })).paused).toBeNull()
    await resumeServer(test.ctx, { id })
    const actions = (await auditOf(test)).map(({ action }) => action)
    expect(actions.filter((action) => /server\.(pause|resume)/.test(action))).toEqual([
      'server.pause',
      'server.resume',
    ])
  })

  it('of a server by staff is not replaced by one because of trouble, and covers operations that stopped earlier', async () => {
    const test = open()
    const { server, met } = await inTrouble(test)
    await pauseServer(test.ctx, { id: server.id })
    revoke(test, false)
    await testServer(test.ctx, { id: server.id })
    await runOperation(test.domain, met.operationId)
    expect(await operationRow(test, met.operationId)).toMatchObject({ status: 'needs-person' })
    await resumeServer(test.ctx, { id: server.id })
    await runOperation(test.domain, met.operationId)
    expect(await runUntilSettled(test, met.operationId)).toMatchObject({ status: 'succeeded' })
  })

  it('of all operations holds every server; its time does not count towards the time limit of an operation', async () => {
    const test = open()
    await addTestServer(test)
    const { operationId } = await onboardWithHosting(test)
    expect(await pauseEngine(test.ctx, { reason: 'Upgrade' })).toMatchObject({
      paused: true,
      reason: 'Upgrade',
      by: 'Staff user',
    })
    await pauseEngine(test.ctx, {})
    await runOperation(test.domain, operationId)
    expect(await shown(test, operationId)).toMatchObject({
      status: 'queued',
      error: { code: 'engine-paused', message: 'All operations are paused: Upgrade.' },
    })
    test.clock.advance(2 * test.domain.engine.giveUpAfterMs)
    expect(await resumeEngine(test.ctx)).toEqual({
      paused: false,
      reason: null,
      since: null,
      by: null,
    })
    test.sandbox.addFault({ fault: 'rate-limit', path: 'create' })
    expect(await runUntilSettled(test, operationId)).toMatchObject({ status: 'succeeded' })
    expect(await getEngine(test.ctx)).toMatchObject({ paused: false })
  })

  describe('with the engine running', () => {
    it('ends for all operations at once, stopped and waiting', async () => {
      const test = open()
      const { server, met, held } = await inTrouble(test)
      const domain = test.domainWith({
        clock: systemClock,
        // No sweep runs during this test, so only the notification can wake the operations.
        engine: { ...test.domain.engine, sweepMs: 600_000 },
      })
      const engine = await startEngine(domain)
      try {
        revoke(test, false)
        await testServer(contextOf(domain, call()), { id: server.id })
        while (onPanel(test).length < 2) await new Promise((resolve) => setTimeout(resolve, 20))
      } finally {
        await engine.stop(10_000)
      }
      const rows = await test.database.db.select().from(hostingAccounts).orderBy(desc(hostingAccounts.id))
      expect(rows.map(({ status }) => status)).toEqual(['active', 'active'])
      expect([met.accountId, held.accountId].toSorted()).toEqual(rows.map(({ id }) => id).toSorted())
    })
  })
})
