import { and, desc, eq, inArray, lt, notInArray, or, type SQL } from 'drizzle-orm'
import type { z } from 'zod'
import type { ById } from '#contracts/call.ts'
import type {
  Operation,
  OperationFilter,
  OperationSummary,
  operationQuery,
} from '#contracts/operations/schemas.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { operations } from '#server/work/table.ts'
import {
  errorCode,
  operationsOfCustomer,
  presentOperation,
  readOperation,
  selectOperations,
} from '../accounts/index.ts'
import type { Context } from '../context.ts'
import { decodeCursor, encodeCursor } from '../cursor.ts'
import { operationsNeedingAction } from '../tables/operations-needing-action.ts'

export async function getOperation(ctx: Context, { id }: ById): Promise<Operation> {
  return readOperation(ctx.database.db, id)
}

/** The filter of the list as a condition on operations. */
export function matchingOperations(db: Queryable, query: OperationFilter): (SQL | undefined)[] {
  const conditions: (SQL | undefined)[] = []
  if (query.status) conditions.push(inArray(operations.status, query.status))
  if (query.serverId) conditions.push(eq(operations.queueKey, query.serverId))
  if (query.needsAction !== undefined) {
    const needing = db.select({ id: operationsNeedingAction.id }).from(operationsNeedingAction)
    conditions.push((query.needsAction === 'true' ? inArray : notInArray)(operations.id, needing))
  }
  if (query.code !== undefined) conditions.push(eq(errorCode, query.code))
  if (query.customerId) conditions.push(operationsOfCustomer(db, query.customerId))
  return conditions
}

/** Newest first. */
export async function listOperations(
  ctx: Context,
  query: z.infer<typeof operationQuery>,
): Promise<{ items: OperationSummary[]; nextCursor: string | null }> {
  const { db } = ctx.database
  const conditions = matchingOperations(db, query)
  if (query.cursor !== undefined) {
    const { sortKey, id } = decodeCursor(query.cursor, 'operations')
    const at = new Date(sortKey)
    conditions.push(
      or(lt(operations.createdAt, at), and(eq(operations.createdAt, at), lt(operations.id, id))),
    )
  }
  const rows = await selectOperations(db)
    .where(and(...conditions))
    .orderBy(desc(operations.createdAt), desc(operations.id))
    .limit(query.limit + 1)
  const items = rows.slice(0, query.limit).map(presentOperation)
  const last = items.at(-1)
  return {
    items,
    nextCursor:
      rows.length > query.limit && last ? encodeCursor('operations', last.createdAt, last.id) : null,
  }
}
