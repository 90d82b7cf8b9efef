import { and, eq } from 'drizzle-orm'
import { isSettled } from '#contracts/operations/states.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import type { WorkContext } from './contract.ts'
import { noteIfHeld } from './hold-note.ts'
import { kindOf } from './kinds.ts'
import { operations } from './table.ts'
import { note } from './timeline.ts'

/**
 * Handles an operation that was woken but may not run. Writes its hold to the timeline, or resumes the
 * operation if the trouble that stopped it is over.
 */
export async function resumeOrNoteHold(context: WorkContext, operationId: string): Promise<void> {
  const { clock, database, signals } = context
  const [row] = await database.db.select().from(operations).where(eq(operations.id, operationId))
  if (!row || row.status === 'running') return
  const stopped = row.status === 'needs-person' && row.stoppedByTrouble
  if (isSettled(row.status) && !stopped) return
  const changed = await database.db.transaction(async (tx) => {
    // Locks the subject before its operation, in the same order as requests of staff.
    await tx.execute(kindOf(context, row.kind).lockSubject(row.subjectId))
    await tx
      .select({ id: operations.id })
      .from(operations)
      .where(eq(operations.id, operationId))
      .for('no key update')
    if (stopped) return resume(tx, context, operationId)
    return (await noteIfHeld(tx, context, operationId, clock.now())) !== null
  })
  if (!changed) return
  if (stopped) context.queues.wake(row.queueKey, operationId)
  signals.concluded(operationId)
}

async function resume(tx: Queryable, context: WorkContext, operationId: string): Promise<boolean> {
  const [operation] = await tx
    .select()
    .from(operations)
    .where(
      and(
        eq(operations.id, operationId),
        eq(operations.status, 'needs-person'),
        operations.stoppedByTrouble,
        context.queueRules.troubleIsOver,
      ),
    )
  if (!operation) return false
  const at = context.clock.now()
  const obstacle = await kindOf(context, operation.kind).resume(context, tx, operation)
  await tx
    .update(operations)
    .set({
      ...(obstacle
        ? { error: obstacle }
        : { status: 'queued' as const, nextAttemptAt: at, error: null, deferrals: 0, absentLookups: 0 }),
      stoppedByTrouble: false,
      updatedAt: at,
    })
    .where(eq(operations.id, operationId))
  await note(tx, operationId, at, {
    event: obstacle ? 'operation.needs-person' : 'operation.resumed',
    message: obstacle
      ? `The server is working again, but the operation cannot continue: ${obstacle.message} ${obstacle.remedy}`
      : 'The server is working again. The operation continues automatically.',
    ...(obstacle ? { detail: { code: obstacle.code } } : {}),
  })
  return true
}
