import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import type { StaffRole } from '#contracts/roles.ts'
import { contextOf } from '#server/domain/context.ts'
import { cancelOperation, retryOperation } from '#server/domain/operations/index.ts'
import { runOperation } from '#server/work/index.ts'
import { operations } from '#server/work/table.ts'
import { call, callWithKey, describeDomain, staff, type TestDomain } from '#testing/domain.ts'
import {
  accountRow,
  addTestServer,
  auditOf,
  onboardWithHosting,
  onPanel,
  operationRow,
  provisioned,
  runUntilSettled,
  slotHolders,
  strangerOnPanel,
} from '#testing/domain-steps.ts'
import { suspendHostingAccount, terminateHostingAccount } from '../hosting/index.ts'
import { changeServer } from '../servers/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'

/** A create that another owner's username stopped: a conflict, without a slot. */
async function inConflict(test: TestDomain, username = 'alpha') {
  await strangerOnPanel(test, { username })
  const made = await onboardWithHosting(test, { username })
  await runUntilSettled(test, made.operationId)
  return made
}

describeDomain('Staff', (open) => {
  describe('A retry', () => {
    it('is possible only for an operation that failed or waits', async () => {
      const test = open()
      await addTestServer(test)
      const { operationId } = await onboardWithHosting(test)
      await expect(retryOperation(test.ctx, { id: operationId })).rejects.toMatchObject({
        code: 'wrong-state',
      })
      await runUntilSettled(test, operationId)
      await expect(retryOperation(test.ctx, { id: operationId })).rejects.toMatchObject({
        code: 'wrong-state',
      })
    })

    it('continues with the same row, once under one key, and is audited without secrets', async () => {
      const test = open()
      await addTestServer(test)
      const { accountId, operationId } = await inConflict(test)
      const request = { id: operationId, password: 'Corrected-Pass-1' }
      const first = await retryOperation(contextOf(test.domain, callWithKey('k')), request)
      const again = await retryOperation(contextOf(test.domain, callWithKey('k')), request)
      expect([first.body.account.id, again.body.account.id]).toEqual([accountId, accountId])
      expect(again.body.operation.id).toBe(operationId)

      const entries = (await auditOf(test)).filter(({ action }) => action === 'operation.retry')
      expect(entries).toMatchObject([
        { subjectId: operationId, before: { status: 'needs-person' }, after: { password: true } },
      ])
      expect(JSON.stringify(entries)).not.toContain('Corrected-Pass-1')
      // Other windows read this and no longer show the earlier password.
      const replaced = first.body.operation.timeline.filter(
        ({ event }) => event === 'operation.password-replaced',
      )
      expect(replaced).toHaveLength(1)
      expect(JSON.stringify(replaced)).not.toContain('Corrected-Pass-1')
    })

    it('under another username creates a new account; the old row loses its password and is kept as history', async () => {
      const test = open()
      await addTestServer(test)
      const old = await inConflict(test)
      const { body } = await retryOperation(test.ctx, {
        id: old.operationId,
        username: 'alphatwo',
      })
      expect(body.account.id).not.toBe(old.accountId)
      expect(await runUntilSettled(test, body.operation.id)).toMatchObject({ status: 'succeeded' })
      expect(await accountRow(test, old.accountId)).toMatchObject({
        status: 'terminated',
        holdsSlot: false,
        passwordSealed: null,
      })
      expect(await operationRow(test, old.operationId)).toMatchObject({ status: 'failed' })
      const rows = await test.database.db.select().from(hostingAccounts)
      expect(new Set(rows.map(({ marker }) => marker)).size).toBe(2)
      expect(await slotHolders(test)).toEqual(['alphatwo'])
    })

    it('with another email creates a new account with that email and its own marker, once under one key', async () => {
      const test = open()
      await addTestServer(test)
      await strangerOnPanel(test, { username: 'stranger', email: 'shared@example.com' })
      const old = await onboardWithHosting(test, { customer: { email: 'shared@example.com' } })
      expect(await runUntilSettled(test, old.operationId)).toMatchObject({
        status: 'needs-person',
        email: 'shared@example.com',
        error: { code: 'email-taken' },
      })

      const request = { id: old.operationId, email: 'hosting@example.com' }
      const first = await retryOperation(contextOf(test.domain, callWithKey('k')), request)
      const again = await retryOperation(contextOf(test.domain, callWithKey('k')), request)
      const { account, operation } = first.body
      expect([again.body.account.id, again.body.operation.id]).toEqual([account.id, operation.id])
      expect(account).toMatchObject({ username: 'alpha', email: 'hosting@example.com' })
      expect(await runUntilSettled(test, operation.id)).toMatchObject({ status: 'succeeded' })

      const created = test.sandbox.ledger().filter(({ username }) => username === 'alpha')
      const { marker } = await accountRow(test, account.id)
      expect(created).toMatchObject([{ email: 'hosting@example.com', billing_id: marker }])
      expect(await accountRow(test, old.accountId)).toMatchObject({ status: 'terminated', holdsSlot: false })
      expect(await slotHolders(test)).toEqual(['alpha'])
      const entries = (await auditOf(test)).filter(({ action }) => action === 'operation.retry')
      expect(entries).toMatchObject([{ after: { email: 'hosting@example.com', username: null } }])
    })

    it('with an email that another account here has is refused, with the field', async () => {
      const test = open()
      await addTestServer(test)
      await provisioned(test, { username: 'holder', customer: { email: 'holder@example.com' } })
      const old = await inConflict(test)
      await expect(
        retryOperation(test.ctx, { id: old.operationId, email: 'holder@example.com', username: 'free' }),
      ).rejects.toMatchObject({ code: 'email-taken', errors: [{ path: 'email' }] })
      expect(await operationRow(test, old.operationId)).toMatchObject({ status: 'needs-person' })
    })

    it('with another email is refused while the panel may have the first account', async () => {
      const test = open()
      await addTestServer(test)
      test.sandbox.variants.set({ list: '404' })
      test.sandbox.addFault({ fault: 'drop-after', path: 'create' })
      const { operationId } = await onboardWithHosting(test)
      await runUntilSettled(test, operationId)
      await expect(
        retryOperation(test.ctx, { id: operationId, email: 'other@example.com' }),
      ).rejects.toMatchObject({ code: 'wrong-state', message: expect.stringContaining('Terminate') })
    })

    it('on another server continues there', async () => {
      const test = open()
      await addTestServer(test, { name: 'First' })
      const old = await inConflict(test)
      const { apiKey, apiSecret } = test.sandbox.createKey({})
      const second = await addTestServer(test, { name: 'Second', apiKey, apiSecret })
      const { body } = await retryOperation(test.ctx, {
        id: old.operationId,
        serverId: second.id,
      })
      expect(body.account).toMatchObject({ serverId: second.id, username: 'alpha' })
    })

    for (const [what, arrange, code] of [
      ['full', { capacity: 1 }, 'server-full'],
      ['in maintenance', { mode: 'maintenance' }, 'server-in-maintenance'],
      ['draining', { mode: 'draining' }, 'server-in-maintenance'],
    ] as const)
      it(`is refused, and writes nothing, if the server is ${what}: same row or new`, async () => {
        const test = open()
        const server = await addTestServer(test)
        await provisioned(test, { username: 'holder' })
        const old = await inConflict(test)
        await changeServer(test.ctx, { id: server.id, ...arrange })
        const rows = async () => (await test.database.db.select().from(hostingAccounts)).length
        const before = await rows()
        for (const change of [{}, { username: 'alphatwo' }])
          await expect(retryOperation(test.ctx, { id: old.operationId, ...change })).rejects.toMatchObject({
            code,
          })
        expect(await rows()).toBe(before)
        expect(await operationRow(test, old.operationId)).toMatchObject({ status: 'needs-person' })
      })

    it('is refused if another row has since taken the username: same row or new', async () => {
      const test = open()
      await addTestServer(test)
      const old = await inConflict(test)
      await test.sandbox.reset()
      await provisioned(test, { username: 'alpha' })
      await provisioned(test, { username: 'beta' })
      for (const change of [{}, { username: 'beta' }])
        await expect(retryOperation(test.ctx, { id: old.operationId, ...change })).rejects.toMatchObject({
          code: 'username-taken',
        })
    })

    it('under another username is refused while the panel may have the first account, with the remedy', async () => {
      const test = open()
      await addTestServer(test)
      test.sandbox.variants.set({ list: '404' })
      test.sandbox.addFault({ fault: 'drop-after', path: 'create' })
      const { operationId } = await onboardWithHosting(test)
      await runUntilSettled(test, operationId)
      await expect(retryOperation(test.ctx, { id: operationId, username: 'alphatwo' })).rejects.toMatchObject(
        { code: 'wrong-state', message: expect.stringContaining('Terminate') },
      )
    })

    it('accepts corrections only for a create that has stopped, and only for the latest operation', async () => {
      const test = open()
      await addTestServer(test)
      test.sandbox.addFault({ fault: 'rate-limit', path: 'create' })
      const { accountId, operationId } = await onboardWithHosting(test)
      await runOperation(test.domain, operationId)
      await expect(retryOperation(test.ctx, { id: operationId, username: 'other' })).rejects.toMatchObject({
        code: 'wrong-state',
      })
      await retryOperation(test.ctx, { id: operationId })
      await runUntilSettled(test, operationId)

      const { body } = await suspendHostingAccount(test.ctx, { id: accountId, reason: 'staff' })
      await expect(retryOperation(test.ctx, { id: operationId })).rejects.toMatchObject({
        code: 'wrong-state',
      })
      expect(await runUntilSettled(test, body.operation.id)).toMatchObject({ status: 'succeeded' })
    })

    it('of a termination needs the permission to terminate, because it deletes the account', async () => {
      const test = open()
      await addTestServer(test)
      const { accountId } = await provisioned(test)
      const { body } = await terminateHostingAccount(test.ctx, { id: accountId, confirm: 'alpha' })
      const { id } = body.operation
      const retryAs = (role: StaffRole) =>
        retryOperation(contextOf(test.domain, call({ ...staff, role })), { id })
      await expect(retryAs('support')).rejects.toMatchObject({ code: 'forbidden' })
      await expect(retryAs('admin')).rejects.toMatchObject({ code: 'wrong-state' })
    })

    it('of a termination needs a sign-in in the last 15 minutes', async () => {
      const test = open()
      await addTestServer(test)
      const { accountId } = await provisioned(test)
      const { body } = await terminateHostingAccount(test.ctx, { id: accountId, confirm: 'alpha' })
      const { id } = body.operation
      const signIn = { authenticatedAt: test.clock.now(), twoFactor: false, needsFactor: false }
      const retry = () => retryOperation(contextOf(test.domain, call({ ...staff, signIn })), { id })
      await expect(retry()).rejects.toMatchObject({ code: 'wrong-state' })
      test.clock.advance(900_000)
      await expect(retry()).rejects.toMatchObject({ code: 'reauthentication-required' })
    })

    it('requires the password if it is no longer stored', async () => {
      const test = open()
      await addTestServer(test)
      const { accountId, operationId } = await inConflict(test)
      await test.database.db
        .update(hostingAccounts)
        .set({ passwordSealed: null })
        .where(eq(hostingAccounts.id, accountId))
      for (const change of [{}, { username: 'alphatwo' }])
        await expect(retryOperation(test.ctx, { id: operationId, ...change })).rejects.toMatchObject({
          code: 'invalid-body',
          errors: [{ path: 'password', code: 'password-required' }],
        })
    })
  })

  describe('A cancellation', () => {
    it('releases slot and password of an operation that was never sent, and is audited', async () => {
      const test = open()
      await addTestServer(test)
      const { accountId, operationId } = await onboardWithHosting(test)
      const first = await cancelOperation(contextOf(test.domain, callWithKey('k')), { id: operationId })
      expect(first).toMatchObject({ status: 200, body: { operation: { status: 'cancelled' } } })
      await expect(
        cancelOperation(contextOf(test.domain, callWithKey('k')), { id: operationId }),
      ).resolves.toMatchObject({
        body: { operation: { id: operationId } },
      })
      expect(await accountRow(test, accountId)).toMatchObject({
        status: 'failed',
        holdsSlot: false,
        passwordSealed: null,
      })
      expect((await auditOf(test)).filter(({ action }) => action === 'operation.cancel')).toMatchObject([
        { subjectId: operationId, before: { status: 'queued' } },
      ])
      await runOperation(test.domain, operationId)
      expect(onPanel(test)).toEqual([])
    })

    it('is refused for a create that may have created the account, and for an ended operation', async () => {
      const test = open()
      await addTestServer(test)
      test.sandbox.addFault({ fault: 'drop', path: 'create' })
      const { operationId } = await onboardWithHosting(test)
      await runOperation(test.domain, operationId)
      await expect(cancelOperation(test.ctx, { id: operationId })).rejects.toMatchObject({
        code: 'wrong-state',
        message: expect.stringContaining('Terminate the account instead'),
      })
      await runUntilSettled(test, operationId)
      await expect(cancelOperation(test.ctx, { id: operationId })).rejects.toMatchObject({
        code: 'wrong-state',
      })
    })

    it('of a termination restores the previous status of the account', async () => {
      const test = open()
      await addTestServer(test)
      const { accountId } = await provisioned(test)
      const suspension = await suspendHostingAccount(test.ctx, { id: accountId, reason: 'abuse' })
      await runUntilSettled(test, suspension.body.operation.id)
      const { body } = await terminateHostingAccount(test.ctx, { id: accountId, confirm: 'alpha' })
      await cancelOperation(test.ctx, { id: body.operation.id })
      expect(await accountRow(test, accountId)).toMatchObject({ status: 'suspended', holdsSlot: true })

      const never = await inConflict(test, 'never')
      const ending = await terminateHostingAccount(test.ctx, {
        id: never.accountId,
        confirm: 'never',
      })
      await cancelOperation(test.ctx, { id: ending.body.operation.id })
      expect(await accountRow(test, never.accountId)).toMatchObject({ status: 'failed', holdsSlot: false })
    })

    it('of a termination whose deletion may have succeeded is refused, with the remedy', async () => {
      const test = open()
      await addTestServer(test)
      const { accountId } = await provisioned(test)
      const { body } = await terminateHostingAccount(test.ctx, { id: accountId, confirm: 'alpha' })
      test.sandbox.addFault({ fault: 'drop', path: 'delete' })
      await runOperation(test.domain, body.operation.id)
      await expect(cancelOperation(test.ctx, { id: body.operation.id })).rejects.toMatchObject({
        message: expect.stringContaining('Retry the operation'),
      })
    })

    it('of a suspension leaves the account unchanged, and allows the next operation', async () => {
      const test = open()
      await addTestServer(test)
      const { accountId } = await provisioned(test)
      test.sandbox.addFault({ fault: 'drop', path: 'suspend' })
      const { body } = await suspendHostingAccount(test.ctx, { id: accountId, reason: 'staff' })
      await runOperation(test.domain, body.operation.id)
      await expect(suspendHostingAccount(test.ctx, { id: accountId, reason: 'abuse' })).rejects.toMatchObject(
        { code: 'operation-under-way' },
      )
      await cancelOperation(test.ctx, { id: body.operation.id })
      await expect(
        suspendHostingAccount(test.ctx, { id: accountId, reason: 'abuse' }),
      ).resolves.toMatchObject({ status: 202 })
      expect(await test.database.db.select().from(operations)).toHaveLength(3)
    })
  })
})
