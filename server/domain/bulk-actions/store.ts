import { and, asc, desc, eq, sql } from 'drizzle-orm'
import type { BulkCounts, BulkGroup } from '#contracts/bulk-actions/schemas.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { bulkActionRows, bulkActions } from '../tables/bulk-actions.ts'
import { readOpenBulkRows } from './open-rows.ts'

export type BulkRecord = typeof bulkActions.$inferSelect
export type RowRecord = typeof bulkActionRows.$inferSelect

export const noBulkCounts: BulkCounts = {
  total: 0,
  unchecked: 0,
  pending: 0,
  skipped: 0,
  running: 0,
  waiting: 0,
  done: 0,
  failed: 0,
}

export const bulkActionNotFound = () =>
  new Refusal('not-found', 'Bulk action not found. See the list of bulk actions.')

/** @throws {Refusal} not-found */
export async function findBulkAction(db: Queryable, id: string): Promise<BulkRecord> {
  const [row] = await db.select().from(bulkActions).where(eq(bulkActions.id, id))
  if (!row) throw bulkActionNotFound()
  return row
}

const mostGroups = 50

/** Counts the rows by state, and those that were skipped or failed by reason. Reads all rows. */
export async function countBulkRows(
  db: Queryable,
  id: string,
): Promise<{ counts: BulkCounts; groups: BulkGroup[] }> {
  const { bulkActionId, state, code, message } = bulkActionRows
  const rows = await db
    .select({ state, code, message: sql<string | null>`min(${message})`, rows: sql<number>`count(*)::int` })
    .from(bulkActionRows)
    .where(eq(bulkActionId, id))
    .groupBy(state, code)
    .orderBy(desc(sql`count(*)`), asc(state), asc(code))
  const counts = { ...noBulkCounts }
  for (const each of rows) {
    counts[each.state] += each.rows
    counts.total += each.rows
  }
  if (counts.running > 0) counts.waiting = (await readOpenBulkRows(db, id)).waiting
  return { counts, groups: rows.flatMap(groupOf).slice(0, mostGroups) }
}

const groupOf = ({
  state,
  code,
  message,
  rows,
}: Pick<RowRecord, 'state' | 'code' | 'message'> & { rows: number }): BulkGroup[] =>
  state === 'failed' || state === 'skipped' ? [{ state, code: code ?? '', message: message ?? '', rows }] : []

/** Rows that need no more work. */
export const handledBulkRows = ({ skipped, done, failed }: BulkCounts): number => skipped + done + failed

export const uncheckedRows = (db: Queryable, id: string, limit: number): Promise<RowRecord[]> =>
  db
    .select()
    .from(bulkActionRows)
    .where(and(eq(bulkActionRows.bulkActionId, id), eq(bulkActionRows.state, 'unchecked')))
    .orderBy(asc(bulkActionRows.number))
    .limit(limit)
