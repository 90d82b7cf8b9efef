import { pgView, text, uuid } from 'drizzle-orm/pg-core'

/**
 * The operations on which staff must act: the only rule in SQL, for lists, counts and the triggers that
 * maintain `customers.needs_attention`. `needsAction` in contracts/operations/states.ts is the same rule for
 * one row.
 */
export const operationsNeedingAction = pgView('operations_needing_action', {
  id: uuid('id').notNull(),
  queueKey: text('queue_key').notNull(),
  accountId: uuid('account_id').notNull(),
  customerId: uuid('customer_id').notNull(),
}).existing()
