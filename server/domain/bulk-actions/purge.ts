import { and, eq, lt, or, sql } from 'drizzle-orm'
import type { Db } from '#server/platform/database/index.ts'
import type { Domain } from '../context.ts'
import { bulkActionRows, bulkActions } from '../tables/bulk-actions.ts'
import { hasRunningRows } from './open-rows.ts'

const keptMs = 90 * 86_400_000
const rowsAtOnce = 10_000
const actionsAtOnce = 100

/**
 * Deletes bulk actions that ended 90 days ago, with their rows, and those that were prepared 90 days ago and never
 * started. The audit log keeps what they did.
 */
export async function purgeBulkActions({
  database: { db },
  clock,
}: Pick<Domain, 'database' | 'clock'>): Promise<void> {
  const before = new Date(clock.now().getTime() - keptMs)
  const isDue = or(
    // A row of a cancelled one may still wait for its server.
    and(lt(bulkActions.endedAt, before), sql`not ${hasRunningRows}`),
    and(eq(bulkActions.status, 'ready'), lt(bulkActions.updatedAt, before)),
  )
  const due = await db.select({ id: bulkActions.id }).from(bulkActions).where(isDue).limit(actionsAtOnce)
  for (const { id } of due) {
    // Staff may have started it since. The update waits for that and checks again. Then it cannot be started.
    const closed = await db
      .update(bulkActions)
      .set({ status: sql`case when status = 'ready' then 'cancelled' else status end`, endedAt: before })
      .where(and(eq(bulkActions.id, id), isDue))
      .returning({ id: bulkActions.id })
    if (closed.length === 0) continue
    await deleteRows(db, id)
    await db.delete(bulkActions).where(eq(bulkActions.id, id))
  }
}

/** In small parts, so that no statement takes long. */
async function deleteRows(db: Db, id: string): Promise<void> {
  for (;;) {
    const deleted = await db
      .delete(bulkActionRows)
      .where(
        and(
          eq(bulkActionRows.bulkActionId, id),
          sql`${bulkActionRows.number} = any (array(select one.number from ${bulkActionRows} one
            where one.bulk_action_id = ${id}::uuid limit ${rowsAtOnce}))`,
        ),
      )
      .returning({ number: bulkActionRows.number })
    if (deleted.length < rowsAtOnce) return
  }
}
