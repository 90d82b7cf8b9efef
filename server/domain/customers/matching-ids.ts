import type { CustomerFilter } from '#contracts/customers/schemas.ts'
import type { Db } from '#server/platform/database/index.ts'
import { encodeCursor } from '../cursor.ts'
import { findRows } from './find.ts'

const rowsAtOnce = 1000

/**
 * Returns the ids of all customers that the list shows with this filter, oldest first, by the same search.
 * @param most reads no further: the caller refuses a result with more
 */
export async function matchingCustomerIds(db: Db, filter: CustomerFilter, most: number): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | undefined
  do {
    const rows = await findRows(db, { ...filter, sort: 'createdAt', limit: rowsAtOnce, cursor })
    const page = rows.slice(0, rowsAtOnce)
    ids.push(...page.map(({ id }) => id))
    const last = page.at(-1)
    cursor =
      rows.length > rowsAtOnce && last
        ? encodeCursor('customers createdAt', last.createdAt.toISOString(), last.id)
        : undefined
  } while (cursor !== undefined && ids.length <= most)
  return ids
}
