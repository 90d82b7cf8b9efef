import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  bigint,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uuid,
} from 'drizzle-orm/pg-core'
import { intervalUnits } from '#contracts/products/schemas.ts'
import { provisionTimes, subscriptionStatuses } from '#contracts/subscriptions/states.ts'
import { localDate, time } from './billing-columns.ts'
import { customers } from './customers.ts'
import { hostingAccounts } from './hosting-accounts.ts'
import { prices, products } from './products.ts'

export const changeKinds = [
  'start',
  'activate',
  'renew',
  'change-items',
  'redeem',
  'remove-coupon',
  'cancel',
  'resume',
  'pause',
  'end',
  'one-time',
  'late-fee',
] as const

/** A projection of its changes. Whether the service runs is the status of the hosting account. */
export const subscriptions = pgTable(
  'subscriptions',
  {
    id: uuid().primaryKey(),
    customerId: uuid()
      .notNull()
      .references(() => customers.id),
    status: text({ enum: subscriptionStatuses }).notNull(),
    currency: text().notNull(),
    /** Of all its recurring items. */
    intervalUnit: text({ enum: intervalUnits }).notNull(),
    intervalCount: integer().notNull(),
    /** The n-th period starts at anchor + n intervals. */
    anchorOn: localDate().notNull(),
    startOn: localDate().notNull(),
    trialEndsOn: localDate(),
    /** The end of the last billed period. Null: nothing is billed yet. */
    billedThrough: localDate(),
    /** The start of the next period to bill. Null: nothing more is billed. */
    nextBillOn: localDate(),
    /** It ends at the start of this day. */
    cancelOn: localDate(),
    pausedOn: localDate(),
    endedOn: localDate(),
    hostingAccountId: uuid().references(() => hostingAccounts.id),
    provision: text({ enum: provisionTimes }).notNull().default('none'),
    /** The hosting request until its account is recorded, encrypted, bound to this row. */
    hostingRequestSealed: text(),
    hostingRequestExpiresAt: time(),
    /** The hosting request was refused, and is tried again then. */
    hostingRetryAt: time(),
    createdAt: time().notNull(),
    updatedAt: time().notNull(),
  },
  (t) => [
    index('subscriptions_due').on(t.nextBillOn, t.customerId).where(sql`next_bill_on is not null`),
    index('subscriptions_customer').on(t.customerId, t.createdAt, t.id),
    index('subscriptions_created_at').on(t.createdAt, t.id),
    index('subscriptions_status').on(t.status, t.createdAt, t.id),
    index('subscriptions_cancel_on').on(t.cancelOn).where(sql`status <> 'ended'`),
    index('subscriptions_account').on(t.hostingAccountId),
    index('subscriptions_waiting')
      .on(t.hostingRequestExpiresAt)
      .where(sql`hosting_request_sealed is not null`),
    check('subscriptions_interval', sql`interval_count between 1 and 1000`),
  ],
)

/** Another price or quantity ends the row and adds one. */
export const subscriptionItems = pgTable(
  'subscription_items',
  {
    id: uuid().primaryKey(),
    subscriptionId: uuid()
      .notNull()
      .references(() => subscriptions.id),
    productId: uuid()
      .notNull()
      .references(() => products.id),
    priceId: uuid()
      .notNull()
      .references(() => prices.id),
    quantity: integer().notNull(),
    /** On documents. */
    description: text().notNull(),
    fromOn: localDate().notNull(),
    untilOn: localDate(),
    /** The item that it replaced. */
    replacesId: uuid().references((): AnyPgColumn => subscriptionItems.id),
    createdAt: time().notNull(),
  },
  (t) => [
    index('subscription_items_subscription').on(t.subscriptionId, t.fromOn),
    index('subscription_items_product').on(t.productId).where(sql`until_on is null`),
    check('subscription_items_values', sql`quantity between 1 and 1000000 and until_on >= from_on`),
  ],
)

/** `format`: see billing/stored-inputs.ts. The rest is a JSON text of it. */
export interface StoredInputs {
  readonly format: number
  readonly facts: unknown
  readonly action: unknown
}

/** Append-only: what was decided, by whom, and the hash of the plan that was written. */
export const subscriptionChanges = pgTable(
  'subscription_changes',
  {
    id: uuid().primaryKey(),
    /** The order in which changes were written. */
    sequence: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    customerId: uuid()
      .notNull()
      .references(() => customers.id),
    /** Null: it concerns no subscription. */
    subscriptionId: uuid().references(() => subscriptions.id),
    kind: text({ enum: changeKinds }).notNull(),
    effectiveOn: localDate().notNull(),
    data: jsonb().$type<Readonly<Record<string, unknown>>>().notNull(),
    planHash: text().notNull(),
    /** Of the preview that the caller confirmed. Null: there was none. */
    acceptedHash: text(),
    /** Of the parts of the plan that stay in the rows (M20). Null: written by an earlier version. */
    writtenHash: text(),
    /** The ids of the rows that the plan added, by their names in it. */
    written: jsonb().$type<Readonly<Record<string, string>>>(),
    /** The facts and the action that the plan was computed from, to compute it again (M16). */
    inputs: jsonb().$type<StoredInputs>(),
    actor: jsonb()
      .$type<{ readonly kind: string; readonly name: string; readonly userId?: string }>()
      .notNull(),
    createdAt: time().notNull(),
  },
  (t) => [
    index('subscription_changes_subscription').on(t.subscriptionId, t.sequence),
    index('subscription_changes_customer').on(t.customerId, t.sequence),
    // MRR counts from the first payment, and not during a pause.
    index('subscription_changes_counted')
      .on(t.subscriptionId, t.sequence)
      .where(sql`kind in ('activate', 'pause', 'resume')`),
  ],
)
