import { index, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'

/** A key is bound by the commit that it led to; a refused request leaves no row. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    actorKey: text().notNull(),
    key: text().notNull(),
    /** HMAC of method, path and body: the body holds passwords and is never kept. */
    requestHash: text().notNull(),
    /** The ids of what was made; a replay shows them in their present state. */
    refs: jsonb().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.actorKey, t.key] }), index('idempotency_keys_created_at').on(t.createdAt)],
)
