import { and, eq, isNull } from 'drizzle-orm'
import { isOpen } from '#contracts/operations/states.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import type { OperationRow, WorkContext } from './contract.ts'
import { attempts } from './table.ts'
import { transitionOperation } from './transition.ts'

/**
 * Cancels an open operation in favor of a stronger one. A worker that runs it loses its lease and can write
 * nothing more, but its request may still be in progress.
 * @returns the earliest time for the lookup of the stronger operation; undefined: at once
 */
export async function supersede(
  tx: Queryable,
  context: WorkContext,
  operation: OperationRow,
): Promise<Date | undefined> {
  if (!isOpen(operation.status)) return undefined
  await transitionOperation(tx, operation.id, {
    to: 'cancelled',
    at: context.clock.now(),
    note: { event: 'operation.cancelled', message: 'Superseded by a later request.' },
  })
  const [unfinished] = await tx
    .select({ startedAt: attempts.startedAt })
    .from(attempts)
    .where(and(eq(attempts.operationId, operation.id), isNull(attempts.outcome)))
  context.signals.concluded(operation.id)
  if (!unfinished) return undefined
  const { panelDeadlineMs, settleMs } = context.engine
  // Not later than for a request that begins now, because the clock may have been set back since.
  const startedAt = Math.min(unfinished.startedAt.getTime(), context.clock.now().getTime())
  return new Date(startedAt + panelDeadlineMs + settleMs)
}
