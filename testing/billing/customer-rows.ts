import { and, asc, eq, ne } from 'drizzle-orm'
import { documents } from '#server/domain/tables/documents.ts'
import { allocations, payments, refunds } from '#server/domain/tables/payments.ts'
import type { Db } from '#server/platform/database/index.ts'

/** The events of a customer, without any derived amount except the due of an invoice that is written off. */
export interface CustomerRows {
  readonly documents: readonly (typeof documents.$inferSelect)[]
  readonly payments: readonly (typeof payments.$inferSelect)[]
  readonly refunds: readonly (typeof refunds.$inferSelect)[]
  readonly allocations: readonly (typeof allocations.$inferSelect)[]
}

export const readCustomerRows = async (db: Db, customerId: string): Promise<CustomerRows> => ({
  documents: await db
    .select()
    .from(documents)
    .where(and(eq(documents.customerId, customerId), ne(documents.status, 'draft')))
    .orderBy(asc(documents.finalizedAt), asc(documents.id)),
  payments: await db
    .select()
    .from(payments)
    .where(eq(payments.customerId, customerId))
    .orderBy(asc(payments.id)),
  refunds: await db.select().from(refunds).where(eq(refunds.customerId, customerId)),
  allocations: await db.select().from(allocations).where(eq(allocations.customerId, customerId)),
})
