import type { SQL } from 'drizzle-orm'
import type { OperationError } from '#contracts/operations/schemas.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import type { WorkContext } from './context.ts'
import type { Decision } from './decision.ts'
import type { OperationRow, Work } from './work.ts'

/** Code for one kind of operation. Registered by name; nothing in work/ knows any kind. */
export interface Kind {
  /** Reads the subject of an operation that this worker has claimed. */
  prepare(context: WorkContext, work: Work): Promise<Run>
  /**
   * Takes back what the operation gave up when it stopped at trouble that is over now, in the caller's transaction.
   * @returns the reason if that is not possible
   */
  resume(context: WorkContext, tx: Queryable, operation: OperationRow): Promise<OperationError | null>
  /** Selects the subject's row `for no key update`: it is locked before the operation, as staff's requests do. */
  lockSubject(subjectId: string): SQL
}

/** One claimed operation, ready to run. */
export interface Run {
  readonly work: Work
  /** Runs the operation as far as it can get now. Throws for faults of this program only. */
  step(): Promise<Decision>
  /** The same decision with what it means for the subject, e.g. if the operation stops here. */
  withSubject(decision: Decision): Decision
  /** For a decision whose writes met a unique index: the decision to write instead. Throws the error if there is none. */
  afterConflict(error: unknown, decision: Decision): Promise<Decision>
  /** After the decision was written, or the lease was lost. @returns how the queue coped, if it was used */
  ended(result: { readonly succeeded: boolean }): Promise<QueueHealth | null>
}

/** How the outside that a queue stands for coped with one run. */
export interface QueueHealth {
  /** A call had no answer, an answer of 5xx, or was refused for coming too often. */
  readonly struggled: boolean
  /** The slowest call, in milliseconds. */
  readonly slowestMs: number
}

export function kindOf({ kinds }: Pick<WorkContext, 'kinds'>, name: string): Kind {
  const kind = kinds.get(name)
  if (!kind) throw new Error(`No kind of operation is registered as "${name}".`)
  return kind
}
