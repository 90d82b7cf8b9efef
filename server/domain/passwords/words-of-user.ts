import { eq } from 'drizzle-orm'
import { users } from '#server/platform/auth/table.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { customers } from '../tables/customers.ts'

/** Returns the email, the name and the company of a login, which must not be its password. */
export async function wordsOfUser(db: Queryable, userId: string): Promise<readonly (string | null)[]> {
  const [row] = await db
    .select({ email: users.email, name: users.name, companyName: customers.companyName })
    .from(users)
    .leftJoin(customers, eq(customers.userId, users.id))
    .where(eq(users.id, userId))
  return row ? [row.email, row.name, row.companyName] : []
}
