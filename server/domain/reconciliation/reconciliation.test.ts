import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { markerFor } from '#server/domain/accounts/index.ts'
import { contextOf } from '#server/domain/context.ts'
import { call, callWithKey, describeDomain, staff, type TestDomain } from '#testing/domain.ts'
import {
  accountRow,
  addTestServer,
  auditOf,
  deleteOnPanel,
  onboardWithHosting,
  onPanel,
  operationRow,
  provisioned,
  runUntilSettled,
  serverRow,
  slotHolders,
} from '#testing/domain-steps.ts'
import {
  readSuspensions,
  suspendHostingAccount,
  terminateHostingAccount,
  unsuspendHostingAccount,
} from '../hosting/index.ts'
import { getServer } from '../servers/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { servers } from '../tables/servers.ts'
import { driftOf } from './drift.ts'
import { getReconciliation, listReconciliations, reconcileServer, resolveFinding } from './index.ts'

type Run = Awaited<ReturnType<typeof reconcileServer>>
type Action = Parameters<typeof resolveFinding>[1]['action']

describeDomain('A reconciliation', (open) => {
  const begin = async () => {
    const test = open()
    const { id: serverId } = await addTestServer(test)
    const reconcile = () => {
      test.clock.advance(1000)
      return reconcileServer(test.ctx, { id: serverId })
    }
    const resolve = (
      run: Run,
      action: Action,
      more: { at?: number; confirm?: number; key?: string } = {},
    ) => {
      const findingId = run.items[more.at ?? 0]?.id ?? ''
      const asked = more.key === undefined ? call() : callWithKey(more.key)
      const { confirm } = more
      return resolveFinding(contextOf(test.domain, asked), {
        id: run.id,
        findingId,
        action,
        confirm,
      })
    }
    return { test, serverId, reconcile, resolve }
  }

  const markerOf = async (test: TestDomain, accountId: string) => (await accountRow(test, accountId)).marker

  /** Created on the panel with this row's marker, although the row counts as never created or as ended. */
  async function arriveLate(test: TestDomain, accountId: string, other: { username?: string } = {}) {
    const { username, email, marker } = await accountRow(test, accountId)
    return (await test.sandbox.makeAccount({ username, email, billing_id: marker, ...other })).id
  }

  async function failed(test: TestDomain, username: string) {
    test.sandbox.addFault({ fault: 'unavailable', path: 'create', times: 'always' })
    const made = await onboardWithHosting(test, { username })
    await runUntilSettled(test, made.operationId)
    await test.sandbox.clearFaults()
    return made
  }

  it("without findings reports the number of our accounts and of other owners' accounts", async () => {
    const { test, serverId } = await begin()
    await provisioned(test, { username: 'alpha' })
    await provisioned(test, { username: 'beta' })
    await test.sandbox.makeAccount({ username: 'stranger', email: 'stranger@elsewhere.example' })
    const run = await reconcileServer(contextOf(test.domain, callWithKey('k')), { id: serverId })
    expect(run).toMatchObject({
      startedBy: 'Staff user',
      complete: true,
      why: null,
      believed: 2,
      vanished: 0,
      braked: false,
      onPanel: 3,
      strangers: { count: 1, capacity: 100, sample: [{ panelUserId: 3, username: 'stranger' }] },
      leftOut: 0,
      findings: { total: 0, open: 0, leftOut: 0 },
      items: [],
    })
    expect(await reconcileServer(contextOf(test.domain, callWithKey('k')), { id: serverId })).toEqual(run)
    await expect(
      reconcileServer(contextOf(test.domain, callWithKey('k', 'x')), { id: serverId }),
    ).rejects.toMatchObject({
      code: 'idempotency-key-reused',
    })
    const { items, ...summary } = run
    expect(await listReconciliations(test.ctx, { id: serverId, limit: 25 })).toEqual({
      items: [summary],
      nextCursor: null,
    })
    expect((await auditOf(test)).at(-1)).toMatchObject({ action: 'server.reconcile', subjectId: serverId })
  })

  describe('finds an account created after the timeout', () => {
    it('under a failed row, and staff adopt it into that row', async () => {
      const { test, reconcile, resolve } = await begin()
      const { accountId, operationId } = await failed(test, 'alpha')
      const id = await arriveLate(test, accountId)
      const run = await reconcile()
      expect(run.items).toMatchObject([
        { kind: 'unknown-to-us', accountId, panelUserId: id, actions: ['adopt', 'terminate'] },
      ])
      expect(run.strangers.count).toBe(0)
      const { status, body } = await resolve(run, 'adopt', { key: 'k' })
      expect([status, body.operation, body.finding.resolution?.action]).toEqual([200, null, 'adopt'])
      expect((await resolve(run, 'adopt', { key: 'k' })).body).toEqual(body)
      expect(await accountRow(test, accountId)).toMatchObject({
        status: 'active',
        panelUserId: String(id),
        holdsSlot: true,
        verified: true,
        passwordSetByUs: false,
        passwordSealed: null,
      })
      expect((await operationRow(test, operationId)).status).toBe('succeeded')
      expect((await auditOf(test)).at(-1)).toMatchObject({
        action: 'reconciliation.resolve',
        subjectId: accountId,
        after: { action: 'adopt', panelUserId: String(id) },
      })
      await expect(resolve(run, 'adopt')).rejects.toMatchObject({ code: 'wrong-state' })
      expect((await reconcile()).items).toEqual([])
    })

    it('under a terminated row, and staff terminate it by an ordinary operation', async () => {
      const { test, reconcile, resolve } = await begin()
      const { accountId } = await provisioned(test, { username: 'alpha' })
      const ended = await terminateHostingAccount(test.ctx, { id: accountId, confirm: 'alpha' })
      await runUntilSettled(test, ended.body.operation.id)
      const id = await arriveLate(test, accountId)
      const run = await reconcile()
      const { status, body } = await resolve(run, 'terminate')
      expect([status, body.operation?.kind, body.account.status]).toEqual([202, 'terminate', 'terminating'])
      expect(onPanel(test)).toEqual(['alpha'])
      expect(await runUntilSettled(test, body.operation?.id ?? '')).toMatchObject({ status: 'succeeded' })
      expect([id, onPanel(test), await slotHolders(test)]).toEqual([2, [], []])
      expect((await accountRow(test, accountId)).status).toBe('terminated')
    })

    it('under a terminated row, and staff terminate it only with a recent sign-in', async () => {
      const { test, reconcile } = await begin()
      const { accountId } = await provisioned(test, { username: 'alpha' })
      const ended = await terminateHostingAccount(test.ctx, { id: accountId, confirm: 'alpha' })
      await runUntilSettled(test, ended.body.operation.id)
      await arriveLate(test, accountId)
      const run = await reconcile()
      const authenticatedAt = new Date(test.clock.now().getTime() - 900_000)
      const signIn = { authenticatedAt, twoFactor: false, needsFactor: false }
      const finding = { id: run.id, findingId: run.items[0]?.id ?? '' }
      await expect(
        resolveFinding(contextOf(test.domain, call({ ...staff, signIn })), {
          ...finding,
          action: 'terminate',
        }),
      ).rejects.toMatchObject({ code: 'reauthentication-required' })
      expect(onPanel(test)).toEqual(['alpha'])
    })

    it('on a panel whose list shows no references, by reading it individually', async () => {
      const { test, reconcile } = await begin()
      const { accountId } = await failed(test, 'alpha')
      await provisioned(test, { username: 'beta' })
      await arriveLate(test, accountId)
      test.sandbox.variants.set({ listFields: [] })
      const run = await reconcile()
      expect(run.items).toMatchObject([{ kind: 'unknown-to-us', accountId }])
      expect(run.notes).toEqual([expect.stringContaining('does not show billing references')])
    })

    it('and offers no action if it differs from the request, or its reference is forged or from a clone', async () => {
      const { test, reconcile, resolve } = await begin()
      const { accountId } = await failed(test, 'alpha')
      await arriveLate(test, accountId, { username: 'renamed' })
      const [own, epoch2] = [
        markerFor(test.domain, crypto.randomUUID()),
        markerFor(
          { ...test.domain, installation: { ...test.domain.installation, epoch: 2 } },
          crypto.randomUUID(),
        ),
      ]
      const stranger = (username: string, billing_id: string) =>
        test.sandbox.makeAccount({ username, email: `${username}@elsewhere.example`, billing_id })
      await stranger('lost', own)
      await stranger('copied', epoch2)
      await stranger('forged', `${own.slice(0, -4)}0000`)
      const run = await reconcile()
      expect(run.items).toMatchObject([
        { kind: 'unknown-to-us', accountId, actions: [], remedy: expect.stringContaining('"renamed"') },
        { kind: 'unknown-to-us', accountId: null, username: 'lost', actions: [] },
      ])
      expect(run.strangers.sample.map(({ username }) => username)).toEqual(['copied', 'forged'])
      await expect(resolve(run, 'terminate')).rejects.toMatchObject({ code: 'wrong-state' })
    })
  })

  it('lists accounts that were created since the backup from which the database was restored', async () => {
    const { test, serverId } = await begin()
    const at = (epoch: number) => ({ ...test.domain, installation: { ...test.domain.installation, epoch } })
    for (const epoch of [1, 2, 3, 4])
      await test.sandbox.makeAccount({
        username: `epoch${epoch}`,
        email: `epoch${epoch}@elsewhere.example`,
        billing_id: markerFor(at(epoch), crypto.randomUUID()),
      })
    const restored = at(3)
    const domain = { ...restored, installation: { ...restored.installation, restoredEpoch: 2 } }
    const run = await reconcileServer(contextOf(domain, call()), { id: serverId })
    expect(run.items.map(({ kind, username }) => [kind, username]).toSorted()).toEqual([
      ['unknown-to-us', 'epoch2'],
      ['unknown-to-us', 'epoch3'],
    ])
    expect(run.strangers.sample.map(({ username }) => username)).toEqual(['epoch1', 'epoch4'])
  })

  describe('finds an account that is gone', () => {
    it('and releases its slot only when staff act, after one more check', async () => {
      const { test, reconcile, resolve } = await begin()
      const { accountId } = await provisioned(test, { username: 'alpha' })
      await provisioned(test, { username: 'beta' })
      test.sandbox.backup()
      await deleteOnPanel(test, 1)
      const run = await reconcile()
      expect(run).toMatchObject({ vanished: 1, braked: false })
      expect(run.items).toMatchObject([{ kind: 'gone', accountId, panelUserId: 1, actions: ['mark-gone'] }])
      expect((await accountRow(test, accountId)).status).toBe('active')

      test.sandbox.restore()
      await expect(resolve(run, 'mark-gone')).rejects.toMatchObject({ code: 'finding-outdated' })
      test.sandbox.addFault({ fault: 'error', path: 'list', times: 'always' })
      await deleteOnPanel(test, 1)
      await expect(resolve(run, 'mark-gone')).rejects.toMatchObject({ code: 'panel-unavailable' })
      await test.sandbox.clearFaults()
      const { body } = await resolve(run, 'mark-gone')
      expect(body).toMatchObject({ account: { status: 'terminated' }, operation: null })
      expect(await slotHolders(test)).toEqual(['beta'])
      expect((await reconcile()).items).toEqual([])
      await expect(resolve(run, 'mark-gone')).rejects.toMatchObject({ code: 'wrong-state' })
    })

    it('but none from an incomplete list', async () => {
      const { test, reconcile } = await begin()
      await provisioned(test, { username: 'alpha' })
      await deleteOnPanel(test, 1)
      test.sandbox.variants.set({ list: '404' })
      expect(await reconcile()).toMatchObject({
        complete: false,
        why: expect.stringContaining('no list'),
        vanished: 0,
        items: [],
      })
      test.sandbox.addFault({ fault: 'error', path: 'list' })
      await expect(reconcile()).rejects.toMatchObject({ code: 'panel-unavailable' })
    })

    it('and brakes if many are missing at once, until staff confirm the number', async () => {
      const { test, serverId, reconcile, resolve } = await begin()
      for (const username of ['alpha', 'beta', 'gamma']) await provisioned(test, { username })
      await deleteOnPanel(test, 1)
      await deleteOnPanel(test, 2)
      const run = await reconcile()
      expect(run).toMatchObject({ believed: 3, vanished: 2, braked: true, confirmed: null })
      expect(run.items.map(({ actions, heldActions }) => [actions, heldActions])).toEqual([
        [[], ['mark-gone']],
        [[], ['mark-gone']],
      ])
      expect(test.logged.join()).toContain('many accounts are missing')
      const warning = async () => (await getServer(test.ctx, { id: serverId })).warning
      expect(await warning()).toContain('2 of 3 accounts are missing')
      for (const confirm of [{}, { confirm: 3 }])
        await expect(resolve(run, 'mark-gone', confirm)).rejects.toMatchObject({
          code: 'invalid-body',
          errors: [{ path: 'confirm' }],
        })
      expect(await slotHolders(test)).toEqual(['alpha', 'beta', 'gamma'])
      const { body } = await resolve(run, 'mark-gone', { confirm: 2 })
      expect(body.reconciliation).toMatchObject({ confirmed: { by: 'Staff user' }, findings: { open: 1 } })
      expect(await warning()).toBeNull()
      await resolve(run, 'mark-gone', { at: 1 })
      expect(await slotHolders(test)).toEqual(['gamma'])
      expect((await auditOf(test)).map(({ action }) => action)).toContain('reconciliation.confirm')
      expect(await reconcile()).toMatchObject({ serverId, believed: 1, braked: false, items: [] })
    })

    it('or that has another id, after a restore let ids start again', async () => {
      const { test, reconcile, resolve } = await begin()
      await provisioned(test, { username: 'alpha' })
      test.sandbox.backup()
      const beta = await provisioned(test, { username: 'beta' })
      const gamma = await provisioned(test, { username: 'gamma' })
      test.sandbox.restore()
      await test.sandbox.makeAccount({ username: 'stranger', email: 'stranger@elsewhere.example' })
      await arriveLate(test, beta.accountId)
      const run = await reconcile()
      expect(run).toMatchObject({ vanished: 2, braked: true, strangers: { count: 1 } })
      expect(run.items).toMatchObject([
        { accountId: beta.accountId, panelUserId: 2, foundUnder: [3], heldActions: ['adopt'] },
        { accountId: gamma.accountId, panelUserId: 3, foundUnder: [], heldActions: ['mark-gone'] },
      ])
      expect(run.items[0]?.message).toContain('now another account ("stranger")')
      await resolve(run, 'adopt', { confirm: 2 })
      expect(await accountRow(test, beta.accountId)).toMatchObject({ status: 'active', panelUserId: '3' })
      expect(await accountRow(test, gamma.accountId)).toMatchObject({ status: 'active', panelUserId: null })
      await resolve(run, 'mark-gone', { at: 1 })
      expect((await accountRow(test, gamma.accountId)).status).toBe('terminated')
      expect(onPanel(test)).toEqual(expect.arrayContaining(['stranger', 'beta']))
      expect((await reconcile()).items).toEqual([])
    })
  })

  describe('finds differences', () => {
    it('in username and email, and staff accept them', async () => {
      const { test, reconcile, resolve } = await begin()
      const { accountId } = await provisioned(test, { username: 'alpha' })
      test.sandbox.changeAccount(1, { username: 'omega', email: 'Omega@Example.com' })
      const run = await reconcile()
      expect(run.items).toMatchObject([
        { kind: 'drift', field: 'username', ours: 'alpha', onPanel: 'omega', actions: ['accept'] },
        { kind: 'drift', field: 'email', onPanel: 'omega@example.com', actions: ['accept'] },
      ])
      await resolve(run, 'accept')
      await resolve(run, 'accept', { at: 1 })
      expect(await accountRow(test, accountId)).toMatchObject({
        username: 'omega',
        email: 'omega@example.com',
      })
      expect((await reconcile()).items).toEqual([])
    })

    it('in the email, and staff accept only a plain address', () => {
      const driver = open().domain.drivers.get('nextpanel')
      if (!driver) throw new Error('The driver is not registered.')
      const known = {
        id: 'row',
        serverId: 'server',
        baseUrl: 'http://panel.example',
        serverName: 'Panel',
        username: 'alpha',
        email: 'alpha@example.com',
        marker: 'marker',
        status: 'active',
        panelUserId: '1',
        updatedAt: new Date(0),
        isMoving: false,
      } as const
      const actionsFor = (email: string) => {
        const account = { id: '1', username: 'alpha', email, marker: 'marker', suspended: false }
        return driftOf(account, known, driver).map(({ actions }) => actions)
      }
      expect(actionsFor('Ada@Example.com')).toEqual([['accept']])
      for (const email of ['Ada <ada@example.com>', 'mailto:ada@example.com', 'ada@localhost'])
        expect(actionsFor(email)).toEqual([[]])
    })

    it('in the suspension, and its acceptance replaces an earlier suspension', async () => {
      const { test, reconcile, resolve } = await begin()
      const { accountId: id } = await provisioned(test, { username: 'alpha' })
      const settle = async ({ body }: Awaited<ReturnType<typeof suspendHostingAccount>>) => {
        await runUntilSettled(test, body.operation.id)
      }
      await settle(await suspendHostingAccount(test.ctx, { id, reason: 'staff', note: 'long ago' }))
      await settle(await unsuspendHostingAccount(test.ctx, { id, reason: 'staff' }))
      test.sandbox.changeAccount(1, { status: 'suspended' })
      const run = await reconcile()
      await resolve(run, 'accept')
      expect((await readSuspensions(test.ctx, { id })).items).toEqual([
        { reason: 'staff', note: null, by: test.ctx.actor.name, at: test.clock.now().toISOString() },
      ])
    })

    it('in the suspension, and staff accept it or re-apply our records', async () => {
      const { test, reconcile, resolve } = await begin()
      const { accountId } = await provisioned(test, { username: 'alpha' })
      test.sandbox.changeAccount(1, { status: 'suspended' })
      const first = await reconcile()
      expect(first.items).toMatchObject([
        { field: 'suspended', ours: 'active', onPanel: 'suspended', actions: ['re-apply', 'accept'] },
      ])
      const { body } = await resolve(first, 're-apply')
      expect(await runUntilSettled(test, body.operation?.id ?? '')).toMatchObject({ status: 'succeeded' })
      expect(test.sandbox.ledger()[0]?.status).toBe('active')
      expect((await reconcile()).items).toEqual([])

      test.sandbox.changeAccount(1, { status: 'suspended' })
      await resolve(await reconcile(), 'accept')
      expect(await accountRow(test, accountId)).toMatchObject({
        status: 'suspended',
        suspendReasons: ['staff'],
      })
      expect((await readSuspensions(test.ctx, { id: accountId })).items).toMatchObject([
        { reason: 'staff', note: null, by: test.ctx.actor.name },
      ])

      test.sandbox.changeAccount(1, { status: 'active' })
      const last = await reconcile()
      test.sandbox.changeAccount(1, { status: 'suspended' })
      await expect(resolve(last, 're-apply')).rejects.toMatchObject({ code: 'finding-outdated' })
    })
  })

  it('finds two accounts with one reference, and leaves the decision to staff in NextPanel', async () => {
    const { test, reconcile } = await begin()
    const { accountId } = await provisioned(test, { username: 'alpha' })
    const billing_id = await markerOf(test, accountId)
    await test.sandbox.makeAccount({ username: 'twin', email: 'twin@elsewhere.example', billing_id })
    expect((await reconcile()).items).toMatchObject([
      { kind: 'doubled', accountId, panelUserId: 1, foundUnder: [1, 2], actions: [] },
    ])
  })

  it('skips accounts with an operation in progress, and refuses actions on them', async () => {
    const { test, reconcile, resolve } = await begin()
    const { accountId } = await provisioned(test, { username: 'alpha' })
    await deleteOnPanel(test, 1)
    const run = await reconcile()
    await suspendHostingAccount(test.ctx, { id: accountId, reason: 'staff' })
    await expect(resolve(run, 'mark-gone')).rejects.toMatchObject({ code: 'operation-under-way' })
    expect(await reconcile()).toMatchObject({ believed: 0, leftOut: 1, items: [] })
  })

  it('corrects a slot counter that differs from the accounts, and keeps a correct one', async () => {
    const { test, serverId, reconcile } = await begin()
    await provisioned(test, { username: 'alpha' })
    await provisioned(test, { username: 'beta' })
    const corrections = async () =>
      (await auditOf(test)).filter(({ action }) => action === 'server.correct-slots')
    await reconcile()
    expect(await corrections()).toEqual([])
    expect(test.logged.join('')).not.toContain('slot counter')

    await test.database.db.update(servers).set({ slotsHeld: 7 })
    // Also if the panel cannot be read, because the counter is ours.
    test.sandbox.addFault({ fault: 'error', path: 'list', times: 'always' })
    await expect(reconcile()).rejects.toMatchObject({ code: 'panel-unavailable' })
    expect((await serverRow(test, serverId)).slotsHeld).toBe(2)
    expect(await corrections()).toMatchObject([
      {
        actorKind: 'system',
        subjectId: serverId,
        before: { slotsHeld: 7 },
        after: { slotsHeld: 2 },
      },
    ])
    expect(test.logged.join('')).toContain('slot counter of a server was wrong')
  })

  it('keeps the last fifty, and returns them in pages', async () => {
    const { test, serverId, reconcile } = await begin()
    const runs: string[] = []
    for (let count = 0; count < 52; count += 1) runs.unshift((await reconcile()).id)
    const page = (cursor?: string) =>
      listReconciliations(test.ctx, { id: serverId, limit: 30, ...(cursor ? { cursor } : {}) })
    const first = await page()
    const second = await page(first.nextCursor ?? '')
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(runs.slice(0, 50))
    expect(second.nextCursor).toBeNull()
    await expect(getReconciliation(test.ctx, { id: runs.at(-1) ?? '' })).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  it('does not report an account that changed while the list was read', async () => {
    const { test, serverId } = await begin()
    const { accountId } = await provisioned(test, { username: 'alpha' })
    await deleteOnPanel(test, 1)
    const later = new Date(test.clock.now().getTime() + 1)
    await test.database.db
      .update(hostingAccounts)
      .set({ updatedAt: later })
      .where(eq(hostingAccounts.id, accountId))
    expect(await reconcileServer(test.ctx, { id: serverId })).toMatchObject({ leftOut: 1, items: [] })
  })
})
