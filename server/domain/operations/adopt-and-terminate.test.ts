import { describe, expect, it } from 'vitest'
import { getHostingAccount, listOwnHostingAccounts } from '#server/domain/accounts/index.ts'
import { contextOf } from '#server/domain/context.ts'
import { adoptAccount, cancelOperation, retryOperation } from '#server/domain/operations/index.ts'
import { call, callWithKey, customerActor, describeDomain, type TestDomain } from '#testing/domain.ts'
import {
  accountRow,
  addTestServer,
  auditOf,
  hostingPassword,
  onboardWithHosting,
  onPanel,
  operationRow,
  provisioned,
  runUntilSettled,
  slotHolders,
  strangerOnPanel,
} from '#testing/domain-steps.ts'
import {
  changeHostingPassword,
  readHostingUsage,
  suspendHostingAccount,
  terminateHostingAccount,
  unsuspendHostingAccount,
} from '../hosting/index.ts'
import { changeServer, removeServer } from '../servers/index.ts'

const own = 'own@example.com'

/** A create stopped by an account on the panel with the same username, and optionally the same email. */
async function stoppedBy(test: TestDomain, there: { email?: string } = {}) {
  const panelUserId = String(await strangerOnPanel(test, { username: 'alpha', ...there }))
  const made = await onboardWithHosting(test, { customer: { email: own } })
  await runUntilSettled(test, made.operationId)
  return { ...made, panelUserId }
}

