import type { LocalDate } from '#server/platform/calendar/index.ts'
import type { Log } from '#server/platform/log/index.ts'
import { decide } from '../billing/decide/index.ts'
import { isStillDue, planRenewal } from '../billing/index.ts'
import { applyPlan } from './apply-plan.ts'
import type { After, FirstInvoice, SimulatedCustomer } from './customer.ts'
import type { SimulatedEvent } from './events.ts'

/** The invoice run of a day for one customer, by the code of the real one. */
export function billRenewals(customer: SimulatedCustomer, on: LocalDate, log: Log): After {
  const { isStopped, buyer } = customer
  const facts = { ...customer.facts, asOf: on }
  if (isStopped || !isStillDue(facts)) return { customer, events: [] }
  const { plans, parks } = planRenewal({ facts, buyer }, log)
  const [planned] = plans
  if (planned) return applyPlan({ ...customer, facts }, planned.plan)
  const stopped = parks.map(
    ({ message }): SimulatedEvent => ({ on, customerId: facts.customerId, kind: 'stopped', message }),
  )
  return { customer: { ...customer, isStopped: stopped.length > 0 }, events: stopped }
}

/** Begins the subscriptions whose first invoice is paid, as `activatePaidSubscriptions` does. */
export function activatePaid(customer: SimulatedCustomer, on: LocalDate): After {
  const events: SimulatedEvent[] = []
  let next = customer
  if (customer.isStopped) return { customer, events }
  for (const [subscriptionId, invoices] of customer.firstInvoices) {
    const subscription = next.facts.subscriptions.find((each) => each.subscriptionId === subscriptionId)
    if (subscription === undefined || subscription.startOn > on || !arePaid(invoices)) continue
    const facts = { ...next.facts, asOf: on }
    const after = applyPlan({ ...next, facts }, decide(facts, { kind: 'activate', subscriptionId }))
    const firstInvoices = new Map([...after.customer.firstInvoices].filter(([id]) => id !== subscriptionId))
    next = { ...after.customer, firstInvoices }
    events.push(...after.events)
  }
  return { customer: next, events }
}

const arePaid = (invoices: readonly FirstInvoice[]): boolean =>
  invoices.some(({ status, isEarned }) => status === 'paid' && isEarned) &&
  invoices.every(({ status }) => status === 'paid' || status === 'void')
