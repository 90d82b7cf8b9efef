import { expect, it } from 'vitest'
import { describeDomain } from '#testing/domain.ts'
import { addTestServer, onboardWithHosting } from '#testing/domain-steps.ts'
import { dueOperations } from './due.ts'

describeDomain('Due operations', (open) => {
  it('are limited for each server, so a server with many operations does not hide another', async () => {
    const test = open()
    const busy = await addTestServer(test, { name: 'Busy' })
    const other = await addTestServer(test, { name: 'Other', ...test.sandbox.createKey({}) })
    const due: string[] = []
    for (const username of ['one', 'two', 'three', 'four']) {
      due.push((await onboardWithHosting(test, { username, serverId: busy.id })).operationId)
      test.clock.advance(1000)
    }
    const { operationId } = await onboardWithHosting(test, { username: 'last', serverId: other.id })
    const found = await dueOperations(test.domain, { perQueue: 2 })
    expect(found.map(({ id }) => id).toSorted()).toEqual([due[0], due[1], operationId].toSorted())
  })
})
