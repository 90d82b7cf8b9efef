import { addDays, type LocalDate } from '#server/platform/calendar/index.ts'
import type { Log } from '#server/platform/log/index.ts'
import type { Pays } from './assumptions.ts'
import { activatePaid, billRenewals } from './bill.ts'
import type { After, SimulatedCustomer } from './customer.ts'
import { type DunningOn, type DunningRules, dun } from './dun.ts'
import type { SimulatedEvent } from './events.ts'
import { takePayments } from './take-payments.ts'

/** The part of a simulation that all customers share. */
export interface Course {
  readonly from: LocalDate
  /** Not included. */
  readonly until: LocalDate
  readonly days: readonly DunningOn[]
  readonly dunning: DunningRules
  readonly pays: Pays
  readonly log: Log
}

interface Span {
  readonly from: LocalDate
  /** Not included. */
  readonly until: LocalDate
  /** Of the first step, in days after the due date. */
  readonly firstDay: number
  readonly maySuspendOn: (day: LocalDate) => boolean
}

/** Returns the days of a simulation, with what dunning needs of each. */
export function daysOfCourse({ from, until, firstDay, maySuspendOn }: Span): DunningOn[] {
  const days: DunningOn[] = []
  for (let on = from; on < until; on = addDays(on, 1))
    days.push({ on, reached: addDays(on, -firstDay), maySuspend: maySuspendOn(on) })
  return days
}

/**
 * Runs one customer through the days: payments, then the invoice run, then dunning, with the decisions of the real ones.
 * Pure, but for the log of a customer who cannot be planned.
 */
export function simulateCustomer(customer: SimulatedCustomer, course: Course): After {
  const days = simulatedDays(customer, course)
  const events: SimulatedEvent[] = []
  for (;;) {
    const { value, done } = days.next()
    if (done) return { customer: value, events }
    events.push(...value)
  }
}

/**
 * Yields the events of each day, so that a caller can serve others in between: a customer with daily periods takes seconds.
 * Returns the customer after the last day.
 */
export function* simulatedDays(
  customer: SimulatedCustomer,
  { days, dunning, pays, log }: Course,
): Generator<readonly SimulatedEvent[], SimulatedCustomer, undefined> {
  let next = customer
  for (const day of days) {
    const events: SimulatedEvent[] = []
    const take = (after: After) => {
      next = after.customer
      events.push(...after.events)
    }
    take(takePayments(next, pays, day.on))
    if (next.firstInvoices.size > 0) take(activatePaid(next, day.on))
    take(billRenewals(next, day.on, log))
    if (dunning.steps.length > 0) take(dun(next, dunning, day))
    yield events
  }
  return next
}
