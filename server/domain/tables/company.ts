import { boolean, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import type { BankDetails, PostalAddress } from '#contracts/invoices/schemas.ts'
import { documentKinds } from '#contracts/invoices/states.ts'
import { localDate, time } from './billing-columns.ts'

/** The seller: one row, or none while the company is not set up. Nothing is billed without it. */
export const companySettings = pgTable('company_settings', {
  /** Always true: the primary key that allows only one row. */
  only: boolean().primaryKey().default(true),
  legalName: text().notNull(),
  address: jsonb().$type<PostalAddress>().notNull(),
  /** In the order in which documents show them, each with its name. */
  taxIds: jsonb()
    .$type<readonly { readonly label: string; readonly value: string }[]>()
    .notNull()
    .default([]),
  email: text(),
  phone: text(),
  /** IANA name. All dates of documents and periods are dates in this zone. */
  timeZone: text().notNull(),
  currency: text().notNull(),
  /** A data URL of a PNG or JPEG image. */
  logo: text(),
  paymentTermsDays: integer().notNull().default(14),
  invoiceDaysAhead: integer().notNull().default(0),
  bankDetails: jsonb().$type<BankDetails>(),
  footer: text().notNull().default(''),
  /**
   * Invoices and credit notes are mailed to the customer. A company that was set up before this setting existed has it
   * off, by migration.
   */
  mailInvoices: boolean().notNull().default(true),
  /** More missed periods than this park the customer instead. */
  catchUpPeriods: integer().notNull().default(3),
  createdAt: time().notNull(),
  updatedAt: time().notNull(),
})

/** The gapless numbers of one kind of document. Locked last in a transaction. */
export const numberSeries = pgTable('number_series', {
  kind: text({ enum: documentKinds }).primaryKey(),
  /** For example INV-{year}-{number:5}, see contracts/company/number-pattern.ts. */
  pattern: text().notNull(),
  restartsYearly: boolean().notNull(),
  /** The year that `next` belongs to. Null: the series does not restart, or has issued nothing. */
  year: integer(),
  next: integer().notNull().default(1),
  lastIssuedOn: localDate(),
  updatedAt: time().notNull(),
})
