import { sql } from 'drizzle-orm'
import { index, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { servers } from './servers.ts'

/** A problem that staff should know about: one for a server and cause, however many operations it affects. */
export const alerts = pgTable(
  'alerts',
  {
    id: uuid().primaryKey(),
    serverId: uuid()
      .notNull()
      .references(() => servers.id),
    cause: text({ enum: ['needs-operator', 'unreachable'] }).notNull(),
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
    index('alerts_opened_at').on(t.openedAt),
  ],
)
