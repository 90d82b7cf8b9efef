import { eq, inArray, or, type SQL, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import type { FoundAccount, HostingAccountSearch } from '#contracts/hosting/schemas.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { operations } from '#server/work/table.ts'
import type { Context } from '../context.ts'
import { customers } from '../tables/customers.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { readAccounts } from './read.ts'

const isUuid = (text: string) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)

/** Byte by byte, as its index is sorted in every locale. */
const startsUsername = (start: string): SQL =>
  sql`(${hostingAccounts.username} ~>=~ lower(${start}) and ${hostingAccounts.username} ~<~ (lower(${start}) || chr(1114111)))`

/** Accounts by their own id or by that of one of their operations. */
const withUuid = (db: Queryable, id: string): SQL | undefined =>
  or(
    eq(hostingAccounts.id, id),
    inArray(
      hostingAccounts.id,
      db.select({ id: operations.subjectId }).from(operations).where(eq(operations.id, id)),
    ),
  )

/**
 * The condition for a search. "#44" is a NextPanel User ID; "44" may also begin a username. Each part is read from an
 * index and has a limit of its own, so that one letter does not read every account.
 */
export function accountsMatching(db: Queryable, { search, limit }: HostingAccountSearch): SQL | undefined {
  if (isUuid(search)) return withUuid(db, search)
  const panelUserId = search.startsWith('#') ? search.slice(1).trim() : search
  const byPanelUserId = db
    .select({ id: hostingAccounts.id })
    .from(hostingAccounts)
    .where(eq(hostingAccounts.panelUserId, panelUserId))
    .limit(limit)
  if (panelUserId !== search) return inArray(hostingAccounts.id, byPanelUserId)
  const byUsername = db
    .select({ id: hostingAccounts.id })
    .from(hostingAccounts)
    .where(startsUsername(search))
    .orderBy(sql`${hostingAccounts.username} using ~<~`)
    .limit(limit)
  return inArray(hostingAccounts.id, unionAll(byPanelUserId, byUsername))
}

/** Finds accounts by username, NextPanel User ID, or the id of an account or operation; newest first. */
export async function searchHostingAccounts(
  ctx: Context,
  search: HostingAccountSearch,
): Promise<{ items: FoundAccount[] }> {
  const { db } = ctx.database
  const accounts = (await readAccounts(db, accountsMatching(db, search))).slice(0, search.limit)
  if (accounts.length === 0) return { items: [] }
  const names = await db
    .select({ id: customers.id, name: customers.fullName })
    .from(customers)
    .where(
      inArray(
        customers.id,
        accounts.map(({ customerId }) => customerId),
      ),
    )
  const nameOf = new Map(names.map(({ id, name }) => [id, name]))
  return {
    items: accounts.map((account) => ({ ...account, customerName: nameOf.get(account.customerId) ?? '' })),
  }
}
