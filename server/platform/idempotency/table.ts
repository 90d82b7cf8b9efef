import { index, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'

/** The commit that creates the result binds the key. A refused request leaves no row. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    actorKey: text().notNull(),
    key: text().notNull(),
    /** HMAC of method, path and body. The body contains passwords and is never stored. */
    requestHash: text().notNull(),
    /** The ids of the created rows. A replay shows their current state. */
    refs: jsonb().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.actorKey, t.key] }), index('idempotency_keys_created_at').on(t.createdAt)],
)
