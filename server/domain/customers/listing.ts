import { type AnyColumn, and, asc, desc, eq, exists, ne, type SQL, sql } from 'drizzle-orm'
import type { CustomerFilter, CustomerQuery, CustomerSort } from '#contracts/customers/schemas.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { decodeCursor } from '../cursor.ts'
import { customers } from '../tables/customers.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import type { Reach } from './reach.ts'

type SortColumn = 'createdAt' | 'email' | 'fullName'

export const sorts: Record<CustomerSort, { column: SortColumn; backwards: boolean }> = {
  '-createdAt': { column: 'createdAt', backwards: true },
  createdAt: { column: 'createdAt', backwards: false },
  email: { column: 'email', backwards: false },
  '-email': { column: 'email', backwards: true },
  fullName: { column: 'fullName', backwards: false },
  '-fullName': { column: 'fullName', backwards: true },
}

/** One page of the list. `reach` is for tests, which have few rows. */
export type Listing = CustomerFilter &
  Pick<CustomerQuery, 'sort' | 'cursor' | 'limit'> & { readonly reach?: Partial<Reach> }

/** The columns that SQL sorts by. */
const sortedBy = { createdAt: 'createdAt', email: 'email', fullName: 'nameKey' } as const

export const inOrder = (
  sort: CustomerSort,
  of: Record<'createdAt' | 'email' | 'nameKey' | 'id', AnyColumn>,
) => {
  const { column, backwards } = sorts[sort]
  const direction = backwards ? desc : asc
  return [direction(of[sortedBy[column]]), direction(of.id)]
}

/** The comparison value for a row's column. */
const asSortKey: Record<SortColumn, (value: string) => SQL> = {
  createdAt: (value) => sql`${value}::timestamptz`,
  email: (value) => sql`${value}`,
  fullName: (value) => sql`search_key(${value})`,
}

/** One comparison of both columns: an index scan starts exactly there, at any depth of the list. */
function afterCursor({ sort, cursor }: Listing): SQL | undefined {
  if (cursor === undefined) return undefined
  const { sortKey, id } = decodeCursor(cursor, `customers ${sort}`)
  const { column, backwards } = sorts[sort]
  const beyond = sql.raw(backwards ? '<' : '>')
  return sql`(${customers[sortedBy[column]]}, ${customers.id}) ${beyond} (${asSortKey[column](sortKey)}, ${id}::uuid)`
}

/** The filters that have an index in each order, and the start of the page. */
export const byIndex = (listing: Listing): SQL | undefined => {
  const { status, hosting } = listing
  return and(
    status && eq(customers.isActive, status === 'active'),
    hosting === 'needs-attention' ? sql`${customers.needsAttention}` : undefined,
    hosting === 'some' || hosting === 'none' ? eq(customers.hasHosting, hosting === 'some') : undefined,
    afterCursor(listing),
  )
}

export const onServer = (db: Queryable, customerId: AnyColumn, serverId: string | undefined) =>
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
