import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as delay } from 'node:timers/promises'
import { eq, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import type { HostingAccount } from '#contracts/hosting/schemas.ts'
import { getHostingAccount } from '#server/domain/accounts/index.ts'
import { rowsOf, type Tx } from '#server/platform/database/index.ts'
import { operations } from '#server/work/table.ts'
import { describeDomainOnPostgres } from '#testing/domain.ts'
import { addTestServer, onboardWithHosting } from '#testing/domain-steps.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'

const somebodyWaitsForOperations = async (tx: Tx) => {
  const found = await tx.execute(
    sql`select 1 from pg_locks where not granted and relation = 'operations'::regclass`,
  )
  return rowsOf(found).length > 0
}

describeDomainOnPostgres('An account that is read while its operation ends', (open) => {
  it('is shown with its operation from one moment, never one old and the other new', async () => {
    const test = open()
    await addTestServer(test)
    const { accountId, operationId } = await onboardWithHosting(test)
    // A separate request, beside the transaction that this test keeps open.
    const elsewhere = AsyncLocalStorage.snapshot()
    let reading: Promise<HostingAccount> | undefined
    await test.database.db.transaction(async (tx) => {
      await tx.execute(sql`lock table operations in access exclusive mode`)
      reading = elsewhere(() => getHostingAccount(test.ctx, { id: accountId }))
      // By now it has read the account's row.
      while (!(await somebodyWaitsForOperations(tx))) await delay(10)
      await tx.update(hostingAccounts).set({ status: 'active' }).where(eq(hostingAccounts.id, accountId))
      await tx.update(operations).set({ status: 'succeeded' }).where(eq(operations.id, operationId))
    })
    expect(await reading).toMatchObject({ status: 'pending', operation: { status: 'queued' } })
  })
})
