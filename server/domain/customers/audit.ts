import { eq } from 'drizzle-orm'
import type { AuditPage, CustomerAuditQuery } from '#contracts/audit/schemas.ts'
import { readAudit } from '#server/platform/audit/index.ts'
import { operations } from '#server/work/table.ts'
import { entryBefore, presentAudit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { customers } from '../tables/customers.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { customerNotFound } from './read.ts'

/**
 * Returns the audit entries of a customer, their login, their hosting accounts and the operations on these,
 * newest first.
 */
export async function listAuditOfCustomer(ctx: Context, query: CustomerAuditQuery): Promise<AuditPage> {
  const before = entryBefore(query.cursor)
  const { db } = ctx.database
  const [customer] = await db
    .select({ userId: customers.userId })
    .from(customers)
    .where(eq(customers.id, query.id))
  if (!customer) throw customerNotFound()
  const accounts = await db
    .select({ id: hostingAccounts.id, username: hostingAccounts.username })
    .from(hostingAccounts)
    .where(eq(hostingAccounts.customerId, query.id))
  const started = await db
    .select({ id: operations.id, username: hostingAccounts.username })
    .from(operations)
    .innerJoin(hostingAccounts, eq(hostingAccounts.id, operations.subjectId))
    .where(eq(hostingAccounts.customerId, query.id))
  const usernames = new Map([...accounts, ...started].map(({ id, username }) => [id, username]))
  const rows = await readAudit(db, {
    subjectIds: [query.id, customer.userId, ...usernames.keys()],
    before,
    limit: query.limit + 1,
  })
  const items = rows
    .slice(0, query.limit)
    .map((row) => presentAudit(row, usernames.get(row.subjectId) ?? null))
  const last = items.at(-1)
  return { items, nextCursor: rows.length > query.limit && last ? String(last.id) : null }
}
