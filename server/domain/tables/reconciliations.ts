import { boolean, index, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { hostingAccounts } from './hosting-accounts.ts'
import { servers } from './servers.ts'

/** The accounts of a panel compared with our records, at one time. The last 50 of a server are kept. */
export const reconciliations = pgTable(
  'reconciliations',
  {
    id: uuid().primaryKey(),
    serverId: uuid()
      .notNull()
      .references(() => servers.id),
    startedBy: text().notNull(),
    startedAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    endedAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    complete: boolean().notNull(),
    why: text(),
    believed: integer().notNull(),
    vanished: integer().notNull(),
    /** So many accounts are missing at once that staff have to confirm the number first. */
    braked: boolean().notNull(),
    confirmedBy: text(),
    confirmedAt: timestamp({ withTimezone: true, precision: 3 }),
    onPanel: integer().notNull(),
    strangers: integer().notNull(),
    strangersSample: jsonb().$type<{ panelUserId: string; username: string | null }[]>().notNull(),
    capacity: integer().notNull(),
    leftOut: integer().notNull(),
    findingsLeftOut: integer().notNull(),
    notes: jsonb().$type<string[]>().notNull(),
  },
  (t) => [index('reconciliations_server').on(t.serverId, t.startedAt, t.id)],
)

export const reconciliationFindings = pgTable(
  'reconciliation_findings',
  {
    id: uuid().primaryKey(),
    reconciliationId: uuid()
      .notNull()
      .references(() => reconciliations.id, { onDelete: 'cascade' }),
    kind: text({ enum: ['unknown-to-us', 'gone', 'drift', 'doubled'] }).notNull(),
    accountId: uuid().references(() => hostingAccounts.id),
    username: text().notNull(),
    panelUserId: text(),
    foundUnder: jsonb().$type<string[]>().notNull(),
    field: text({ enum: ['username', 'email', 'suspended', 'reference'] }),
    ours: text(),
    onPanel: text(),
    message: text().notNull(),
    remedy: text().notNull(),
    actions: jsonb().$type<('adopt' | 'terminate' | 'mark-gone' | 're-apply' | 'accept')[]>().notNull(),
    resolvedAction: text({ enum: ['adopt', 'terminate', 'mark-gone', 're-apply', 'accept'] }),
    resolvedBy: text(),
    resolvedAt: timestamp({ withTimezone: true, precision: 3 }),
    operationId: uuid(),
  },
  (t) => [index('reconciliation_findings_run').on(t.reconciliationId, t.id)],
)
