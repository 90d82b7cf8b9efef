import type { LocalDate } from '#server/platform/calendar/index.ts'
import type { After, SimulatedCustomer } from './customer.ts'
import type { SimulatedEvent } from './events.ts'

/**
 * The same as `liftIfSettled` in wishes/lift.ts: an account that no owed invoice keeps suspended comes back, and a case whose
 * invoices are settled is closed.
 */
export function liftSettled(customer: SimulatedCustomer, on: LocalDate): After {
  const { facts, owed, openCase } = customer
  const wished = new Set([...customer.wished].filter((id) => isSupported(customer, id)))
  const isOverdue = owed.some(({ dueOn }) => dueOn < on)
  const lifted = [...customer.suspended].filter(
    (id) => !wished.has(id) && (customer.wished.has(id) || !isOverdue),
  )
  const isOver =
    openCase !== null && !owed.some(({ dueOn }) => openCase.taken.some((step) => step.dueOn === dueOn))
  return {
    customer: {
      ...customer,
      wished,
      suspended: new Set([...customer.suspended].filter((id) => !lifted.includes(id))),
      openCase: isOver ? null : openCase,
    },
    events: lifted.toSorted().map(
      (accountId): SimulatedEvent => ({
        on,
        customerId: facts.customerId,
        kind: 'unsuspension',
        accountId,
      }),
    ),
  }
}

const isSupported = ({ openCase, owed }: SimulatedCustomer, accountId: string): boolean =>
  openCase?.taken.some(
    (step) =>
      step.accountIds.includes(accountId) &&
      owed.some(({ dueOn, accountIds }) => dueOn === step.dueOn && accountIds.includes(accountId)),
  ) ?? false
