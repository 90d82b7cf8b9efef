import { sql } from 'drizzle-orm'
import { pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { viewPages } from '#contracts/saved-views/schemas.ts'
import { users } from '#server/platform/auth/table.ts'

/** The named lists of each staff user. They belong to the login, so that they follow it to another device. */
export const savedViews = pgTable(
  'saved_views',
  {
    id: uuid().primaryKey(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    page: text({ enum: viewPages }).notNull(),
    name: text().notNull(),
    query: text().notNull(),
    createdAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    updatedAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
  },
  (t) => [uniqueIndex('saved_views_name').on(t.userId, t.page, sql`search_key(${t.name}) collate "C"`)],
)
