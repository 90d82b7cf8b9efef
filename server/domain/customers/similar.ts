import { eq, sql } from 'drizzle-orm'
import type { Queryable } from '#server/platform/database/index.ts'
import { customers } from '../tables/customers.ts'

/**
 * Returns at most three customers with the same name in any case and with any accents: possibly the same
 * person, entered twice.
 */
export async function findSimilarCustomers(
  db: Queryable,
  fullName: string,
): Promise<{ email: string; fullName: string }[]> {
  return db
    .select({ email: customers.email, fullName: customers.fullName })
    .from(customers)
    .where(eq(customers.nameKey, sql`search_key(${fullName})`))
    .limit(3)
}
