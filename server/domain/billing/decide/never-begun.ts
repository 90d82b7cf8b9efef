import type { LocalDate } from '#server/platform/calendar/index.ts'
import { compare } from '#server/platform/money/index.ts'
import { creditNoteOf, wantedOf } from './credit-invoice.ts'
import type { Facts, SubscriptionFacts } from './facts.ts'
import type { PlannedDocument } from './plan.ts'

export const waitsForPayment = ({ status, provision }: SubscriptionFacts): boolean =>
  status === 'pending' && provision === 'after-payment'

/** Whether a subscription that ends on a day never begins: its payment is missing, or no billed day is before its end. */
export const neverBegins = (subscription: SubscriptionFacts, endOn: LocalDate): boolean =>
  waitsForPayment(subscription) || endOn <= (subscription.trialEndsOn ?? subscription.startOn)

/**
 * Takes back the invoices of a subscription that ends before it begins: nothing was provided, also no setup. A part that
 * was paid becomes credit, as does a later payment.
 * @param from the number of documents before them in the plan
 */
export function creditNeverBegun(
  facts: Facts,
  subscription: SubscriptionFacts,
  from: number,
): PlannedDocument[] {
  const { charges } = subscription
  const reason = waitsForPayment(subscription)
    ? 'The subscription ended before its payment'
    : 'The subscription ended before its first billed day'
  // Newest first, as credits of unused time are.
  const ids = [...new Set(charges.map(({ invoiceId }) => invoiceId).toReversed())]
  const invoices = ids.flatMap((id) => {
    const invoice = facts.invoices.get(id)
    if (invoice === undefined || invoice.status === 'void') return []
    if (compare(invoice.credited, invoice.total) >= 0) return []
    return [invoice]
  })
  return invoices.map((invoice, index) =>
    creditNoteOf(facts, invoice, `new:document:${from + index}`, wantedOf(invoice, { of: 'all' }), reason),
  )
}
