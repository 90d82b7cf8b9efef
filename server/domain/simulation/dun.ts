import type { LocalDate } from '#server/platform/calendar/index.ts'
import {
  decide,
  decideDunning,
  type InvoiceFacts,
  type LateFeeOf,
  type PlannedStep,
  PlanRefused,
  type PolicyStep,
} from '../billing/decide/index.ts'
import { applyPlan } from './apply-plan.ts'
import type { After, OpenCase, SimulatedCustomer, TakenStep } from './customer.ts'
import type { SimulatedEvent } from './events.ts'
import { liftSettled } from './lift-settled.ts'

export interface DunningRules {
  /** Empty: dunning is off. */
  readonly steps: readonly PolicyStep[]
}

/** One day of dunning. `reached`: invoices that were due on this day have reached the first step. */
export interface DunningOn {
  readonly on: LocalDate
  readonly reached: LocalDate
  readonly maySuspend: boolean
}

/**
 * The dunning of a day for one customer, by the decision of the real one. An invoice of a late fee can reach its own first
 * step on the same day.
 */
export function dun(customer: SimulatedCustomer, { steps }: DunningRules, day: DunningOn): After {
  const events: SimulatedEvent[] = []
  let next = customer
  while (isDue(next, day)) {
    try {
      const after = evaluate(next, steps, day)
      events.push(...after.events)
      next = after.customer
      if (!after.isTaken) break
    } catch (error) {
      if (!(error instanceof PlanRefused)) throw error
      const base = { on: day.on, customerId: customer.facts.customerId }
      if (customer.openCase?.failure !== error.message)
        events.push({ ...base, kind: 'dunning-failed', message: error.message })
      next = { ...next, openCase: { ...(next.openCase ?? newCase), failure: error.message } }
      break
    }
  }
  return { customer: next, events }
}

const newCase: OpenCase = { taken: [], heldUntil: null, nextOn: null, failure: null }

/** The conditions of `dueCustomers` in dunning/candidates.ts. */
function isDue({ openCase, owed }: SimulatedCustomer, { on, reached }: DunningOn): boolean {
  if (openCase?.nextOn && openCase.nextOn <= on) return true
  if (openCase?.heldUntil && openCase.heldUntil > on) return false
  return owed.some(
    ({ dueOn, isWrittenOff }) =>
      dueOn <= reached && !isWrittenOff && !openCase?.taken.some((step) => step.dueOn === dueOn),
  )
}

function evaluate(
  given: SimulatedCustomer,
  policy: readonly PolicyStep[],
  { on, maySuspend }: DunningOn,
): After & { readonly isTaken: boolean } {
  const { customer, events: lifted } = liftSettled(given, on)
  const { openCase } = customer
  const { steps, nextOn } = decideDunning({
    today: on,
    steps: policy,
    invoices: customer.owed,
    recorded: openCase?.taken ?? [],
    heldUntil: openCase?.heldUntil ?? null,
    maySuspend,
  })
  if (openCase === null && steps.length === 0) return { customer, events: lifted, isTaken: false }
  const events = [...lifted]
  const waiting = new Set<LocalDate>()
  let next: SimulatedCustomer = { ...customer, openCase: openCase ?? newCase }
  const isFee = ({ action }: PlannedStep) => action === 'late-fee'
  for (const step of [...steps.filter((each) => !isFee(each)), ...steps.filter(isFee)]) {
    if (waiting.has(step.dueOn)) continue
    if (step.fees.length > 0 && next.isStopped) {
      waiting.add(step.dueOn)
      continue
    }
    const after = takeStep(next, step, on)
    next = after.customer
    events.push(...after.events)
  }
  const final = next.openCase && { ...next.openCase, nextOn: waiting.size > 0 ? on : nextOn, failure: null }
  const isTaken = steps.some(({ dueOn }) => !waiting.has(dueOn))
  return { customer: { ...next, openCase: final }, events, isTaken }
}

function takeStep(customer: SimulatedCustomer, step: PlannedStep, on: LocalDate): After {
  const charged = chargeFees(customer, step.fees, on)
  const next = recorded(charged.customer, step, on)
  if (step.isSkipped) return { customer: next, events: charged.events }
  const base = { on, customerId: customer.facts.customerId }
  const { accountIds } = step
  switch (step.action) {
    case 'remind':
      return {
        customer: next,
        events: [{ ...base, kind: 'reminder', numbers: step.invoices.map(({ number }) => number) }],
      }
    case 'late-fee':
      return { customer: next, events: charged.events }
    case 'suspend':
      return {
        customer: {
          ...next,
          wished: new Set([...next.wished, ...accountIds]),
          suspended: new Set([...next.suspended, ...accountIds]),
        },
        events: accountIds
          .filter((id) => !next.suspended.has(id))
          .map((accountId) => ({ ...base, kind: 'suspension', accountId })),
      }
    case 'ask-to-terminate':
      return {
        customer: next,
        events: accountIds.length === 0 ? [] : [{ ...base, kind: 'termination-task', accountIds }],
      }
  }
}

/** A step that was taken before is taken again for accounts that are owed for again. */
function recorded(customer: SimulatedCustomer, step: PlannedStep, on: LocalDate): SimulatedCustomer {
  const { stepId, dueOn, isSkipped, accountIds } = step
  const openCase = customer.openCase ?? newCase
  const isSame = (each: TakenStep) => each.stepId === stepId && each.dueOn === dueOn
  const suspended = step.action === 'suspend' && !isSkipped ? accountIds : []
  const taken = openCase.taken.some(isSame)
    ? openCase.taken.map((each) =>
        isSame(each) ? { ...each, againFor: [], accountIds: [...each.accountIds, ...suspended] } : each,
      )
    : [...openCase.taken, { stepId, dueOn, isSkipped, doneOn: on, againFor: [], accountIds: suspended }]
  return { ...customer, openCase: { ...openCase, taken } }
}

function chargeFees(customer: SimulatedCustomer, fees: readonly LateFeeOf[], on: LocalDate): After {
  const events: SimulatedEvent[] = []
  let next = customer
  for (const { documentId, terms, fee } of fees) {
    const late = next.facts.openInvoices.find((each) => each.documentId === documentId)
    const invoice: InvoiceFacts[] =
      late === undefined
        ? []
        : [{ ...late, status: 'open', credited: { ...late.total, amount: 0n }, lines: [], taxes: [] }]
    const facts = { ...next.facts, asOf: on, invoices: new Map(invoice.map((each) => [documentId, each])) }
    const after = applyPlan(
      { ...next, facts },
      decide(facts, { kind: 'late-fee', invoiceId: documentId, fee: terms }),
    )
    const owed = after.customer.owed.map((each) =>
      each.documentId === documentId ? { ...each, hasLateFee: true } : each,
    )
    next = { ...after.customer, owed, facts: { ...after.customer.facts, invoices: next.facts.invoices } }
    const { customerId } = facts
    events.push(...after.events, {
      on,
      customerId,
      kind: 'late-fee',
      number: late?.number ?? '',
      amount: fee,
    })
  }
  return { customer: next, events }
}
