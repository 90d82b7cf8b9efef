import { sql } from 'drizzle-orm'
import { index, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { alertCauses } from '#contracts/alerts/schemas.ts'
import { customers } from './customers.ts'
import { servers } from './servers.ts'

/**
 * A problem that staff should know about, one for each cause: of a server, however many operations it affects, of a
 * webhook endpoint, of a customer, or of the installation.
 */
export const alerts = pgTable(
  'alerts',
  {
    id: uuid().primaryKey(),
    /** The subject is the one of these that is not null. All null: the installation. */
    serverId: uuid().references(() => servers.id),
    /** No reference: the alert remains in the history when the endpoint is removed. */
    endpointId: uuid(),
    customerId: uuid().references(() => customers.id),
    cause: text({ enum: alertCauses }).notNull(),
    /** The event, its consequence here, and the remedy. */
    message: text().notNull(),
    done: text().notNull(),
    remedy: text().notNull(),
    openedAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    /** Time at which the cause ended. */
    closedAt: timestamp({ withTimezone: true, precision: 3 }),
  },
  (t) => [
    uniqueIndex('alerts_one_open').on(t.serverId, t.cause).where(sql`closed_at is null`),
    uniqueIndex('alerts_one_open_of_endpoint').on(t.endpointId, t.cause).where(sql`closed_at is null`),
    uniqueIndex('alerts_one_open_of_customer').on(t.customerId, t.cause).where(sql`closed_at is null`),
    uniqueIndex('alerts_one_open_of_all')
      .on(t.cause)
      .where(sql`closed_at is null and server_id is null and endpoint_id is null and customer_id is null`),
    index('alerts_opened_at').on(t.openedAt),
  ],
)
