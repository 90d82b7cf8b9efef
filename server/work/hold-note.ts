import { and, desc, eq, inArray, lte } from 'drizzle-orm'
import { dueStatuses } from '#contracts/operations/states.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import type { Hold, WorkContext } from './contract.ts'
import { operationEvents, operations } from './table.ts'
import { note } from './timeline.ts'

/**
 * Writes the hold of a due operation to the timeline, once until another event occurs.
 * @returns the hold, or null if the operation is not on hold
 */
export async function noteIfHeld(
  tx: Queryable,
  { queueRules }: Pick<WorkContext, 'queueRules'>,
  operationId: string,
  at: Date,
): Promise<Hold | null> {
  const [due] = await tx
    .select({ id: operations.id })
    .from(operations)
    .where(
      and(
        eq(operations.id, operationId),
        inArray(operations.status, [...dueStatuses]),
        lte(operations.nextAttemptAt, at),
      ),
    )
  const held = due ? await queueRules.explainHold(tx, operationId) : null
  if (!held) return null
  const { code, message, remedy } = held.error
  const [last] = await tx
    .select({ event: operationEvents.event, detail: operationEvents.detail })
    .from(operationEvents)
    .where(eq(operationEvents.operationId, operationId))
    .orderBy(desc(operationEvents.id))
    .limit(1)
  if (last?.event !== 'operation.held' || last.detail?.code !== code)
    await note(tx, operationId, at, {
      event: 'operation.held',
      message: `${message} ${remedy}`,
      detail: { code },
    })
  return held
}
