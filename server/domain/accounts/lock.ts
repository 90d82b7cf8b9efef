import { desc, eq, sql } from 'drizzle-orm'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import type { OperationRow } from '#server/work/index.ts'
import { operations } from '#server/work/table.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'

export type AccountRow = typeof hostingAccounts.$inferSelect
export type { OperationRow }

export const accountNotFound = () => new Refusal('not-found', 'Hosting account not found.')

export const operationNotFound = () =>
  new Refusal('not-found', 'Operation not found. See the Operations page.')

/** Selects the account's row and locks it until the transaction ends. References to it stay possible. */
export const lockedAccount = (id: string) =>
  sql`select ${hostingAccounts.id} from ${hostingAccounts} where ${eq(hostingAccounts.id, id)} for no key update`

/** Locks the account's row until the transaction ends, and reads its latest operation. */
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
    .where(eq(operations.subjectId, id))
    .orderBy(desc(operations.createdAt), desc(operations.id))
    .limit(1)
  return { account, latest: latest ?? null }
}

/**
 * Locks an operation's row, always after its account's. The engine can then neither claim nor end it until
 * the transaction ends.
 */
export async function lockOperation(tx: Queryable, id: string): Promise<OperationRow> {
  const [row] = await tx.select().from(operations).where(eq(operations.id, id)).for('no key update')
  if (!row) throw operationNotFound()
  return row
}

/** Returns the account of an operation before that account is locked. */
export async function loadOperation(db: Queryable, id: string): Promise<OperationRow> {
  const [row] = await db.select().from(operations).where(eq(operations.id, id))
  if (!row) throw operationNotFound()
  return row
}
