import { eq, sql } from 'drizzle-orm'
import type { Queryable } from '#server/platform/database/index.ts'
import { customers } from '../tables/customers.ts'

/** Customers of the same name, whatever the case and accents: perhaps the same person, entered twice. At most three. */
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
