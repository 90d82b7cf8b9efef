import { and, eq, like } from 'drizzle-orm'
import type { Queryable } from '#server/platform/database/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'

/**
 * Returns the usernames with a prefix that our accounts on a server hold.
 * @param prefix letters and digits only: it is part of a LIKE pattern
 */
export async function heldUsernames(
  db: Queryable,
  serverId: string,
  prefix: string,
): Promise<readonly string[]> {
  const rows = await db
    .select({ username: hostingAccounts.username })
    .from(hostingAccounts)
    .where(
      and(
        eq(hostingAccounts.serverId, serverId),
        hostingAccounts.holdsSlot,
        like(hostingAccounts.username, `${prefix}%`),
      ),
    )
  return rows.map(({ username }) => username)
}
