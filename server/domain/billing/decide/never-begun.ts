import { compare } from '#server/platform/money/index.ts'
import { creditNoteOf, wantedOf } from './credit-invoice.ts'
import type { Facts, SubscriptionFacts } from './facts.ts'
import type { PlannedDocument } from './plan.ts'

export const waitsForPayment = ({ status, provision }: SubscriptionFacts): boolean =>
  status === 'pending' && provision === 'after-payment'

/**
 * Takes back the invoices of a subscription that ends before it begins: nothing was provided, also no setup. A part that
 * was paid becomes credit, as does a later payment.
 * @param from the number of documents before them in the plan
 */
export function creditNeverBegun(
  facts: Facts,
  { charges }: SubscriptionFacts,
  from: number,
): PlannedDocument[] {
  const ids = [...new Set(charges.map(({ invoiceId }) => invoiceId))]
  return ids.flatMap((id, index) => {
    const invoice = facts.invoices.get(id)
    if (invoice === undefined || invoice.status === 'void') return []
    if (compare(invoice.credited, invoice.total) >= 0) return []
    const reason = 'The subscription ended before its payment'
    return [
      creditNoteOf(facts, invoice, `new:document:${from + index}`, wantedOf(invoice, { of: 'all' }), reason),
    ]
  })
}
