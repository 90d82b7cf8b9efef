import type { LocalDate } from '#server/platform/calendar/index.ts'
import type { Money } from '#server/platform/money/index.ts'
import type { PlannedDocument } from '../billing/decide/index.ts'

interface Dated {
  readonly on: LocalDate
  readonly customerId: string
}

/** Something that happens to one customer on one day. `number`: of an invoice; simulated ones are "new-00001" and so on. */
export type SimulatedEvent = Dated &
  (
    | { readonly kind: 'invoice'; readonly number: string; readonly document: PlannedDocument }
    /** It takes back the invoice of a subscription that ends before its payment. `number`: of that invoice. */
    | { readonly kind: 'credit-note'; readonly number: string; readonly document: PlannedDocument }
    | { readonly kind: 'payment'; readonly number: string; readonly amount: Money }
    /** Credit that the customer had pays an invoice. */
    | { readonly kind: 'credit'; readonly number: string; readonly amount: Money }
    | { readonly kind: 'start' | 'end'; readonly subscriptionId: string }
    | { readonly kind: 'reminder'; readonly numbers: readonly string[] }
    /** Its own invoice is an event, too. */
    | { readonly kind: 'late-fee'; readonly number: string; readonly amount: Money }
    | { readonly kind: 'suspension' | 'unsuspension'; readonly accountId: string }
    /** Staff are asked whether to terminate the hosting. */
    | { readonly kind: 'termination-task'; readonly accountIds: readonly string[] }
    /** Billing of the customer stops, or dunning fails, until staff act. */
    | { readonly kind: 'stopped' | 'dunning-failed'; readonly message: string }
  )
