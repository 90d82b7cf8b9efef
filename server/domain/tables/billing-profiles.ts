import { boolean, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { time } from './billing-columns.ts'
import { customers } from './customers.ts'

/** The result of a check of the present tax id, kept as the proof of a reverse charge. */
export interface TaxIdCheck {
  readonly result: 'valid' | 'invalid' | 'unknown'
  readonly checkedAt: string
  /** Of the register, or what staff looked at. */
  readonly evidence: string
  readonly by: string
  /** Of a result "unknown": when the same tax id was last valid. */
  readonly lastValidAt?: string
}

/**
 * Its row is the lock of the customer's money: every transaction that bills, credits or allocates holds it.
 * Created when first needed. A trigger refuses another currency once anything is booked.
 */
export const billingProfiles = pgTable('billing_profiles', {
  customerId: uuid()
    .primaryKey()
    .references(() => customers.id),
  line1: text().notNull().default(''),
  line2: text().notNull().default(''),
  city: text().notNull().default(''),
  postcode: text().notNull().default(''),
  region: text().notNull().default(''),
  /** ISO 3166-1 alpha-2. Null: not known, taxed as in the company's country. */
  country: text(),
  phone: text(),
  taxId: text(),
  taxIdCheck: jsonb().$type<TaxIdCheck>(),
  isExempt: boolean().notNull().default(false),
  exemptReason: text(),
  /** Null: the company's. */
  currency: text(),
  /** Null: the company's. */
  paymentTermsDays: integer(),
  /** Null: the customer's email. */
  invoiceEmail: text(),
  notes: text().notNull().default(''),
  createdAt: time().notNull(),
  updatedAt: time().notNull(),
})
