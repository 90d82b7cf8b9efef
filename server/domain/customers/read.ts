import { eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { ById } from '#contracts/call.ts'
import type { Customer, CustomerHostingSummary } from '#contracts/customers/schemas.ts'
import { passkeys, users } from '#server/platform/auth/table.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'
import { customers } from '../tables/customers.ts'
import { hostingSummary } from './hosting-summary.ts'

export const customerNotFound = () => new Refusal('not-found', 'Customer not found. See the Customers page.')

export type CustomerRow = typeof customers.$inferSelect

const hasFactors: SQL<boolean> = sql`exists (select 1 from ${users} login where login.id = ${customers.userId}
  and (login.two_factor or exists (select 1 from ${passkeys} passkey where passkey.user_id = login.id)))`

/** A customer with a summary of their hosting, to be selected from `customers`. */
export const customerColumns = { customer: customers, twoFactor: hasFactors, hosting: hostingSummary }

export const presentCustomer = ({
  customer,
  twoFactor,
  hosting,
}: {
  customer: CustomerRow
  twoFactor: boolean
  hosting: CustomerHostingSummary
}): Customer => ({
  id: customer.id,
  email: customer.email,
  fullName: customer.fullName,
  companyName: customer.companyName,
  isActive: customer.isActive,
  language: customer.language,
  twoFactor,
  hosting,
  createdAt: customer.createdAt.toISOString(),
  updatedAt: customer.updatedAt.toISOString(),
})

/** These customers, in this order. */
export async function presentCustomers(db: Queryable, rows: readonly CustomerRow[]): Promise<Customer[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const found = await db.select(customerColumns).from(customers).where(inArray(customers.id, ids))
  const byId = new Map(found.map((row) => [row.customer.id, presentCustomer(row)]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** Returns one customer. The caller has checked the access. */
export async function readCustomer(db: Queryable, id: string): Promise<Customer> {
  const [found] = await db.select(customerColumns).from(customers).where(eq(customers.id, id))
  if (!found) throw customerNotFound()
  return presentCustomer(found)
}

export async function getCustomer(ctx: Context, { id }: ById): Promise<Customer> {
  return readCustomer(ctx.database.db, id)
}

/** Returns the customer of a signed-in user, or null for staff. */
export async function findCustomerIdOfUser(db: Queryable, userId: string): Promise<string | null> {
  const [row] = await db.select({ id: customers.id }).from(customers).where(eq(customers.userId, userId))
  return row?.id ?? null
}
