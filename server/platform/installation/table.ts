import { boolean, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

/** One row: which installation this is. */
export const installation = pgTable('installation', {
  /** Always true: the primary key that allows one row only. */
  only: boolean().primaryKey().default(true),
  id: uuid().notNull(),
  /** Part of every marker; raised when data are restored as a new copy. */
  epoch: integer().notNull().default(1),
  /** Of the place where the data were when last started: another one means that they were copied or restored. */
  fingerprint: text(),
  /** Anything but `recognised` holds the engine: nothing is sent to a panel. */
  standing: text({ enum: ['recognised', 'suspected-copy', 'copy'] })
    .notNull()
    .default('recognised'),
  standingSince: timestamp({ withTimezone: true, precision: 3 }),
  /** The id of the key that everything secret is sealed with; null until the first start that knows it. */
  keyId: text(),
  /** Of the one-time setup link; null once the first staff user exists. */
  setupTokenHash: text(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
})
