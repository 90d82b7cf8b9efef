import { and, eq } from 'drizzle-orm'
import type { Queryable } from '#server/platform/database/index.ts'
import { mayHaveWorked } from '#server/work/index.ts'
import { attempts, operations } from '#server/work/table.ts'

/** Returns whether a create of this account may have created it on the panel. */
export async function mayExistOnPanel(db: Queryable, accountId: string): Promise<boolean> {
  const rows = await db
    .select({ id: attempts.id })
    .from(attempts)
    .innerJoin(operations, eq(operations.id, attempts.operationId))
    .where(and(eq(operations.subjectId, accountId), eq(operations.kind, 'create'), mayHaveWorked))
    .limit(1)
  return rows.length > 0
}
