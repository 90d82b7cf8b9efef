import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { reserveAccount } from '#server/domain/accounts/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import { rowsOf } from '#server/platform/database/index.ts'
import { describeDomainOnPostgres, type TestDomain } from '#testing/domain.ts'
import {
  addTestServer,
  hostingPassword,
  newCustomer,
  onboardWithHosting,
  slotHolders,
} from '#testing/domain-steps.ts'
import { onboardCustomer } from '../onboarding/index.ts'
import { readServersWithSlots, removeServer } from './index.ts'

describeDomainOnPostgres('While an account takes the last slot of a server', (open) => {
  /** Waits until a transaction waits for a lock. */
  const blocked = async ({ database }: TestDomain) => {
    const waiting = sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    while (rowsOf(await database.db.execute(waiting)).length === 0)
      await new Promise((resolve) => setTimeout(resolve, 10))
  }

  /** Runs `other` while a placement has taken the slot but not committed, then lets it commit. */
  async function during<T>(
    test: TestDomain,
    other: (serverId: string) => Promise<T>,
  ): Promise<PromiseSettledResult<T>> {
    const { id: serverId } = await addTestServer(test, { capacity: 1 })
    const { customer } = await onboardCustomer(test.ctx, newCustomer())
    const taken = Promise.withResolvers<void>()
    const finish = Promise.withResolvers<void>()
    const wanted = { username: 'alpha', password: hostingPassword, email: customer.email }
    const placing = test.database.db.transaction(async (tx) => {
      const [server] = await readServersWithSlots(tx)
      if (!server) throw new Error('There is no server.')
      await reserveAccount(tx, test.ctx, {
        accountId: newId(),
        operationId: newId(),
        customerId: customer.id,
        wanted,
        server,
        whenRefused: 'record',
        running: null,
      })
      taken.resolve()
      await finish.promise
    })
    await taken.promise
    const settled = Promise.allSettled([other(serverId)])
    await Promise.race([settled, blocked(test)])
    finish.resolve()
    await placing
    const [outcome] = await settled
    return outcome
  }

  it('no other transaction counts its slots', async () => {
    const test = open()
    const second = await during(test, (serverId) => onboardWithHosting(test, { username: 'beta', serverId }))
    expect(second).toMatchObject({
      status: 'fulfilled',
      value: { hosting: { account: { status: 'failed' }, operation: { error: { code: 'server-full' } } } },
    })
    expect(await slotHolders(test)).toEqual(['alpha'])
  })

  it('no other transaction removes it', async () => {
    const test = open()
    expect(await during(test, (serverId) => removeServer(test.ctx, { id: serverId }))).toMatchObject({
      status: 'rejected',
      reason: { code: 'server-in-use' },
    })
  })
})
