import { sql } from 'drizzle-orm'
import { boolean, index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { mailLanguages } from '#contracts/mail/kinds.ts'
import { users } from '../../platform/auth/table.ts'

export const customers = pgTable(
  'customers',
  {
    id: uuid().primaryKey(),
    /** Their login, which has email, active flag and password. */
    userId: uuid()
      .notNull()
      .unique()
      .references(() => users.id),
    /** Copied from the login in the same transaction, so that lists sort and search on one table. */
    email: text().notNull(),
    fullName: text().notNull(),
    companyName: text(),
    /** Of mails to the customer. Null: the language in the mail settings. */
    language: text({ enum: mailLanguages }),
    // `search_key` folds case, accents and different encodings of a letter, whatever the database's locale.
    // The name sorts by its bytes (collation "C"), which puts the folded letters in alphabetical order.
    search: text()
      .notNull()
      .generatedAlwaysAs(sql`search_key(email || ' ' || full_name || ' ' || coalesce(company_name, ''))`),
    nameKey: text().notNull().generatedAlwaysAs(sql`search_key(full_name)`),
    // Copies, so that lists filter on one table too. Triggers keep them in step with the login and the
    // accounts.
    isActive: boolean().notNull().default(true),
    /** An account that is not terminated. */
    hasHosting: boolean().notNull().default(false),
    /** An operation on which staff must act: see operations-needing-action.ts. */
    needsAttention: boolean().notNull().default(false),
    createdAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    updatedAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
  },
  (t) => [
    // Ascending on purpose: PostgreSQL reads it backwards for newest first. DESC here would imply NULLS LAST.
    index('customers_created_at').on(t.createdAt, t.id),
    index('customers_email').on(t.email, t.id),
    // For the beginning of an address in any locale. The index above is sorted by the database's locale.
    index('customers_email_prefix').on(t.email.op('text_pattern_ops')),
    index('customers_name_key').on(t.nameKey, t.id),
    // Each filter with each order: a page is read from one index, whatever the number of matches.
    index('customers_active_created_at').on(t.isActive, t.createdAt, t.id),
    index('customers_active_email').on(t.isActive, t.email, t.id),
    index('customers_active_name_key').on(t.isActive, t.nameKey, t.id),
    index('customers_hosting_created_at').on(t.hasHosting, t.createdAt, t.id),
    index('customers_hosting_email').on(t.hasHosting, t.email, t.id),
    index('customers_hosting_name_key').on(t.hasHosting, t.nameKey, t.id),
    index('customers_attention_created_at').on(t.createdAt, t.id).where(sql`needs_attention`),
    index('customers_attention_email').on(t.email, t.id).where(sql`needs_attention`),
    index('customers_attention_name_key').on(t.nameKey, t.id).where(sql`needs_attention`),
    index('customers_search').using('gin', sql`${t.search} gin_trgm_ops`),
  ],
)
