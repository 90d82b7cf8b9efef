import { sql } from 'drizzle-orm'
import { integer, jsonb, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core'

export const servers = pgTable(
  'servers',
  {
    id: uuid().primaryKey(),
    name: text().notNull(),
    driver: text().notNull(),
    baseUrl: text().notNull(),
    location: text(),
    capacity: integer().notNull(),
    /** How many accounts hold a slot. A trigger on hosting_accounts keeps it; invariants and reconciliation check it. */
    slotsHeld: integer().notNull().default(0),
    /** How many requests may be in flight at once; null: ENGINE_SERVER_CONCURRENCY. The engine adapts below it. */
    maxConcurrentRequests: integer(),
    /** When the panel was seen to refuse a username that it already had; null: not yet. */
    duplicatesRefusedAt: timestamp({ withTimezone: true, precision: 3 }),
    /** When an account read from the panel was seen to carry our marker; null: not yet. */
    markerReturnedAt: timestamp({ withTimezone: true, precision: 3 }),
    mode: text({ enum: ['active', 'draining', 'maintenance'] })
      .notNull()
      .default('active'),
    status: text({ enum: ['unchecked', 'online', 'degraded', 'offline', 'needs-operator'] })
      .notNull()
      .default('unchecked'),
    statusMessage: text(),
    lastChecks: jsonb(),
    /** Scheduled checks in a row that found it offline; one is not yet believed. */
    offlineChecks: integer().notNull().default(0),
    /** Scheduled checks in a row that were answered while it counts as offline. */
    onlineChecks: integer().notNull().default(0),
    lastCheckedAt: timestamp({ withTimezone: true, precision: 3 }),
    nextCheckAt: timestamp({ withTimezone: true, precision: 3 }),
    /** While set, none of its operations runs. `trouble` (key, rights, TLS, address) ends by itself. */
    pausedAt: timestamp({ withTimezone: true, precision: 3 }),
    pausedBy: text({ enum: ['person', 'trouble'] }),
    pausedReason: text(),
    /** When the last pause ended: the patience of operations counts anew from then. */
    resumedAt: timestamp({ withTimezone: true, precision: 3 }),
    /** Open: nothing is sent. Half-open: it answers again, and work comes back slowly. */
    breaker: text({ enum: ['closed', 'open', 'half-open'] })
      .notNull()
      .default('closed'),
    breakerChangedAt: timestamp({ withTimezone: true, precision: 3 }),
    /** Runs in a row that the server did not answer; those of one operation after itself count once. */
    breakerFailures: integer().notNull().default(0),
    breakerOperationId: uuid(),
    /** When it is probed next, and how many probes in a row failed. */
    breakerProbeAt: timestamp({ withTimezone: true, precision: 3 }),
    breakerProbes: integer().notNull().default(0),
    /** Half-open: how many operations may run at once. */
    breakerLanes: integer().notNull().default(0),
    /** Sealed; the context is the column and this row's id. */
    apiKeySealed: text().notNull(),
    apiSecretSealed: text().notNull(),
    /** Keyed hash, so that one panel and key is added only once. */
    apiKeyHash: text().notNull(),
    apiKeyHint: text().notNull(),
    /** PEM of the authorities that its certificate is verified by; null: those that everybody trusts. */
    caCertificate: text(),
    /** null: since it was added. */
    keyChangedAt: timestamp({ withTimezone: true, precision: 3 }),
    /** Removed servers stay for the history of their accounts; their key does not. */
    removedAt: timestamp({ withTimezone: true, precision: 3 }),
    createdAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    updatedAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
  },
  (t) => [uniqueIndex('servers_base_url_key').on(t.baseUrl, t.apiKeyHash).where(sql`removed_at is null`)],
)
