import { expect, it } from 'vitest'
import { contextOf } from '#server/domain/context.ts'
import { runOperation } from '#server/work/index.ts'
import { call, customerActor, describeDomain } from '#testing/domain.ts'
import { addTestServer, onboardWithHosting, runUntilSettled } from '#testing/domain-steps.ts'
import { listOwnHostingAccounts } from './own.ts'

describeDomain('The customer area', (open) => {
  const own = async (customerId: string) => {
    const { items } = await listOwnHostingAccounts(contextOf(open().domain, call(customerActor(customerId))))
    return items.map(({ username, status, progress }) => ({ username, status, step: progress?.step ?? null }))
  }

  it('shows the progress of setup in steps, without internal reasons, to the owner only', async () => {
    const test = open()
    await addTestServer(test)
    const mine = await onboardWithHosting(test, { username: 'mine' })
    const other = await onboardWithHosting(test, {
      username: 'other',
      customer: { email: 'other@example.com' },
    })
    expect(await own(mine.customer.id)).toEqual([{ username: 'mine', status: 'pending', step: 'ordered' }])
    test.sandbox.addFault({ fault: 'rate-limit', path: 'create', retryAfter: 30 })
    await runOperation(test.domain, mine.operationId)
    expect(await own(mine.customer.id)).toEqual([{ username: 'mine', status: 'pending', step: 'waiting' }])
    await runUntilSettled(test, mine.operationId)
    expect(await own(mine.customer.id)).toEqual([{ username: 'mine', status: 'active', step: null }])

    test.sandbox.addFault({ fault: 'error', path: 'create', status: 400 })
    await runUntilSettled(test, other.operationId)
    expect(await own(other.customer.id)).toEqual([{ username: 'other', status: 'failed', step: 'by-staff' }])
    const seen = await listOwnHostingAccounts(contextOf(test.domain, call(customerActor(other.customer.id))))
    expect(JSON.stringify(seen)).not.toMatch(/error|attempts/)
  })

  it('is not available to staff', async () => {
    await expect(listOwnHostingAccounts(open().ctx)).rejects.toMatchObject({ code: 'forbidden' })
  })
})
