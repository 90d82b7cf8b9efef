import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { BuyerSnapshot, SellerSnapshot } from '#contracts/invoices/schemas.ts'
import { documentKinds, invoiceStatuses } from '#contracts/invoices/states.ts'
import { localDate, minorUnits, time } from './billing-columns.ts'
import { customers } from './customers.ts'
import { products } from './products.ts'
import { subscriptionChanges, subscriptionItems, subscriptions } from './subscriptions.ts'

export const chargeKinds = ['recurring', 'setup', 'one-time', 'proration-credit', 'late-fee'] as const

/** One computed amount for one item and period. */
export const charges = pgTable(
  'charges',
  {
    id: uuid().primaryKey(),
    customerId: uuid()
      .notNull()
      .references(() => customers.id),
    subscriptionId: uuid().references(() => subscriptions.id),
    itemId: uuid().references(() => subscriptionItems.id),
    productId: uuid().references(() => products.id),
    kind: text({ enum: chargeKinds }).notNull(),
    periodStart: localDate(),
    periodEnd: localDate(),
    /** Null: a regular renewal, which happens once for each period. */
    changeId: uuid().references(() => subscriptionChanges.id),
    /** Of a late fee: the invoice that was paid late. */
    lateDocumentId: uuid().references((): AnyPgColumn => documents.id),
    /** Before the discount. Negative for a credit. */
    amount: minorUnits().notNull(),
    /** The part that a coupon takes off, with the sign of the amount. */
    discount: minorUnits().notNull().default(sql`0`),
    currency: text().notNull(),
    /** Whether amount and discount include taxes. */
    taxIncluded: boolean().notNull(),
    explanation: jsonb().$type<Readonly<Record<string, unknown>>>().notNull(),
    createdAt: time().notNull(),
  },
  (t) => [
    // One charge for an item, kind, period and change, also under two runs at once.
    uniqueIndex('charges_once')
      .on(
        t.itemId,
        t.kind,
        sql`coalesce(period_start, '-infinity')`,
        sql`coalesce(change_id, '00000000-0000-0000-0000-000000000000')`,
      )
      .where(sql`item_id is not null`),
    uniqueIndex('charges_late_fee_once').on(t.lateDocumentId).where(sql`kind = 'late-fee'`),
    index('charges_subscription').on(t.subscriptionId, t.periodStart),
    index('charges_customer').on(t.customerId, t.createdAt),
  ],
)

/**
 * Invoices and credit notes. After finalization a trigger refuses every change except that of the status, the amount due
 * and the marks of PDF and mail.
 */
