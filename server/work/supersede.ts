import { and, eq, isNull } from 'drizzle-orm'
import type { Queryable } from '#server/platform/database/index.ts'
import type { Domain } from '#server/domain/context.ts'
import { note } from '#server/domain/operations/index.ts'
import { attempts, operations } from './tables.ts'
import type { OperationRow } from '#server/domain/accounts/lock.ts'

const open: readonly OperationRow['status'][] = ['queued', 'running', 'waiting', 'needs-person']

/**
 * Cancels an open operation in favour of a stronger one. Its worker, if one is at it, loses its lease here and can
 * write nothing more; but its request may still be under way at the panel.
 * @returns the time before which the stronger operation must not look, or undefined for at once
 */
export async function supersede(
  tx: Queryable,
  domain: Domain,
  operation: OperationRow,
): Promise<Date | undefined> {
  if (!open.includes(operation.status)) return undefined
  const at = domain.clock.now()
  await tx
    .update(operations)
    .set({
      status: 'cancelled',
      leaseToken: null,
      leaseUntil: null,
      nextAttemptAt: null,
      endedAt: at,
      updatedAt: at,
    })
    .where(eq(operations.id, operation.id))
  await note(tx, operation.id, at, {
    event: 'operation.cancelled',
    message: 'Superseded by a later request.',
  })
  const [unfinished] = await tx
    .select({ startedAt: attempts.startedAt })
    .from(attempts)
    .where(and(eq(attempts.operationId, operation.id), isNull(attempts.outcome)))
  domain.signals.changed(operation.id)
  if (!unfinished) return undefined
  const { panelDeadlineMs, settleMs } = domain.engine
  return new Date(unfinished.startedAt.getTime() + panelDeadlineMs + settleMs)
}
