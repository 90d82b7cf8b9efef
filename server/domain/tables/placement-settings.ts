import { boolean, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import { placementPolicies } from '#contracts/servers/placement.ts'

/** One row, or none while the policy was never changed. */
export const placementSettings = pgTable('placement_settings', {
  /** Always true: the primary key that allows only one row. */
  only: boolean().primaryKey().default(true),
  policy: text({ enum: placementPolicies }).notNull(),
  updatedAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
})
