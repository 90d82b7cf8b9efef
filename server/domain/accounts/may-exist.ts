import { and, eq, inArray, isNull, or } from 'drizzle-orm'
import type { Queryable } from '#server/platform/database/index.ts'
import { attempts, operations } from '#server/work/tables.ts'

/** Attempts after which the panel may hold something of ours: not ended, not known, or answered with an id. */
export const leftSomething = or(isNull(attempts.outcome), inArray(attempts.outcome, ['unknown', 'succeeded']))

/** Whether a create of this account may have made it on the panel. */
export async function mayExistOnPanel(db: Queryable, accountId: string): Promise<boolean> {
  const rows = await db
    .select({ id: attempts.id })
    .from(attempts)
    .innerJoin(operations, eq(operations.id, attempts.operationId))
    .where(and(eq(operations.accountId, accountId), eq(operations.kind, 'create'), leftSomething))
    .limit(1)
  return rows.length > 0
}
