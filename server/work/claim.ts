import { and, eq, getTableColumns, inArray, isNull, lt, lte, or, sql } from 'drizzle-orm'
import { dueStatuses } from '#contracts/operations/states.ts'
import { newId } from '#server/platform/clock/index.ts'
import type { Claim, Work, WorkContext } from './contract.ts'
import { holdCodeOf } from './holds.ts'
import { attempts, operations } from './table.ts'
import { writeStep } from './work.ts'

/**
 * Claims an operation that is due, or one whose worker's lease ran out. If several workers try, one succeeds
 * in SQL.
 * @returns null if there is nothing to do
 */
export async function claimOperation(context: WorkContext, operationId: string): Promise<Claim | null> {
  const { clock, database, engine, queueRules } = context
  const now = clock.now()
  const leaseToken = newId()
  const before = database.db
    .select({ id: operations.id, was: sql<string>`${operations.status}`.as('was') })
    .from(operations)
    .where(eq(operations.id, operationId))
    .for('no key update')
    .as('before')
  const due = and(inArray(operations.status, [...dueStatuses]), lte(operations.nextAttemptAt, now))
  // After a move of the clock, each lease appears to have ended. Living workers renew theirs within this time.
  const abandoned = clock.movedWithin?.(engine.leaseMs)
    ? sql`false`
    : and(eq(operations.status, 'running'), lt(operations.leaseUntil, now))
  const [claimed] = await database.db
    .update(operations)
    .set({
      status: 'running',
      leaseToken,
      leaseUntil: new Date(now.getTime() + engine.leaseMs),
      nextAttemptAt: null,
      updatedAt: now,
      // Still running under an old lease: its worker was interrupted.
      interruptions: sql`${operations.interruptions} + (${before.was} = 'running')::int`,
    })
    .from(before)
    .where(and(eq(operations.id, before.id), or(due, abandoned), sql`(${holdCodeOf(queueRules)}) is null`))
    .returning({ ...getTableColumns(operations), was: before.was })
  if (!claimed) return null
  const { was, ...operation } = claimed
  context.signals.changed(operationId)
  return { operation, leaseToken, interrupted: was === 'running' }
}

/** Records an attempt that a dead worker started and never ended as unknown. */
export async function endInterruptedAttempts(work: Work): Promise<void> {
  const { operation, context } = work
  if (operation.attempts === 0) return
  const { clock, database } = context
  const unfinished = and(eq(attempts.operationId, operation.id), isNull(attempts.outcome))
  const found = await database.db.select({ number: attempts.number }).from(attempts).where(unfinished)
  if (found.length === 0) return
  const at = clock.now()
  await writeStep(work, {
    notes: found.map(({ number }) => ({
      at,
      event: 'attempt.ended',
      message: `Attempt ${number} was interrupted before its outcome was known. Looking the account up first.`,
      detail: { outcome: 'unknown' },
    })),
    writes: new Map([
      [
        'ended',
        database.db
          .update(attempts)
          .set({ outcome: 'unknown', code: 'interrupted' })
          .where(and(unfinished, sql`exists (select 1 from op)`))
          .returning({ id: attempts.id }),
      ],
    ]),
  })
}
