import { setTimeout as delay } from 'node:timers/promises'
import { eq, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { rowsOf } from '#server/platform/database/index.ts'
import { activeAccounts, bulkRowsOf, prepared, statusesOf } from '#testing/bulk-steps.ts'
import { describeDomain, describeDomainOnPostgres, type TestDomain } from '#testing/domain.ts'
import { addTestServer, auditOf, provisioned } from '#testing/domain-steps.ts'
import { withEngine } from '#testing/import-steps.ts'
import { testServer } from '../servers/index.ts'
import { bulkActions } from '../tables/bulk-actions.ts'
import {
  BulkActionWorker,
  cancelBulkAction,
  getBulkAction,
  purgeBulkActions,
  resumeBulkAction,
  startBulkAction,
  watchBulkAction,
} from './index.ts'

const dayMs = 86_400_000
const until = async (isTrue: () => Promise<boolean>) => {
  while (!(await isTrue())) await delay(5)
}
const revoke = ({ sandbox }: TestDomain, revoked: boolean) => sandbox.changeKey(1, { revoked })

describeDomain('A row of a bulk action whose server is in trouble', (open) => {
  const waiting = async (test: TestDomain) => {
    const { id: serverId } = await addTestServer(test)
    const ids = (await activeAccounts(test, 1)).map(({ accountId }) => accountId)
    const { id } = await prepared(test, { action: 'suspend', options: { reason: 'staff' }, target: { ids } })
    revoke(test, true)
    await startBulkAction(test.ctx, { id })
    const worker = new BulkActionWorker(test.domain)
    await worker.take()
    await withEngine(test, () =>
      until(async () => (await getBulkAction(test.ctx, { id })).counts.waiting === 1),
    )
    return { id, ids, serverId, worker }
  }
  const repair = async (test: TestDomain, serverId: string) => {
    revoke(test, false)
    await testServer(test.ctx, { id: serverId })
  }

  it('is not finished: it waits, says why, and is done when the server works again', async () => {
    const test = open()
    const { id, ids, serverId, worker } = await waiting(test)
    expect(await getBulkAction(test.ctx, { id })).toMatchObject({
      status: 'running',
      counts: { running: 1, waiting: 1, failed: 0 },
      groups: [],
    })
    expect(await bulkRowsOf(test, id)).toMatchObject([
      { state: 'running', code: 'key-revoked', message: expect.stringContaining('revoked') },
    ])
    await repair(test, serverId)
    await withEngine(test, () => worker.idle())
    expect(await getBulkAction(test.ctx, { id })).toMatchObject({
      status: 'finished',
      counts: { done: 1, running: 0, waiting: 0, failed: 0 },
    })
    expect(await bulkRowsOf(test, id)).toMatchObject([{ state: 'done', code: null, message: null }])
    expect(await statusesOf(test, ids)).toEqual(['suspended'])
  })

  it('does not hold up a cancellation, is done afterwards, and is not purged before', async () => {
    const test = open()
    const { id, serverId, worker } = await waiting(test)
    await cancelBulkAction(test.ctx, { id })
    await worker.idle()
    for await (const { status } of watchBulkAction(test.ctx, { id })) expect(status).toBe('cancelled')
    await test.database.db
      .update(bulkActions)
      .set({ endedAt: new Date(test.clock.now().getTime() - 91 * dayMs) })
      .where(eq(bulkActions.id, id))
    await purgeBulkActions(test.domain)
    await repair(test, serverId)
    await withEngine(test, () =>
      until(async () => {
        await new BulkActionWorker(test.domain).idle()
        return (await getBulkAction(test.ctx, { id })).counts.done === 1
      }),
    )
    expect((await getBulkAction(test.ctx, { id })).status).toBe('cancelled')
    await purgeBulkActions(test.domain)
    await expect(getBulkAction(test.ctx, { id })).rejects.toMatchObject({ code: 'not-found' })
  })

  it('pauses a bulk action that could do nothing else for 24 hours, with the reason', async () => {
    const test = open()
    const { id, worker } = await waiting(test)
    test.clock.advance(dayMs)
    await worker.idle()
    expect(await getBulkAction(test.ctx, { id })).toMatchObject({
      status: 'paused',
      pausedBecause: expect.stringMatching(/^1 row has waited for a server for 24 hours\./),
      counts: { running: 1, waiting: 1 },
    })
  })

  it('ends a bulk action that is paused, if it was the last one, so that it can be purged', async () => {
    const test = open()
    const { id, serverId, worker } = await waiting(test)
    test.clock.advance(dayMs)
    await worker.idle()
    expect((await getBulkAction(test.ctx, { id })).status).toBe('paused')
    await repair(test, serverId)
    await withEngine(test, () =>
      until(async () => {
        await new BulkActionWorker(test.domain).idle()
        return (await getBulkAction(test.ctx, { id })).status === 'finished'
      }),
    )
    expect(await getBulkAction(test.ctx, { id })).toMatchObject({
      counts: { done: 1, running: 0 },
      pausedBecause: null,
      endedAt: test.clock.now().toISOString(),
    })
    test.clock.advance(91 * dayMs)
    await purgeBulkActions(test.domain)
    await expect(getBulkAction(test.ctx, { id })).rejects.toMatchObject({ code: 'not-found' })
  })
})

describeDomain('The rows of two servers in trouble', (open) => {
  /** As many rows of each as may be open at once: together as many as the embedded database has at once. */
  const rowsOfEach = 12
  const pausesOf = async (test: TestDomain) =>
    (await auditOf(test)).filter(({ action }) => action === 'bulk-action.pause').length

  it('leave room for another server, and a resumed bulk action is not paused again at once', async () => {
    const test = open()
    const keys = [test.sandbox.createKey({}), test.sandbox.createKey({}), test.sandbox.createKey({})]
    const ids: string[] = []
    const onWorking: string[] = []
    for (const [index, { apiKey, apiSecret }] of keys.entries()) {
      const { id: serverId } = await addTestServer(test, { name: `Panel ${index}`, apiKey, apiSecret })
      for (let row = 0; row < (index < 2 ? rowsOfEach : 2); row += 1) {
        const { accountId } = await provisioned(test, { username: `s${index}row${row}`, serverId })
        ids.push(accountId)
        if (index === 2) onWorking.push(accountId)
      }
    }
    const { id, confirm } = await prepared(test, {
      action: 'suspend',
      options: { reason: 'staff' },
      target: { ids },
    })
    for (const key of keys.slice(0, 2)) test.sandbox.changeKey(key.id, { revoked: true })
    await startBulkAction(test.ctx, { id, ...(confirm === null ? {} : { confirm }) })
    const worker = new BulkActionWorker(test.domain)
    // A worker lets go of a paused bulk action in which nothing moves.
    const working = (isTrue: (row: typeof bulkActions.$inferSelect | undefined) => boolean) =>
      until(async () => {
        await worker.take()
        const [row] = await test.database.db.select().from(bulkActions).where(eq(bulkActions.id, id))
        return isTrue(row)
      })
    await withEngine(test, async () => {
      await worker.take()
      await until(async () => (await statusesOf(test, onWorking)).every((status) => status === 'suspended'))
    })
    expect(new Set((await statusesOf(test, ids)).slice(0, 2 * rowsOfEach))).toEqual(new Set(['active']))

    test.clock.advance(dayMs)
    await working((row) => row?.status === 'paused')
    await resumeBulkAction(test.ctx, { id })
    test.clock.advance(dayMs - 1)
    const at = test.clock.now().getTime()
    // The next counts show that the worker had a turn.
    await working((row) => row?.updatedAt.getTime() === at)
    expect(await getBulkAction(test.ctx, { id })).toMatchObject({
      status: 'running',
      counts: { running: 2 * rowsOfEach, done: 2 },
    })
    expect(await pausesOf(test)).toBe(1)
    test.clock.advance(1)
    await working((row) => row?.status === 'paused')
    expect(await pausesOf(test)).toBe(2)
    await worker.stop()
  })
})

describeDomainOnPostgres('A bulk action that is started while old ones are purged', (open) => {
  it('is kept with its rows', async () => {
    const test = open()
    await addTestServer(test)
    const ids = (await activeAccounts(test, 1)).map(({ accountId }) => accountId)
    const { id } = await prepared(test, { action: 'suspend', options: { reason: 'staff' }, target: { ids } })
    test.clock.advance(91 * dayMs)
    const { db } = test.database
    const started = Promise.withResolvers<void>()
    const finish = Promise.withResolvers<void>()
    const starting = db.transaction(async (tx) => {
      await tx
        .update(bulkActions)
        .set({ status: 'running', updatedAt: test.clock.now() })
        .where(eq(bulkActions.id, id))
      started.resolve()
      await finish.promise
    })
    await started.promise
    const purging = purgeBulkActions(test.domain)
    const blocked = sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    await Promise.race([
      purging,
      (async () => {
        while (rowsOf(await db.execute(blocked)).length === 0) await delay(10)
      })(),
    ])
    finish.resolve()
    await Promise.all([starting, purging])
    expect(await getBulkAction(test.ctx, { id })).toMatchObject({ status: 'running' })
    expect(await bulkRowsOf(test, id)).toHaveLength(1)
  })
})
