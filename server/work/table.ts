import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { OperationError } from '#contracts/operations/schemas.ts'
import { operationStatuses } from '#contracts/operations/states.ts'

const time = () => timestamp({ withTimezone: true, precision: 3 })

/**
 * One durable unit of work. Its subject is the row that it works on. Operations of one queue share its
 * limits.
 */
export const operations = pgTable(
  'operations',
  {
    id: uuid().primaryKey(),
    /** The entity and the row that the operation works on, for example hosting-account. */
    subjectKind: text().notNull().default('hosting-account'),
    subjectId: uuid().notNull(),
    /** Operations of one queue share holds, limits and starts, for example those of one server by its id. */
    queueKey: text().notNull(),
    /** Name of the code that runs it, see kinds.ts. */
    kind: text().notNull(),
    status: text({ enum: operationStatuses }).notNull(),
    /** Input of the kind besides its subject. Never a secret. */
    input: jsonb().$type<Readonly<Record<string, unknown>>>().notNull(),
    attempts: integer().notNull().default(0),
    /** Number of lookups without a result since the last attempt of unknown outcome. */
    absentLookups: integer('absent_looks').notNull().default(0),
    /** Consecutive deferrals: the exponent of the backoff. */
    deferrals: integer().notNull().default(0),
    /** The id that an attempt returned, until a read confirms it. */
    answeredId: text('panel_user_id_seen'),
    /** Consecutive interrupted runs. From the second on, this operation may be the cause. */
    interruptions: integer().notNull().default(0),
    /** Trouble of its queue stopped it. It continues automatically when that is over. */
    stoppedByTrouble: boolean().notNull().default(false),
    /** Number of such stops since staff last requested it. */
    troubleStops: integer().notNull().default(0),
    nextAttemptAt: time(),
    /** The request that started the operation, or last retried it. Null: no request did. */
    requestId: text(),
    /** The span of that request, in the format of W3C Trace Context. Null: tracing was off. */
    traceparent: text(),
    /** Time of the last retry by staff: time limits and allowances count from then. */
    retriedAt: time(),
    error: jsonb().$type<OperationError>(),
    /** Time at which staff dismissed a failure, so that it no longer needs action. */
    dismissedAt: time(),
    /** Identifies the current worker. A write without this token is refused (fencing). */
    leaseToken: uuid(),
    leaseUntil: time(),
    createdAt: time().notNull(),
    updatedAt: time().notNull(),
    endedAt: time(),
    /**
     * Only the previous release reads and writes these columns. A trigger keeps them equal to the subject and
     * the queue. The next release drops them.
     */
    accountId: uuid(),
    serverId: uuid(),
  },
  (t) => [
    index('operations_subject').on(t.subjectId, t.createdAt),
    index('operations_created_at').on(t.createdAt, t.id),
    index('operations_queue').on(t.queueKey, t.createdAt),
    // Few operations are open and many have ended. Lists of a state, counts and groups read only the open
    // ones.
    index('operations_status').on(t.status, t.createdAt, t.id),
    index('operations_queue_status').on(t.queueKey, t.status, t.createdAt, t.id),
    // Statistics read only this index.
    index('operations_creations').on(t.createdAt, t.status, t.endedAt).where(sql`kind = 'create'`),
    // Of the failed operations, only a few still need action.
    index('operations_failed_creates')
      .on(t.createdAt, t.id)
      .where(sql`kind = 'create' and status = 'failed' and dismissed_at is null`),
    index('operations_due').on(t.nextAttemptAt).where(sql`status in ('queued', 'running', 'waiting')`),
    // One open operation per subject: the database refuses a second one, whatever the race.
    uniqueIndex('operations_one_open')
      .on(t.subjectId)
      .where(sql`status in ('queued', 'running', 'waiting', 'needs-person')`),
  ],
)

/** One attempt: recorded before the panel is called, its outcome after. No outcome means unknown. */
export const attempts = pgTable(
  'attempts',
  {
    id: uuid().primaryKey(),
    operationId: uuid()
      .notNull()
      .references(() => operations.id),
    number: integer().notNull(),
    startedAt: time().notNull(),
    endedAt: time(),
    outcome: text({ enum: ['succeeded', 'rejected', 'deferred', 'unknown'] }),
    code: text(),
  },
  (t) => [uniqueIndex('attempts_operation_number').on(t.operationId, t.number)],
)

/**
 * The timeline that staff read, redacted before it is written. It has no foreign key: only `work/` writes it,
 * in the statement that writes the operation. Checking the key for each line was half of the cost of the
 * lines.
 */
export const operationEvents = pgTable(
  'operation_events',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    operationId: uuid().notNull(),
    at: time().notNull(),
    event: text().notNull(),
    message: text().notNull(),
    detail: jsonb().$type<Record<string, unknown>>(),
  },
  (t) => [index('operation_events_operation').on(t.operationId, t.id)],
)

/** The pauses of all work, including past ones. While a pause has not ended, no operation runs. */
export const enginePauses = pgTable(
  'engine_pauses',
  {
    id: uuid().primaryKey(),
    reason: text(),
    /** Name of the staff user who started it. */
    startedBy: text().notNull(),
    startedAt: time().notNull(),
    endedBy: text(),
    endedAt: time(),
  },
  () => [uniqueIndex('engine_pauses_one_open').on(sql`(true)`).where(sql`ended_at is null`)],
)
