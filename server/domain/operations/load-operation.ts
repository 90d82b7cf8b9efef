import { eq } from 'drizzle-orm'
import type { Queryable } from '#server/platform/database/index.ts'
import { operationNotFound } from './index.ts'
import { operations } from '#server/work/tables.ts'
import type { OperationRow } from '../accounts/lock.ts'

export async function loadOperationRow(db: Queryable, id: string): Promise<OperationRow> {
  const [row] = await db.select().from(operations).where(eq(operations.id, id))
  if (!row) throw operationNotFound()
  return row
}