export const documents = pgTable(
  'documents',
  {
    id: uuid().primaryKey(),
    kind: text({ enum: documentKinds }).notNull(),
    customerId: uuid()
      .notNull()
      .references(() => customers.id),
    status: text({ enum: invoiceStatuses }).notNull(),
    /** Null: the series does not restart, or the document is a draft. */
    seriesYear: integer(),
    seriesNumber: integer(),
    number: text(),
    currency: text().notNull(),
    /** Of a draft: the day on which it was drafted. */
    issuedOn: localDate().notNull(),
    /** Null: a credit note. */
    dueOn: localDate(),
    seller: jsonb().$type<SellerSnapshot>().notNull(),
    buyer: jsonb().$type<BuyerSnapshot>().notNull(),
    /** The inputs and results of the tax decision. */
    taxDecision: jsonb().$type<Readonly<Record<string, unknown>>>().notNull(),
    net: minorUnits().notNull(),
    tax: minorUnits().notNull(),
    total: minorUnits().notNull(),
    /** The amount that the customer still owes for an invoice. Written in the transaction of the allocation. */
    amountDue: minorUnits().notNull(),
    /** The part of a credit note that is neither allocated nor refunded: account credit. */
    unallocated: minorUnits().notNull().default(sql`0`),
    /** Printed, for example the reason for no tax. */
    notes: text().array().notNull().default([]),
    /** The text of a bank transfer. Null: a draft or a credit note. */
    paymentReference: text(),
    /** Of a credit note: its invoice. */
    creditedDocumentId: uuid().references((): AnyPgColumn => documents.id),
    reason: text(),
    /** SHA-256 of the frozen content and the number, in hex. */
    contentHash: text(),
    finalizedAt: time(),
    pdfMadeAt: time(),
    mailedAt: time(),
    createdAt: time().notNull(),
    updatedAt: time().notNull(),
  },
  (t) => [
    uniqueIndex('documents_number').on(t.kind, t.number),
    uniqueIndex('documents_series')
      .on(t.kind, sql`coalesce(series_year, 0)`, t.seriesNumber)
      .where(sql`series_number is not null`),
    // A search by the beginning of a number reads this index alone, also one that matches a whole year.
    index('documents_number_search').on(
      t.kind,
      t.number.op('text_pattern_ops'),
      t.issuedOn,
      t.id,
      t.status,
      t.customerId,
    ),
    // Each filter in the order of the list: a page is read from one index.
    index('documents_issued_on').on(t.kind, t.issuedOn, t.id),
    index('documents_status').on(t.kind, t.status, t.issuedOn, t.id),
    index('documents_customer').on(t.customerId, t.kind, t.issuedOn, t.id),
    index('documents_customer_status').on(t.customerId, t.kind, t.status, t.issuedOn, t.id),
    // Open invoices of a customer, unused credit notes, overdue invoices of all.
    index('documents_customer_open').on(t.customerId, t.dueOn).where(sql`status = 'open'`),
    index('documents_credit').on(t.customerId, t.issuedOn).where(sql`unallocated > 0`),
    index('documents_overdue').on(t.issuedOn, t.id, t.dueOn).where(sql`status = 'open' and kind = 'invoice'`),
    index('documents_due').on(t.dueOn, t.customerId).where(sql`status = 'open' and kind = 'invoice'`),
    index('documents_credited').on(t.creditedDocumentId),
    // The tax report reads this index instead of the wide rows.
    index('documents_taxed').on(t.issuedOn, t.id, t.kind, t.currency).where(sql`status <> 'draft'`),
    check(
      'documents_total',
      sql`total = net + tax and total >= 0 and amount_due between 0 and total
        and unallocated between 0 and total`,
    ),
    check(
      'documents_finalized',
      sql`(status = 'draft') = (number is null) and (status = 'draft') = (content_hash is null)
        and (status = 'draft') = (series_number is null) and (status = 'draft') = (finalized_at is null)`,
    ),
    check('documents_paid', sql`status <> 'paid' or amount_due = 0`),
    check('documents_credit_note', sql`kind <> 'credit-note' or credited_document_id is not null`),
  ],
)

/** Frozen with their document, by trigger. */
export const documentLines = pgTable(
  'document_lines',
  {
    id: uuid().primaryKey(),
    documentId: uuid()
      .notNull()
      .references(() => documents.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
    /** Null: a line of a credit note. */
    chargeId: uuid().references(() => charges.id),
    creditedLineId: uuid().references((): AnyPgColumn => documentLines.id),
    subscriptionId: uuid().references(() => subscriptions.id),
    productId: uuid().references(() => products.id),
    description: text().notNull(),
    quantity: integer().notNull(),
    unitAmount: minorUnits().notNull(),
    periodStart: localDate(),
    periodEnd: localDate(),
    /** As priced, before the discount. */
    amount: minorUnits().notNull(),
    discount: minorUnits().notNull().default(sql`0`),
    taxIncluded: boolean().notNull(),
    taxCategory: text().notNull(),
    /** The group in document_taxes. Of two taxes on one amount: the first. */
    taxKey: text(),
    /** How the amount was computed, for example 10 of 31 days. */
    explanation: text(),
    /** Without tax, after the discount. The lines of a document sum to its net. */
    net: minorUnits().notNull(),
  },
  (t) => [
    uniqueIndex('document_lines_position').on(t.documentId, t.position),
    uniqueIndex('document_lines_charge').on(t.chargeId).where(sql`charge_id is not null`),
    index('document_lines_credited').on(t.creditedLineId).where(sql`credited_line_id is not null`),
    index('document_lines_subscription').on(t.subscriptionId),
  ],
)

/** The tax of one group of lines. Frozen with their document, by trigger. */
export const documentTaxes = pgTable(
  'document_taxes',
  {
    documentId: uuid()
      .notNull()
      .references(() => documents.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
    /** Identifies the tax in the ledger, for example DE/standard/VAT/190000. */
    key: text().notNull(),
    country: text().notNull(),
    region: text().notNull().default(''),
    category: text().notNull(),
    treatment: text().notNull(),
    name: text().notNull(),
    ratePpm: integer().notNull(),
    base: minorUnits().notNull(),
    amount: minorUnits().notNull(),
    /** Printed, for example the reason for no tax. */
    note: text(),
  },
  (t) => [
    primaryKey({ columns: [t.documentId, t.position] }),
    uniqueIndex('document_taxes_key').on(t.documentId, t.key),
  ],
)
