import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { contextOf } from '#server/domain/context.ts'
import {
  activeAccounts,
  bulkRowsOf,
  finished,
  prepared,
  statusesOf,
  workOnBulkActions,
} from '#testing/bulk-steps.ts'
import { call, describeDomain, staff } from '#testing/domain.ts'
import {
  accountRow,
  addTestServer,
  auditOf,
  onboardWithHosting,
  operationRow,
  runUntilSettled,
} from '#testing/domain-steps.ts'
import { suspendHostingAccount, terminateHostingAccount } from '../hosting/index.ts'
import { bulkActionRows } from '../tables/bulk-actions.ts'
import { isLarge } from './brake.ts'
import {
  BulkActionWorker,
  createBulkAction,
  getBulkAction,
  listBulkActions,
  startBulkAction,
} from './index.ts'

const suspension = { action: 'suspend', options: { reason: 'overdue', note: 'May 2026' } } as const
const idOf = ({ accountId }: { accountId: string }) => accountId

describeDomain('A bulk action', (open) => {
  it('changes nothing until it is started, and then does what the check said', async () => {
    const test = open()
    await addTestServer(test)
    const made = await activeAccounts(test, 3)
    const ids = made.map(idOf)
    const [first] = ids
    await suspendHostingAccount(test.ctx, { id: first ?? '', reason: 'overdue' })
    await workOnBulkActions(test)
    const missing = crypto.randomUUID()
    const ready = await prepared(test, { ...suspension, target: { ids: [...ids, missing, ...ids] } })
    expect(ready).toMatchObject({
      status: 'ready',
      confirm: null,
      startedBy: null,
      counts: { total: 4, pending: 2, skipped: 2 },
      groups: [
        { state: 'skipped', code: 'already-suspended', rows: 1 },
        { state: 'skipped', code: 'not-found', rows: 1 },
      ],
    })
    expect(await statusesOf(test, ids)).toEqual(['suspended', 'active', 'active'])
    expect(await finished(test, ready)).toMatchObject({
      status: 'finished',
      startedBy: 'Staff user',
      counts: { total: 4, pending: 0, skipped: 2, running: 0, done: 2, failed: 0 },
      progress: { handled: 4, total: 4 },
      groups: ready.groups,
    })
    expect(await statusesOf(test, ids)).toEqual(['suspended', 'suspended', 'suspended'])
    expect((await bulkRowsOf(test, ready.id)).map(({ name, state, code }) => [name, state, code])).toEqual([
      ['acc0', 'skipped', 'already-suspended'],
      ['acc1', 'done', null],
      ['acc2', 'done', null],
      ['', 'skipped', 'not-found'],
    ])
    const audit = (await auditOf(test)).filter(({ action }) =>
      /^(bulk|hosting-account\.suspend)/.test(action),
    )
    const entries = audit.map(({ action, subjectId, requestId }) => [action, subjectId, requestId])
    expect(entries.slice(0, 2)).toEqual([
      ['hosting-account.suspend', first, 'request-1'],
      ['bulk-action.start', ready.id, 'request-1'],
    ])
    // Rows are done in parallel.
    expect(new Set(entries.slice(2).map((entry) => entry.join(' ')))).toEqual(
      new Set(ids.slice(1).map((id) => `hosting-account.suspend ${id} bulk-action:${ready.id}`)),
    )
    expect(entries).toHaveLength(4)
    expect((await listBulkActions(test.ctx, { limit: 5 })).items).toMatchObject([{ id: ready.id }])
    const back = await prepared(test, {
      action: 'unsuspend',
      options: { reason: 'overdue' },
      target: { customerIds: made.map(({ customer }) => customer.id) },
    })
    expect((await finished(test, back)).counts).toMatchObject({ done: 3, skipped: 0 })
    expect(await statusesOf(test, ids)).toEqual(['active', 'active', 'active'])
  })

  it('for all that match fixes the rows, and skips what changed before its turn', async () => {
    const test = open()
    await addTestServer(test)
    const made = await activeAccounts(test, 3, 'match')
    const ids = made.map(idOf)
    const ready = await prepared(test, { ...suspension, target: { filter: { hosting: 'some' } } })
    expect(ready.counts).toMatchObject({ total: 3, pending: 3 })
    const [late] = await activeAccounts(test, 1, 'later')
    await suspendHostingAccount(test.ctx, { id: ids[1] ?? '', reason: 'overdue' })
    await workOnBulkActions(test)
    const done = await finished(test, ready)
    expect(done.counts).toMatchObject({ total: 3, done: 2, skipped: 1, failed: 0 })
    expect(done.groups).toMatchObject([{ state: 'skipped', code: 'already-suspended', rows: 1 }])
    expect(await statusesOf(test, [late?.accountId ?? ''])).toEqual(['active'])
  })

  it('retries and cancels operations, and never a termination', async () => {
    const test = open()
    await addTestServer(test)
    const waiting = await onboardWithHosting(test, { username: 'waits' })
    const target = { filter: { status: 'queued,waiting' } }
    const cancel = await prepared(test, { action: 'cancel', options: {}, target })
    await startBulkAction(test.ctx, { id: cancel.id })
    // Without an engine, which would run the operation before it is cancelled.
    await new BulkActionWorker(test.domain).idle()
    expect((await getBulkAction(test.ctx, { id: cancel.id })).counts).toMatchObject({ total: 1, done: 1 })
    expect((await operationRow(test, waiting.operationId)).status).toBe('cancelled')
    expect((await accountRow(test, waiting.accountId)).status).toBe('failed')

    test.sandbox.addFault({ fault: 'error', path: 'create', status: 400 })
    const broken = await onboardWithHosting(test, { username: 'broken' })
    await runUntilSettled(test, broken.operationId)
    expect((await operationRow(test, broken.operationId)).status).toBe('failed')
    const retry = await prepared(test, {
      action: 'retry',
      options: {},
      target: { ids: [broken.operationId, waiting.operationId] },
    })
    expect(retry.groups).toMatchObject([{ code: 'operation-cancelled', rows: 1 }])
    expect(retry.counts).toMatchObject({ pending: 1, skipped: 1 })
    expect((await finished(test, retry)).counts).toMatchObject({ done: 1, skipped: 1 })
    expect((await accountRow(test, broken.accountId)).status).toBe('active')

    test.sandbox.addFault({ fault: 'error', path: 'delete', status: 400 })
    const deletion = await terminateHostingAccount(test.ctx, { id: broken.accountId, confirm: 'broken' })
    const stopped = await runUntilSettled(test, deletion.body.operation.id)
    expect(['failed', 'needs-person']).toContain(stopped.status)
    const again = await prepared(test, { action: 'retry', options: {}, target: { ids: [stopped.id] } })
    expect(again).toMatchObject({ counts: { pending: 0, skipped: 1 }, groups: [{ code: 'termination' }] })
  })

  it('sets the mode of servers, and skips those that have it', async () => {
    const test = open()
    const key = () => {
      const { apiKey, apiSecret } = test.sandbox.createKey({})
      return { apiKey, apiSecret }
    }
    const first = await addTestServer(test, { name: 'First' })
    const second = await addTestServer(test, { name: 'Second', ...key() })
    await addTestServer(test, { name: 'Third', ...key() })
    const once = await prepared(test, {
      action: 'set-server-mode',
      options: { mode: 'maintenance' },
      target: { ids: [first.id, second.id] },
    })
    expect((await finished(test, once)).counts).toMatchObject({ done: 2 })
    const all = await prepared(test, {
      action: 'set-server-mode',
      options: { mode: 'maintenance' },
      target: { filter: {} },
    })
    expect((await finished(test, all)).counts).toMatchObject({ done: 1, skipped: 2 })
  })

  it('refuses what it cannot fix, names the field, and writes nothing', async () => {
    const test = open()
    await addTestServer(test)
    await activeAccounts(test, 1)
    const refused = (target: object) =>
      createBulkAction(test.ctx, { ...suspension, target }).catch((error: unknown) => error)
    expect(await refused({ filter: { search: 'nothing-at-all' } })).toMatchObject({
      code: 'invalid-body',
      errors: [{ path: 'target', code: 'nothing-matches' }],
    })
    expect(await refused({ filter: { status: 'odd' } })).toMatchObject({
      errors: [{ path: 'target.filter.status' }],
    })
    expect(await refused({ filter: { unknown: 'x' } })).toMatchObject({
      errors: [{ path: 'target.filter.unknown', code: 'not-allowed' }],
    })
    const billing = contextOf(test.domain, call({ ...staff, role: 'billing' }))
    await expect(
      createBulkAction(billing, {
        action: 'retry',
        options: {},
        target: { ids: [crypto.randomUUID()] },
      }),
    ).rejects.toMatchObject({ code: 'forbidden', message: expect.stringContaining('operations.write') })
    expect((await listBulkActions(test.ctx, { limit: 5 })).items).toEqual([])
  })

  it('that suspends many needs their number', async () => {
    const test = open()
    await addTestServer(test)
    const made = await activeAccounts(test, 10)
    const ready = await prepared(test, { ...suspension, target: { ids: made.map(idOf) } })
    expect(ready.confirm).toBe(10)
    const start = (confirm?: number) =>
      startBulkAction(test.ctx, { id: ready.id, ...(confirm === undefined ? {} : { confirm }) })
    await expect(start()).rejects.toMatchObject({ errors: [{ path: 'confirm', code: 'required' }] })
    await expect(start(9)).rejects.toMatchObject({ errors: [{ path: 'confirm', code: 'does-not-match' }] })
    expect((await getBulkAction(test.ctx, { id: ready.id })).status).toBe('ready')
    expect(await start(10)).toMatchObject({ status: 'running' })
    await workOnBulkActions(test)
    expect((await getBulkAction(test.ctx, { id: ready.id })).counts).toMatchObject({ done: 10 })
  })

  it('is checked in parts if it has many rows', async () => {
    const test = open()
    await addTestServer(test)
    const [made] = await activeAccounts(test, 1)
    const ids = [...Array.from({ length: 1200 }, () => crypto.randomUUID()), made?.accountId ?? '']
    const created = await createBulkAction(test.ctx, { ...suspension, target: { ids } })
    expect(created).toMatchObject({ status: 'checking', counts: { unchecked: 1201 } })
    await expect(startBulkAction(test.ctx, { id: created.id })).rejects.toMatchObject({ code: 'wrong-state' })
    const ready = await prepared(test, { ...suspension, target: { ids: ids.slice(0, 1) } })
    expect(ready.counts).toMatchObject({ skipped: 1 })
    expect(await getBulkAction(test.ctx, { id: created.id })).toMatchObject({
      status: 'ready',
      counts: { total: 1201, pending: 1, skipped: 1200 },
    })
    const rows = await test.database.db
      .select()
      .from(bulkActionRows)
      .where(eq(bulkActionRows.bulkActionId, created.id))
    expect(rows.filter(({ state }) => state === 'unchecked')).toEqual([])
  })
})

describe('A suspension', () => {
  it.each([
    [51, 100_000, true],
    [50, 100_000, false],
    [10, 99, true],
    [10, 100, false],
    [9, 9, false],
  ])('of %i accounts, of %i active ones, is large: %s', (accounts, active, large) => {
    expect(isLarge(accounts, active)).toBe(large)
  })
})