describeDomain('Staff', (open) => {
  describe('An adoption', () => {
    it('links an account with the same username and email, without its password, and records the actor', async () => {
      const test = open()
      await addTestServer(test)
      const { accountId, operationId, panelUserId } = await stoppedBy(test, { email: 'Own@Example.com' })
      const adopted = await adoptAccount(contextOf(test.domain, callWithKey('k')), {
        id: operationId,
        panelUserId,
      })
      expect(adopted).toMatchObject({
        status: 200,
        body: { operation: { status: 'succeeded', error: null } },
      })
      test.sandbox.addFault({ fault: 'error', times: 'always' })
      const again = await adoptAccount(contextOf(test.domain, callWithKey('k')), {
        id: operationId,
        panelUserId,
      })
      expect(again.body.account.id).toBe(accountId)
      expect(await accountRow(test, accountId)).toMatchObject({
        status: 'active',
        panelUserId,
        verified: true,
        holdsSlot: true,
        passwordSetByUs: false,
        passwordSealed: null,
      })
      expect((await auditOf(test)).filter(({ action }) => action === 'operation.adopt')).toMatchObject([
        { subjectId: operationId, after: { panelUserId } },
      ])
    })

    it('is refused if email or username differ, if there is no such account, and for an invalid id', async () => {
      const test = open()
      await addTestServer(test)
      const { operationId, panelUserId } = await stoppedBy(test)
      const other = String(await strangerOnPanel(test, { username: 'zeta', email: own }))
      for (const [id, words] of [
        [panelUserId, 'email is'],
        [other, 'username is "zeta"'],
        ['77', 'no account 77'],
        ['../1', 'does not show'],
      ] as const)
        await expect(adoptAccount(test.ctx, { id: operationId, panelUserId: id })).rejects.toMatchObject({
          code: 'account-does-not-match',
          message: expect.stringContaining(words),
        })
      expect(await operationRow(test, operationId)).toMatchObject({ status: 'needs-person' })
    })

    it('is refused for an account that another row of ours has, by its id or by its marker', async () => {
      const test = open()
      await addTestServer(test)
      const first = await provisioned(test, { username: 'alpha', customer: { email: own } })
      const second = await onboardWithHosting(test, {
        username: 'alpha',
        email: own,
        customer: { email: 'second@example.com' },
      })
      expect(second.hosting.operation).toMatchObject({ status: 'needs-person' })
      await expect(
        adoptAccount(test.ctx, { id: second.operationId, panelUserId: '1' }),
      ).rejects.toMatchObject({ code: 'account-does-not-match' })
      expect(await accountRow(test, first.accountId)).toMatchObject({ status: 'active', panelUserId: '1' })
    })

    it('is refused for an operation that did not stop, and after a later operation has started', async () => {
      const test = open()
      const server = await addTestServer(test)
      const fine = await provisioned(test, { username: 'fine' })
      await expect(adoptAccount(test.ctx, { id: fine.operationId, panelUserId: '1' })).rejects.toMatchObject({
        code: 'wrong-state',
      })

      await changeServer(test.ctx, { id: server.id, mode: 'maintenance' })
      const panelUserId = String(await strangerOnPanel(test, { username: 'alpha', email: own }))
      const { accountId, operationId } = await onboardWithHosting(test, { customer: { email: own } })
      expect(await operationRow(test, operationId)).toMatchObject({ status: 'failed' })
      const ending = await terminateHostingAccount(test.ctx, { id: accountId, confirm: 'alpha' })
      await expect(adoptAccount(test.ctx, { id: operationId, panelUserId })).rejects.toMatchObject({
        code: 'wrong-state',
      })
      await runUntilSettled(test, ending.body.operation.id)
      expect(onPanel(test)).toContain('alpha')
    })

    it('returns the remedy if the panel does not respond, or its server was removed', async () => {
      const test = open()
      const server = await addTestServer(test)
      const { operationId, panelUserId } = await stoppedBy(test, { email: own })
      test.sandbox.addFault({ fault: 'unavailable', path: 'get' })
      await expect(adoptAccount(test.ctx, { id: operationId, panelUserId })).rejects.toMatchObject({
        code: 'panel-unavailable',
      })
      const { body } = await retryOperation(test.ctx, { id: operationId, username: 'other' })
      await cancelOperation(test.ctx, { id: body.operation.id })
      await removeServer(test.ctx, { id: server.id })
      await expect(adoptAccount(test.ctx, { id: operationId, panelUserId })).rejects.toMatchObject({
        code: 'panel-unavailable',
        message: expect.stringContaining('were removed from this system'),
      })
    })

    it('may exceed the capacity: 6 of 5', async () => {
      const test = open()
      await addTestServer(test, { capacity: 1 })
      const made = await stoppedBy(test, { email: own })
      await provisioned(test, { username: 'filler' })
      await adoptAccount(test.ctx, { id: made.operationId, panelUserId: made.panelUserId })
      expect(await slotHolders(test)).toEqual(['alpha', 'filler'])
    })
  })

  describe('Suspending, unsuspending and terminating', () => {
    it('are refused in the wrong state, with the reason', async () => {
      const test = open()
      await addTestServer(test)
      const { accountId, operationId } = await onboardWithHosting(test)
      for (const verb of [suspendHostingAccount, unsuspendHostingAccount])
        await expect(verb(test.ctx, { id: accountId, reason: 'staff' })).rejects.toMatchObject({
          code: 'wrong-state',
        })
      await expect(readHostingUsage(test.ctx, { id: accountId })).rejects.toMatchObject({
        code: 'wrong-state',
      })
      await runUntilSettled(test, operationId)
      await expect(
        terminateHostingAccount(test.ctx, { id: accountId, confirm: 'Alpha' }),
      ).rejects.toMatchObject({ code: 'invalid-body', errors: [{ path: 'confirm' }] })
      const { body } = await terminateHostingAccount(test.ctx, { id: accountId, confirm: 'alpha' })
      await runUntilSettled(test, body.operation.id)
      await expect(
        terminateHostingAccount(test.ctx, { id: accountId, confirm: 'alpha' }),
      ).rejects.toMatchObject({ code: 'wrong-state' })
    })

    it('run once under one key, and are audited', async () => {
      const test = open()
      await addTestServer(test)
      const { accountId } = await provisioned(test)
      const suspend = () =>
        suspendHostingAccount(contextOf(test.domain, callWithKey('s')), {
          id: accountId,
          reason: 'overdue',
          note: 'Invoice 7',
        })
      const first = await suspend()
      expect((await suspend()).body.operation.id).toBe(first.body.operation.id)
      await runUntilSettled(test, first.body.operation.id)
      expect((await suspend()).body.operation).toMatchObject({ status: 'succeeded' })

      const end = () =>
        terminateHostingAccount(contextOf(test.domain, callWithKey('t')), { id: accountId, confirm: 'alpha' })
      const ending = await end()
      expect((await end()).body.operation.id).toBe(ending.body.operation.id)
      await runUntilSettled(test, ending.body.operation.id)
      expect((await end()).body.account).toMatchObject({ status: 'terminated' })

      const entries = (await auditOf(test)).filter(({ subjectId }) => subjectId === accountId)
      expect(entries.map(({ action, before, after }) => ({ action, before, after }))).toMatchObject([
        { action: 'hosting-account.create' },
        { action: 'hosting-account.suspend', before: {}, after: { reason: 'overdue', note: 'Invoice 7' } },
        { action: 'hosting-account.terminate', before: { status: 'suspended' } },
      ])
    })

    it('let staff confirm a deletion that the panel cannot show, and only that', async () => {
      const test = open()
      await addTestServer(test)
      test.sandbox.variants.set({ list: '404', get: '404' })
      const { accountId } = await provisioned(test)
      const confirm = (key: string) =>
        terminateHostingAccount(contextOf(test.domain, callWithKey(key)), {
          id: accountId,
          confirm: 'alpha',
          deletedOnPanel: true,
        })
      await expect(confirm('early')).rejects.toMatchObject({ code: 'wrong-state' })
      const { body } = await terminateHostingAccount(test.ctx, { id: accountId, confirm: 'alpha' })
      await expect(confirm('still running')).rejects.toMatchObject({ code: 'wrong-state' })
      expect(await runUntilSettled(test, body.operation.id)).toMatchObject({ status: 'needs-person' })

      const confirmed = await confirm('now')
      expect(confirmed.body).toMatchObject({
        account: { status: 'terminated' },
        operation: { id: body.operation.id, status: 'succeeded', error: null },
      })
      expect(await slotHolders(test)).toEqual([])
      expect((await auditOf(test)).at(-1)).toMatchObject({
        action: 'hosting-account.confirm-deletion',
        before: { status: 'terminating', error: 'identity-not-known' },
      })
    })

    it('report that the panel has no call to change a password, and how to change it', async () => {
      const test = open()
      await addTestServer(test)
      const { accountId } = await provisioned(test)
      await expect(
        changeHostingPassword(test.ctx, { id: accountId, password: hostingPassword }),
      ).rejects.toMatchObject({
        code: 'not-supported',
        message: expect.stringContaining('Reset Password'),
      })
    })
  })

  describe('Hosting accounts as read', () => {
    it('show usage from the panel, and never show a customer the data of another', async () => {
      const test = open()
      await addTestServer(test)
      const mine = await provisioned(test, { username: 'mine' })
      await provisioned(test, { username: 'theirs' })
      expect(await readHostingUsage(test.ctx, { id: mine.accountId })).toMatchObject({
        domains: 0,
        readAt: test.clock.now().toISOString(),
      })
      expect(await getHostingAccount(test.ctx, { id: mine.accountId })).toMatchObject({
        username: 'mine',
        panelUserId: 1,
      })
      const { items } = await listOwnHostingAccounts(
        contextOf(test.domain, call(customerActor(mine.customer.id))),
      )
      expect(items.map(({ username }) => username)).toEqual(['mine'])
      await expect(listOwnHostingAccounts(test.ctx)).rejects.toMatchObject({ code: 'forbidden' })
    })
  })
})
