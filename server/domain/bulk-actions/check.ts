import { and, eq, sql } from 'drizzle-orm'
import type { Domain } from '../context.ts'
import { bulkActionRows, bulkActions } from '../tables/bulk-actions.ts'
import { confirmationFor } from './brake.ts'
import { type Decision, decide } from './decide.ts'
import { type BulkRecord, countBulkRows, type RowRecord, uncheckedRows } from './store.ts'

const checkedAtOnce = 500

/** Decides the next rows of a bulk action. Twice at the same time does no harm. @returns whether more are left */
export async function checkSome(domain: Domain, row: BulkRecord): Promise<boolean> {
  const { db } = domain.database
  const rows = await uncheckedRows(db, row.id, checkedAtOnce)
  if (rows.length === 0) return false
  const decisions = await decide(
    domain,
    row,
    rows.map(({ subjectId }) => subjectId),
  )
  await storeDecisions(domain, row.id, rows, { decisions, from: 'unchecked' })
  return rows.length === checkedAtOnce
}

/** Writes decisions to rows that are still in the state `from`. */
export async function storeDecisions(
  { database }: Pick<Domain, 'database'>,
  id: string,
  rows: readonly RowRecord[],
  { decisions, from }: { decisions: ReadonlyMap<string, Decision>; from: 'unchecked' | 'pending' },
): Promise<void> {
  const columns = rows.map(({ number, subjectId, name }) => {
    const decision = decisions.get(subjectId)
    const skip = decision?.skip ?? null
    return {
      number,
      // A name that was read once stays, although the subject is gone.
      name: decision?.name || name,
      server_id: decision?.serverId ?? null,
      state: skip ? 'skipped' : 'pending',
      code: skip?.code ?? null,
      message: skip?.message ?? null,
    }
  })
  await database.db.execute(sql`
    update ${bulkActionRows} set name = given.name, server_id = given.server_id, state = given.state, code = given.code,
      message = given.message
    from jsonb_to_recordset(${JSON.stringify(columns)}::jsonb)
      as given (number int, name text, server_id uuid, state text, code text, message text)
    where ${bulkActionRows.bulkActionId} = ${id}::uuid and ${bulkActionRows.number} = given.number
      and ${bulkActionRows.state} = ${from}`)
}

/** Ends the check: the action can be started. */
export async function endCheck(domain: Domain, row: BulkRecord): Promise<void> {
  const { db } = domain.database
  const { counts, groups } = await countBulkRows(db, row.id)
  const confirm = await confirmationFor(db, row.action, counts.pending)
  await db
    .update(bulkActions)
    .set({ status: 'ready', counts, groups, confirm, rowsPerSecond: null, updatedAt: domain.clock.now() })
    .where(and(eq(bulkActions.id, row.id), eq(bulkActions.status, 'checking')))
  domain.signals.changed(row.id)
}
