import type { Customer, CustomerQuery } from '#contracts/customers/schemas.ts'
import type { Db } from '#server/platform/database/index.ts'
import type { Context } from '../context.ts'
import { encodeCursor } from '../cursor.ts'
import { countCustomers } from './count.ts'
import { findRows } from './find.ts'
import { type Listing, sorts } from './listing.ts'
import { presentCustomers } from './read.ts'

/** Returns a page, without an access check. The last page is as fast as the first. */
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

export async function listCustomers(ctx: Context, { count, ...query }: CustomerQuery) {
  const { db } = ctx.database
  const page = await readPage(db, query)
  const { cursor: _, ...whole } = query
  const total = count ? await countCustomers(db, whole) : undefined
  return total ? { ...page, total } : page
}
