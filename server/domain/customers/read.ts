import { and, asc, desc, eq, gt, inArray, lt, or, type SQL, sql } from 'drizzle-orm'
import type { Customer, CustomerQuery, CustomerSort } from '#contracts/customer.ts'
import { users } from '#server/platform/auth/table.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { type Call, type Domain, requireStaff } from '../context.ts'
import { decodeCursor, encodeCursor } from '../cursor.ts'
import { customers } from '../tables/customers.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'

export const customerNotFound = () =>
  new Refusal('not-found', 'There is no such customer. See the Customers page.')

const selection = (db: Queryable) =>
  db
    .select({ customer: customers, isActive: users.isActive })
    .from(customers)
    .innerJoin(users, eq(users.id, customers.userId))
    .$dynamic()

type Selected = Awaited<ReturnType<typeof selection>>[number]

async function present(db: Queryable, rows: readonly Selected[]): Promise<Customer[]> {
  const ids = rows.map(({ customer }) => customer.id)
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
  return rows.map(({ customer, isActive }) => ({
    id: customer.id,
    email: customer.email,
    fullName: customer.fullName,
    companyName: customer.companyName,
    isActive,
    hosting: hosting.get(customer.id) ?? { total: 0, active: 0, attention: 0 },
    createdAt: customer.createdAt.toISOString(),
    updatedAt: customer.updatedAt.toISOString(),
  }))
}

/** One customer, whoever asks: for callers that have checked already. */
export async function readCustomer(db: Queryable, id: string): Promise<Customer> {
  const [found] = await present(db, await selection(db).where(eq(customers.id, id)))
  if (!found) throw customerNotFound()
  return found
}

export async function getCustomer(domain: Domain, call: Call, id: string): Promise<Customer> {
  requireStaff(call)
  return readCustomer(domain.database.db, id)
}

/** Which customer a signed-in person is; null for staff. */
export async function findCustomerIdOfUser(db: Queryable, userId: string): Promise<string | null> {
  const [row] = await db.select({ id: customers.id }).from(customers).where(eq(customers.userId, userId))
  return row?.id ?? null
}

const sorts = {
  '-createdAt': { column: customers.createdAt, newestFirst: true, key: (c: Customer) => c.createdAt },
  createdAt: { column: customers.createdAt, newestFirst: false, key: (c: Customer) => c.createdAt },
  email: { column: customers.email, newestFirst: false, key: (c: Customer) => c.email },
  fullName: { column: customers.fullName, newestFirst: false, key: (c: Customer) => c.fullName },
} as const satisfies Record<CustomerSort, unknown>

function afterCursor(query: CustomerQuery): SQL | undefined {
  if (query.cursor === undefined) return undefined
  const { sortKey, id } = decodeCursor(query.cursor, `customers ${query.sort}`)
  const { column, newestFirst } = sorts[query.sort]
  const key = column === customers.createdAt ? new Date(sortKey) : sortKey
  const beyond = newestFirst ? lt : gt
  return or(beyond(column, key), and(eq(column, key), beyond(customers.id, id)))
}

const likePattern = (text: string) => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)

/** Every word must occur in e-mail, name or company. */
const matches = (search: string | undefined): SQL[] =>
  (search ?? '')
    .split(/\s+/)
    .filter((word) => word.length > 0)
    // Lower-cased where the column was: a final sigma or a dotted İ is another letter here than there.
    .map((word) => sql`${customers.search} like lower(${`%${likePattern(word)}%`})`)

/** Keyset pages: as fast on the last page as on the first, and nothing is counted. */
export async function listCustomers(
  domain: Domain,
  call: Call,
  query: CustomerQuery,
): Promise<{ items: Customer[]; nextCursor: string | null }> {
  requireStaff(call)
  const { column, newestFirst, key } = sorts[query.sort]
  const direction = newestFirst ? desc : asc
  const { db } = domain.database
  const active = query.status === undefined ? undefined : eq(users.isActive, query.status === 'active')
  const rows = await selection(db)
    .where(and(...matches(query.search), active, afterCursor(query)))
    .orderBy(direction(column), direction(customers.id))
    .limit(query.limit + 1)
  const items = await present(db, rows.slice(0, query.limit))
  const last = items.at(-1)
  return {
    items,
    nextCursor:
      rows.length > query.limit && last ? encodeCursor(`customers ${query.sort}`, key(last), last.id) : null,
  }
}
