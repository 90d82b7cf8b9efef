import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import { newId } from '#server/platform/clock/index.ts'
import { insertFrom } from '#server/platform/database/index.ts'
import type { OperationChange, Work } from './contract.ts'
import { outlastCall } from './lease.ts'
import { attemptsEnded } from './metrics.ts'
import { attempts } from './table.ts'
import { writeStep } from './work.ts'

export type AttemptOutcome = 'succeeded' | 'rejected' | 'deferred' | 'unknown'

export interface Attempt {
  readonly id: string
  readonly number: number
  readonly startedAt: Date
}

/** Returns the attempts after which the panel may hold an account: not ended, unknown, or successful. */
export const mayHaveWorked = or(isNull(attempts.outcome), inArray(attempts.outcome, ['unknown', 'succeeded']))

export const startedNote = ({ number, startedAt }: Attempt, message: string) => ({
  at: startedAt,
  event: 'attempt.started',
  message: `Attempt ${number}: ${message}`,
})

/**
 * Records and commits an attempt before the panel is called. If the process dies during the call, the outcome
 * counts as unknown.
 */
export async function beginAttempt(work: Work, message: string): Promise<Attempt> {
  const { context, operation } = work
  const attempt = { id: newId(), number: work.progress.attempts + 1, startedAt: context.clock.now() }
  await writeStep(work, {
    set: { attempts: attempt.number },
    notes: [startedNote(attempt, message)],
    writes: new Map([['attempt', insertFrom(attempts, { ...attempt, operationId: operation.id }, sql`op`)]]),
  })
  work.progress.attempts = attempt.number
  await outlastCall(work)
  return attempt
}

export async function endAttempt(
  work: Work,
  attempt: Attempt,
  end: {
    readonly outcome: AttemptOutcome
    readonly message: string
    readonly code?: string
    readonly exchanges: readonly unknown[]
    readonly operation?: OperationChange
  },
): Promise<Date> {
  const { clock, database } = work.context
  const endedAt = clock.now()
  const { outcome, code = null, exchanges } = end
  await writeStep(work, {
    set: end.operation ?? {},
    notes: [
      {
        at: endedAt,
        event: 'attempt.ended',
        message: `Attempt ${attempt.number}: ${end.message}`,
        detail: { outcome, code, exchanges },
      },
    ],
    writes: new Map([
      [
        'ended',
        database.db
          .update(attempts)
          .set({ endedAt, outcome, code })
          .where(and(eq(attempts.id, attempt.id), sql`exists (select 1 from op)`))
          .returning({ id: attempts.id }),
      ],
    ]),
  })
  const { kind, queueKey } = work.operation
  attemptsEnded.inc({ kind, server: queueKey, outcome })
  return endedAt
}

/** Returns the number of attempts with an unknown outcome since staff last requested the operation. */
export async function countUnknownAttempts({ context, operation }: Work): Promise<number> {
  const since = operation.retriedAt ?? operation.createdAt
  return context.database.db.$count(
    attempts,
    and(
      eq(attempts.operationId, operation.id),
      sql`${attempts.startedAt} >= ${since.toISOString()}::timestamptz`,
      or(isNull(attempts.outcome), eq(attempts.outcome, 'unknown')),
    ),
  )
}
