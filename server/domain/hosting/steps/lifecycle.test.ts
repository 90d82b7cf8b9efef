import { describe, expect, it } from 'vitest'
import { type PanelClient, PanelError } from '#panels/kit/index.ts'
import { nextPanel } from '#panels/nextpanel/index.ts'
import { contextOf } from '#server/domain/context.ts'
import { cancelOperation, retryOperation } from '#server/domain/operations/index.ts'
import { removeServer } from '#server/domain/servers/index.ts'
import { hostingAccounts } from '#server/domain/tables/hosting-accounts.ts'
import { runOperation } from '#server/work/index.ts'
import { attempts } from '#server/work/table.ts'
import { call, cutOffWhenHanging, describeDomain, type TestDomain } from '#testing/domain.ts'
import {
  accountRow,
  addTestServer,
  deleteOnPanel,
  onboardWithHosting,
  onPanel,
  operationRow,
  provisioned,
  runUntilSettled,
  slotHolders,
  strangerOnPanel,
} from '#testing/domain-steps.ts'
import { suspendHostingAccount, terminateHostingAccount, unsuspendHostingAccount } from '../index.ts'
import { releaseQuarantines } from '../release-quarantines.ts'

type Reason = 'staff' | 'abuse' | 'overdue'

/** The same domain on a panel that returns different responses for some calls. */
function withPanel(test: TestDomain, change: (panel: PanelClient) => Partial<PanelClient>): TestDomain {
  const driver = {
    ...nextPanel,
    connect: (...settings: Parameters<typeof nextPanel.connect>) => {
      const panel = nextPanel.connect(...settings)
      return { ...panel, ...change(panel) }
    },
  }
  const domain = test.domainWith({ drivers: new Map([[driver.id, driver]]) })
  return { ...test, domain, ctx: contextOf(domain, call()) }
}

