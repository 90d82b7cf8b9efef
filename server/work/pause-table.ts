import { sql } from 'drizzle-orm'
import { pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core'

/** The pauses of everything, past ones too; while one has not ended, no operation runs on any server. */
export const enginePauses = pgTable(
  'engine_pauses',
  {
    id: uuid().primaryKey(),
    reason: text(),
    /** The name of who asked for it. */
    startedBy: text().notNull(),
    startedAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    endedBy: text(),
    endedAt: timestamp({ withTimezone: true, precision: 3 }),
  },
  () => [uniqueIndex('engine_pauses_one_open').on(sql`(true)`).where(sql`ended_at is null`)],
)
