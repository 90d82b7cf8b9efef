import { and, asc, eq, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#server/platform/database/index.ts'
import { bulkActionRows } from '../tables/bulk-actions.ts'

/** The servers of the pending rows. Null: rows without a server. */
export async function readPendingServers(db: Db, id: string): Promise<(string | null)[]> {
  const rows = await db.execute(sql`
    select distinct server_id from ${bulkActionRows} where bulk_action_id = ${id}::uuid and state = 'pending'`)
  return rowsOf(rows).map(({ server_id }) => (server_id === null ? null : String(server_id)))
}

export interface Places {
  /** Null: the rows without a server. */
  readonly serverId: string | null
  /** Rows that may begin, at least one. */
  readonly count: number
}

/**
 * The query of pending rows by number, at most `count` of each server and `limit` in total. It reads no row of another
 * server, so that 100,000 rows of a full server cost nothing.
 */
export const nextRows = (
  db: Db,
  id: string,
  { places, limit }: { places: readonly Places[]; limit: number },
) =>
  db
    .select()
    .from(bulkActionRows)
    .where(
      and(
        eq(bulkActionRows.bulkActionId, id),
        sql`${bulkActionRows.number} = any (array(${numbersOf(id, places)}))`,
      ),
    )
    .orderBy(asc(bulkActionRows.number))
    .limit(limit)

function numbersOf(id: string, places: readonly Places[]) {
  const ofServers = places.flatMap(({ serverId, count }) => (serverId === null ? [] : [{ serverId, count }]))
  const without = places.find(({ serverId }) => serverId === null)?.count ?? 0
  const pending = sql`select one.number from ${bulkActionRows} one
    where one.bulk_action_id = ${id}::uuid and one.state = 'pending'`
  return sql`
    select next.number
    from unnest(${sql.param(ofServers.map(({ serverId }) => serverId))}::uuid[],
      ${sql.param(ofServers.map(({ count }) => count))}::int[]) free (server_id, places)
    cross join lateral (${pending} and one.server_id = free.server_id order by one.number limit free.places) next
    union all (${pending} and one.server_id is null order by one.number limit ${without})`
}
