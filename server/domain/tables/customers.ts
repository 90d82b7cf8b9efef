import { sql } from 'drizzle-orm'
import { index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { users } from '../../platform/auth/table.ts'

export const customers = pgTable(
  'customers',
  {
    id: uuid().primaryKey(),
    /** Their login: e-mail, active or not, and password live there. */
    userId: uuid()
      .notNull()
      .unique()
      .references(() => users.id),
    /** Copied from the login in the same transaction, so that lists sort and search on one table. */
    email: text().notNull(),
    fullName: text().notNull(),
    companyName: text(),
    search: text()
      .notNull()
      .generatedAlwaysAs(sql`lower(email || ' ' || full_name || ' ' || coalesce(company_name, ''))`),
    createdAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    updatedAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
  },
  (t) => [
    // Ascending on purpose: PostgreSQL walks it backwards for newest first, whereas DESC here would say NULLS LAST.
    index('customers_created_at').on(t.createdAt, t.id),
    index('customers_email').on(t.email, t.id),
    index('customers_full_name').on(t.fullName, t.id),
    index('customers_lower_full_name').on(sql`lower(${t.fullName})`),
    index('customers_search').using('gin', sql`${t.search} gin_trgm_ops`),
  ],
)
