import { and, eq, sql } from 'drizzle-orm'
import { type Queryable, rowsOf } from '#server/platform/database/index.ts'
import { hostingWishes } from '../tables/dunning.ts'

/**
 * Returns whether billing still wants an account suspended. The engine checks it right before the request to the panel:
 * the customer may have paid after the operation was started.
 */
export async function isSuspensionWished(db: Queryable, accountId: string): Promise<boolean> {
  const [wish] = await db
    .select({ wanted: hostingWishes.wanted })
    .from(hostingWishes)
    .where(and(eq(hostingWishes.accountId, accountId), eq(hostingWishes.reason, 'overdue')))
  return wish?.wanted ?? false
}

/** Returns whether an owed invoice of a customer supports a suspension. */
export async function isAnySuspensionOwed(db: Queryable, customerId: string): Promise<boolean> {
  const found = await db.execute(
    sql`select from overdue_suspensions where customer_id = ${customerId}::uuid limit 1`,
  )
  return rowsOf(found).length > 0
}
