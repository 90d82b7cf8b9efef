import { sql } from 'drizzle-orm'
import { boolean, index, jsonb, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { hostingAccountStatuses, type SuspendReason } from '#contracts/hosting/states.ts'
import type { AccountPlacement } from '#contracts/servers/placement.ts'
import { customers } from './customers.ts'
import { packageIdColumn } from './package-id.ts'
import { servers } from './servers.ts'

/** The known state of one account on one server. Requested changes are in operations. */
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
    packageId: packageIdColumn(),
    marker: text().notNull().unique(),
    status: text({ enum: hostingAccountStatuses }).notNull(),
    /**
     * It counts against capacity, and its username and email are reserved on that server. False only if the
     * panel certainly has no account of ours for this row.
     */
    holdsSlot: boolean().notNull(),
    /**
     * Set if the row is abandoned but an attempt of unknown outcome may still create the account. Until then
     * it holds its slot and names.
     */
    quarantinedUntil: timestamp({ withTimezone: true, precision: 3 }),
    panelUserId: text(),
    verified: boolean().notNull().default(false),
    suspendReasons: jsonb().$type<SuspendReason[]>().notNull().default([]),
    /** Encrypted. Erased when the panel has it, or when it is no longer needed. */
    passwordSealed: text(),
    /** The password is not kept after this time, whatever the state of the account. */
    passwordExpiresAt: timestamp({ withTimezone: true, precision: 3 }),
    /** Why it is on its server. Null: staff chose the server, or it was adopted. */
    placement: jsonb().$type<AccountPlacement>(),
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
    // Slots are counted from this index only.
    index('hosting_accounts_slots').on(t.serverId, t.status).where(sql`holds_slot`),
    uniqueIndex('hosting_accounts_server_username').on(t.serverId, t.username).where(sql`holds_slot`),
    uniqueIndex('hosting_accounts_server_email').on(t.serverId, t.email).where(sql`holds_slot`),
    uniqueIndex('hosting_accounts_server_panel_user').on(t.serverId, t.panelUserId).where(sql`holds_slot`),
  ],
)
