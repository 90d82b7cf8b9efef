import { boolean, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

/** One row: which installation this is. */
export const installation = pgTable('installation', {
  /** Always true: the primary key that allows one row only. */
  only: boolean().primaryKey().default(true),
  id: uuid().notNull(),
  /** Part of every marker; raised when data are restored as a new copy. */
  epoch: integer().notNull().default(1),
  /** Of the one-time setup link; null once the first staff user exists. */
  setupTokenHash: text(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
})
