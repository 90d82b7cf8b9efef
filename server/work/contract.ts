import type { SQL } from 'drizzle-orm'
import type { OperationError } from '#contracts/operations/schemas.ts'
import type { Clock } from '#server/platform/clock/index.ts'
import type { Database, Queryable } from '#server/platform/database/index.ts'
import type { Log } from '#server/platform/log/index.ts'
import type { WorkSignals } from './signals.ts'
import type { operations } from './table.ts'

// What durable work asks of those who register kinds of operations and queues, and what it gives them.

/** One line of the timeline that staff read. `detail` must be redacted already. */
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
  /** The worker before was cut off in the middle of this operation. */
  readonly interrupted: boolean
}

/** One operation in the hands of one worker, for as long as its lease lasts. */
export interface Work extends Claim {
  readonly context: WorkContext
  readonly progress: {
    /** When the lease was last renewed. */
    leasedAt: Date
    /** Attempts begun so far. */
    attempts: number
    /** Timeline lines about reads: written with the next step, or lost with this process, which loses nothing else. */
    pendingNotes: TimelineNote[]
  }
}

/** Writes to the subject, run in the statement that writes the decision: each a part that reads from `op`. */
export type SubjectWrites = ReadonlyMap<string, SQL | { getSQL(): SQL }>

interface Ending {
  readonly operation?: OperationChange
  readonly writes?: SubjectWrites
}

/** How a run of an operation ends; the only ways there are. */
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
  /** How long this process's own work kept its thread busy during that call, in milliseconds. */
  readonly ownMs: number
}

/** What keeps an operation from running although it is due. */
export interface Hold {
  readonly error: OperationError
  /** It cannot continue before then; null: until somebody or something ends the hold. */
  readonly until: Date | null
}

/**
 * What is known about queues, registered from above. The SQL refers to the row of `operations` around it, so one rule
 * serves claims, lists and sweeps.
 */
export interface QueueRules {
  /** The code of what holds the operation's queue, or null. See {@link holdCodeOf} for the whole rule. */
  readonly holdCode: SQL<string | null>
  /** How many operations of the queue may run at once; null: no limit beside the setting. */
  readonly limit: SQL<number | null>
  /** Whether a stopped operation may be resumed: the trouble of its queue that stopped it is over. */
  readonly troubleIsOver: SQL
  /** The hold in words, with its remedy; null where nothing holds the operation. */
  readonly explainHold: (db: Queryable, operationId: string) => Promise<Hold | null>
}

/** The right to run one operation of a queue; given back by the run, or by `release` if nothing runs. */
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

/** Times in milliseconds; each is a setting. */
export interface WorkSettings {
  /** The longest that one call to the outside takes. */
  readonly panelDeadlineMs: number
  /** Between two lookups that must agree before an absence is believed. */
  readonly settleMs: number
  readonly backoffFirstMs: number
  readonly backoffMaxMs: number
  readonly giveUpAfterMs: number
  readonly maxUnknownAttempts: number
  readonly leaseMs: number
  readonly sweepMs: number
  /** The most operations of one queue that run at once in one process. */
  readonly serverConcurrency: number
}

/** What durable work needs; the application's own context has more. */
export interface WorkContext {
  readonly database: Database
  readonly clock: Clock
  readonly log: Log
  readonly engine: WorkSettings
  readonly signals: WorkSignals
  /** The code that runs each kind of operation, registered from above. */
  readonly kinds: ReadonlyMap<string, Kind>
  /** What holds and limits each queue, registered from above. */
  readonly queueRules: QueueRules
  /** The operations that this process runs. */
  readonly queues: RunningQueues
}
