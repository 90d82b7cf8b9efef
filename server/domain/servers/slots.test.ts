import { eq, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { rowsOf } from '#server/platform/database/index.ts'
import { describeDomain, type TestDomain } from '#testing/domain.ts'
import { addTestServer, onboardWithHosting, provisioned, serverRow } from '#testing/domain-steps.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'

describeDomain('The slot counter of a server', (open) => {
  /** Counter and number of held slots, for each server, in the order of their names. */
  const slots = async ({ database }: TestDomain) =>
    rowsOf(
      await database.db.execute(sql`select s.slots_held as counted,
        (select count(*)::int from hosting_accounts a where a.server_id = s.id and a.holds_slot) as held
        from servers s order by s.name`),
    ).map(({ counted, held }) => [counted, held])

  it('follows every account that takes, releases or moves its slot, and every deleted account', async () => {
    const test = open()
    const { db } = test.database
    const first = await addTestServer(test, { name: 'First' })
    const { apiKey, apiSecret } = test.sandbox.createKey({})
    const second = await addTestServer(test, { name: 'Second', apiKey, apiSecret })
    const onFirst = { serverId: first.id }
    const { accountId } = await onboardWithHosting(test, { username: 'alpha', ...onFirst })
    await provisioned(test, { username: 'beta', ...onFirst })
    // A conflict holds no slot.
    await onboardWithHosting(test, { username: 'alpha', ...onFirst })
    expect(await slots(test)).toEqual([
      [2, 2],
      [0, 0],
    ])
    const change = (set: Partial<typeof hostingAccounts.$inferInsert>) =>
      db.update(hostingAccounts).set(set).where(eq(hostingAccounts.id, accountId))
    const steps: [Partial<typeof hostingAccounts.$inferInsert>, number, number][] = [
      [{ holdsSlot: false }, 1, 0],
      [{ holdsSlot: false, status: 'failed' }, 1, 0],
      [{ holdsSlot: true }, 2, 0],
      [{ serverId: second.id }, 1, 1],
      [{ serverId: first.id, holdsSlot: false }, 1, 0],
      [{ serverId: second.id, holdsSlot: true }, 1, 1],
    ]
    for (const [set, onFirstNow, onSecondNow] of steps) {
      await change(set)
      expect(await slots(test)).toEqual([
        [onFirstNow, onFirstNow],
        [onSecondNow, onSecondNow],
      ])
    }
    await db.delete(hostingAccounts).where(eq(hostingAccounts.id, accountId))
    expect(await slots(test)).toEqual([
      [1, 1],
      [0, 0],
    ])
    await db.delete(hostingAccounts).where(eq(hostingAccounts.holdsSlot, false))
    expect((await serverRow(test, first.id)).slotsHeld).toBe(1)
  })

  it('is rolled back with the change', async () => {
    const test = open()
    const { db } = test.database
    await addTestServer(test)
    const { accountId } = await onboardWithHosting(test)
    await db
      .transaction(async (tx) => {
        await tx.update(hostingAccounts).set({ holdsSlot: false }).where(eq(hostingAccounts.id, accountId))
        throw new Error('undone')
      })
      .catch(() => undefined)
    expect(await slots(test)).toEqual([[1, 1]])
  })
})
