import { type AnyColumn, and, asc, desc, eq, exists, ne, type SQL, sql } from 'drizzle-orm'
import type { Customer, CustomerFilter, CustomerQuery, CustomerSort } from '#contracts/customers/schemas.ts'
import type { Db, Queryable } from '#server/platform/database/index.ts'
import type { Context } from '../context.ts'
import { decodeCursor, encodeCursor } from '../cursor.ts'
import { customers } from '../tables/customers.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { type CustomerRow, presentCustomers } from './read.ts'
import { findable, occurring, wordsOf } from './search.ts'

/** So many customers are read one by one, in the order of the list, before a search goes through its index. */
const usualStretch = 10_000
/** A subquery with a limit is planned by itself. */
const noLimit = 1_000_000_000

type SortColumn = 'createdAt' | 'email' | 'fullName'

const sorts: Record<CustomerSort, { column: SortColumn; backwards: boolean }> = {
  '-createdAt': { column: 'createdAt', backwards: true },
  createdAt: { column: 'createdAt', backwards: false },
  email: { column: 'email', backwards: false },
  '-email': { column: 'email', backwards: true },
  fullName: { column: 'fullName', backwards: false },
  '-fullName': { column: 'fullName', backwards: true },
}

export type Listing = CustomerFilter &
  Pick<CustomerQuery, 'sort' | 'cursor' | 'limit'> & { readonly stretchLength?: number }

const inOrder = (sort: CustomerSort, of: Record<SortColumn | 'id', AnyColumn>) => {
  const { column, backwards } = sorts[sort]
  const direction = backwards ? desc : asc
  return [direction(of[column]), direction(of.id)]
}

/** One comparison of both: an index begins right there, however deep in the list. */
function afterCursor({ sort, cursor }: Listing): SQL | undefined {
  if (cursor === undefined) return undefined
  const { sortKey, id } = decodeCursor(cursor, `customers ${sort}`)
  const { column, backwards } = sorts[sort]
  const key = column === 'createdAt' ? sql`${sortKey}::timestamptz` : sql`${sortKey}`
  const beyond = sql.raw(backwards ? '<' : '>')
  return sql`(${customers[column]}, ${customers.id}) ${beyond} (${key}, ${id}::uuid)`
}

/** The filters that have an index in each order. */
const byIndex = ({ status, hosting }: CustomerFilter): (SQL | undefined)[] => [
  status && eq(customers.isActive, status === 'active'),
  hosting === 'needs-attention' ? sql`${customers.needsAttention}` : undefined,
  hosting === 'some' || hosting === 'none' ? eq(customers.hasHosting, hosting === 'some') : undefined,
]

const onServer = (db: Queryable, customerId: AnyColumn, serverId: string | undefined) =>
  serverId === undefined
    ? undefined
    : exists(
        db
          .select({ id: hostingAccounts.id })
          .from(hostingAccounts)
          .where(
            and(
              eq(hostingAccounts.customerId, customerId),
              eq(hostingAccounts.serverId, serverId),
              ne(hostingAccounts.status, 'terminated'),
            ),
          ),
      )

/** What matches among the next so many customers: the first page of whatever is not rare. */
function findNearby(db: Db, listing: Listing, words: readonly string[]): Promise<CustomerRow[]> {
  const near = db
    .select()
    .from(customers)
    .where(and(...byIndex(listing), afterCursor(listing)))
    .orderBy(...inOrder(listing.sort, customers))
    .limit(listing.stretchLength ?? usualStretch)
    .as('near')
  return db
    .select()
    .from(near)
    .where(and(...occurring(near.search, words), onServer(db, near.id, listing.serverId)))
    .orderBy(...inOrder(listing.sort, near))
    .limit(listing.limit + 1)
}

async function goesBeyond(db: Db, listing: Listing): Promise<boolean> {
  const rows = await db
    .select({ id: customers.id })
    .from(customers)
    .where(and(...byIndex(listing), afterCursor(listing)))
    .orderBy(...inOrder(listing.sort, customers))
    .offset(listing.stretchLength ?? usualStretch)
    .limit(1)
  return rows.length > 0
}

/** What is rare enough that the nearby customers did not fill a page: found first, then put in order. */
const findEverywhere = (db: Db, listing: Listing, words: readonly string[]): Promise<CustomerRow[]> =>
  db.transaction(async (tx) => {
    // Left to guess how rare a word is, the planner at times reads the whole table.
    if (words.length > 0)
      await tx.execute(
        sql`select set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true)`,
      )
    const found = tx
      .select()
      .from(customers)
      .where(
        and(
          ...findable(customers.search, words),
          onServer(tx, customers.id, listing.serverId),
          ...byIndex(listing),
          afterCursor(listing),
        ),
      )
      .limit(noLimit)
      .as('found')
    return tx
      .select()
      .from(found)
      .orderBy(...inOrder(listing.sort, found))
      .limit(listing.limit + 1)
  })

async function findRows(db: Db, listing: Listing): Promise<CustomerRow[]> {
  const words = wordsOf(listing.search)
  if (words.length === 0 && listing.serverId === undefined)
    return db
      .select()
      .from(customers)
      .where(and(...byIndex(listing), afterCursor(listing)))
      .orderBy(...inOrder(listing.sort, customers))
      .limit(listing.limit + 1)
  const nearby = await findNearby(db, listing, words)
  if (nearby.length > listing.limit || !(await goesBeyond(db, listing))) return nearby
  const known = new Set(nearby.map(({ id }) => id))
  const everywhere = await findEverywhere(db, listing, words)
  return [...nearby, ...everywhere.filter(({ id }) => !known.has(id))]
}

/** A page, whoever asks: as fast on the last page as on the first, and nothing is counted. */
export async function readPage(
  db: Db,
  listing: Listing,
): Promise<{ items: Customer[]; nextCursor: string | null }> {
  const rows = await findRows(db, listing)
  const items = await presentCustomers(db, rows.slice(0, listing.limit))
  const last = items.at(-1)
  const more = rows.length > listing.limit && last
  return {
    items,
    nextCursor: more
      ? encodeCursor(`customers ${listing.sort}`, last[sorts[listing.sort].column], last.id)
      : null,
  }
}

export async function listCustomers(ctx: Context, query: CustomerQuery) {
  return readPage(ctx.database.db, query)
}
