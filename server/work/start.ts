import { type SQL, sql } from 'drizzle-orm'
import { newId } from '#server/platform/clock/index.ts'
import {
  insertFrom,
  isUniqueViolation,
  type Queryable,
  runStatement,
} from '#server/platform/database/index.ts'
import { causeOf } from './cause.ts'
import type { WorkContext } from './contract.ts'
import { noteIfHeld } from './hold-note.ts'
import { operations } from './table.ts'
import { insertNotes } from './timeline.ts'

export interface Subject {
  readonly kind: string
  readonly id: string
}

export interface OperationToStart {
  readonly subject: Subject
  readonly queueKey: string
  readonly kind: string
  readonly input?: Readonly<Record<string, unknown>>
  readonly message: string
  /** Earliest start, for example because a request of an earlier operation may still be in progress. */
  readonly notBefore?: Date
}

/** Returns the columns of a new, queued operation. */
export const queuedOperation = (start: Omit<OperationToStart, 'message'>, id: string, at: Date) => ({
  id,
  subjectKind: start.subject.kind,
  subjectId: start.subject.id,
  queueKey: start.queueKey,
  kind: start.kind,
  status: 'queued' as const,
  input: start.input ?? {},
  nextAttemptAt: start.notBefore ?? at,
  ...causeOf(),
  createdAt: at,
  updatedAt: at,
})

/** Whether the database refused a second open operation on one subject. */
export const isSecondOpenOperation = (error: unknown): boolean =>
  isUniqueViolation(error, 'operations_one_open')

/**
 * Records an operation and its first timeline line, in the caller's transaction. Wake its queue after the
 * commit.
 * @throws a unique violation if the subject has an open operation, see {@link isSecondOpenOperation}
 */
export async function startOperation(
  tx: Queryable,
  context: Pick<WorkContext, 'clock' | 'queueRules'>,
  start: OperationToStart,
): Promise<string> {
  const id = newId()
  const at = context.clock.now()
  await runStatement(
    tx,
    new Map<string, SQL>([
      [
        'op',
        sql`${insertFrom(operations, queuedOperation(start, id, at), sql`(select 1) one`)} returning id`,
      ],
      ['lines', insertNotes(sql`op`, [{ at, event: 'operation.queued', message: start.message }])],
    ]),
    sql`select id from op`,
  )
  await noteIfHeld(tx, context, id, at)
  return id
}
