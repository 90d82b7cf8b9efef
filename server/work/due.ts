import { and, eq, inArray, lt, lte, or, sql } from 'drizzle-orm'
import { dueStatuses } from '#contracts/operations/states.ts'
import type { WorkContext } from './contract.ts'
import { holdCodeOf } from './holds.ts'
import { operations } from './table.ts'

/**
 * Returns the operations that may run now, longest due first, with a limit for each queue. A queue with a
 * thousand due operations therefore does not hide those of another.
 */
export function dueOperations(
  { clock, database: { db }, queueRules }: Pick<WorkContext, 'clock' | 'database' | 'queueRules'>,
  { perQueue }: { perQueue: number },
) {
  const now = clock.now()
  const ranked = db
    .select({
      id: operations.id,
      queueKey: operations.queueKey,
      limit: sql<number | null>`${queueRules.limit}`.as('queue_limit'),
      place:
        sql<number>`row_number() over (partition by ${operations.queueKey} order by ${operations.nextAttemptAt})`.as(
          'place',
        ),
    })
    .from(operations)
    .where(
      or(
        and(
          or(
            and(inArray(operations.status, [...dueStatuses]), lte(operations.nextAttemptAt, now)),
            and(eq(operations.status, 'running'), lt(operations.leaseUntil, now)),
          ),
          sql`(${holdCodeOf(queueRules)}) is null`,
        ),
        and(eq(operations.status, 'needs-person'), operations.stoppedByTrouble, queueRules.troubleIsOver),
      ),
    )
    .as('ranked')
  return db.select().from(ranked).where(lte(ranked.place, perQueue)).orderBy(ranked.place)
}
