import type { LocalDate } from '#server/platform/calendar/index.ts'
import { isPositive, subtract, sum } from '#server/platform/money/index.ts'
import {
  allocateOldestFirst,
  byAge,
  type CreditFacts,
  type OpenInvoiceFacts,
} from '../billing/decide/index.ts'
import { paid } from './apply-plan.ts'
import { type Pays, paidUpTo } from './assumptions.ts'
import type { After, SimulatedCustomer } from './customer.ts'
import type { SimulatedEvent } from './events.ts'
import { liftSettled } from './lift-settled.ts'

/** Records the payments of a day: each open invoice that the assumption has paid by then, the oldest first. */
export function takePayments(customer: SimulatedCustomer, pays: Pays, on: LocalDate): After {
  const limit = paidUpTo(pays, on)
  if (limit === null || !customer.facts.openInvoices.some(({ dueOn }) => dueOn <= limit))
    return { customer, events: [] }
  const events: SimulatedEvent[] = []
  let next = customer
  const due = customer.facts.openInvoices.filter(({ dueOn }) => dueOn <= limit)
  for (const { documentId } of due.toSorted(byAge)) {
    const invoice = next.facts.openInvoices.find((each) => each.documentId === documentId)
    if (invoice === undefined) continue
    const after = payInvoice(next, invoice, on)
    next = after.customer
    events.push(...after.events)
  }
  return { customer: next, events }
}

/** As `recordPayment` does: the payment pays this invoice first. Then all credit pays the oldest ones. */
function payInvoice(
  customer: SimulatedCustomer,
  { documentId, number, due }: OpenInvoiceFacts,
  on: LocalDate,
): After {
  const { facts } = customer
  const base = { on, customerId: facts.customerId }
  const payment: CreditFacts = { kind: 'payment', sourceId: `payment of ${number}`, unused: due }
  const sources = [payment, ...facts.credits]
  const { allocations } = allocateOldestFirst(sources, facts.openInvoices, due.currency, documentId)
  const events: SimulatedEvent[] = [{ ...base, kind: 'payment', number, amount: due }]
  let next = customer
  for (const { sourceId, documentId: target, amount } of allocations) {
    const of = facts.openInvoices.find((each) => each.documentId === target)?.number ?? ''
    next = paid(next, target, amount)
    if (sourceId !== payment.sourceId) events.push({ ...base, kind: 'credit', number: of, amount })
  }
  const credits = sources
    .map((source) => {
      const used = allocations.filter(({ sourceId }) => sourceId === source.sourceId)
      const { currency } = source.unused
      return {
        ...source,
        unused: subtract(
          source.unused,
          sum(
            used.map(({ amount }) => amount),
            currency,
          ),
        ),
      }
    })
    .filter(({ unused }) => isPositive(unused))
  const lifted = liftSettled({ ...next, facts: { ...next.facts, credits } }, on)
  return { customer: lifted.customer, events: [...events, ...lifted.events] }
}
