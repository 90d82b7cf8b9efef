import { sql } from 'drizzle-orm'
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { mailKinds, mailLanguages, mailStates, mailTlsModes } from '#contracts/mail/kinds.ts'
import { users } from '../../platform/auth/table.ts'
import { customers } from './customers.ts'
import { documents } from './documents.ts'

/** One row, or none while mail is not set up. */
export const mailSettings = pgTable('mail_settings', {
  /** Always true: the primary key that allows only one row. */
  only: boolean().primaryKey().default(true),
  host: text().notNull(),
  port: integer().notNull(),
  tls: text({ enum: mailTlsModes }).notNull(),
  username: text(),
  /** Encrypted, bound to host, port, encryption and username. Null: no password. */
  passwordSealed: text(),
  fromAddress: text().notNull(),
  fromName: text().notNull(),
  /** Of mails to staff, and to customers without a language of their own. */
  language: text({ enum: mailLanguages }).notNull().default('en'),
  /** The addresses of staff that receive alerts. */
  alertsTo: text().array().notNull(),
  updatedAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
})

/** Templates that staff changed. The others are in server/domain/mail/texts/. */
export const mailTemplates = pgTable(
  'mail_templates',
  {
    kind: text({ enum: mailKinds }).notNull(),
    language: text({ enum: mailLanguages }).notNull(),
    subject: text().notNull(),
    text: text().notNull(),
    updatedAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.kind, t.language] })],
)

/** The outbox: each mail is written in the transaction that causes it. Links are not in it. */
export const mails = pgTable(
  'mails',
  {
    id: uuid().primaryKey().defaultRandom(),
    kind: text({ enum: mailKinds }).notNull(),
    /** Of the mail that was sent. Chosen at each attempt, and recorded with its success. */
    language: text({ enum: mailLanguages }).notNull().default('en'),
    recipient: text().notNull(),
    recipientName: text().notNull().default(''),
    /** The login of the recipient. Null for an address of staff in the mail settings. */
    userId: uuid().references(() => users.id, { onDelete: 'cascade' }),
    /** The customer on whose page it is shown. */
    customerId: uuid().references(() => customers.id, { onDelete: 'cascade' }),
    operationId: uuid(),
    /** The invoice or credit note that the mail carries as a PDF. It is rendered at each attempt. */
    documentId: uuid().references(() => documents.id),
    /** Values of placeholders by name, without secrets. */
    values: jsonb().notNull().default(sql`'{}'::jsonb`),
    state: text({ enum: mailStates }).notNull().default('waiting'),
    /** Counted when an attempt begins, so that a crash counts too. */
    attempts: integer().notNull().default(0),
    /** While waiting: the next attempt. During an attempt: the end of its lease. */
    nextAttemptAt: timestamp({ withTimezone: true, precision: 3 }),
    leaseToken: uuid(),
    /** Chosen at the first attempt, and the same in every attempt. */
    messageId: text(),
    /** The set-password link that this mail carries: made at the first attempt, see auth/password-links.ts. */
    linkId: uuid(),
    error: text(),
    /** The mail that this one repeats. Its link is new. */
    resendOf: uuid(),
    createdAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    sentAt: timestamp({ withTimezone: true, precision: 3 }),
  },
  (t) => [
    index('mails_due').on(t.nextAttemptAt).where(sql`state = 'waiting'`),
    // Mails without a document go first: the mails of an invoice run must not delay a password reset.
    index('mails_due_first').on(t.nextAttemptAt).where(sql`state = 'waiting' and document_id is null`),
    // A document is mailed once, also after a crash. Staff can send it again.
    uniqueIndex('mails_document_once')
      .on(t.documentId)
      .where(sql`document_id is not null and resend_of is null`),
    index('mails_document').on(t.documentId, t.createdAt, t.id).where(sql`document_id is not null`),
    index('mails_created_at').on(t.createdAt, t.id),
    index('mails_customer').on(t.customerId, t.createdAt, t.id),
    index('mails_user').on(t.userId),
  ],
)
