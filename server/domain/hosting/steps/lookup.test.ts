import { expect, it } from 'vitest'
import { runOperation } from '#server/work/index.ts'
import { describeDomain } from '#testing/domain.ts'
import {
  accountRow,
  addTestServer,
  onboardWithHosting,
  onPanel,
  operationRow,
  runUntilSettled,
  strangerOnPanel,
} from '#testing/domain-steps.ts'
import { terminateHostingAccount } from '../index.ts'

describeDomain('An account that a list shows as ours under the id of another account', (open) => {
  const lie = () => open().sandbox.addFault({ fault: 'id-of-another', path: 'list', times: 'always' })

  it('is not adopted: the create continues with the right id when list and record agree', async () => {
    const test = open()
    await addTestServer(test)
    await strangerOnPanel(test, { username: 'stranger' })
    test.sandbox.addFault({ fault: 'drop-after', path: 'create' })
    const { accountId, operationId } = await onboardWithHosting(test)
    lie()
    await runOperation(test.domain, operationId)
    expect(await operationRow(test, operationId)).toMatchObject({
      status: 'waiting',
      error: { code: 'answers-contradict' },
    })

    await test.sandbox.clearFaults()
    expect(await runUntilSettled(test, operationId)).toMatchObject({ status: 'succeeded', attempts: 1 })
    const made = test.sandbox.ledger().find(({ username }) => username === 'alpha')
    expect(await accountRow(test, accountId)).toMatchObject({ panelUserId: String(made?.id), verified: true })
  })

  it('is not adopted either while the record cannot be read', async () => {
    const test = open()
    await addTestServer(test)
    await strangerOnPanel(test, { username: 'stranger' })
    test.sandbox.addFault({ fault: 'drop-after', path: 'create' })
    const { accountId, operationId } = await onboardWithHosting(test)
    lie()
    test.sandbox.addFault({ fault: 'null-answer', path: 'get', times: 'always' })
    await runOperation(test.domain, operationId)
    expect(await operationRow(test, operationId)).toMatchObject({ status: 'waiting', answeredId: null })
    await test.sandbox.clearFaults()
    await runUntilSettled(test, operationId)
    const made = test.sandbox.ledger().find(({ username }) => username === 'alpha')
    expect(await accountRow(test, accountId)).toMatchObject({ panelUserId: String(made?.id), verified: true })
  })

  it('is not deleted: no request changes the other account', async () => {
    const test = open()
    await addTestServer(test)
    await strangerOnPanel(test, { username: 'stranger' })
    test.sandbox.addFault({ fault: 'drop-after', path: 'create' })
    const { accountId, operationId } = await onboardWithHosting(test)
    // Before the create, one request reads the panel. After it, the panel cannot be read.
    test.sandbox.addFault({ fault: 'error', path: 'list', skip: 1, times: 'always' })
    await runOperation(test.domain, operationId)
    const { body } = await terminateHostingAccount(test.ctx, { id: accountId, confirm: 'alpha' })
    await test.sandbox.clearFaults()
    lie()
    test.clock.advance(test.domain.engine.panelDeadlineMs + test.domain.engine.settleMs)
    await runOperation(test.domain, body.operation.id)
    expect(onPanel(test).toSorted()).toEqual(['alpha', 'stranger'])

    await test.sandbox.clearFaults()
    expect(await runUntilSettled(test, body.operation.id)).toMatchObject({ status: 'succeeded' })
    expect(onPanel(test)).toEqual(['stranger'])
  })
})
