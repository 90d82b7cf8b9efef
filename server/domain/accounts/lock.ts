import { desc, eq } from 'drizzle-orm'
import type { Queryable } from '#server/platform/database/index.ts'
import { operationNotFound } from '../operations/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { operations } from '#server/work/tables.ts'
import { accountNotFound } from './read.ts'

export type AccountRow = typeof hostingAccounts.$inferSelect
export type OperationRow = typeof operations.$inferSelect

/**
 * Locks the account's row until the transaction ends, and reads its latest operation. Not against references to it:
 * PostgreSQL checks that of an operation again whenever a transaction writes the operation twice, as the engine does.
 */
export async function lockAccount(
  tx: Queryable,
  id: string,
): Promise<{ account: AccountRow; latest: OperationRow | null }> {
  const [account] = await tx
    .select()
    .from(hostingAccounts)
    .where(eq(hostingAccounts.id, id))
    .for('no key update')
  if (!account) throw accountNotFound()
  const [latest] = await tx
    .select()
    .from(operations)
    .where(eq(operations.accountId, id))
    .orderBy(desc(operations.createdAt), desc(operations.id))
    .limit(1)
  return { account, latest: latest ?? null }
}

/**
 * Locks an operation's row, always after its account's: the engine can neither take it up nor end it meanwhile, so
 * what is decided here holds.
 */
export async function lockOperation(tx: Queryable, id: string): Promise<OperationRow> {
  const [row] = await tx.select().from(operations).where(eq(operations.id, id)).for('no key update')
  if (!row) throw operationNotFound()
  return row
}
