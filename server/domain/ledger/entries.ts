import type { PaymentMethod } from '#contracts/payments/schemas.ts'
import type { LocalDate } from '#server/platform/calendar/index.ts'
import { type Money, negate } from '#server/platform/money/index.ts'
import type { NewEntry } from './book.ts'

/**
 * The entry of each movement of money. A payment lands in the customer's credit, and an allocation takes it from there: an
 * overpayment or a payment without an invoice needs no special case. The entries of documents are part of a plan
 * (`billing/decide/document.ts`).
 */
interface Booked {
  readonly customerId: string
  readonly bookedOn: LocalDate
}

interface Moved extends Booked {
  /** More than zero. */
  readonly amount: Money
  readonly method: PaymentMethod
}

const movement = (
  kind: NewEntry['kind'],
  reference: string,
  { amount, method, ...booked }: Moved,
  isIncoming: boolean,
): NewEntry => {
  const signed = isIncoming ? amount : negate(amount)
  return {
    ...booked,
    kind,
    reference,
    postings: [
      { account: 'clearing', method, amount: signed },
      { account: 'credit', amount: negate(signed) },
    ],
  }
}

export const paymentEntry = ({ paymentId, ...moved }: Moved & { readonly paymentId: string }): NewEntry =>
  movement('payment', paymentId, moved, true)

export const paymentReversalEntry = ({
  paymentId,
  ...moved
}: Moved & { readonly paymentId: string }): NewEntry => movement('payment-reversal', paymentId, moved, false)

export const refundEntry = ({ refundId, ...moved }: Moved & { readonly refundId: string }): NewEntry =>
  movement('refund', refundId, moved, false)

interface Allocated extends Booked {
  readonly allocationId: string
  readonly amount: Money
}

/** @param amount positive: credit pays an invoice. Negative: an earlier allocation is taken back. */
export const allocationEntry = ({ allocationId, amount, ...booked }: Allocated): NewEntry => ({
  ...booked,
  kind: 'allocation',
  reference: allocationId,
  postings: [
    { account: 'credit', amount },
    { account: 'receivable', amount: negate(amount) },
  ],
})

/** The part of a written-off invoice that an allocation pays after all. Negative: the allocation is taken back. */
export const recoveryEntry = ({ allocationId, amount, ...booked }: Allocated): NewEntry => ({
  ...booked,
  kind: 'recovery',
  reference: allocationId,
  postings: [
    { account: 'receivable', amount },
    { account: 'bad-debt', amount: negate(amount) },
  ],
})
