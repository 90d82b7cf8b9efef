import type { SQL } from 'drizzle-orm'
import type { OperationError } from '#contracts/operations/schemas.ts'
import type { Clock } from '#server/platform/clock/index.ts'
import type { Database, Queryable } from '#server/platform/database/index.ts'
import type { Log } from '#server/platform/log/index.ts'
import type { WorkSignals } from './signals.ts'
import type { operations } from './table.ts'

// The interfaces between durable work and the code that registers kinds of operations and queues.

/** One line of the timeline that staff read. `detail` must already be redacted. */
export interface TimelineNote {
  readonly at: Date
  readonly event: string
  readonly message: string
  readonly detail?: Readonly<Record<string, unknown>>
}

export type OperationRow = typeof operations.$inferSelect
export type OperationChange = Partial<
  Pick<
    typeof operations.$inferInsert,
    'absentLookups' | 'deferrals' | 'answeredId' | 'interruptions' | 'stoppedByTrouble' | 'troubleStops'
  >
>

/** An operation that this worker holds the lease of. */
export interface Claim {
  readonly operation: OperationRow
  readonly leaseToken: string
  /** The previous worker was interrupted during this operation. */
  readonly interrupted: boolean
}

/** One operation that this worker runs, for as long as its lease lasts. */
export interface Work extends Claim {
  readonly context: WorkContext
  readonly progress: {
    /** Time of the last renewal of the lease. */
    leasedAt: Date
    /** Number of attempts so far. */
    attempts: number
    /**
     * Timeline lines about reads. They are written with the next step. If the process dies first, only these
     * lines are lost.
     */
    pendingNotes: TimelineNote[]
  }
}

/** Writes to the subject, in the statement that writes the decision. Each part reads from `op`. */
export type SubjectWrites = ReadonlyMap<string, SQL | { getSQL(): SQL }>

interface Ending {
  readonly operation?: OperationChange
  readonly writes?: SubjectWrites
}

/** All possible results of a run. */
export type Decision = Ending &
  (
    | { readonly to: 'succeeded'; readonly message: string }
    | { readonly to: 'failed'; readonly error: OperationError }
    | { readonly to: 'needs-person'; readonly error: OperationError }
    | {
        readonly to: 'waiting'
        readonly message: string
        readonly afterMs: number
        readonly error?: OperationError | null
      }
  )

/** Code for one kind of operation, registered by name. `work/` depends on no specific kind. */
export interface Kind {
  /** Reads the subject of an operation that this worker has claimed. */
  prepare(context: WorkContext, work: Work): Promise<Run>
  /**
   * Reserves again the resources that the operation released when trouble stopped it, in the caller's
   * transaction.
   * @returns the reason if that is not possible
   */
  resume(context: WorkContext, tx: Queryable, operation: OperationRow): Promise<OperationError | null>
  /**
   * Selects the subject's row `for no key update`. It is locked before the operation, as in requests of
   * staff.
   */
  lockSubject(subjectId: string): SQL
}

/** One claimed operation that is ready to run. */
export interface Run {
  readonly work: Work
  /** Runs the operation as far as possible now. Throws only for defects of this program. */
  step(): Promise<Decision>
  /**
   * Returns the same decision with its consequence for the subject, for example if the operation stops here.
   */
  withSubject(decision: Decision): Decision
  /**
   * Returns the decision to write if the writes of a decision violated a unique index. Throws the error if
   * there is none.
   */
  afterConflict(error: unknown, decision: Decision): Promise<Decision>
  /**
   * Called after the decision was written, or the lease was lost. @returns the queue's result, if the run
   * used the queue
   */
  ended(result: { readonly succeeded: boolean }): Promise<QueueHealth | null>
}

/** Result of one run for its queue. */
export interface QueueHealth {
  /** A call got no response, a 5xx, or a refusal because of the rate limit. */
  readonly struggled: boolean
  /** The slowest call, in milliseconds. */
  readonly slowestMs: number
  /** Time that this process's own work occupied its thread during that call, in milliseconds. */
  readonly ownMs: number
}

/** The reason why a due operation does not run. */
export interface Hold {
  readonly error: OperationError
  /** The operation does not continue before this time. Null: the hold has no known end. */
  readonly until: Date | null
}

/**
 * Facts about queues, registered by the domain. The SQL refers to the row of `operations` around it, so one
 * rule serves claims, lists and sweeps.
 */
export interface QueueRules {
  /** The code of the queue's hold, or null. {@link holdCodeOf} is the whole rule. */
  readonly holdCode: SQL<string | null>
  /** Number of operations of the queue that may run at once. Null: only the setting limits it. */
  readonly limit: SQL<number | null>
  /** Whether a stopped operation may resume because the trouble of its queue is over. */
  readonly troubleIsOver: SQL
  /** The hold as text with its remedy. Null: the operation is not on hold. */
  readonly explainHold: (db: Queryable, operationId: string) => Promise<Hold | null>
}

/** The right to run one operation of a queue. The run returns it, or `release` does if nothing runs. */
export interface Ticket {
  readonly queueKey: string
  release(): void
}

/** The operations that this process runs. */
export interface RunningQueues {
  readonly isOpen: boolean
  open(options: {
    run: (operationId: string) => Promise<QueueHealth | null>
    whenWoken: () => void
    readLimit: (queueKey: string) => Promise<number | null>
    onError: (error: unknown, operationId: string) => void
  }): void
  close(graceMs: number): Promise<void>
  push(queueKey: string, operationId: string, limit: number | null): void
  wake(queueKey: string, operationId: string): void
  wakeLater(queueKey: string, operationId: string, afterMs: number): void
  wakeAll(): void
  tryTake(queueKey: string, limit: number | null): Ticket | null
  start(ticket: Ticket, operationId: string, run: () => Promise<QueueHealth | null>): void
}

/** Times in milliseconds. Each is a setting. */
export interface WorkSettings {
  /** Maximum duration of one call to the panel. */
  readonly panelDeadlineMs: number
  /** Wait between two lookups that must agree before an absence counts. */
  readonly settleMs: number
  readonly backoffFirstMs: number
  readonly backoffMaxMs: number
  readonly giveUpAfterMs: number
  readonly maxUnknownAttempts: number
  readonly leaseMs: number
  readonly sweepMs: number
  /** Maximum number of operations of one queue that run at once in one process. */
  readonly serverConcurrency: number
}

/** Services that durable work needs. The application's own context has more. */
export interface WorkContext {
  readonly database: Database
  readonly clock: Clock
  readonly log: Log
  readonly engine: WorkSettings
  readonly signals: WorkSignals
  /** The code that runs each kind of operation, registered by the domain. */
  readonly kinds: ReadonlyMap<string, Kind>
  /** The holds and limits of each queue, registered by the domain. */
  readonly queueRules: QueueRules
  /** The operations that this process runs. */
  readonly queues: RunningQueues
}
