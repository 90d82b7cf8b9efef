import { boolean, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

/** One row: the identity of this installation. */
export const installation = pgTable('installation', {
  /** Always true: the primary key that allows only one row. */
  only: boolean().primaryKey().default(true),
  id: uuid().notNull(),
  /**
   * Part of every marker. It increases when a moved or restored database is confirmed as the primary
   * installation.
   */
  epoch: integer().notNull().default(1),
  /**
   * The epoch of the first backup from which this database was restored. Accounts with a marker since then may be
   * unknown here. Null: it was never restored.
   */
  restoredEpoch: integer(),
  /** Location of the database at the last start. A different one means that it was copied or restored. */
  fingerprint: text(),
  /** Any value but `recognised` puts the engine on hold: no panel receives requests. */
  standing: text({ enum: ['recognised', 'suspected-copy', 'copy'] })
    .notNull()
    .default('recognised'),
  standingSince: timestamp({ withTimezone: true, precision: 3 }),
  /** Id of the key that encrypts all secrets. Null until the first start that records it. */
  keyId: text(),
  /** Time since which stored secrets are bound to the address of their server. Null: see bind-earlier.ts. */
  secretsBoundAt: timestamp({ withTimezone: true, precision: 3 }),
  /** Key of the audit log's hash chain, encrypted. Null until the first start that needs it. */
  auditKeySealed: text(),
  /** Id of the key that a rotation encrypts with. Null if no rotation is in progress. */
  nextKeyId: text(),
  /** Hash of the one-time setup link. Null after the first staff user was created. */
  setupTokenHash: text(),
  /** Staff without a second factor can only set one up. */
  staffFactorsRequired: boolean().notNull().default(false),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
})
