import { setTimeout as delay } from 'node:timers/promises'
import { eq, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { apiTokens, users } from '#server/platform/auth/table.ts'
import { newId } from '#server/platform/clock/index.ts'
import { operations } from '#server/work/table.ts'
import { activeAccounts, prepared, statusesOf, workOnBulkActions } from '#testing/bulk-steps.ts'
import { call, describeDomain, staff, type TestDomain } from '#testing/domain.ts'
import { addStaffUser, addTestServer, auditOf } from '#testing/domain-steps.ts'
import { withEngine } from '#testing/import-steps.ts'
import { contextOf } from '../context.ts'
import { bulkActionRows, bulkActions } from '../tables/bulk-actions.ts'
import {
  BulkActionWorker,
  cancelBulkAction,
  getBulkAction,
  pauseBulkAction,
  resumeBulkAction,
  startBulkAction,
} from './index.ts'
import { runRow } from './run-row.ts'

describeDomain('A running bulk action', (open) => {
  const suspendAll = async (test: TestDomain, count: number) => {
    await addTestServer(test)
    const ids = (await activeAccounts(test, count)).map(({ accountId }) => accountId)
    const { id } = await prepared(test, { action: 'suspend', options: { reason: 'staff' }, target: { ids } })
    return { id, ids }
  }
  const statesOf = async ({ database }: TestDomain, id: string) => {
    const rows = await database.db
      .select({ state: bulkActionRows.state, count: sql<number>`count(*)::int` })
      .from(bulkActionRows)
      .where(eq(bulkActionRows.bulkActionId, id))
      .groupBy(bulkActionRows.state)
    return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
  }
  const suspensionsOf = async ({ database }: TestDomain) =>
    (await database.db.select().from(operations).where(eq(operations.kind, 'suspend'))).length
  const until = async (isTrue: () => Promise<boolean>) => {
    while (!(await isTrue())) await delay(5)
  }

  it('begins nothing while it is paused, and continues when it is resumed', async () => {
    const test = open()
    const { id, ids } = await suspendAll(test, 3)
    await startBulkAction(test.ctx, { id })
    await pauseBulkAction(test.ctx, { id })
    await workOnBulkActions(test)
    expect(await getBulkAction(test.ctx, { id })).toMatchObject({ status: 'paused', counts: { pending: 3 } })
    expect(await suspensionsOf(test)).toBe(0)
    await resumeBulkAction(test.ctx, { id })
    await workOnBulkActions(test)
    expect(await getBulkAction(test.ctx, { id })).toMatchObject({ status: 'finished', counts: { done: 3 } })
    expect(await statusesOf(test, ids)).toEqual(['suspended', 'suspended', 'suspended'])
    for (const change of [pauseBulkAction, resumeBulkAction, cancelBulkAction])
      await expect(change(test.ctx, { id })).rejects.toMatchObject({ code: 'wrong-state' })
  })

  it('ends the rows that have begun after it was cancelled, and begins no other', async () => {
    const test = open()
    const { id } = await suspendAll(test, 3)
    const last = sql`${bulkActionRows.bulkActionId} = ${id}::uuid and ${bulkActionRows.number} > 2`
    await test.database.db.update(bulkActionRows).set({ state: 'unchecked' }).where(last)
    await startBulkAction(test.ctx, { id })
    const worker = new BulkActionWorker(test.domain)
    await worker.take()
    await until(async () => (await statesOf(test, id)).running === 2)
    await cancelBulkAction(test.ctx, { id })
    await test.database.db.update(bulkActionRows).set({ state: 'pending' }).where(last)
    await withEngine(test, () => worker.idle())
    expect(await getBulkAction(test.ctx, { id })).toMatchObject({
      status: 'cancelled',
      counts: { done: 2, pending: 1, running: 0 },
    })
    await expect(resumeBulkAction(test.ctx, { id })).rejects.toMatchObject({ code: 'wrong-state' })
  })

  it('is continued by another worker when the lease of a dead one has ended, and no row is done twice', async () => {
    const test = open()
    const { db } = test.database
    const { id, ids } = await suspendAll(test, 4)
    const last = sql`${bulkActionRows.bulkActionId} = ${id}::uuid and ${bulkActionRows.number} > 2`
    await db.update(bulkActionRows).set({ state: 'unchecked' }).where(last)
    await startBulkAction(test.ctx, { id })
    const dead = new BulkActionWorker(test.domain)
    await dead.take()
    await until(async () => (await statesOf(test, id)).running === 2)
    await dead.stop()
    await db.update(bulkActionRows).set({ state: 'pending' }).where(last)
    const leaseUntil = new Date(test.clock.now().getTime() + 5_000)
    await db.update(bulkActions).set({ leaseToken: newId(), leaseUntil }).where(eq(bulkActions.id, id))
    await new BulkActionWorker(test.domain).idle()
    expect(await statesOf(test, id)).toEqual({ running: 2, pending: 2 })
    test.clock.advance(5_001)
    await workOnBulkActions(test)
    expect(await getBulkAction(test.ctx, { id })).toMatchObject({ status: 'finished', counts: { done: 4 } })
    expect(await suspensionsOf(test)).toBe(4)
    expect(new Set(await statusesOf(test, ids))).toEqual(new Set(['suspended']))
  })

  it('writes a row and its effect together: a row that another worker has marked has no second effect', async () => {
    const test = open()
    const { id } = await suspendAll(test, 1)
    await startBulkAction(test.ctx, { id })
    // Between the reading of the row and the transaction that acts, another worker marks it.
    const { db } = test.database
    const row = (await db.select().from(bulkActionRows).where(eq(bulkActionRows.bulkActionId, id)))[0]
    if (!row) throw new Error('The row is missing.')
    await db.update(bulkActionRows).set({ state: 'done' }).where(eq(bulkActionRows.bulkActionId, id))
    await runRow(test.domain, { id, action: 'suspend', options: { reason: 'staff' } }, { row, actor: staff })
    expect(await suspensionsOf(test)).toBe(0)
    expect((await auditOf(test)).filter(({ action }) => action === 'hosting-account.suspend')).toEqual([])
  })

  it('does every row once, although two workers have it at the same time', async () => {
    const test = open()
    const { db } = test.database
    const { id } = await suspendAll(test, 12).then(async (made) => {
      await db.update(bulkActions).set({ confirm: null }).where(eq(bulkActions.id, made.id))
      return made
    })
    await startBulkAction(test.ctx, { id })
    const workers = [new BulkActionWorker(test.domain), new BulkActionWorker(test.domainWith({}))]
    await withEngine(test, async () => {
      await Promise.all(
        workers.map(async (worker) => {
          while ((await getBulkAction(test.ctx, { id })).status === 'running') {
            // As if the lease had ended while its worker was slow.
            await db.update(bulkActions).set({ leaseUntil: null }).where(eq(bulkActions.id, id))
            await worker.take()
            await delay(1)
          }
          await worker.stop()
        }),
      )
    })
    expect(await statesOf(test, id)).toEqual({ done: 12 })
    expect(await suspensionsOf(test)).toBe(12)
  })

  it.each([
    ['is disabled', { isActive: false }, 'The login of Staff user is disabled.'],
    ['lost the permission', { staffRole: 'read-only' }, 'no longer has the permission'],
  ] as const)('stops when its starter %s, and continues in the name of the user who resumes it', async (_, lost, because) => {
    const test = open()
    const { id, ids } = await suspendAll(test, 2)
    await startBulkAction(test.ctx, { id })
    await test.database.db.update(users).set(lost).where(eq(users.id, staff.userId))
    await workOnBulkActions(test)
    expect(await getBulkAction(test.ctx, { id })).toMatchObject({
      status: 'paused',
      pausedBecause: expect.stringContaining(because),
      counts: { pending: 2 },
    })
    expect(await suspensionsOf(test)).toBe(0)
    expect((await auditOf(test)).at(-1)).toMatchObject({ action: 'bulk-action.pause', actorKind: 'system' })
    const other = { ...staff, userId: newId(), email: 'other@hosting.example', name: 'Other user' }
    await addStaffUser(test, other)
    const ctx = contextOf(test.domain, call(other))
    expect(await resumeBulkAction(ctx, { id })).toMatchObject({
      status: 'running',
      pausedBecause: null,
      startedBy: 'Other user',
    })
    await workOnBulkActions(test)
    expect(await statusesOf(test, ids)).toEqual(['suspended', 'suspended'])
    await test.database.db
      .update(users)
      .set({ isActive: true, staffRole: 'owner' })
      .where(eq(users.id, staff.userId))
  })

  it('stops when the API token that started it is revoked', async () => {
    const test = open()
    const { id } = await suspendAll(test, 1)
    const tokenId = newId()
    const permissions = ['bulk-actions.write', 'hosting.suspend'] as const
    await test.database.db.insert(apiTokens).values({
      id: tokenId,
      userId: staff.userId,
      name: 'Night job',
      tokenHash: tokenId,
      permissions: [...permissions],
      createdAt: test.clock.now(),
    })
    const byToken = { ...staff, token: { id: tokenId, name: 'Night job', permissions: new Set(permissions) } }
    await startBulkAction(contextOf(test.domain, call(byToken)), { id })
    await test.database.db
      .update(apiTokens)
      .set({ revokedAt: test.clock.now() })
      .where(eq(apiTokens.id, tokenId))
    await workOnBulkActions(test)
    expect(await getBulkAction(test.ctx, { id })).toMatchObject({
      status: 'paused',
      pausedBecause: expect.stringContaining('no longer valid'),
    })
  })

  it('records the reason of a row whose operation fails', async () => {
    const test = open()
    const { id } = await suspendAll(test, 1)
    await startBulkAction(test.ctx, { id })
    test.sandbox.addFault({ fault: 'error', path: 'suspend', status: 400 })
    await workOnBulkActions(test)
    const { counts, groups } = await getBulkAction(test.ctx, { id })
    expect(counts).toMatchObject({ done: 0, failed: 1 })
    expect(groups).toMatchObject([{ state: 'failed', rows: 1, message: expect.stringMatching(/\w/) }])
  })
})
