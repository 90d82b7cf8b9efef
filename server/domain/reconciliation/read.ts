import { and, asc, count, desc, eq, getTableColumns, inArray, isNull, lt, or, type SQL } from 'drizzle-orm'
import type { z } from 'zod'
import type { ById } from '#contracts/call.ts'
import type {
  Reconciliation,
  ReconciliationFinding,
  ReconciliationSummary,
  reconciliationQuery,
} from '#contracts/reconciliation/schemas.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { presentPanelUserId } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import { decodeCursor, encodeCursor } from '../cursor.ts'
import { findServer } from '../servers/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { reconciliationFindings, reconciliations } from '../tables/reconciliations.ts'
import { servers } from '../tables/servers.ts'

export type RunRow = typeof reconciliations.$inferSelect
export type FindingRow = typeof reconciliationFindings.$inferSelect

const listName = 'reconciliations.createdAt'

export const reconciliationNotFound = () =>
  new Refusal('not-found', 'Reconciliation not found. The last 50 of each server are kept.')

const presentId = (id: string) => presentPanelUserId(id) ?? id

/** The brake ends when staff have confirmed the number. */
export const isHeld = (run: Pick<RunRow, 'braked' | 'confirmedAt'>, { kind }: Pick<FindingRow, 'kind'>) =>
  kind === 'gone' && run.braked && run.confirmedAt === null

function presentFinding(row: FindingRow & { customerId: string | null }, run: RunRow): ReconciliationFinding {
  const offered = row.resolvedAt === null ? row.actions : []
  const held = isHeld(run, row)
  return {
    id: row.id,
    kind: row.kind,
    accountId: row.accountId,
    customerId: row.customerId,
    username: row.username,
    panelUserId: presentPanelUserId(row.panelUserId),
    foundUnder: row.foundUnder.map(presentId),
    field: row.field,
    ours: row.ours,
    onPanel: row.onPanel,
    message: row.message,
    remedy: row.remedy,
    actions: held ? [] : offered,
    heldActions: held ? offered : [],
    resolution:
      row.resolvedAt === null || row.resolvedAction === null
        ? null
        : {
            action: row.resolvedAction,
            by: row.resolvedBy ?? '',
            at: row.resolvedAt.toISOString(),
            operationId: row.operationId,
          },
  }
}

async function summaries(
  db: Queryable,
  { where, limit }: { where: SQL | undefined; limit: number },
): Promise<{ row: RunRow; summary: ReconciliationSummary }[]> {
  const rows = await db
    .select({ run: reconciliations, serverName: servers.name })
    .from(reconciliations)
    .innerJoin(servers, eq(servers.id, reconciliations.serverId))
    .where(where)
    .orderBy(desc(reconciliations.startedAt), desc(reconciliations.id))
    .limit(limit)
  const ids = rows.map(({ run }) => run.id)
  const counted = await countFindings(db, ids)
  return rows.map(({ run, serverName }) => ({
    row: run,
    summary: {
      id: run.id,
      serverId: run.serverId,
      serverName,
      startedAt: run.startedAt.toISOString(),
      endedAt: run.endedAt.toISOString(),
      startedBy: run.startedBy,
      complete: run.complete,
      why: run.why,
      believed: run.believed,
      vanished: run.vanished,
      braked: run.braked,
      confirmed:
        run.confirmedAt === null ? null : { by: run.confirmedBy ?? '', at: run.confirmedAt.toISOString() },
      onPanel: run.onPanel,
      strangers: {
        count: run.strangers,
        capacity: run.capacity,
        sample: run.strangersSample.map(({ panelUserId, username }) => ({
          panelUserId: presentId(panelUserId),
          username,
        })),
      },
      leftOut: run.leftOut,
      findings: {
        total: (counted.get(run.id)?.kept ?? 0) + run.findingsLeftOut,
        open: counted.get(run.id)?.open ?? 0,
        leftOut: run.findingsLeftOut,
      },
      notes: run.notes,
    },
  }))
}

async function countFindings(db: Queryable, runIds: readonly string[]) {
  if (runIds.length === 0) return new Map<string, { kept: number; open: number }>()
  const ofRuns = inArray(reconciliationFindings.reconciliationId, [...runIds])
  const counts = (where: SQL | undefined) =>
    db
      .select({ id: reconciliationFindings.reconciliationId, count: count() })
      .from(reconciliationFindings)
      .where(where)
      .groupBy(reconciliationFindings.reconciliationId)
  const kept = await counts(ofRuns)
  const open = new Map(
    (await counts(and(ofRuns, isNull(reconciliationFindings.resolvedAt)))).map((row) => [row.id, row.count]),
  )
  return new Map(kept.map((row) => [row.id, { kept: row.count, open: open.get(row.id) ?? 0 }]))
}

/** Returns a reconciliation with its findings. The caller has checked the access. */
export async function readReconciliation(db: Queryable, id: string): Promise<Reconciliation> {
  const [found] = await summaries(db, { where: eq(reconciliations.id, id), limit: 1 })
  if (!found) throw reconciliationNotFound()
  const rows = await db
    .select({ ...getTableColumns(reconciliationFindings), customerId: hostingAccounts.customerId })
    .from(reconciliationFindings)
    .leftJoin(hostingAccounts, eq(hostingAccounts.id, reconciliationFindings.accountId))
    .where(eq(reconciliationFindings.reconciliationId, id))
    .orderBy(asc(reconciliationFindings.id))
  return { ...found.summary, items: rows.map((row) => presentFinding(row, found.row)) }
}

export async function getReconciliation(ctx: Context, { id }: ById): Promise<Reconciliation> {
  return readReconciliation(ctx.database.db, id)
}

/** Returns the reconciliations of one server, newest first, without their findings. */
export async function listReconciliations(
  ctx: Context,
  query: z.infer<typeof reconciliationQuery>,
): Promise<{ items: ReconciliationSummary[]; nextCursor: string | null }> {
  const { db } = ctx.database
  await findServer(db, query.id)
  const conditions: (SQL | undefined)[] = [eq(reconciliations.serverId, query.id)]
  if (query.cursor !== undefined) {
    const { sortKey, id } = decodeCursor(query.cursor, listName)
    const at = new Date(sortKey)
    conditions.push(
      or(
        lt(reconciliations.startedAt, at),
        and(eq(reconciliations.startedAt, at), lt(reconciliations.id, id)),
      ),
    )
  }
  const found = await summaries(db, { where: and(...conditions), limit: query.limit + 1 })
  const items = found.slice(0, query.limit).map(({ summary }) => summary)
  const last = items.at(-1)
  const more = found.length > query.limit
  return { items, nextCursor: more && last ? encodeCursor(listName, last.startedAt, last.id) : null }
}
