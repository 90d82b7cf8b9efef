import type { SQL } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Queryable } from '#server/platform/database/index.ts'

interface Steps<Row> {
  /** Whether the index of the search has few matches, before any filter. Omitted: that is not cheap to know. */
  readonly isRare?: () => Promise<boolean>
  /** The matches among the next rows in the order of the list. */
  readonly nearby: () => Promise<Row[]>
  /** Whether the list has more rows than those. */
  readonly goesBeyond: () => Promise<boolean>
  /** All matches, found by the index of the search and then sorted. */
  readonly everywhere: () => Promise<Row[]>
}

/**
 * Returns a page of a search, and one row more if there is one. All matches of a rare text are read and sorted. A common
 * text fills the page from the next rows of the list.
 */
export async function nearbyFirst<Row>(limit: number, steps: Steps<Row>): Promise<Row[]> {
  if (await steps.isRare?.()) return steps.everywhere()
  const rows = await steps.nearby()
  return rows.length > limit || !(await steps.goesBeyond()) ? rows : steps.everywhere()
}

/** A text with more matches is not rare. */
export const mostRare = 500

/** Rows that are read in the order of the list. */
export const nearbyRows = 2_000

/** PostgreSQL plans a subquery with a limit separately. */
export const noLimit = 1_000_000_000

/** The rows of a list in the order of one of its indexes. */
interface OrderedRows {
  readonly table: PgTable & { readonly id: PgColumn }
  readonly where: SQL | undefined
  readonly order: readonly SQL[]
}

/** Returns whether there are more rows than a number of them. */
export async function hasMoreThan(
  db: Queryable,
  count: number,
  { table, where, order }: OrderedRows,
): Promise<boolean> {
  const next = await db
    .select({ id: table.id })
    .from(table)
    .where(where)
    .orderBy(...order)
    .offset(count)
    .limit(1)
  return next.length > 0
}
