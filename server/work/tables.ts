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
import { hostingAccounts } from '#server/domain/tables/hosting-accounts.ts'
import { servers } from '#server/domain/tables/servers.ts'

/** Intent: one durable piece of work against a panel. */
export const operations = pgTable(
  'operations',
  {
    id: uuid().primaryKey(),
    accountId: uuid()
      .notNull()
      .references(() => hostingAccounts.id),
    serverId: uuid()
      .notNull()
      .references(() => servers.id),
    kind: text({ enum: ['create', 'suspend', 'unsuspend', 'terminate'] }).notNull(),
    status: text({
      enum: ['queued', 'running', 'waiting', 'succeeded', 'failed', 'needs-person', 'cancelled'],
    }).notNull(),
    /** Suspend and unsuspend: the reason, and a note. Never a secret. */
    input: jsonb().$type<{ reason?: 'staff' | 'abuse' | 'overdue'; note?: string | undefined }>().notNull(),
    attempts: integer().notNull().default(0),
    /** Looks that found the account absent since the last unknown attempt. */
    absentLooks: integer().notNull().default(0),
    /** Transient refusals in a row; the exponent of the backoff. */
    deferrals: integer().notNull().default(0),
    /** The id that a create answered, until it has been read back. */
    panelUserIdSeen: text(),
    /** Runs in a row that were cut off: by the second, perhaps this very operation takes its worker down. */
    interruptions: integer().notNull().default(0),
    /** It stopped at trouble of its server (key, rights, TLS, address), and goes on by itself once that is over. */
    stoppedByTrouble: boolean().notNull().default(false),
    /** How often it did so since a person last asked for it. */
    troubleStops: integer().notNull().default(0),
    nextAttemptAt: timestamp({ withTimezone: true, precision: 3 }),
    /** When a person last asked for a retry: patience and allowances count anew from then. */
    retriedAt: timestamp({ withTimezone: true, precision: 3 }),
    error: jsonb().$type<OperationError>(),
    /** Who works on it now: a write without this token is refused (fencing). */
    leaseToken: uuid(),
    leaseUntil: timestamp({ withTimezone: true, precision: 3 }),
    createdAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    updatedAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    endedAt: timestamp({ withTimezone: true, precision: 3 }),
  },
  (t) => [
    index('operations_account').on(t.accountId, t.createdAt),
    index('operations_created_at').on(t.createdAt, t.id),
    index('operations_server').on(t.serverId, t.createdAt),
    // Few are open among many that ended: lists of a state, counts and groups read only those.
    index('operations_status').on(t.status, t.createdAt, t.id),
    index('operations_server_status').on(t.serverId, t.status, t.createdAt, t.id),
    // Statistics read this index alone.
    index('operations_creations').on(t.createdAt, t.status, t.endedAt).where(sql`kind = 'create'`),
    index('operations_due').on(t.nextAttemptAt).where(sql`status in ('queued', 'running', 'waiting')`),
    // One open operation per account: a second one loses at the database, whatever the race.
    uniqueIndex('operations_one_open')
      .on(t.accountId)
      .where(sql`status in ('queued', 'running', 'waiting', 'needs-person')`),
  ],
)

/** One try: recorded before the panel is called, its outcome after. No outcome means unknown. */
export const attempts = pgTable(
  'attempts',
  {
    id: uuid().primaryKey(),
    operationId: uuid()
      .notNull()
      .references(() => operations.id),
    number: integer().notNull(),
    startedAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    endedAt: timestamp({ withTimezone: true, precision: 3 }),
    outcome: text({ enum: ['succeeded', 'rejected', 'deferred', 'unknown'] }),
    code: text(),
  },
  (t) => [uniqueIndex('attempts_operation_number').on(t.operationId, t.number)],
)

/** The timeline that a person reads; redacted before it is written. */
export const operationEvents = pgTable(
  'operation_events',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    operationId: uuid()
      .notNull()
      .references(() => operations.id),
    at: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    event: text().notNull(),
    message: text().notNull(),
    detail: jsonb().$type<Record<string, unknown>>(),
  },
  (t) => [index('operation_events_operation').on(t.operationId, t.id)],
)
