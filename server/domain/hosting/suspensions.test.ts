import { expect, it } from 'vitest'
import { describeDomain } from '#testing/domain.ts'
import { addTestServer, provisioned, runUntilSettled } from '#testing/domain-steps.ts'
import { readSuspensions, suspendHostingAccount, unsuspendHostingAccount } from './index.ts'

describeDomain('The suspensions of an account', (open) => {
  it('name staff, note and time of each reason that is in force, the newest first', async () => {
    const test = open()
    await addTestServer(test)
    const { accountId: id } = await provisioned(test)
    const settled = async ({ body }: Awaited<ReturnType<typeof suspendHostingAccount>>) => {
      await runUntilSettled(test, body.operation.id)
      test.clock.advance(60_000)
    }
    await settled(await suspendHostingAccount(test.ctx, { id, reason: 'abuse' }))
    const unpaidAt = test.clock.now().toISOString()
    await settled(await suspendHostingAccount(test.ctx, { id, reason: 'overdue', note: 'unpaid' }))
    const by = test.ctx.actor.name
    const unpaid = { reason: 'overdue', note: 'unpaid', by, at: unpaidAt }
    expect((await readSuspensions(test.ctx, { id })).items).toMatchObject([
      unpaid,
      { reason: 'abuse', note: null, by },
    ])
    await settled(await unsuspendHostingAccount(test.ctx, { id, reason: 'abuse' }))
    expect((await readSuspensions(test.ctx, { id })).items).toEqual([unpaid])
  })

  it('are of an account that exists', async () => {
    const unknown = '00000000-0000-7000-8000-000000000000'
    await expect(readSuspensions(open().ctx, { id: unknown })).rejects.toMatchObject({ code: 'not-found' })
  })
})
