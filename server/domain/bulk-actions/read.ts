import { and, asc, desc, eq, gt, sql } from 'drizzle-orm'
import type {
  BulkActionDetails,
  BulkActionQuery,
  BulkActionSummary,
  BulkRow,
  BulkRowQuery,
} from '#contracts/bulk-actions/schemas.ts'
import type { ById } from '#contracts/call.ts'
import { fieldRefusal } from '#server/platform/errors/index.ts'
import { operations } from '#server/work/table.ts'
import type { Context } from '../context.ts'
import { decodeCursor, encodeCursor } from '../cursor.ts'
import { errorText, presentProgress, waitsForServer } from '../long-work/index.ts'
import { bulkActionRows, bulkActions } from '../tables/bulk-actions.ts'
import { type BulkRecord, findBulkAction, handledBulkRows, noBulkCounts } from './store.ts'

function presentSummary(row: BulkRecord): BulkActionSummary {
  const { status } = row
  const counts = { ...noBulkCounts, ...row.counts }
  const isWorking = status === 'checking' || status === 'running'
  return {
    id: row.id,
    action: row.action,
    options: row.options,
    status,
    counts,
    progress: presentProgress({
      handled: status === 'checking' ? counts.total - counts.unchecked : handledBulkRows(counts),
      total: counts.total,
      rowsPerSecond: isWorking ? row.rowsPerSecond : null,
    }),
    pausedBecause: row.pausedBecause,
    createdBy: row.createdBy,
    startedBy: row.startedBy?.name ?? null,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  }
}

/** Lists bulk actions, newest first. */
export async function listBulkActions(
  ctx: Context,
  { limit, cursor }: BulkActionQuery,
): Promise<{ items: BulkActionSummary[]; nextCursor: string | null }> {
  const after = cursor === undefined ? null : decodeCursor(cursor, 'bulk-actions')
  const rows = await ctx.database.db
    .select()
    .from(bulkActions)
    .where(
      after === null
        ? undefined
        : sql`(${bulkActions.createdAt}, ${bulkActions.id}) < (${after.sortKey}::timestamptz, ${after.id}::uuid)`,
    )
    .orderBy(desc(bulkActions.createdAt), desc(bulkActions.id))
    .limit(limit + 1)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return {
    items: items.map(presentSummary),
    nextCursor:
      rows.length > limit && last
        ? encodeCursor('bulk-actions', last.createdAt.toISOString(), last.id)
        : null,
  }
}

/** @throws {Refusal} not-found */
export async function getBulkAction(
  { database }: Pick<Context, 'database'>,
  { id }: ById,
): Promise<BulkActionDetails> {
  const row = await findBulkAction(database.db, id)
  return {
    ...presentSummary(row),
    groups: [...row.groups],
    confirm: row.confirm,
  }
}

/** Lists the rows by number. @throws {Refusal} not-found, invalid-body */
export async function listBulkRows(
  ctx: Context,
  { id, state, limit, cursor }: BulkRowQuery & ById,
): Promise<{ items: BulkRow[]; nextCursor: string | null }> {
  const { db } = ctx.database
  await findBulkAction(db, id)
  if (cursor !== undefined && !/^\d{1,7}$/.test(cursor))
    throw fieldRefusal(
      'invalid-body',
      'cursor',
      'invalid',
      'cursor was not issued by this list. Omit it to start at the first page.',
    )
  const rows = await db
    .select({
      row: bulkActionRows,
      waitsFor: sql<{ code: string; message: string } | null>`case when ${bulkActionRows.state} = 'running'
        and ${waitsForServer} then jsonb_build_object('code', op.error ->> 'code', 'message', ${errorText}) end`,
    })
    .from(bulkActionRows)
    .leftJoin(sql`${operations} op`, sql`op.id = ${bulkActionRows.operationId}`)
    .where(
      and(
        eq(bulkActionRows.bulkActionId, id),
        state === undefined ? undefined : eq(bulkActionRows.state, state),
        cursor === undefined ? undefined : gt(bulkActionRows.number, Number(cursor)),
      ),
    )
    .orderBy(asc(bulkActionRows.number))
    .limit(limit + 1)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return {
    items: items.map(({ row, waitsFor }) => ({
      number: row.number,
      state: row.state,
      subjectId: row.subjectId,
      name: row.name,
      code: waitsFor?.code ?? row.code,
      message: waitsFor?.message ?? row.message,
      operationId: row.operationId,
    })),
    nextCursor: rows.length > limit && last ? String(last.row.number) : null,
  }
}
