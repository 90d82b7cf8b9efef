import type { PlannedDocument } from '#server/domain/billing/decide/index.ts'
import type { SimulatedCustomer, SimulatedEvent } from '#server/domain/simulation/index.ts'
import type { Money } from '#server/platform/money/index.ts'

/** JSON with sorted keys, so that equal values have equal bytes. */
export const bytesOf = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'bigint'
      ? each.toString()
      : each !== null && typeof each === 'object' && !Array.isArray(each)
        ? Object.fromEntries(Object.entries(each).toSorted(([left], [right]) => (left < right ? -1 : 1)))
        : each,
  )

export const amountText = ({ amount, currency }: Money): string => `${amount} ${currency}`

/** A simulated event without the ids of new rows. */
export function eventText(event: SimulatedEvent): string {
  if ('document' in event) {
    const { document, ...rest } = event
    return bytesOf({ ...rest, document: documentShape(document) })
  }
  return bytesOf('amount' in event ? { ...event, amount: amountText(event.amount) } : event)
}

const documentShape = ({ lines, taxes, ...document }: PlannedDocument) => ({
  issuedOn: document.issuedOn,
  dueOn: document.dueOn,
  currency: document.currency,
  net: document.net.amount,
  tax: document.tax.amount,
  total: document.total.amount,
  notes: document.notes,
  taxDecision: document.taxDecision,
  lines: lines.map(({ charge, ...line }) => ({
    description: line.description,
    quantity: line.quantity,
    unitAmount: line.unitAmount.amount,
    period: line.period,
    amount: line.amount.amount,
    discount: line.discount.amount,
    taxIncluded: line.taxIncluded,
    taxCategory: line.tax.category,
    taxKey: line.taxKey,
    net: line.net.amount,
    explanation: line.explanation,
    subscription: line.subscription,
    product: line.productId,
    charge: charge && { kind: charge.kind, item: charge.item, explanation: charge.explanation },
  })),
  taxes: taxes.map((tax) => ({ ...tax, base: tax.base.amount, amount: tax.amount.amount })),
})

/** The standing at the end: subscriptions, debts, credit and suspended accounts. */
export const standingText = ({ facts, owed, wished, suspended, openCase, isStopped }: SimulatedCustomer) =>
  bytesOf({
    customerId: facts.customerId,
    isStopped,
    subscriptions: facts.subscriptions
      .map(({ subscriptionId, status, billedThrough, nextBillOn, cancelOn, anchorOn }) => ({
        subscriptionId,
        status,
        billedThrough,
        nextBillOn,
        cancelOn,
        anchorOn,
      }))
      .toSorted((left, right) => (left.subscriptionId < right.subscriptionId ? -1 : 1)),
    owed: owed.map(({ dueOn, due, isLateFee, hasLateFee, accountIds }) => ({
      dueOn,
      due: amountText(due),
      isLateFee,
      hasLateFee,
      accountIds,
    })),
    credit: facts.credits.map(({ unused }) => amountText(unused)),
    wished: [...wished].toSorted(),
    suspended: [...suspended].toSorted(),
    steps: openCase?.taken
      .map(({ stepId, dueOn, doneOn, isSkipped }) => `${dueOn} ${stepId} ${doneOn} ${isSkipped}`)
      .toSorted(),
    nextOn: openCase?.nextOn ?? null,
  })
