import type { SQL } from 'drizzle-orm'
import type { OperationError } from '#contracts/operations/schemas.ts'
import type { Queryable } from '#server/platform/database/index.ts'

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
