import { eq, sql } from 'drizzle-orm'
import type { BulkActionKind } from '#contracts/bulk-actions/states.ts'
import type { Db } from '#server/platform/database/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'

/** Suspensions of more accounts than this need a confirmation. */
const largeFrom = 50
/** The same for more than this share of all active accounts, unless they are very few. */
const largeShare = 0.1
const fewAccounts = 10

export const isLarge = (accounts: number, active: number): boolean =>
  accounts > largeFrom || (accounts >= fewAccounts && accounts > active * largeShare)

/** Returns the number that the start must repeat, or null: only a large suspension needs it. */
export async function confirmationFor(
  db: Db,
  action: BulkActionKind,
  accounts: number,
): Promise<number | null> {
  if (action !== 'suspend' || accounts === 0) return null
  const [row] = await db
    .select({ active: sql<number>`count(*)::int` })
    .from(hostingAccounts)
    .where(eq(hostingAccounts.status, 'active'))
  return isLarge(accounts, row?.active ?? 0) ? accounts : null
}
