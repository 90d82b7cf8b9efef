import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { paymentMethods } from '#contracts/payments/schemas.ts'
import { paymentStatuses } from '#contracts/payments/states.ts'
import { localDate, minorUnits, time } from './billing-columns.ts'
import { customers } from './customers.ts'
import { documents } from './documents.ts'

export const bankLineStates = ['unmatched', 'proposed', 'confirmed', 'ignored'] as const

export const payments = pgTable(
  'payments',
  {
    id: uuid().primaryKey(),
    customerId: uuid()
      .notNull()
      .references(() => customers.id),
    method: text({ enum: paymentMethods }).notNull(),
    reference: text().notNull().default(''),
    receivedOn: localDate().notNull(),
    amount: minorUnits().notNull(),
    currency: text().notNull(),
    /** Neither allocated nor refunded. Written in the transaction of the allocation or refund. */
    unallocated: minorUnits().notNull(),
    status: text({ enum: paymentStatuses }).notNull(),
    reversedOn: localDate(),
    reversalReason: text(),
    note: text().notNull().default(''),
    recordedBy: text().notNull(),
    createdAt: time().notNull(),
    updatedAt: time().notNull(),
  },
  (t) => [
    index('payments_customer').on(t.customerId, t.receivedOn, t.id),
    index('payments_received_on').on(t.receivedOn, t.id),
    index('payments_status').on(t.status, t.receivedOn, t.id),
    index('payments_method_status').on(t.method, t.status, t.receivedOn, t.id),
    index('payments_method').on(t.method, t.receivedOn, t.id),
    index('payments_credit').on(t.customerId, t.receivedOn).where(sql`unallocated > 0`),
    index('payments_reference').on(sql`search_key(${t.reference}) text_pattern_ops`),
    check('payments_values', sql`amount > 0 and unallocated between 0 and amount`),
  ],
)

/** Append-only. */
export const refunds = pgTable(
  'refunds',
  {
    id: uuid().primaryKey(),
    customerId: uuid()
      .notNull()
      .references(() => customers.id),
    /** Null: `creditNoteId`. */
    paymentId: uuid().references(() => payments.id),
    creditNoteId: uuid().references(() => documents.id),
    method: text({ enum: paymentMethods }).notNull(),
    reference: text().notNull().default(''),
    refundedOn: localDate().notNull(),
    amount: minorUnits().notNull(),
    currency: text().notNull(),
    reason: text().notNull(),
    recordedBy: text().notNull(),
    createdAt: time().notNull(),
  },
  (t) => [
    index('refunds_payment').on(t.paymentId),
    index('refunds_credit_note').on(t.creditNoteId),
    index('refunds_customer').on(t.customerId, t.refundedOn),
    check('refunds_values', sql`amount > 0 and num_nonnulls(payment_id, credit_note_id) = 1`),
  ],
)

/** Append-only: a part of a payment or credit note for one invoice. A reversal is a negative row. */
export const allocations = pgTable(
  'allocations',
  {
    id: uuid().primaryKey(),
    customerId: uuid()
      .notNull()
      .references(() => customers.id),
    /** Null: `creditNoteId`. */
    paymentId: uuid().references(() => payments.id),
    creditNoteId: uuid().references(() => documents.id),
    documentId: uuid()
      .notNull()
      .references(() => documents.id),
    amount: minorUnits().notNull(),
    currency: text().notNull(),
    appliedOn: localDate().notNull(),
    reversesId: uuid().references((): AnyPgColumn => allocations.id),
    createdAt: time().notNull(),
  },
  (t) => [
    index('allocations_document').on(t.documentId),
    index('allocations_payment').on(t.paymentId),
    index('allocations_credit_note').on(t.creditNoteId),
    index('allocations_customer').on(t.customerId, t.createdAt),
    uniqueIndex('allocations_reversed_once').on(t.reversesId).where(sql`reverses_id is not null`),
    check(
      'allocations_values',
      sql`num_nonnulls(payment_id, credit_note_id) = 1 and amount <> 0 and (amount < 0) = (reverses_id is not null)`,
    ),
  ],
)

export const bankStatements = pgTable(
  'bank_statements',
  {
    id: uuid().primaryKey(),
    fileName: text().notNull(),
    /** SHA-256, in hex. */
    fileHash: text().notNull(),
    currency: text().notNull(),
    rowCount: integer().notNull(),
    uploadedBy: text().notNull(),
    createdAt: time().notNull(),
  },
  (t) => [index('bank_statements_created_at').on(t.createdAt, t.id)],
)

export const bankStatementLines = pgTable(
  'bank_statement_lines',
  {
    id: uuid().primaryKey(),
    statementId: uuid()
      .notNull()
      .references(() => bankStatements.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
    bookedOn: localDate().notNull(),
    amount: minorUnits().notNull(),
    currency: text().notNull(),
    payer: text().notNull().default(''),
    reference: text().notNull().default(''),
    /** The same for the same transfer in overlapping statements. */
    fingerprint: text().notNull(),
    state: text({ enum: bankLineStates }).notNull(),
    /** The customer, the invoices and the reason of the match. */
    proposal: jsonb().$type<Readonly<Record<string, unknown>>>(),
    paymentId: uuid().references(() => payments.id),
    updatedAt: time().notNull(),
  },
  (t) => [
    uniqueIndex('bank_statement_lines_position').on(t.statementId, t.position),
    uniqueIndex('bank_statement_lines_once').on(t.fingerprint),
    uniqueIndex('bank_statement_lines_payment').on(t.paymentId).where(sql`payment_id is not null`),
    index('bank_statement_lines_state').on(t.statementId, t.state, t.position),
  ],
)
