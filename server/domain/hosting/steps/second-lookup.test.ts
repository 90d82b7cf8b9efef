import { expect, it } from 'vitest'
import { readOperation } from '#server/domain/accounts/index.ts'
import { retryOperation } from '#server/domain/operations/index.ts'
import { runOperation } from '#server/work/index.ts'
import { describeDomain, type TestDomain } from '#testing/domain.ts'
import {
  accountRow,
  addTestServer,
  onboardWithHosting,
  operationRow,
  provisioned,
  runUntilSettled,
  slotHolders,
} from '#testing/domain-steps.ts'
import { suspendHostingAccount, terminateHostingAccount } from '../index.ts'

describeDomain('Before an operation needs attention, the panel is read again:', (open) => {
  const begin = async () => {
    const test = open()
    await addTestServer(test)
    return test
  }
  const suspension = async (test: TestDomain, accountId: string) =>
    (await suspendHostingAccount(test.ctx, { id: accountId, reason: 'staff' })).body.operation.id
  const termination = async (test: TestDomain, accountId: string) =>
    (await terminateHostingAccount(test.ctx, { id: accountId, confirm: 'alpha' })).body.operation.id
  const sent = ({ sandbox }: TestDomain, route: string) =>
    sandbox.requests.recent(1000).filter((request) => request.route === route).length

  it('a suspension whose response was lost is found done, and not sent twice', async () => {
    const test = await begin()
    const { accountId } = await provisioned(test)
    test.sandbox.addFault({ fault: 'drop-after', path: 'suspend', times: 'always' })
    const operation = await runUntilSettled(test, await suspension(test, accountId))
    expect(operation).toMatchObject({ status: 'succeeded', attempts: 1 })
    expect(await accountRow(test, accountId)).toMatchObject({
      status: 'suspended',
      suspendReasons: ['staff'],
    })
    expect(sent(test, 'suspend')).toBe(1)
  })

  it('five suspensions or deletions of unknown outcome are the limit, and a retry allows five more', async () => {
    const test = await begin()
    const { accountId } = await provisioned(test)
    for (const [route, begun] of [
      ['suspend', suspension],
      ['delete', termination],
    ] as const) {
      test.sandbox.addFault({ fault: 'drop', path: route, times: 'always' })
      const operationId = await begun(test, accountId)
      for (const attempts of [5, 10]) {
        expect(await runUntilSettled(test, operationId)).toMatchObject({
          status: 'needs-person',
          attempts,
          error: { code: 'outcome-unknown' },
        })
        await retryOperation(test.ctx, { id: operationId })
      }
      expect(sent(test, route)).toBe(10)
      await test.sandbox.clearFaults()
      expect(await runUntilSettled(test, operationId)).toMatchObject({ status: 'succeeded' })
    }
    expect(test.sandbox.ledger()).toMatchObject([{ status: 'deleted' }])
  })

  it('an account of another owner by one response is read a second time', async () => {
    const test = await begin()
    await test.sandbox.makeAccount({ username: 'somebody', email: 'somebody@elsewhere.example' })
    test.sandbox.addFault({ fault: 'username-of-another', path: 'get' })
    const { accountId, operationId: creation } = await onboardWithHosting(test)
    await runOperation(test.domain, creation)
    expect(await readOperation(test.database.db, creation)).toMatchObject({
      status: 'waiting',
      error: { code: 'read-back-mismatch' },
    })
    expect(await runUntilSettled(test, creation)).toMatchObject({ status: 'succeeded', attempts: 1 })

    test.sandbox.addFault({ fault: 'username-of-another', path: 'get' })
    const operationId = await suspension(test, accountId)
    await runOperation(test.domain, operationId)
    expect(await readOperation(test.database.db, operationId)).toMatchObject({
      status: 'waiting',
      error: { code: 'identity-mismatch' },
    })
    expect(await runUntilSettled(test, operationId)).toMatchObject({ status: 'succeeded', attempts: 1 })

    for (const path of ['get', 'list'])
      test.sandbox.addFault({ fault: 'username-of-another', path, times: 'always' })
    expect(await runUntilSettled(test, await termination(test, accountId))).toMatchObject({
      status: 'needs-person',
      attempts: 0,
      error: { code: 'identity-mismatch' },
    })
    expect(sent(test, 'delete')).toBe(0)
  })

  it('a created account is found by its reference if the panel returned the id of another account', async () => {
    const test = await begin()
    const { id: others } = await test.sandbox.makeAccount({
      username: 'somebody',
      email: 'somebody@elsewhere.example',
    })
    test.sandbox.addFault({ fault: 'id-of-another', path: 'create' })
    const { accountId, operationId } = await onboardWithHosting(test)
    expect(await runUntilSettled(test, operationId)).toMatchObject({ status: 'succeeded', attempts: 1 })
    expect((await operationRow(test, operationId)).answeredId).toBe(String(others))
    expect(await accountRow(test, accountId)).toMatchObject({ status: 'active', panelUserId: '2' })
  })

  it('our id and username under another reference are neither deleted nor treated as gone', async () => {
    const test = await begin()
    const { accountId } = await provisioned(test)
    test.sandbox.changeAccount(1, { billing_id: 'somebody-elses', metadata: null })
    expect(await runUntilSettled(test, await termination(test, accountId))).toMatchObject({
      status: 'needs-person',
      error: { code: 'identity-mismatch' },
    })
    expect(await slotHolders(test)).toEqual(['alpha'])
    expect(test.sandbox.ledger()).toMatchObject([{ status: 'active' }])
  })
})
