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

/** Intent: one durable unit of work. What it works on is its subject; operations of one queue share its limits. */
export const operations = pgTable(
  'operations',
  {
    id: uuid().primaryKey(),
    /** The noun it works on, e.g. hosting-account, and the row of that noun. */
    subjectKind: text().notNull().default('hosting-account'),
    subjectId: uuid().notNull(),
    /** Operations of one queue are held, limited and started together, e.g. those of one server by its id. */
    queueKey: text().notNull(),
    /** Names the code that runs it, see kinds.ts. */
    kind: text().notNull(),
    status: text({ enum: operationStatuses }).notNull(),
    /** What the kind needs beside its subject. Never a secret. */
    input: jsonb().$type<Readonly<Record<string, unknown>>>().notNull(),
    attempts: integer().notNull().default(0),
    /** Lookups that found nothing since the last attempt of unknown outcome. */
    absentLookups: integer('absent_looks').notNull().default(0),
    /** Deferrals in a row: the exponent of the backoff. */
    deferrals: integer().notNull().default(0),
    /** The id that an attempt was answered with, until it is confirmed by reading it. */
    answeredId: text('panel_user_id_seen'),
    /** Runs in a row that were cut off. From the second on, this operation may be what takes its worker down. */
    interruptions: integer().notNull().default(0),
    /** It stopped at trouble of its queue, and continues automatically once that is over. */
    stoppedByTrouble: boolean().notNull().default(false),
    /** How often it did so since staff last asked for it. */
    troubleStops: integer().notNull().default(0),
    nextAttemptAt: time(),
    /** When staff last asked for a retry: time limits and allowances count from then. */
    retriedAt: time(),
    error: jsonb().$type<OperationError>(),
    /** When staff took note of a failure, so that it no longer needs action. */
    dismissedAt: time(),
    /** Identifies the worker that runs it now: a write without this token is refused (fencing). */
    leaseToken: uuid(),
    leaseUntil: time(),
    createdAt: time().notNull(),
    updatedAt: time().notNull(),
    endedAt: time(),
    /**
     * Read and written by the previous release only; a trigger keeps them equal to the subject and the queue. The next
     * release drops them.
     */
    accountId: uuid(),
    serverId: uuid(),
  },
  (t) => [
    index('operations_subject').on(t.subjectId, t.createdAt),
    index('operations_created_at').on(t.createdAt, t.id),
    index('operations_queue').on(t.queueKey, t.createdAt),
    // Few are open among many that ended: lists of a state, counts and groups read only those.
    index('operations_status').on(t.status, t.createdAt, t.id),
    index('operations_queue_status').on(t.queueKey, t.status, t.createdAt, t.id),
    // Statistics read this index alone.
    index('operations_creations').on(t.createdAt, t.status, t.endedAt).where(sql`kind = 'create'`),
    // Few of those that failed are still open for staff.
    index('operations_failed_creates')
      .on(t.createdAt, t.id)
      .where(sql`kind = 'create' and status = 'failed' and dismissed_at is null`),
    index('operations_due').on(t.nextAttemptAt).where(sql`status in ('queued', 'running', 'waiting')`),
    // One open operation per subject: a second one is refused by the database, whatever the race.
    uniqueIndex('operations_one_open')
      .on(t.subjectId)
      .where(sql`status in ('queued', 'running', 'waiting', 'needs-person')`),
  ],
)

/** One try: recorded before the outside is called, its outcome after. No outcome means unknown. */
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
 * The timeline that staff read; redacted before it is written. Without a foreign key: only work/ writes it, in the
 * statement that writes the operation, and checking the key again for each line was half of the lines' cost.
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

/** The pauses of all work, past ones too. While one has not ended, no operation runs. */
export const enginePauses = pgTable(
  'engine_pauses',
  {
    id: uuid().primaryKey(),
    reason: text(),
    /** The name of the staff user who asked for it. */
    startedBy: text().notNull(),
    startedAt: time().notNull(),
    endedBy: text(),
    endedAt: time(),
  },
  () => [uniqueIndex('engine_pauses_one_open').on(sql`(true)`).where(sql`ended_at is null`)],
)