describeDomain('An account on its panel', (open) => {
  describe('A suspension', () => {
    const calls = (route: string) =>
      open()
        .sandbox.requests.recent(1000)
        .filter((request) => request.route === route)

    const suspend = async (accountId: string, reason: Reason) => {
      const { body } = await suspendHostingAccount(open().ctx, { id: accountId, reason })
      return runUntilSettled(open(), body.operation.id)
    }
    const unsuspend = async (accountId: string, reason: Reason) => {
      const { body } = await unsuspendHostingAccount(open().ctx, { id: accountId, reason })
      return runUntilSettled(open(), body.operation.id)
    }

    it('does not count as done if the read-back returns an unexpected response', async () => {
      const test = open()
      await addTestServer(test)
      const { accountId } = await provisioned(test)
      await suspend(accountId, 'staff')
      // The panel reports success without doing it, and cannot be read the next moment.
      test.sandbox.addFault({ fault: 'phantom', path: 'unsuspend' })
      test.sandbox.addFault({ fault: 'null-answer', path: 'get', skip: 1 })
      const { body } = await unsuspendHostingAccount(test.ctx, { id: accountId, reason: 'staff' })
      await runOperation(test.domain, body.operation.id)
      expect(await operationRow(test, body.operation.id)).toMatchObject({ status: 'waiting' })
      expect(await accountRow(test, accountId)).toMatchObject({ status: 'suspended' })
      expect(await runUntilSettled(test, body.operation.id)).toMatchObject({ status: 'succeeded' })
      expect(test.sandbox.ledger()).toMatchObject([{ status: 'active' }])
    })

    it('is not sent if another account has the id now, and says how to find the correct one', async () => {
      const test = open()
      await addTestServer(test)
      const { accountId } = await provisioned(test)
      await test.database.db.update(hostingAccounts).set({ panelUserId: null, verified: false })
      expect(await suspend(accountId, 'staff')).toMatchObject({
        status: 'failed',
        error: { code: 'identity-not-known', remedy: expect.stringContaining('Reconcile') },
      })
      expect(await accountRow(test, accountId)).toMatchObject({ status: 'active', holdsSlot: true })
    })

    it('keeps its reasons as a set: suspended while any reason remains', async () => {
      const test = open()
      await addTestServer(test)
      const { accountId } = await provisioned(test)
      await suspend(accountId, 'staff')
      await suspend(accountId, 'overdue')
      await suspend(accountId, 'overdue')
      expect(await accountRow(test, accountId)).toMatchObject({
        status: 'suspended',
        suspendReasons: ['staff', 'overdue'],
      })

      const before = calls('unsuspend').length
      expect(await unsuspend(accountId, 'staff')).toMatchObject({ status: 'succeeded', attempts: 0 })
      expect(await accountRow(test, accountId)).toMatchObject({
        status: 'suspended',
        suspendReasons: ['overdue'],
      })
      expect(calls('unsuspend')).toHaveLength(before)

      await unsuspend(accountId, 'overdue')
      expect(await accountRow(test, accountId)).toMatchObject({ status: 'active', suspendReasons: [] })
      expect(test.sandbox.ledger()).toMatchObject([{ status: 'active' }])
    })

    it('fails if the account is gone, and leaves the termination to staff', async () => {
      const test = open()
      await addTestServer(test)
      const { accountId } = await provisioned(test)
      await deleteOnPanel(test, 1)
      expect(await suspend(accountId, 'abuse')).toMatchObject({
        status: 'failed',
        error: { code: 'account-gone' },
      })
      expect(await accountRow(test, accountId)).toMatchObject({ status: 'active', suspendReasons: [] })
    })

    it('never changes an account of another owner that has our id', async () => {
      const test = open()
      await addTestServer(test)
      const { accountId } = await provisioned(test)
      await test.sandbox.reset()
      await strangerOnPanel(test, { username: 'stranger' })

      const operation = await suspend(accountId, 'staff')
      expect(operation).toMatchObject({ status: 'needs-person', error: { code: 'identity-mismatch' } })
      expect(operation.error?.message).toContain('Nothing was changed')
      expect(calls('suspend')).toHaveLength(0)

      await cancelOperation(test.ctx, { id: operation.id })
      await expect(unsuspend(accountId, 'staff')).resolves.toMatchObject({ status: 'needs-person' })
      expect(calls('unsuspend')).toHaveLength(0)
      expect(test.sandbox.ledger()).toMatchObject([{ username: 'stranger', status: 'active' }])
    })

    it('does not count as done before the panel shows it', async () => {
      const { domain, ...rest } = open()
      const test = { domain, ...rest }
      await addTestServer(test)
      const { accountId } = await provisioned(test)
      let lies = 2
      const lying = withPanel(test, (panel) => ({
        suspend: async (id, reason) =>
          lies-- > 0 ? { value: 'done', exchanges: [] } : await panel.suspend(id, reason),
      }))
      const { body } = await suspendHostingAccount(test.ctx, { id: accountId, reason: 'staff' })
      await runOperation(lying.domain, body.operation.id)
      expect(await operationRow(test, body.operation.id)).toMatchObject({
        status: 'waiting',
        error: { code: 'not-yet-effective' },
      })
      expect(await accountRow(test, accountId)).toMatchObject({ status: 'active' })
      expect(await runUntilSettled(lying, body.operation.id)).toMatchObject({
        status: 'succeeded',
        attempts: 3,
      })
      expect(await accountRow(test, accountId)).toMatchObject({ status: 'suspended' })
    })
  })

  describe('A termination', () => {
    const waitsToSee = { status: 'waiting', error: { code: 'identity-not-known' } }
    const deletes = () =>
      open()
        .sandbox.requests.recent(1000)
        .filter(({ route }) => route === 'delete')

    const terminate = async (accountId: string, confirm = 'alpha') => {
      const { body } = await terminateHostingAccount(open().ctx, { id: accountId, confirm })
      return body.operation.id
    }

    it('holds the slot until the account is verified as gone', async () => {
      const test = open()
      await addTestServer(test)
      const { accountId } = await provisioned(test)
      let lies = 1
      const lying = withPanel(test, (panel) => ({
        terminate: async (id) => (lies-- > 0 ? { value: 'done', exchanges: [] } : await panel.terminate(id)),
      }))
      const operationId = await terminate(accountId)
      await runOperation(lying.domain, operationId)
      expect(await operationRow(test, operationId)).toMatchObject({ status: 'waiting' })
      expect(await accountRow(test, accountId)).toMatchObject({ status: 'terminating', holdsSlot: true })

      await runUntilSettled(lying, operationId)
      expect(await accountRow(test, accountId)).toMatchObject({ status: 'terminated', holdsSlot: false })
      expect(onPanel(test)).toEqual([])
    })

    it('sends no request if no account was ever created, even after the server was removed', async () => {
      const test = open()
      const server = await addTestServer(test)
      test.sandbox.changeKey(1, { revoked: true })
      const made = await onboardWithHosting(test)
      await runUntilSettled(test, made.operationId)
      await cancelOperation(test.ctx, { id: made.operationId })
      await removeServer(test.ctx, { id: server.id })

      const operation = await runUntilSettled(test, await terminate(made.accountId))
      expect(operation).toMatchObject({ status: 'succeeded' })
      expect(await accountRow(test, made.accountId)).toMatchObject({ status: 'terminated', holdsSlot: false })
      expect(deletes()).toHaveLength(0)
    })

    it('never changes an account of another owner with our id, and sees in the list that ours is gone', async () => {
      const test = open()
      await addTestServer(test)
      const { accountId } = await provisioned(test)
      await test.sandbox.reset()
      await strangerOnPanel(test, { username: 'stranger' })
      const operation = await runUntilSettled(test, await terminate(accountId))
      expect(operation).toMatchObject({ status: 'succeeded', attempts: 0 })
      expect(await slotHolders(test)).toEqual([])
      expect(onPanel(test)).toEqual(['stranger'])
      expect(deletes()).toHaveLength(0)
    })

    it("needs attention if another owner's account has our id and the panel has no list to find ours", async () => {
      const test = open()
      await addTestServer(test)
      const { accountId } = await provisioned(test)
      await test.sandbox.reset()
      await strangerOnPanel(test, { username: 'stranger' })
      test.sandbox.variants.set({ list: '404' })
      const operation = await runUntilSettled(test, await terminate(accountId))
      expect(operation).toMatchObject({ status: 'needs-person', error: { code: 'identity-mismatch' } })
      expect(onPanel(test)).toEqual(['stranger'])
      expect(await slotHolders(test)).toEqual(['alpha'])
    })

    it('deletes our account under its current id if a restored panel changed it', async () => {
      const test = open()
      await addTestServer(test)
      const { accountId } = await provisioned(test, { customer: { email: 'own@example.com' } })
      const { marker } = await accountRow(test, accountId)
      await test.sandbox.reset()
      await strangerOnPanel(test, { username: 'stranger' })
      await strangerOnPanel(test, { username: 'alpha', email: 'own@example.com', billing_id: marker })

      expect(await runUntilSettled(test, await terminate(accountId))).toMatchObject({ status: 'succeeded' })
      expect(onPanel(test)).toEqual(['stranger'])
    })

    it('ends if the panel lost the response to the deletion and has no list to verify it', async () => {
      const test = open()
      await addTestServer(test)
      const { accountId } = await provisioned(test)
      test.sandbox.variants.set({ list: '404' })
      test.sandbox.addFault({ fault: 'drop-after', path: 'delete' })
      expect(await runUntilSettled(test, await terminate(accountId))).toMatchObject({ status: 'succeeded' })
      expect(onPanel(test)).toEqual([])
      expect(await slotHolders(test)).toEqual([])
    })

    it('finds an adopted account that has lost its id, and deletes it', async () => {
      const test = open()
      await addTestServer(test)
      const { accountId } = await provisioned(test)
      // As if it was created in NextPanel.
      await test.database.db.delete(attempts)
      await test.database.db.update(hostingAccounts).set({ panelUserId: null, passwordSetByUs: false })
      expect(await runUntilSettled(test, await terminate(accountId))).toMatchObject({ status: 'succeeded' })
      expect(onPanel(test)).toEqual([])
    })

    it('deletes nothing while the panel returns another account', async () => {
      const test = open()
      await addTestServer(test)
      const { accountId } = await provisioned(test)
      await strangerOnPanel(test, { username: 'stranger' })
      test.sandbox.addFault({ fault: 'id-of-another', path: 'get', times: 'always' })
      test.sandbox.variants.set({ list: '404' })
      const operationId = await terminate(accountId)
      await runOperation(test.domain, operationId)
      expect(await operationRow(test, operationId)).toMatchObject(waitsToSee)
      expect(deletes()).toHaveLength(0)
      await test.sandbox.clearFaults()
      expect(await runUntilSettled(test, operationId)).toMatchObject({ status: 'succeeded' })
      expect(onPanel(test)).toEqual(['stranger'])
    })

    it('does not count as done if the panel returns an unexpected response afterwards', async () => {
      const test = open()
      await addTestServer(test)
      const { accountId } = await provisioned(test)
      const operationId = await terminate(accountId)
      const odd = withPanel(test, (panel) => ({
        findById: async (id) =>
          deletes().length === 0
            ? panel.findById(id)
            : { value: { state: 'not-known', why: 'It is odd.', passing: true }, exchanges: [] },
        search: async (keys) => ({
          ...(await panel.search(keys)),
          value: { complete: false, matches: [], why: 'It has no list.' },
        }),
      }))
      await runOperation(odd.domain, operationId)
      expect(deletes()).toHaveLength(1)
      expect(await operationRow(test, operationId)).toMatchObject(waitsToSee)
      expect(await accountRow(test, accountId)).toMatchObject({ status: 'terminating', holdsSlot: true })
      expect(await runUntilSettled(test, operationId)).toMatchObject({ status: 'succeeded' })
    })

    it('deletes nothing if the panel does not show the owner of the account, and can be cancelled', async () => {
      const test = open()
      await addTestServer(test)
      test.sandbox.variants.set({ list: '404', get: '404' })
      const { accountId } = await provisioned(test)
      const operationId = await terminate(accountId)
      expect(await runUntilSettled(test, operationId)).toMatchObject({
        status: 'needs-person',
        error: { code: 'identity-not-known' },
      })
      expect(deletes()).toHaveLength(0)
      await cancelOperation(test.ctx, { id: operationId })
      expect(await accountRow(test, accountId)).toMatchObject({ status: 'active', holdsSlot: true })
    })

    it('does not treat an account as gone that may be ours without showing our marker', async () => {
      const test = open()
      await addTestServer(test)
      test.sandbox.variants.set({ listFields: [], getFields: [], filter: 'ignored' })
      test.sandbox.addFault({ fault: 'drop-after', path: 'create' })
      const { accountId, operationId } = await onboardWithHosting(test)
      expect(await runUntilSettled(test, operationId)).toMatchObject({ status: 'needs-person' })

      const operation = await runUntilSettled(test, await terminate(accountId))
      expect(operation).toMatchObject({ status: 'needs-person', error: { code: 'outcome-unknown' } })
      expect(await slotHolders(test)).toEqual(['alpha'])

      await deleteOnPanel(test, 1)
      await retryOperation(test.ctx, { id: operation.id })
      expect(await runUntilSettled(test, operation.id)).toMatchObject({ status: 'succeeded' })
      expect(await slotHolders(test)).toEqual(['alpha'])
      test.clock.advance(test.domain.engine.quarantineMs)
      await releaseQuarantines(test.domain)
      expect(await slotHolders(test)).toEqual([])
    })

    it('supersedes a create with a request in progress, waits for its deadline, and deletes the account', async () => {
      const test = open()
      await addTestServer(test)
      test.sandbox.addFault({ fault: 'hang-after', path: 'create' })
      const { accountId, operationId } = await onboardWithHosting(test)
      let terminationId = ''
      await cutOffWhenHanging(
        test,
        (domain) => runOperation(domain, operationId),
        async () => {
          terminationId = await terminate(accountId)
        },
      )

      expect(await operationRow(test, operationId)).toMatchObject({ status: 'cancelled', leaseToken: null })
      const { panelDeadlineMs, settleMs } = test.domain.engine
      const queued = await operationRow(test, terminationId)
      expect(queued.nextAttemptAt).toEqual(new Date(test.clock.now().getTime() + panelDeadlineMs + settleMs))
      await runOperation(test.domain, terminationId)
      expect(await operationRow(test, terminationId)).toMatchObject({ status: 'queued' })
      expect(onPanel(test)).toEqual(['alpha'])

      test.clock.advance(panelDeadlineMs + settleMs)
      expect(await runUntilSettled(test, terminationId)).toMatchObject({ status: 'succeeded' })
      expect(onPanel(test)).toEqual([])
      expect(await accountRow(test, accountId)).toMatchObject({ status: 'terminated', holdsSlot: false })
    })

    it('looks twice before it accepts that an unknown create created no account', async () => {
      const test = open()
      await addTestServer(test)
      test.sandbox.addFault({ fault: 'drop', path: 'create' })
      const made = await onboardWithHosting(test)
      await runOperation(test.domain, made.operationId)
      const operationId = await terminate(made.accountId)
      await runOperation(test.domain, operationId)
      expect(await operationRow(test, operationId)).toMatchObject({ status: 'waiting', absentLookups: 1 })
      expect(await slotHolders(test)).toEqual(['alpha'])
      expect(await runUntilSettled(test, operationId)).toMatchObject({ status: 'succeeded' })
      expect(await slotHolders(test)).toEqual(['alpha'])
      test.clock.advance(test.domain.engine.quarantineMs)
      await releaseQuarantines(test.domain)
      expect(await slotHolders(test)).toEqual([])
    })

    it('that the panel refuses leaves the account unchanged, and can be retried', async () => {
      const test = open()
      await addTestServer(test)
      const { accountId } = await provisioned(test)
      const refusing = withPanel(test, () => ({
        terminate: () =>
          Promise.reject(
            new PanelError({ kind: 'rejected', code: 'panel-refused', message: 'No.', remedy: 'Ask.' }),
          ),
      }))
      const operationId = await terminate(accountId)
      expect(await runUntilSettled(refusing, operationId)).toMatchObject({ status: 'failed' })
      expect(await accountRow(test, accountId)).toMatchObject({ status: 'active', holdsSlot: true })

      await retryOperation(test.ctx, { id: operationId })
      expect(await accountRow(test, accountId)).toMatchObject({ status: 'terminating' })
      expect(await runUntilSettled(test, operationId)).toMatchObject({ status: 'succeeded' })
      expect(await accountRow(test, accountId)).toMatchObject({ status: 'terminated' })
    })
  })
})
