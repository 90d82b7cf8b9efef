import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { readOperation } from '#server/domain/accounts/index.ts'
import { cancelOperation, retryOperation } from '#server/domain/operations/index.ts'
import { testServer } from '#server/domain/servers/index.ts'
import { hostingAccounts } from '#server/domain/tables/hosting-accounts.ts'
import { runOperation } from '#server/work/index.ts'
import { describeDomain } from '#testing/domain.ts'
import {
  accountRow,
  addTestServer,
  advanceTo,
  deleteOnPanel,
  hostingPassword,
  onboardWithHosting,
  onPanel,
  operationRow,
  provisioned,
  runUntilSettled,
  serverRow,
  slotHolders,
  strangerOnPanel,
} from '#testing/domain-steps.ts'
import { terminateHostingAccount } from '../index.ts'

describeDomain('A create', (open) => {
  const creates = () =>
    open()
      .sandbox.requests.recent(1000)
      .filter(({ route }) => route === 'create')

  it('reads the account back, stores its id, and erases the hosting password', async () => {
    const test = open()
    await addTestServer(test)
    const { accountId } = await provisioned(test)
    expect(await accountRow(test, accountId)).toMatchObject({
      status: 'active',
      panelUserId: '1',
      verified: true,
      holdsSlot: true,
      passwordSealed: null,
      passwordSetByUs: true,
    })
    expect(creates()).toHaveLength(1)
  })

  it('is verified with a timeline line that says how, even if only the list shows the account', async () => {
    const test = open()
    await addTestServer(test)
    test.sandbox.addFault({ fault: 'null-answer', path: 'get' })
    const { accountId, operationId } = await onboardWithHosting(test)
    await runUntilSettled(test, operationId)
    expect(await accountRow(test, accountId)).toMatchObject({ status: 'active', verified: true })
    const { timeline } = await readOperation(test.database.db, operationId)
    expect(timeline).toContainEqual(
      expect.objectContaining({
        event: 'read-back.ended',
        message: expect.stringContaining('in the list'),
      }),
    )
  })

  it('is not active before a readable panel was read, however unexpectedly it responds for a while', async () => {
    const test = open()
    await addTestServer(test)
    test.sandbox.variants.set({ list: '404' })
    test.sandbox.addFault({ fault: 'null-answer', path: 'get', times: 'always' })
    const { accountId, operationId } = await onboardWithHosting(test)
    await runOperation(test.domain, operationId)
    expect(await operationRow(test, operationId)).toMatchObject({ status: 'waiting', answeredId: '1' })
    expect(await accountRow(test, accountId)).toMatchObject({ status: 'pending', verified: false })

    await test.sandbox.clearFaults()
    expect(await runUntilSettled(test, operationId)).toMatchObject({ status: 'succeeded', attempts: 1 })
    expect(await accountRow(test, accountId)).toMatchObject({ panelUserId: '1', verified: true })
  })

  // The panel's own filter finds usernames. The panel itself has to refuse an email, and a lookup follows.
  for (const [what, stranger, code, attempts] of [
    ['username', { username: 'alpha' }, 'username-taken', 0],
    ['email', { username: 'zeta', email: 'OWN@example.com' }, 'email-taken', 1],
  ] as const)
    it(`creates nothing if an account of another owner has the ${what}, and says so at once`, async () => {
      const test = open()
      await addTestServer(test)
      await strangerOnPanel(test, stranger)
      const made = await onboardWithHosting(test, { customer: { email: 'own@example.com' } })
      const operation = await runUntilSettled(test, made.operationId)

      expect(operation).toMatchObject({ status: 'needs-person', attempts, error: { code } })
      expect(await accountRow(test, made.accountId)).toMatchObject({ status: 'conflict', holdsSlot: false })
      expect(onPanel(test)).toEqual([stranger.username])
    })

  it('adopts its own account by the marker in the single record if the list omits markers', async () => {
    const test = open()
    await addTestServer(test)
    test.sandbox.variants.set({ listFields: [], filter: 'ignored' })
    test.sandbox.addFault({ fault: 'drop-after', path: 'create' })
    const { accountId } = await provisioned(test)
    expect(await accountRow(test, accountId)).toMatchObject({ panelUserId: '1', verified: true })
    expect(creates()).toHaveLength(1)
  })

  it('is repeated only after two lookups a settle time apart, with the same username, password and marker', async () => {
    const test = open()
    await addTestServer(test)
    test.sandbox.addFault({ fault: 'drop', path: 'create' })
    const { accountId, operationId } = await onboardWithHosting(test)
    await runOperation(test.domain, operationId)
    const waiting = await operationRow(test, operationId)
    expect(waiting).toMatchObject({ status: 'waiting', absentLookups: 1, attempts: 1 })
    expect(await accountRow(test, accountId)).toMatchObject({ status: 'unknown', holdsSlot: true })

    test.clock.advance(test.domain.engine.settleMs - 1)
    await runOperation(test.domain, operationId)
    expect(creates()).toHaveLength(1)

    test.clock.advance(1)
    await runOperation(test.domain, operationId)
    const { marker } = await accountRow(test, accountId)
    expect(test.sandbox.ledger()).toMatchObject([{ username: 'alpha', billing_id: marker }])
    const checked = await fetch(`${test.sandbox.controlUrl}/_sandbox/accounts/1/check-password`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ password: hostingPassword }),
    })
    expect(z.object({ matches: z.boolean() }).parse(await checked.json())).toEqual({ matches: true })
    expect(await operationRow(test, operationId)).toMatchObject({ status: 'succeeded', attempts: 2 })
  })

  it('needs attention on a panel without a list if "already exists" may be its own account', async () => {
    const test = open()
    await addTestServer(test)
    test.sandbox.variants.set({ list: '404' })
    test.sandbox.addFault({ fault: 'drop-after', path: 'create' })
    const { accountId, operationId } = await onboardWithHosting(test)
    const operation = await runUntilSettled(test, operationId)

    expect(operation).toMatchObject({ status: 'needs-person', error: { code: 'username-taken' } })
    expect(operation.error?.message).toContain('may be our own account')
    expect(operation.error?.remedy).toContain('adopt')
    expect(await accountRow(test, accountId)).toMatchObject({ status: 'conflict', holdsSlot: true })
    expect(onPanel(test)).toEqual(['alpha'])
  })

  it('is active but not verified if the panel shows neither accounts nor a list', async () => {
    const test = open()
    await addTestServer(test)
    test.sandbox.variants.set({ list: '405', get: '405', createAnswer: 'minimal' })
    const { accountId } = await provisioned(test)
    expect(await accountRow(test, accountId)).toMatchObject({
      status: 'active',
      panelUserId: '1',
      verified: false,
      passwordSealed: null,
    })
  })

  it('is verified by the list if accounts cannot be read individually, and by either in any email case', async () => {
    const test = open()
    await addTestServer(test)
    test.sandbox.variants.set({ get: '404', emailCase: 'upper', listShape: 'items' })
    const { accountId } = await provisioned(test)
    expect(await accountRow(test, accountId)).toMatchObject({ status: 'active', verified: true })
  })

  it('waits as long as the panel requests', async () => {
    const test = open()
    await addTestServer(test)
    test.sandbox.addFault({ fault: 'rate-limit', path: 'create', retryAfter: 90 })
    const { operationId } = await onboardWithHosting(test)
    await runOperation(test.domain, operationId)
    const { nextAttemptAt, status } = await operationRow(test, operationId)
    expect(status).toBe('waiting')
    expect(nextAttemptAt?.getTime()).toBeGreaterThanOrEqual(test.clock.now().getTime() + 90_000)
  })

  it('needs attention after five attempts of unknown outcome, and gets five more by a retry', async () => {
    const test = open()
    await addTestServer(test)
    test.sandbox.addFault({ fault: 'drop', path: 'create', times: 'always' })
    const { accountId, operationId } = await onboardWithHosting(test)
    const given = await runUntilSettled(test, operationId)
    expect(given).toMatchObject({ status: 'needs-person', attempts: 5, error: { code: 'outcome-unknown' } })
    expect(await accountRow(test, accountId)).toMatchObject({ status: 'unknown', holdsSlot: true })

    await test.sandbox.clearFaults()
    await retryOperation(test.ctx, { id: operationId })
    expect(await runUntilSettled(test, operationId)).toMatchObject({ status: 'succeeded', attempts: 6 })
    expect(onPanel(test)).toEqual(['alpha'])
  })

  it('stops at trouble with the key, marks the server, and resumes after the key is fixed', async () => {
    const test = open()
    const server = await addTestServer(test)
    test.sandbox.changeKey(1, { revoked: true })
    const { accountId, operationId } = await onboardWithHosting(test)
    const stopped = await runUntilSettled(test, operationId)

    expect(stopped).toMatchObject({ status: 'needs-person', error: { code: 'key-revoked' } })
    expect(await accountRow(test, accountId)).toMatchObject({ status: 'failed', holdsSlot: false })
    const marked = await serverRow(test, server.id)
    expect(marked.status).toBe('needs-operator')
    expect(marked.statusMessage).toContain('revoked')

    test.sandbox.changeKey(1, { revoked: false })
    await retryOperation(test.ctx, { id: operationId })
    expect(await runUntilSettled(test, operationId)).toMatchObject({ status: 'succeeded' })
  })

  it('needs attention after a day of retries, and gets another day by a retry', async () => {
    const test = open()
    await addTestServer(test)
    test.sandbox.addFault({ fault: 'rate-limit', path: 'create', retryAfter: 100_000, times: 3 })
    const { accountId, operationId } = await onboardWithHosting(test)
    expect(await runUntilSettled(test, operationId)).toMatchObject({
      status: 'needs-person',
      attempts: 3,
      error: { code: 'rate-limited' },
    })
    expect(await accountRow(test, accountId)).toMatchObject({ status: 'failed', holdsSlot: false })

    test.sandbox.addFault({ fault: 'rate-limit', path: 'create', retryAfter: 60 })
    await retryOperation(test.ctx, { id: operationId })
    await runOperation(test.domain, operationId)
    expect(await operationRow(test, operationId)).toMatchObject({ status: 'waiting' })
    expect(await runUntilSettled(test, operationId)).toMatchObject({ status: 'succeeded' })
  })

  it('keeps the slot of an account that was created but could not be read back, even when it needs attention', async () => {
    const test = open()
    await addTestServer(test)
    test.sandbox.addFault({ fault: 'error', path: 'get', times: 'always' })
    const { accountId, operationId } = await onboardWithHosting(test)
    await runOperation(test.domain, operationId)
    expect(await operationRow(test, operationId)).toMatchObject({ status: 'waiting', answeredId: '1' })

    await expect(cancelOperation(test.ctx, { id: operationId })).rejects.toMatchObject({
      code: 'wrong-state',
    })
    await test.sandbox.clearFaults()
    test.sandbox.changeKey(1, { revoked: true })
    expect(await runUntilSettled(test, operationId)).toMatchObject({ status: 'needs-person' })
    expect(await accountRow(test, accountId)).toMatchObject({ status: 'unknown', holdsSlot: true })

    test.sandbox.changeKey(1, { revoked: false })
    await testServer(test.ctx, { id: (await accountRow(test, accountId)).serverId })
    const { body } = await terminateHostingAccount(test.ctx, { id: accountId, confirm: 'alpha' })
    expect(await runUntilSettled(test, body.operation.id)).toMatchObject({ status: 'succeeded' })
    expect(onPanel(test)).toEqual([])
    expect(await slotHolders(test)).toEqual([])
  })

  it('does not believe the first read that an account with a returned id is absent', async () => {
    const test = open()
    await addTestServer(test)
    test.sandbox.addFault({ fault: 'error', path: 'get' })
    const { operationId } = await onboardWithHosting(test)
    await runOperation(test.domain, operationId)
    await deleteOnPanel(test, 1)
    advanceTo(test, (await readOperation(test.database.db, operationId)).nextAttemptAt)

    await runOperation(test.domain, operationId)
    expect(await operationRow(test, operationId)).toMatchObject({ status: 'waiting', absentLookups: 1 })
    expect(creates()).toHaveLength(1)
    expect(await runUntilSettled(test, operationId)).toMatchObject({ status: 'succeeded' })
    expect(onPanel(test)).toEqual(['alpha'])
  })

  it('needs attention if the panel returns an id that another account of ours has', async () => {
    const test = open()
    await addTestServer(test)
    const first = await provisioned(test, { username: 'alpha' })
    await test.sandbox.reset()
    const second = await onboardWithHosting(test, { username: 'beta' })
    const operation = await runUntilSettled(test, second.operationId)

    expect(operation).toMatchObject({ status: 'needs-person', error: { code: 'panel-id-in-use' } })
    expect(await accountRow(test, second.accountId)).toMatchObject({ status: 'conflict', holdsSlot: true })

    // When the row that holds the id is resolved, a retry finds the account by its marker.
    const { body } = await terminateHostingAccount(test.ctx, {
      id: first.accountId,
      confirm: 'alpha',
    })
    expect(await runUntilSettled(test, body.operation.id)).toMatchObject({ status: 'succeeded' })
    expect(onPanel(test)).toEqual(['beta'])
    await retryOperation(test.ctx, { id: second.operationId })
    expect(await runUntilSettled(test, second.operationId)).toMatchObject({ status: 'succeeded' })
    expect(await accountRow(test, second.accountId)).toMatchObject({ status: 'active', panelUserId: '1' })
  })

  it('needs attention if our marker is on an account with another username, or on two accounts', async () => {
    const test = open()
    await addTestServer(test)
    test.sandbox.addFault({ fault: 'drop', path: 'create', username: 'alpha' })
    const { accountId, operationId } = await onboardWithHosting(test)
    const { marker } = await accountRow(test, accountId)
    await strangerOnPanel(test, { username: 'renamed', billing_id: marker })
    expect(await runUntilSettled(test, operationId)).toMatchObject({
      status: 'needs-person',
      error: { code: 'read-back-mismatch' },
    })

    await strangerOnPanel(test, { username: 'doubled', billing_id: marker })
    await retryOperation(test.ctx, { id: operationId })
    expect(await runUntilSettled(test, operationId)).toMatchObject({
      status: 'needs-person',
      error: { code: 'reference-doubled' },
    })
    expect(await accountRow(test, accountId)).toMatchObject({ status: 'conflict', holdsSlot: true })
  })

  it('requires the hosting password again if it is no longer stored', async () => {
    const test = open()
    await addTestServer(test)
    const { accountId, operationId } = await onboardWithHosting(test)
    await test.database.db
      .update(hostingAccounts)
      .set({ passwordSealed: null })
      .where(eq(hostingAccounts.id, accountId))
    expect(await runUntilSettled(test, operationId)).toMatchObject({
      status: 'needs-person',
      error: { code: 'password-required' },
    })
    await retryOperation(test.ctx, { id: operationId, password: 'Another-Pass-1' })
    expect(await runUntilSettled(test, operationId)).toMatchObject({ status: 'succeeded' })
  })
})
