import { and, eq, gt, inArray, isNotNull, sql } from 'drizzle-orm'
import { dueStatuses } from '#contracts/operations/states.ts'
import type { WorkContext } from './contract.ts'
import { operations } from './table.ts'

/** Clocks of several machines differ by less, and a wait that is longer by this does no harm. */
export const clockToleranceMs = 1000

/**
 * A row that was written later than now shows that the clock was set back. Waiting operations would wait that
 * much longer. Instead, their wait begins again, and the lease of a dead worker is shortened to a new one.
 */
export async function restartWaitsAfterSetBack({ clock, database, engine }: WorkContext): Promise<void> {
  const now = clock.now()
  const soon = new Date(now.getTime() + clockToleranceMs)
  const wait = sql`greatest(${operations.nextAttemptAt} - ${operations.updatedAt}, interval '0')`
  await database.db
    .update(operations)
    .set({ nextAttemptAt: sql`${now.toISOString()}::timestamptz + ${wait}`, updatedAt: now })
    .where(
      and(
        inArray(operations.status, [...dueStatuses]),
        isNotNull(operations.nextAttemptAt),
        gt(operations.nextAttemptAt, soon),
        gt(operations.updatedAt, soon),
      ),
    )
  const leaseUntil = new Date(now.getTime() + engine.leaseMs)
  await database.db
    .update(operations)
    .set({ leaseUntil })
    .where(
      and(
        eq(operations.status, 'running'),
        gt(operations.leaseUntil, new Date(leaseUntil.getTime() + clockToleranceMs)),
      ),
    )
}
