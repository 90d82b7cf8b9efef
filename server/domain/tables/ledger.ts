import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { ledgerAccounts, ledgerEntryKinds } from '#contracts/ledger/schemas.ts'
import { localDate, minorUnits, time } from './billing-columns.ts'
import { customers } from './customers.ts'
import { products } from './products.ts'

/** Append-only. A correction is a new entry that names the old one. */
export const journalEntries = pgTable(
  'journal_entries',
  {
    id: uuid().primaryKey(),
    kind: text({ enum: ledgerEntryKinds }).notNull(),
    /** The id of the document, payment, allocation or refund: each is booked once. */
    reference: text().notNull(),
    customerId: uuid().references(() => customers.id),
    bookedOn: localDate().notNull(),
    correctsId: uuid().references((): AnyPgColumn => journalEntries.id),
    createdAt: time().notNull(),
  },
  (t) => [
    uniqueIndex('journal_entries_once').on(t.kind, t.reference),
    index('journal_entries_customer').on(t.customerId, t.bookedOn, t.id),
    index('journal_entries_booked_on').on(t.bookedOn, t.id),
  ],
)

/** Append-only. A trigger refuses a statement whose postings of an entry do not sum to 0 in each currency. */
export const postings = pgTable(
  'postings',
  {
    entryId: uuid()
      .notNull()
      .references(() => journalEntries.id),
    position: integer().notNull(),
    /** A positive amount is a debit. Receivable is positive, and a customer's credit is negative. */
    account: text({ enum: ledgerAccounts }).notNull(),
    customerId: uuid().references(() => customers.id),
    productId: uuid().references(() => products.id),
    /** As in document_taxes. */
    taxKey: text(),
    /** Of clearing: how the money moved. */
    method: text(),
    amount: minorUnits().notNull(),
    currency: text().notNull(),
    /** That of the entry, for reports from one index. */
    bookedOn: localDate().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.entryId, t.position] }),
    // A balance is a sum over this index alone.
    index('postings_balance').on(t.customerId, t.currency, t.account, t.amount),
    // The reports sum over this index alone.
    index('postings_account').on(t.account, t.bookedOn, t.productId, t.currency, t.amount),
    check(
      'postings_customer',
      sql`account not in ('receivable', 'credit', 'disputed') or customer_id is not null`,
    ),
  ],
)
