import { and, eq } from 'drizzle-orm'
import type { Queryable } from '#server/platform/database/index.ts'
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
