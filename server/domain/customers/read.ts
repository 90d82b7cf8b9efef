import { eq, inArray, sql } from 'drizzle-orm'
import type { ById } from '#contracts/call.ts'
import type { Customer } from '#contracts/customers/schemas.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'
import { customers } from '../tables/customers.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'

export const customerNotFound = () =>
  new Refusal('not-found', 'There is no such customer. See the Customers page.')

export type CustomerRow = typeof customers.$inferSelect

/** With their accounts counted by what they need. */
export async function presentCustomers(db: Queryable, rows: readonly CustomerRow[]): Promise<Customer[]> {
  const ids = rows.map(({ id }) => id)
  const counts = ids.length
    ? await db
        .select({
          customerId: hostingAccounts.customerId,
          total: sql<number>`(count(*) filter (where ${hostingAccounts.status} <> 'terminated'))::int`,
          active: sql<number>`(count(*) filter (where ${hostingAccounts.status} = 'active'))::int`,
          attention: sql<number>`(count(*) filter (where ${hostingAccounts.status} in ('failed', 'conflict', 'unknown')))::int`,
        })
        .from(hostingAccounts)
        .where(inArray(hostingAccounts.customerId, ids))
        .groupBy(hostingAccounts.customerId)
    : []
  const hosting = new Map(counts.map(({ customerId, ...count }) => [customerId, count]))
  return rows.map((customer) => ({
    id: customer.id,
    email: customer.email,
    fullName: customer.fullName,
    companyName: customer.companyName,
    isActive: customer.isActive,
    hosting: hosting.get(customer.id) ?? { total: 0, active: 0, attention: 0 },
    createdAt: customer.createdAt.toISOString(),
    updatedAt: customer.updatedAt.toISOString(),
  }))
}

/** One customer, whoever asks: for callers that have checked already. */
export async function readCustomer(db: Queryable, id: string): Promise<Customer> {
  const [found] = await presentCustomers(db, await db.select().from(customers).where(eq(customers.id, id)))
  if (!found) throw customerNotFound()
  return found
}

export async function getCustomer(ctx: Context, { id }: ById): Promise<Customer> {
  return readCustomer(ctx.database.db, id)
}

/** Which customer a signed-in person is; null for staff. */
export async function findCustomerIdOfUser(db: Queryable, userId: string): Promise<string | null> {
  const [row] = await db.select({ id: customers.id }).from(customers).where(eq(customers.userId, userId))
  return row?.id ?? null
}
