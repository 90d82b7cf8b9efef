import { desc, eq, inArray, sql } from 'drizzle-orm'
import { attentionStatuses } from '#contracts/hosting/states.ts'
import {
  type Operation,
  type OperationSummary,
  operationKind,
  type TimelineEntry,
} from '#contracts/operations/schemas.ts'
import { dueStatuses, needsAction } from '#contracts/operations/states.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { operationEvents, operations } from '#server/work/table.ts'
import { holdColumns, presentHold } from '../servers/index.ts'
import { customers } from '../tables/customers.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { servers } from '../tables/servers.ts'
import { freeUsername } from './free-username.ts'
import { operationNotFound } from './lock.ts'

export const operationColumns = {
  operation: operations,
  customerId: hostingAccounts.customerId,
  customerName: sql<string>`(select ${customers.fullName} from ${customers} where ${eq(customers.id, hostingAccounts.customerId)})`,
  username: hostingAccounts.username,
  email: hostingAccounts.email,
  accountStatus: hostingAccounts.status,
  freeUsername,
  hold: holdColumns,
}

/** Operations on hosting accounts, each with its account, server and hold. */
export const selectOperations = (db: Queryable) =>
  db
    .select(operationColumns)
    .from(operations)
    .innerJoin(hostingAccounts, eq(hostingAccounts.id, operations.subjectId))
    .innerJoin(servers, eq(servers.id, hostingAccounts.serverId))
    .$dynamic()

export type SelectedOperation = Awaited<ReturnType<typeof selectOperations>>[number]

export function presentOperation({
  operation: row,
  customerId,
  customerName,
  username,
  email,
  accountStatus,
  freeUsername,
  hold,
}: SelectedOperation): OperationSummary {
  const held = dueStatuses.includes(row.status) ? presentHold(hold, row.nextAttemptAt) : null
  const next = held ? held.until : row.nextAttemptAt
  return {
    id: row.id,
    kind: operationKind.parse(row.kind),
    status: row.status,
    accountId: row.subjectId,
    customerId,
    customerName,
    serverId: row.queueKey,
    serverName: hold.serverName,
    username,
    email,
    attempts: row.attempts,
    nextAttemptAt: next?.toISOString() ?? null,
    error: held ? held.error : row.error,
    needsAction: needsAction({
      kind: row.kind,
      status: row.status,
      stoppedByTrouble: row.stoppedByTrouble,
      dismissed: row.dismissedAt !== null,
      accountUnresolved: attentionStatuses.includes(accountStatus),
    }),
    freeUsername,
    dismissedAt: row.dismissedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  }
}

/** The timeline of the surrounding operation, oldest first, as one JSON column. */
export const timelineColumn = sql<
  (Omit<TimelineEntry, 'at'> & { at: string })[]
>`(select coalesce(jsonb_agg(jsonb_build_object('at', e.at, 'event', e.event, 'message', e.message, 'detail', e.detail) order by e.id), '[]'::jsonb)
   from ${operationEvents} e where e.operation_id = ${operations.id})`

export const presentTimeline = (
  lines: readonly (Omit<TimelineEntry, 'at'> & { at: string })[],
): TimelineEntry[] => lines.map(({ at, ...line }) => ({ ...line, at: new Date(at).toISOString() }))

/** Returns one operation with its timeline in one read. The caller has checked the access. */
export async function readOperation(db: Queryable, id: string): Promise<Operation> {
  const [row] = await db
    .select({ ...operationColumns, timeline: timelineColumn })
    .from(operations)
    .innerJoin(hostingAccounts, eq(hostingAccounts.id, operations.subjectId))
    .innerJoin(servers, eq(servers.id, hostingAccounts.serverId))
    .where(eq(operations.id, id))
  if (!row) throw operationNotFound()
  return { ...presentOperation(row), timeline: presentTimeline(row.timeline) }
}

/** Returns the latest operation of each account. */
export async function latestOperations(
  db: Queryable,
  accountIds: readonly string[],
): Promise<Map<string, OperationSummary>> {
  if (accountIds.length === 0) return new Map()
  const latest = db
    .selectDistinctOn([operations.subjectId], { id: operations.id })
    .from(operations)
    .where(inArray(operations.subjectId, [...accountIds]))
    .orderBy(operations.subjectId, desc(operations.createdAt), desc(operations.id))
  const rows = await selectOperations(db).where(inArray(operations.id, latest))
  return new Map(rows.map((row) => [row.operation.subjectId, presentOperation(row)]))
}

export const errorCode = sql<string>`coalesce(${operations.error} ->> 'code', 'unknown')`

export const operationsOfCustomer = (db: Queryable, customerId: string) =>
  inArray(
    operations.subjectId,
    db
      .select({ id: hostingAccounts.id })
      .from(hostingAccounts)
      .where(eq(hostingAccounts.customerId, customerId)),
  )
