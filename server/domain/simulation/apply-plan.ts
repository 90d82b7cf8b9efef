import type { LocalDate } from '#server/platform/calendar/index.ts'
import { isPositive, type Money, subtract } from '#server/platform/money/index.ts'
import type {
  Facts,
  ItemFacts,
  OwedInvoice,
  Plan,
  PlannedDocument,
  SubscriptionFacts,
} from '../billing/decide/index.ts'
import type { After, SimulatedCustomer } from './customer.ts'
import type { SimulatedEvent } from './events.ts'
import { liftSettled } from './lift-settled.ts'

/** Returns the facts after a plan, as if it had been written and read again, and what it does. */
export function applyPlan(customer: SimulatedCustomer, plan: Plan): After {
  const { facts, accounts } = customer
  const base = { on: plan.asOf, customerId: facts.customerId }
  const events: SimulatedEvent[] = []
  const numbers = new Map(facts.openInvoices.map(({ documentId, number }) => [documentId, number]))
  let next = customer
  for (const document of plan.documents) {
    if (document.kind === 'credit-note') {
      const number = facts.invoices.get(document.creditedInvoiceId ?? '')?.number ?? ''
      events.push({ ...base, kind: 'credit-note', number, document })
      continue
    }
    const number = newNumber(next.invoiced + 1)
    numbers.set(document.ref, number)
    next = withInvoice(next, number, document, accounts)
    events.push({ ...base, kind: 'invoice', number, document })
  }
  for (const { document, amount } of plan.uses) {
    const number = numbers.get(document) ?? ''
    next = paid(next, document.startsWith('new:') ? number : document, amount)
    events.push({ ...base, kind: 'credit', number, amount })
  }
  next = {
    ...next,
    facts: { ...next.facts, ...subscriptionsAfter(facts, plan), credits: creditsAfter(facts, plan) },
  }
  events.push(...statusEvents(facts, plan))
  if (plan.uses.length === 0) return { customer: next, events }
  const lifted = liftSettled(next, plan.asOf)
  return { customer: lifted.customer, events: [...events, ...lifted.events] }
}

const newNumber = (count: number): string => `new-${String(count).padStart(5, '0')}`

function withInvoice(
  customer: SimulatedCustomer,
  number: string,
  { dueOn, issuedOn, total, lines }: PlannedDocument,
  accounts: SimulatedCustomer['accounts'],
): SimulatedCustomer {
  const counted = { ...customer, invoiced: customer.invoiced + 1 }
  if (dueOn === null || !isPositive(total)) return counted
  const invoice: OwedInvoice = {
    documentId: number,
    number,
    dueOn,
    due: total,
    isWrittenOff: false,
    isLateFee: lines.every(({ charge }) => charge?.kind === 'late-fee'),
    hasLateFee: false,
    accountIds: [
      ...new Set(lines.flatMap(({ subscription }) => accounts.get(subscription ?? '') ?? [])),
    ].toSorted(),
  }
  const open = { documentId: number, dueOn, issuedOn, seriesNumber: null, number, due: total, total }
  return {
    ...counted,
    owed: [...customer.owed, invoice].toSorted(byDueDate),
    facts: { ...customer.facts, openInvoices: [...customer.facts.openInvoices, open] },
  }
}

const byDueDate = (left: { dueOn: LocalDate }, right: { dueOn: LocalDate }): number =>
  left.dueOn < right.dueOn ? -1 : left.dueOn > right.dueOn ? 1 : 0

/** Takes an allocation off an invoice. One that is settled is not owed any more. */
export function paid(customer: SimulatedCustomer, documentId: string, amount: Money): SimulatedCustomer {
  const { facts, owed, firstInvoices } = customer
  const reduce = <Invoice extends { readonly documentId: string; readonly due: Money }>(
    all: readonly Invoice[],
  ) =>
    all
      .map((each) => (each.documentId === documentId ? { ...each, due: subtract(each.due, amount) } : each))
      .filter(({ due }) => isPositive(due))
  const openInvoices = reduce(facts.openInvoices)
  const isOpen = openInvoices.some((each) => each.documentId === documentId)
  return {
    ...customer,
    facts: { ...facts, openInvoices },
    owed: reduce(owed),
    firstInvoices:
      isOpen || firstInvoices.size === 0
        ? firstInvoices
        : new Map(
            [...firstInvoices].map(([id, all]) => [
              id,
              all.map((each) => (each.documentId === documentId ? { ...each, status: 'paid' } : each)),
            ]),
          ),
  }
}

function subscriptionsAfter({ subscriptions }: Facts, plan: Plan): Pick<Facts, 'subscriptions'> {
  if (plan.subscriptions.length === 0) return { subscriptions }
  return {
    subscriptions: subscriptions
      .map((before) => {
        const after = plan.subscriptions.find(({ ref }) => ref === before.subscriptionId)
        if (after === undefined) return before
        const { status, interval, anchorOn, startOn, trialEndsOn, billedThrough, nextBillOn, cancelOn } =
          after
        const moved = {
          status,
          interval,
          anchorOn,
          startOn,
          trialEndsOn,
          billedThrough,
          nextBillOn,
          cancelOn,
        }
        return { ...before, ...moved, items: itemsAfter(before, plan), coupon: couponAfter(before, plan) }
      })
      .filter(({ status }) => status !== 'ended'),
  }
}

const itemsAfter = ({ items }: SubscriptionFacts, { movedItems }: Plan): readonly ItemFacts[] =>
  items.map((item) => {
    const moved = movedItems.find(({ itemId }) => itemId === item.itemId)
    return moved === undefined ? item : { ...item, fromOn: moved.fromOn }
  })

function couponAfter({ subscriptionId, coupon }: SubscriptionFacts, { couponMove }: Plan) {
  if (coupon === null || couponMove?.subscription !== subscriptionId) return coupon
  return { ...coupon, fromOn: couponMove.fromOn, durationPeriods: couponMove.durationPeriods }
}

/** New credit notes are the youngest credit. */
const creditsAfter = ({ credits }: Facts, { asOf, documents, rests }: Plan): Facts['credits'] =>
  [
    ...credits.map((credit) => {
      const rest = rests.find(({ id }) => id === credit.sourceId)
      return rest === undefined ? credit : { ...credit, unused: rest.unallocated }
    }),
    ...documents.flatMap(({ kind, ref, unallocated }) =>
      kind === 'credit-note' ? [{ kind, sourceId: `${ref} of ${asOf}`, unused: unallocated }] : [],
    ),
  ].filter(({ unused }) => isPositive(unused))

function statusEvents({ customerId, subscriptions }: Facts, plan: Plan): SimulatedEvent[] {
  return plan.subscriptions.flatMap(({ ref, status }): SimulatedEvent[] => {
    const before = subscriptions.find(({ subscriptionId }) => subscriptionId === ref)?.status
    const base = { on: plan.asOf, customerId, subscriptionId: ref }
    if (before === 'pending' && status === 'active') return [{ ...base, kind: 'start' }]
    return status === 'ended' ? [{ ...base, kind: 'end' }] : []
  })
}
