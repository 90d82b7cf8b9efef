import { and, eq, like } from 'drizzle-orm'
import { firstFreeUsername } from '#contracts/hosting/username.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'

/** Characters of the username that a number may replace when the username has its maximum length. */
const digitsAtMost = 4

interface Wanted {
  serverId: string
  /** Letters and digits only: it is part of a LIKE pattern. */
  first: string
  maxLength: number
  /** Usernames that are taken although no account holds them yet. */
  reserved: readonly string[]
}

/** Returns `first`, or `first` with the lowest number that no account of ours on the server holds. */
export async function findFreeUsername(
  db: Queryable,
  { serverId, first, maxLength, reserved }: Wanted,
): Promise<string> {
  const rows = await db
    .select({ username: hostingAccounts.username })
    .from(hostingAccounts)
    .where(
      and(
        eq(hostingAccounts.serverId, serverId),
        hostingAccounts.holdsSlot,
        like(hostingAccounts.username, `${first.slice(0, maxLength - digitsAtMost)}%`),
      ),
    )
  const taken = new Set([...rows.map(({ username }) => username), ...reserved])
  return firstFreeUsername(first, (username) => taken.has(username), maxLength)
}
