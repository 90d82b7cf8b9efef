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
    tags: jsonb().$type<string[]>().notNull().default([]),
    /** Share of the automatic choices, relative to the other servers. 0: never chosen automatically. */
    placementWeight: integer().notNull().default(100),
    capacity: integer().notNull(),
    /**
     * Number of accounts that hold a slot. A trigger on hosting_accounts maintains it. The invariants and
     * reconciliation check it.
     */
    slotsHeld: integer().notNull().default(0),
    /**
     * Maximum number of requests at the same time. Null: ENGINE_SERVER_CONCURRENCY. The engine adapts below
     * it.
     */
    maxConcurrentRequests: integer(),
    /** Time at which the panel was observed to refuse a username that it already had. Null: not yet. */
    duplicatesRefusedAt: timestamp({ withTimezone: true, precision: 3 }),
    /** Time at which an account on the panel was observed to carry our marker. Null: not yet. */
    markerReturnedAt: timestamp({ withTimezone: true, precision: 3 }),
    mode: text({ enum: ['active', 'draining', 'maintenance'] })
      .notNull()
      .default('active'),
    status: text({ enum: ['unchecked', 'online', 'degraded', 'offline', 'needs-operator'] })
      .notNull()
      .default('unchecked'),
    statusMessage: text(),
    lastChecks: jsonb(),
    /** Consecutive scheduled checks that found it offline. One does not count yet. */
    offlineChecks: integer().notNull().default(0),
    /** Consecutive scheduled checks that succeeded while it counts as offline. */
    onlineChecks: integer().notNull().default(0),
    lastCheckedAt: timestamp({ withTimezone: true, precision: 3 }),
    nextCheckAt: timestamp({ withTimezone: true, precision: 3 }),
    /** While a worker reads its list for a scheduled reconciliation: the end of that worker's lease. */
    reconcilingUntil: timestamp({ withTimezone: true, precision: 3 }),
    /**
     * While set, none of its operations runs. `trouble` (key, permissions, TLS, address) ends automatically.
     */
    pausedAt: timestamp({ withTimezone: true, precision: 3 }),
    pausedBy: text({ enum: ['person', 'trouble'] }),
    pausedReason: text(),
    /** End of the last pause: the time limits of operations count from then. */
    resumedAt: timestamp({ withTimezone: true, precision: 3 }),
    /** Open: nothing is sent. Half-open: it responds again, and operations resume gradually. */
    breaker: text({ enum: ['closed', 'open', 'half-open'] })
      .notNull()
      .default('closed'),
    breakerChangedAt: timestamp({ withTimezone: true, precision: 3 }),
    /** Consecutive runs without a response of the server. Consecutive runs of one operation count once. */
    breakerFailures: integer().notNull().default(0),
    breakerOperationId: uuid(),
    /** Time of the next probe, and number of consecutive failed probes. */
    breakerProbeAt: timestamp({ withTimezone: true, precision: 3 }),
    breakerProbes: integer().notNull().default(0),
    /** Half-open: number of operations that may run at once. */
    breakerConcurrency: integer('breaker_lanes').notNull().default(0),
    /** Encrypted, bound to the column and this row's id. */
    apiKeySealed: text().notNull(),
    apiSecretSealed: text().notNull(),
    /** Keyed hash, so that each panel and key is added only once. */
    apiKeyHash: text().notNull(),
    apiKeyHint: text().notNull(),
    /** PEM of the authorities that verify its certificate. Null: the public authorities. */
    caCertificate: text(),
    /** Null: since it was added. */
    keyChangedAt: timestamp({ withTimezone: true, precision: 3 }),
    /** Removed servers stay for the history of their accounts, without their key. */
    removedAt: timestamp({ withTimezone: true, precision: 3 }),
    createdAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    updatedAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
  },
  (t) => [uniqueIndex('servers_base_url_key').on(t.baseUrl, t.apiKeyHash).where(sql`removed_at is null`)],
)
