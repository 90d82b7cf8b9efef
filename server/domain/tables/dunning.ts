import { sql } from 'drizzle-orm'
import {
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
import { dunningCaseStates } from '#contracts/dunning/case-schemas.ts'
import { dunningActions } from '#contracts/dunning/schemas.ts'
import { localDate, time } from './billing-columns.ts'
import { customers } from './customers.ts'
import { documents } from './documents.ts'
import { hostingAccounts } from './hosting-accounts.ts'

/** One row, or none while the policy was never changed. */
export const dunningPolicy = pgTable('dunning_policy', {
  /** Always true: the primary key that allows only one row. */
  only: boolean().primaryKey().default(true),
  isEnabled: boolean().notNull(),
  /** In order: what is done how many days after the due date. */
  steps: jsonb().$type<readonly Readonly<Record<string, unknown>>[]>().notNull(),
  /** The brake and the hours in which suspensions start. */
  limits: jsonb().$type<Readonly<Record<string, unknown>>>().notNull().default({}),
  updatedAt: time().notNull(),
})

/** One customer's run through the policy: open while an invoice that reached a step is neither paid nor void. */
export const dunningCases = pgTable(
  'dunning_cases',
  {
    id: uuid().primaryKey(),
    customerId: uuid()
      .notNull()
      .references(() => customers.id),
    state: text({ enum: dunningCaseStates }).notNull(),
    /** The oldest due date of its invoices. The steps of an invoice count from its own due date. */
    dueOn: localDate().notNull(),
    /** The day of the next step. Null: no step is left. */
    nextStepOn: localDate(),
    /** No step happens before this day. */
    heldUntil: localDate(),
    holdReason: text(),
    openedAt: time().notNull(),
    closedAt: time(),
    updatedAt: time().notNull(),
  },
  (t) => [
    uniqueIndex('dunning_cases_one_open').on(t.customerId).where(sql`closed_at is null`),
    index('dunning_cases_next').on(t.nextStepOn, t.customerId).where(sql`closed_at is null`),
    index('dunning_cases_customer').on(t.customerId, t.openedAt),
  ],
)

/** A step that happened, or that a later one replaced after a missed time. Only `data` of a suspension can change. */
export const dunningSteps = pgTable(
  'dunning_steps',
  {
    id: uuid().primaryKey(),
    caseId: uuid()
      .notNull()
      .references(() => dunningCases.id),
    /** Its name in the policy. */
    step: text().notNull(),
    /** It concerns the invoices of the case that were due on this day. */
    dueOn: localDate().notNull(),
    action: text({ enum: dunningActions }).notNull(),
    isSkipped: boolean().notNull().default(false),
    /** The invoice of a late fee. */
    documentId: uuid().references(() => documents.id),
    doneOn: localDate().notNull(),
    /** The invoices, the accounts, the fees. `again`: accounts to suspend again. */
    data: jsonb().$type<Readonly<Record<string, unknown>>>().notNull().default({}),
    createdAt: time().notNull(),
  },
  (t) => [uniqueIndex('dunning_steps_once').on(t.caseId, t.step, t.dueOn)],
)

/** The state that billing wants of a hosting account. A sweep turns it into operations. */
export const hostingWishes = pgTable(
  'hosting_wishes',
  {
    accountId: uuid()
      .notNull()
      .references(() => hostingAccounts.id),
    reason: text({ enum: ['overdue'] }).notNull(),
    wanted: boolean().notNull(),
    /** The account carries the reason, or has lost it, as wanted. */
    settled: boolean().notNull().default(false),
    caseId: uuid().references(() => dunningCases.id),
    why: text().notNull(),
    since: time().notNull(),
    /** The sweep looks again from this time on. */
    nextTryAt: time(),
    updatedAt: time().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.reason] }),
    index('hosting_wishes_unsettled').on(t.nextTryAt).where(sql`not settled`),
    index('hosting_wishes_case').on(t.caseId),
  ],
)

/** The suspensions of one day. Its row is the lock under which they are counted. */
export const dunningBrakes = pgTable(
  'dunning_brakes',
  {
    /** In the company's time zone. */
    day: localDate().primaryKey(),
    /** Active accounts when the day's first suspension was counted: the share is of this number. */
    activeAccounts: integer().notNull(),
    /** Accounts whose suspension dunning has requested on this day. */
    suspended: integer().notNull().default(0),
    /** The number of the day that staff confirmed. Null: the limits of the policy apply. */
    confirmed: integer(),
    confirmedBy: text(),
    /** Null: the brake is open. */
    stoppedAt: time(),
    updatedAt: time().notNull(),
  },
  () => [check('dunning_brakes_values', sql`suspended >= 0 and active_accounts >= 0`)],
)
