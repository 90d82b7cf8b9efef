import { expect, it } from 'vitest'
import { runOperation } from '#server/work/index.ts'
import { describeDomain } from '#testing/domain.ts'
import {
  accountRow,
  addTestServer,
  onboardWithHosting,
  onPanel,
  operationRow,
  runUntilRest,
  strangerOnPanel,
} from '#testing/domain-steps.ts'
import { terminateHostingAccount } from '../index.ts'

describeDomain('An account that a list shows as ours under an id that is another’s', (open) => {
  const lie = () => open().sandbox.addFault({ fault: 'id-of-another', path: 'list', times: 'always' })

  it('is not believed: the create goes on once list and record agree, with the right id', async () => {
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
    expect(await runUntilRest(test, operationId)).toMatchObject({ status: 'succeeded', attempts: 1 })
    const made = test.sandbox.ledger().find(({ username }) => username === 'alpha')
    expect(await accountRow(test, accountId)).toMatchObject({ panelUserId: String(made?.id), verified: true })
  })

  it('is not believed either where the record cannot be read at the moment', async () => {
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
    await runUntilRest(test, operationId)
    const made = test.sandbox.ledger().find(({ username }) => username === 'alpha')
    expect(await accountRow(test, accountId)).toMatchObject({ panelUserId: String(made?.id), verified: true })
  })

  it('is not deleted: nothing is sent to the other one', async () => {
    const test = open()
    await addTestServer(test)
    await strangerOnPanel(test, { username: 'stranger' })
    test.sandbox.addFault({ fault: 'drop-after', path: 'create' })
    const { accountId, operationId } = await onboardWithHosting(test)
    // Before the create the panel is looked at in one request; after it, it cannot be.
    test.sandbox.addFault({ fault: 'error', path: 'list', skip: 1, times: 'always' })
    await runOperation(test.domain, operationId)
    const { body } = await terminateHostingAccount(test.ctx, { id: accountId, confirm: 'alpha' })
    await test.sandbox.clearFaults()
    lie()
    test.clock.advance(test.domain.engine.panelDeadlineMs + test.domain.engine.settleMs)
    await runOperation(test.domain, body.operation.id)
    expect(onPanel(test).toSorted()).toEqual(['alpha', 'stranger'])

    await test.sandbox.clearFaults()
    expect(await runUntilRest(test, body.operation.id)).toMatchObject({ status: 'succeeded' })
    expect(onPanel(test)).toEqual(['stranger'])
  })
})
