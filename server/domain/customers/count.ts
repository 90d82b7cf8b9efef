import { count, sql } from 'drizzle-orm'
import type { CustomerTotal } from '#contracts/customers/schemas.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { customers } from '../tables/customers.ts'
import { byIndex, type Listing } from './listing.ts'

/** Reading more entries of an index would cost more than the page itself. */
const most = 1000

/**
 * Returns how many customers a list without its limit has, counted up to `mostCounted`. A search or a server has no
 * index to count by: undefined.
 */
export async function countCustomers(
  db: Queryable,
  listing: Omit<Listing, 'cursor'>,
  mostCounted = most,
): Promise<CustomerTotal | undefined> {
  if (listing.search || listing.serverId !== undefined) return undefined
  const [found] = await db.select({ count: count() }).from(
    db
      .select({ one: sql`1`.as('one') })
      .from(customers)
      .where(byIndex(listing))
      .limit(mostCounted + 1)
      .as('some'),
  )
  const all = found?.count ?? 0
  return { count: Math.min(all, mostCounted), more: all > mostCounted }
}
