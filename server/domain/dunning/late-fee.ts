import { systemActor } from '#server/platform/auth/index.ts'
import type { Tx } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import type { LateFeeOf } from '../billing/decide/index.ts'
import { commitAction } from '../billing/index.ts'
import { contextOf, type Domain } from '../context.ts'

/**
 * Invoices the fees of overdue invoices. A plan has no fee for an invoice that has one, and the index
 * charges_late_fee_once refuses a second one. Returns false if billing of the customer is stopped. Nothing was written
 * then, and the step is taken later.
 */
export async function chargeLateFees(
  tx: Tx,
  domain: Domain,
  customerId: string,
  fees: readonly LateFeeOf[],
): Promise<boolean> {
  const ctx = contextOf(domain, {
    actor: systemActor('dunning'),
    requestId: null,
    idempotency: null,
    waitMs: 0,
  })
  try {
    for (const { documentId: invoiceId, terms: fee } of fees)
      await commitAction(tx, ctx, {
        customerId,
        needs: { invoiceIds: [invoiceId] },
        action: () => ({ kind: 'late-fee', invoiceId, fee }),
      })
    return true
  } catch (error) {
    if (error instanceof Refusal && error.code === 'customer-parked') return false
    throw error
  }
}
