import { bigint, index, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { servers } from './servers.ts'

/** The result of each check of a server, kept for a week. */
export const serverChecks = pgTable(
  'server_checks',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    serverId: uuid()
      .notNull()
      .references(() => servers.id),
    at: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    /** person: a test by staff. probe: after the breaker opened. */
    askedBy: text({ enum: ['schedule', 'person', 'probe'] }).notNull(),
    verdict: text({ enum: ['online', 'degraded', 'offline', 'needs-operator'] }).notNull(),
    durationMs: integer().notNull(),
    /** The first check that failed, for example tcp or key, and its message. */
    failed: text(),
    message: text(),
  },
  (t) => [
    index('server_checks_server').on(t.serverId, t.id),
    index('server_checks_at').on(t.at),
    index('server_checks_server_at').on(t.serverId, t.at),
  ],
)
