import { pgView, text, uuid } from 'drizzle-orm/pg-core'

/**
 * The operations on which staff must act: the one rule in SQL, used by lists, counts and the triggers that keep
 * `customers.needs_attention`. `needsAction` in contracts/operations/states.ts says the same of one row.
 */
export const operationsNeedingAction = pgView('operations_needing_action', {
  id: uuid('id').notNull(),
  queueKey: text('queue_key').notNull(),
  accountId: uuid('account_id').notNull(),
  customerId: uuid('customer_id').notNull(),
}).existing()
