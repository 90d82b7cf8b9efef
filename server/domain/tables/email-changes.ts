import { pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { users } from '../../platform/auth/table.ts'

/** New addresses that wait for the confirmation by their link. One per user: a new request replaces it. */
export const emailChanges = pgTable('email_changes', {
  /** The token of the link is derived from it and the key. */
  id: uuid().primaryKey(),
  userId: uuid()
    .notNull()
    .unique()
    .references(() => users.id, { onDelete: 'cascade' }),
  oldEmail: text().notNull(),
  newEmail: text().notNull(),
  /** SHA-256, hex. */
  tokenHash: text().notNull().unique(),
  expiresAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
  createdAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
})
