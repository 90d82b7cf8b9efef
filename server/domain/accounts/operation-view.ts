import { and, asc, desc, eq, inArray, lt, or, type SQL, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { Operation, OperationSummary, operationQuery } from '#contracts/operations/schemas.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { type Call, type Domain, requireStaff } from '../context.ts'
import { decodeCursor, encodeCursor } from '../cursor.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { operationEvents, operations } from '#server/work/tables.ts'
import { servers } from '../tables/servers.ts'
import { gateColumns, whyHeld } from '#server/work/holds.ts'

export const operationNotFound = () =>
  new Refusal('not-found', 'There is no such operation. See the Operations page.')

const selection = (db: Queryable) =>
  db
    .select({
      operation: operations,
      customerId: hostingAccounts.customerId,
      username: hostingAccounts.username,
      ...gateColumns,
    })
    .from(operations)
    .innerJoin(hostingAccounts, eq(hostingAccounts.id, operations.accountId))
    .innerJoin(servers, eq(servers.id, operations.serverId))
    .$dynamic()

type Selected = Awaited<ReturnType<typeof selection>>[number]

function present({ operation: row, customerId, username, ...facts }: Selected): OperationSummary {
  const held = whyHeld(row, facts)
  const next = held ? held.until : row.nextAttemptAt
  return {
    id: row.id,
    kind: row.kind,
    status: row.status,
    accountId: row.accountId,
    customerId,
    serverId: row.serverId,
    serverName: facts.serverName,
    username,
    attempts: row.attempts,
    nextAttemptAt: next?.toISOString() ?? null,
    error: held ? held.error : row.error,
    createdAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  }
}

/** One operation with its timeline, whoever asks: for callers that have checked already. */
export async function readOperation(db: Queryable, id: string): Promise<Operation> {
  const [row] = await selection(db).where(eq(operations.id, id))
  if (!row) throw operationNotFound()
  const events = await db
    .select()
    .from(operationEvents)
    .where(eq(operationEvents.operationId, id))
    .orderBy(asc(operationEvents.id))
  return {
    ...present(row),
    timeline: events.map(({ at, event, message, detail }) => ({
      at: at.toISOString(),
      event,
      message,
      detail,
    })),
  }
}

export async function getOperation(domain: Domain, call: Call, id: string): Promise<Operation> {
  requireStaff(call)
  return readOperation(domain.database.db, id)
}

/** The latest operation of each account. */
export async function latestOperations(
  db: Queryable,
  accountIds: readonly string[],
): Promise<Map<string, OperationSummary>> {
  if (accountIds.length === 0) return new Map()
  const latest = db
    .selectDistinctOn([operations.accountId], { id: operations.id })
    .from(operations)
    .where(inArray(operations.accountId, [...accountIds]))
    .orderBy(operations.accountId, desc(operations.createdAt), desc(operations.id))
  const rows = await selection(db).where(inArray(operations.id, latest))
  return new Map(rows.map((row) => [row.operation.accountId, present(row)]))
}

export const errorCode = sql<string>`coalesce(${operations.error} ->> 'code', 'unknown')`

const accountsOf = (db: Queryable, customerId: string) =>
  db
    .select({ id: hostingAccounts.id })
    .from(hostingAccounts)
    .where(eq(hostingAccounts.customerId, customerId))

/** Newest first. */
export async function listOperations(
  domain: Domain,
  call: Call,
  query: z.infer<typeof operationQuery>,
): Promise<{ items: OperationSummary[]; nextCursor: string | null }> {
  requireStaff(call)
  const { db } = domain.database
  const conditions: (SQL | undefined)[] = []
  if (query.status) conditions.push(inArray(operations.status, query.status))
  if (query.serverId) conditions.push(eq(operations.serverId, query.serverId))
  if (query.code !== undefined) conditions.push(eq(errorCode, query.code))
  if (query.customerId) conditions.push(inArray(operations.accountId, accountsOf(db, query.customerId)))
  if (query.cursor !== undefined) {
    const { sortKey, id } = decodeCursor(query.cursor, 'operations')
    const at = new Date(sortKey)
    conditions.push(
      or(lt(operations.createdAt, at), and(eq(operations.createdAt, at), lt(operations.id, id))),
    )
  }
  const rows = await selection(db)
    .where(and(...conditions))
    .orderBy(desc(operations.createdAt), desc(operations.id))
    .limit(query.limit + 1)
  const items = rows.slice(0, query.limit).map(present)
  const last = items.at(-1)
  return {
    items,
    nextCursor:
      rows.length > query.limit && last ? encodeCursor('operations', last.createdAt, last.id) : null,
  }
}
