import { eq } from 'drizzle-orm'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { customers } from '../tables/customers.ts'

/** @throws {Refusal} not-found */
export async function requireCustomer(db: Queryable, customerId: string): Promise<void> {
  const [known] = await db.select({ id: customers.id }).from(customers).where(eq(customers.id, customerId))
  if (!known) throw new Refusal('not-found', 'Customer not found. See the Customers page.')
}
