import { sql } from 'drizzle-orm'
import { boolean, index, integer, json, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { WebhookDeliveryType, WebhookEventType } from '#contracts/webhooks/events.ts'
import {
  type WebhookAttempt,
  webhookDeliveryStates,
  webhookDisabledReasons,
} from '#contracts/webhooks/schemas.ts'

const time = () => timestamp({ withTimezone: true, precision: 3 })

/** Failed deliveries up to `until` are sent again, in the order of `createdAt` and `id`. Those up to `after` have been. */
export interface WebhookReplayProgress {
  readonly after: { readonly createdAt: string; readonly id: string }
  readonly until: string
}

export const webhookEndpoints = pgTable('webhook_endpoints', {
  id: uuid().primaryKey(),
  url: text().notNull(),
  description: text().notNull(),
  /** Null: all events. */
  events: text().array().$type<WebhookEventType[]>(),
  isEnabled: boolean().notNull().default(true),
  disabledReason: text({ enum: webhookDisabledReasons }),
  disabledAt: time(),
  /** The first failed attempt since the last success. */
  failingSince: time(),
  /** Encrypted, bound to this row. It is never sent, so a changed URL does not need it again. */
  secretSealed: text().notNull(),
  /** Also signs until `previousSecretUntil`. */
  previousSecretSealed: text(),
  previousSecretUntil: time(),
  /** Staff requested to send all failed deliveries again, and some of them remain. */
  replay: jsonb().$type<WebhookReplayProgress>(),
  createdAt: time().notNull(),
  updatedAt: time().notNull(),
})

/**
 * The outbox: one event for one endpoint. Triggers write it in the transaction that makes the change, see
 * server/migrations.
 */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    /** Also the header webhook-id. */
    id: uuid().primaryKey().defaultRandom(),
    endpointId: uuid()
      .notNull()
      .references(() => webhookEndpoints.id, { onDelete: 'cascade' }),
    type: text().$type<WebhookDeliveryType>().notNull(),
    /** `json` keeps the order of the fields, so every attempt sends the same bytes. */
    data: json().notNull(),
    state: text({ enum: webhookDeliveryStates }).notNull().default('waiting'),
    /** Counted when an attempt begins, so that a crash counts too. */
    attempts: integer().notNull().default(0),
    /** While waiting: the next attempt. During an attempt: the end of its lease. */
    nextAttemptAt: time(),
    leaseToken: uuid(),
    /** The last attempts, newest first. */
    history: jsonb().$type<readonly WebhookAttempt[]>().notNull().default([]),
    /** The beginning of the last response, without control characters. */
    answer: text(),
    createdAt: time().notNull(),
    deliveredAt: time(),
  },
  (t) => [
    index('webhook_deliveries_due').on(t.endpointId, t.nextAttemptAt).where(sql`state = 'waiting'`),
    index('webhook_deliveries_endpoint').on(t.endpointId, t.createdAt, t.id),
    index('webhook_deliveries_state').on(t.endpointId, t.state, t.createdAt, t.id),
    index('webhook_deliveries_created_at').on(t.createdAt),
  ],
)
