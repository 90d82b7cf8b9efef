import { bigint, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { time } from './billing-columns.ts'

export const backupStates = ['running', 'succeeded', 'failed'] as const

/** One scheduled backup. This table is not part of backups. */
export const backups = pgTable(
  'backups',
  {
    id: uuid().primaryKey(),
    /** The time of the schedule. A failed backup is tried again in the same row. */
    dueAt: time().notNull(),
    state: text({ enum: backupStates }).notNull(),
    attempts: integer().notNull().default(1),
    startedAt: time().notNull(),
    /** Renewed while it runs. An old value means that the process died or was stopped. */
    heartbeatAt: time().notNull(),
    endedAt: time(),
    /** The folder, or the bucket with the prefix. */
    place: text().notNull(),
    file: text().notNull(),
    bytes: bigint({ mode: 'number' }),
    rows: bigint({ mode: 'number' }),
    /** The reason of a failure, and the remedy. */
    problem: text(),
  },
  (t) => [uniqueIndex('backups_due_at').on(t.dueAt), index('backups_started_at').on(t.startedAt)],
)
