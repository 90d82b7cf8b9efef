import { sql } from 'drizzle-orm'
import { boolean, index, jsonb, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { hostingAccountStatuses, type SuspendReason } from '#contracts/hosting/states.ts'
import { customers } from './customers.ts'
import { servers } from './servers.ts'

/** Fact: what is known of one account on one server. What is asked for stands in operations. */
export const hostingAccounts = pgTable(
  'hosting_accounts',
  {
    id: uuid().primaryKey(),
    customerId: uuid()
      .notNull()
      .references(() => customers.id),
    serverId: uuid()
      .notNull()
      .references(() => servers.id),
    username: text().notNull(),
    email: text().notNull(),
    packageId: jsonb().$type<string | number>(),
    marker: text().notNull().unique(),
    status: text({ enum: hostingAccountStatuses }).notNull(),
    /**
     * It counts against capacity, and its username and e-mail are its own on that server. Off only where it is
     * certain that the panel holds no account of ours under this row.
     */
    holdsSlot: boolean().notNull(),
    /**
     * Set where the row is done with but an attempt of unknown outcome may still come to be: until then it holds its
     * slot and its names.
     */
    quarantinedUntil: timestamp({ withTimezone: true, precision: 3 }),
    panelUserId: text(),
    verified: boolean().notNull().default(false),
    suspendReasons: jsonb().$type<SuspendReason[]>().notNull().default([]),
    /** Sealed; wiped as soon as the panel has it, or nobody will need it any more. */
    passwordSealed: text(),
    /** From then on the password is not kept, whatever became of the account. */
    passwordExpiresAt: timestamp({ withTimezone: true, precision: 3 }),
    passwordSetByUs: boolean().notNull().default(true),
    createdAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    updatedAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
  },
  (t) => [
    index('hosting_accounts_customer').on(t.customerId, t.createdAt),
    index('hosting_accounts_server').on(t.serverId, t.status),
    // For the search: "#44", and the beginning of a username in any locale.
    index('hosting_accounts_panel_user').on(t.panelUserId),
    index('hosting_accounts_username').on(t.username.op('text_pattern_ops')),
    // Slots are counted from this index alone.
    index('hosting_accounts_slots').on(t.serverId, t.status).where(sql`holds_slot`),
    uniqueIndex('hosting_accounts_server_username').on(t.serverId, t.username).where(sql`holds_slot`),
    uniqueIndex('hosting_accounts_server_email').on(t.serverId, t.email).where(sql`holds_slot`),
    uniqueIndex('hosting_accounts_server_panel_user').on(t.serverId, t.panelUserId).where(sql`holds_slot`),
  ],
)
