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
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { importRows, imports } from '../tables/imports.ts'
import { servers } from '../tables/servers.ts'

/** Over an import: a row has an operation that runs, is due, or has ended. Rows that wait for a server cost no work. */
export const hasMovingRows = sql`exists (select 1 from ${importRows} join ${operations} op on op.id = ${importRows.operationId}
  where ${importRows.importId} = ${imports.id} and ${importRows.state} = 'running' and not ${waitsForServer})`

/** Over an import: a row may still begin, or has begun and not ended. */
export const hasRowsLeft = sql`exists (select 1 from ${importRows}
  where ${importRows.importId} = ${imports.id} and ${importRows.state} in ('pending', 'valid', 'running'))`

/** Ends the rows whose operation has ended. */
export async function settleRows(db: Queryable, importId: string): Promise<void> {
  await db.execute(sql`
    update ${importRows} set
      state = case when op.status = 'succeeded' then 'done' else 'failed' end,
      errors = case when op.status = 'succeeded' then '[]'::jsonb else jsonb_build_array(jsonb_build_object(
        'field', '',
        'code', coalesce(op.error ->> 'code', op.status),
        'message', coalesce(${errorText}, 'The operation was cancelled.'))) end
    from ${operations} op
    where ${importRows.importId} = ${importId}::uuid and ${importRows.state} = 'running' and op.id = ${importRows.operationId}
      and ${hasEnded}`)
}

export async function readOpenRows(db: Queryable, importId: string): Promise<OpenRows> {
  const rows = await db.execute(sql`
    select account.server_id, count(*)::int as count, count(*) filter (where ${waitsForServer})::int as waiting,
      count(*) filter (where ${waitsForLookup})::int as settling,
      ${isServerInTrouble} as in_trouble, max(op.updated_at) as moved_at
    from ${importRows} join ${operations} op on op.id = ${importRows.operationId}
      join ${hostingAccounts} account on account.id = ${importRows.accountId}
      join ${servers} on ${servers.id} = account.server_id
    where ${importRows.importId} = ${importId}::uuid and ${importRows.state} = 'running'
    group by account.server_id`)
  return openRowsOf(rowsOf(rows))
}
