import { sql } from 'drizzle-orm'
import {
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'
import type { BulkCounts, BulkGroup, BulkOptions } from '#contracts/bulk-actions/schemas.ts'
import { bulkActionKinds, bulkActionStatuses, bulkRowStates } from '#contracts/bulk-actions/states.ts'
import type { StaffRole } from '#contracts/roles.ts'

const time = () => timestamp({ withTimezone: true, precision: 3 })

/** An action on many hosting accounts, operations or servers. */
export const bulkActions = pgTable(
  'bulk_actions',
  {
    id: uuid().primaryKey(),
    action: text({ enum: bulkActionKinds }).notNull(),
    options: jsonb().$type<BulkOptions>().notNull(),
    status: text({ enum: bulkActionStatuses }).notNull(),
    /** Kept by the process that works on it, about once a second. */
    counts: jsonb().$type<BulkCounts>().notNull(),
    /** Of skipped and failed rows, kept with the counts. */
    groups: jsonb().$type<readonly BulkGroup[]>().notNull().default([]),
    /** A large suspension: the number that the start must repeat. Null: not needed. */
    confirm: integer(),
    rowsPerSecond: doublePrecision(),
    pausedBecause: text(),
    createdBy: text().notNull(),
    startedBy: jsonb().$type<{
      readonly userId: string
      readonly name: string
      readonly email: string
      readonly role: StaffRole
      readonly tokenId?: string
      /** Time of the start or of the last resume. */
      readonly at?: string
    }>(),
    /** Identifies the process that works on it. A write without this token is refused. */
    leaseToken: uuid(),
    leaseUntil: time(),
    startedAt: time(),
    endedAt: time(),
    createdAt: time().notNull(),
    updatedAt: time().notNull(),
  },
  (t) => [index('bulk_actions_created_at').on(t.createdAt, t.id), index('bulk_actions_status').on(t.status)],
)

/** Fixed when the action is prepared. A row becomes `running` or `done` in the transaction that writes its effect. */
export const bulkActionRows = pgTable(
  'bulk_action_rows',
  {
    bulkActionId: uuid()
      .notNull()
      .references(() => bulkActions.id, { onDelete: 'cascade' }),
    number: integer().notNull(),
    /** The hosting account, operation or server. No reference: staff may send an id that does not exist. */
    subjectId: uuid().notNull(),
    /** Its name when it was checked. */
    name: text().notNull().default(''),
    /** The server whose queue the row uses. Null: none. */
    serverId: uuid(),
    state: text({ enum: bulkRowStates }).notNull().default('unchecked'),
    code: text(),
    message: text(),
    operationId: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.bulkActionId, t.number] }),
    index('bulk_action_rows_state').on(t.bulkActionId, t.state, t.number),
    index('bulk_action_rows_pending').on(t.bulkActionId, t.serverId, t.number).where(sql`state = 'pending'`),
  ],
)
