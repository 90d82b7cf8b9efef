import { sql } from 'drizzle-orm'
import { index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { localDate, time } from './billing-columns.ts'
import { customers } from './customers.ts'

export const billingRunStates = ['running', 'done', 'stopped'] as const

/** One run of all that is due. A batch adds its counts in its transaction. */
export const billingRuns = pgTable(
  'billing_runs',
  {
    id: uuid().primaryKey(),
    asOf: localDate().notNull(),
    state: text({ enum: billingRunStates }).notNull(),
    counts: jsonb().$type<Readonly<Record<string, number>>>().notNull().default({}),
    startedBy: text().notNull(),
    leaseUntil: time(),
    startedAt: time().notNull(),
    endedAt: time(),
  },
  (t) => [
    uniqueIndex('billing_runs_one_running').on(t.state).where(sql`state = 'running'`),
    index('billing_runs_started_at').on(t.startedAt, t.id),
  ],
)

/** A customer who is not billed until staff have looked. */
export const billingParks = pgTable(
  'billing_parks',
  {
    id: uuid().primaryKey(),
    customerId: uuid()
      .notNull()
      .references(() => customers.id),
    runId: uuid().references(() => billingRuns.id),
    /** For example catch-up-limit, or the invariant that a plan breaks. */
    code: text().notNull(),
    message: text().notNull(),
    openedAt: time().notNull(),
    closedAt: time(),
    closedBy: text(),
  },
  (t) => [
    uniqueIndex('billing_parks_one_open').on(t.customerId).where(sql`closed_at is null`),
    index('billing_parks_opened_at').on(t.openedAt, t.id),
  ],
)
