import { sql } from 'drizzle-orm'
import { type Queryable, rowsOf } from '#server/platform/database/index.ts'
import { operations } from '#server/work/table.ts'
import {
  errorText,
  hasEnded,
  isServerInTrouble,
  type OpenRows,
  openRowsOf,
  waitsForLookup,
  waitsForServer,
} from '../long-work/index.ts'
import { bulkActionRows, bulkActions } from '../tables/bulk-actions.ts'
import { servers } from '../tables/servers.ts'

/** Over a bulk action: a row has an operation that runs, is due, or has ended. Rows that wait for a server cost no work. */
export const hasMovingRows = sql`exists (select 1 from ${bulkActionRows} join ${operations} op on op.id = ${bulkActionRows.operationId}
  where ${bulkActionRows.bulkActionId} = ${bulkActions.id} and ${bulkActionRows.state} = 'running' and not ${waitsForServer})`

export const hasRunningRows = sql`exists (select 1 from ${bulkActionRows}
  where ${bulkActionRows.bulkActionId} = ${bulkActions.id} and ${bulkActionRows.state} = 'running')`

/** Over a bulk action: a row may still begin, or has begun and not ended. */
export const hasRowsLeft = sql`exists (select 1 from ${bulkActionRows}
  where ${bulkActionRows.bulkActionId} = ${bulkActions.id} and ${bulkActionRows.state} in ('unchecked', 'pending', 'running'))`

/** Ends the rows whose operation has ended. */
export async function settleBulkRows(db: Queryable, id: string): Promise<void> {
  await db.execute(sql`
    update ${bulkActionRows} set
      state = case when op.status = 'succeeded' then 'done' else 'failed' end,
      code = case when op.status <> 'succeeded' then coalesce(op.error ->> 'code', op.status) end,
      message = case when op.status <> 'succeeded' then coalesce(${errorText}, 'The operation was cancelled.') end
    from ${operations} op
    where ${bulkActionRows.bulkActionId} = ${id}::uuid and ${bulkActionRows.state} = 'running'
      and op.id = ${bulkActionRows.operationId} and ${hasEnded}`)
}

export async function readOpenBulkRows(db: Queryable, id: string): Promise<OpenRows> {
  const rows = await db.execute(sql`
    select ${bulkActionRows.serverId}, count(*)::int as count, count(*) filter (where ${waitsForServer})::int as waiting,
      count(*) filter (where ${waitsForLookup})::int as settling,
      ${isServerInTrouble} as in_trouble, max(op.updated_at) as moved_at
    from ${bulkActionRows} join ${operations} op on op.id = ${bulkActionRows.operationId}
      left join ${servers} on ${servers.id} = ${bulkActionRows.serverId}
    where ${bulkActionRows.bulkActionId} = ${id}::uuid and ${bulkActionRows.state} = 'running'
    group by ${bulkActionRows.serverId}`)
  return openRowsOf(rowsOf(rows))
}
