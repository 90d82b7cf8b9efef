import { eq } from 'drizzle-orm'
import type { Queryable } from '#server/platform/database/index.ts'
import { operationNotFound } from '../operations/index.ts'
import { operations } from '../tables/operations.ts'
import type { OperationRow } from './lock.ts'

export async function loadOperationRow(db: Queryable, id: string): Promise<OperationRow> {
  const [row] = await db.select().from(operations).where(eq(operations.id, id))
  if (!row) throw operationNotFound()
  return row
}
