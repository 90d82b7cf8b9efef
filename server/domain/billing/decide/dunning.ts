import { addDays, earlier, type LocalDate, later } from '#server/platform/calendar/index.ts'
import { isPositive, type Money } from '#server/platform/money/index.ts'
import {
  type DunningAction,
  type DunningStep,
  dueSteps,
  type LateFee,
  lateFee,
  type ScheduledStep,
} from './dunning-schedule.ts'

/** With a rate, the amounts are the least fees. In a currency without an amount there is no fixed or least fee. */
export interface FeeTerms {
  readonly percentPpm: number | null
  readonly amounts: readonly Money[]
}

export interface PolicyStep extends DunningStep {
  /** Of a late fee only. */
  readonly fee: FeeTerms | null
}

/** An invoice that is owed, in whole or in part. */
export interface OwedInvoice {
  readonly documentId: string
  readonly number: string
  readonly dueOn: LocalDate
  readonly due: Money
  /** It is still owed, but no step happens any more. */
  readonly isWrittenOff: boolean
  /** All that it charges is late fees. They bear no fee of their own. */
  readonly isLateFee: boolean
  /** A fee was charged for it before. An invoice has one fee, also if its dunning begins again. */
  readonly hasLateFee: boolean
  /** The hosting accounts of the subscriptions on it. */
  readonly accountIds: readonly string[]
}

export interface RecordedStep {
  readonly stepId: string
  readonly dueOn: LocalDate
  readonly doneOn: LocalDate
  readonly isSkipped: boolean
  /** Of a suspension: accounts that were paid for and then owed again. The step is taken again for them. */
  readonly againFor: readonly string[]
}

export interface DunningFacts {
  readonly today: LocalDate
  readonly steps: readonly PolicyStep[]
  readonly invoices: readonly OwedInvoice[]
  readonly recorded: readonly RecordedStep[]
  /** No step happens before this day. */
  readonly heldUntil: LocalDate | null
  /** False outside the hours of suspensions, and while the brake has stopped them. */
  readonly maySuspend: boolean
}

export interface LateFeeOf {
  readonly documentId: string
  readonly terms: LateFee
  readonly fee: Money
}

/** A step for the invoices that were due on one day. */
export interface PlannedStep {
  readonly stepId: string
  readonly action: DunningAction
  readonly dueOn: LocalDate
  readonly isSkipped: boolean
  readonly invoices: readonly OwedInvoice[]
  /** To suspend, or to ask about. */
  readonly accountIds: readonly string[]
  readonly fees: readonly LateFeeOf[]
}

export interface DunningPlan {
  readonly steps: readonly PlannedStep[]
  /** The next day on which something is to do. Null: nothing is left. Today: a suspension waits for its hours. */
  readonly nextOn: LocalDate | null
}

/**
 * Decides the steps of one customer on one day. Each due date has its own run through the policy: an invoice that
 * becomes overdue later gets its own reminders and its own days.
 */
export function decideDunning(facts: DunningFacts): DunningPlan {
  const { today, heldUntil, invoices } = facts
  const dunned = invoices.filter(({ isWrittenOff, due }) => !isWrittenOff && isPositive(due))
  if (dunned.length === 0 || facts.steps.length === 0) return { steps: [], nextOn: null }
  if (heldUntil !== null && heldUntil > today) return { steps: [], nextOn: heldUntil }
  const dueDates = [...new Set(dunned.map(({ dueOn }) => dueOn))].toSorted()
  const rounds = dueDates.map((dueOn) =>
    decideRound(
      facts,
      dueOn,
      dunned.filter((invoice) => invoice.dueOn === dueOn),
    ),
  )
  return {
    steps: rounds.flatMap(({ steps }) => steps),
    nextOn: rounds.map(({ nextOn }) => nextOn).reduce(earliest, null),
  }
}

const earliest = (left: LocalDate | null, right: LocalDate | null): LocalDate | null =>
  left === null ? right : right === null ? left : earlier(left, right)

function decideRound(
  { today, steps, recorded, maySuspend }: DunningFacts,
  dueOn: LocalDate,
  invoices: readonly OwedInvoice[],
): DunningPlan {
  const own = recorded.filter((each) => each.dueOn === dueOn)
  const { take, skip, next } = dueSteps(steps, dueOn, today, new Set(own.map(({ stepId }) => stepId)))
  const done = new Map(
    own.filter(({ isSkipped }) => !isSkipped).map(({ stepId, doneOn }) => [stepId, doneOn]),
  )
  const planned = skip.map((each) => planStep(each, steps, dueOn, invoices, true))
  const again = suspendAgain(steps, own, dueOn, invoices)
  if (maySuspend) planned.push(...again)
  const againOn = again.length > 0 && !maySuspend ? today : null
  for (const each of take) {
    const on = noticeEnds(each, steps, dueOn, done)
    // The steps after it wait too.
    if (on !== null && on > today) return { steps: planned, nextOn: earliest(againOn, on) }
    const step = planStep(each, steps, dueOn, invoices, false)
    if (step.action === 'suspend' && step.accountIds.length > 0 && !maySuspend)
      return { steps: planned, nextOn: today }
    planned.push(step)
    done.set(each.step.id, today)
  }
  if (next === null) return { steps: planned, nextOn: againOn }
  const nextOn = later(next.on, noticeEnds(next, steps, dueOn, done) ?? next.on)
  return { steps: planned, nextOn: earliest(againOn, nextOn) }
}

/** The suspensions of a step that was taken, for accounts that are owed for again. */
const suspendAgain = (
  steps: readonly PolicyStep[],
  own: readonly RecordedStep[],
  dueOn: LocalDate,
  invoices: readonly OwedInvoice[],
): PlannedStep[] =>
  own.flatMap(({ stepId, againFor }) => {
    const step = steps.find(({ id, action }) => id === stepId && action === 'suspend')
    if (step === undefined) return []
    const concerned = invoices.filter(({ accountIds }) => accountIds.some((id) => againFor.includes(id)))
    const planned = planStep({ step, on: dueOn }, steps, dueOn, concerned, false)
    const accountIds = planned.accountIds.filter((id) => againFor.includes(id))
    return accountIds.length === 0 ? [] : [{ ...planned, accountIds }]
  })

/**
 * After a missed time, a fee or suspension keeps its distance from the step before it: with a reminder on day 3 and the
 * suspension on day 10, a reminder that was sent late, on day 12, moves the suspension to day 19. Returns null if no
 * step before it was done.
 */
function noticeEnds(
  { step }: ScheduledStep,
  steps: readonly PolicyStep[],
  dueOn: LocalDate,
  done: ReadonlyMap<string, LocalDate>,
): LocalDate | null {
  if (step.action === 'remind') return null
  const others = steps.filter(({ id, day }) => id !== step.id && day <= step.day)
  const before = others.filter(({ day }) => day < step.day).toSorted((left, right) => left.day - right.day)
  // The last one that was done itself, or that a later reminder replaced.
  for (const { day } of before.toReversed()) {
    const notices = others.flatMap((other) => (other.day >= day ? (done.get(other.id) ?? []) : [])).toSorted()
    const [first] = notices
    if (first !== undefined) return addDays(later(first, addDays(dueOn, day)), step.day - day)
  }
  return null
}

function planStep(
  { step }: ScheduledStep,
  steps: readonly PolicyStep[],
  dueOn: LocalDate,
  invoices: readonly OwedInvoice[],
  isSkipped: boolean,
): PlannedStep {
  const { action, id: stepId } = step
  const fee = steps.find(({ id }) => id === stepId)?.fee ?? null
  return {
    stepId,
    action,
    dueOn,
    isSkipped,
    invoices,
    accountIds:
      action === 'suspend' || action === 'ask-to-terminate'
        ? [...new Set(invoices.flatMap(({ accountIds }) => accountIds))].toSorted()
        : [],
    fees:
      action === 'late-fee' && fee !== null && !isSkipped
        ? invoices.flatMap((invoice) => feeOf(fee, invoice))
        : [],
  }
}

function feeOf({ percentPpm, amounts }: FeeTerms, invoice: OwedInvoice): LateFeeOf[] {
  const { documentId, due, isLateFee, hasLateFee } = invoice
  if (isLateFee || hasLateFee) return []
  const amount = amounts.find(({ currency }) => currency === due.currency) ?? null
  if (percentPpm === null && amount === null) return []
  const terms: LateFee =
    amount !== null && percentPpm === null
      ? { kind: 'fixed', amount }
      : { kind: 'percent', percentPpm: percentPpm ?? 0, minimum: amount }
  const fee = lateFee(terms, due)
  return isPositive(fee) ? [{ documentId, terms, fee }] : []
}

/** A step of a forecast, with its day. */
export interface ForecastStep extends PlannedStep {
  readonly on: LocalDate
}

/**
 * Returns the steps of one customer until a day, if nothing is paid, by the same decision as the real ones.
 * @param maySuspendOn whether suspensions are possible on a day
 */
export function forecastDunning(
  facts: Omit<DunningFacts, 'maySuspend'>,
  until: LocalDate,
  maySuspendOn: (day: LocalDate) => boolean,
): ForecastStep[] {
  const found: ForecastStep[] = []
  let recorded = facts.recorded
  let day: LocalDate | null = facts.today
  while (day !== null && day <= until) {
    const on: LocalDate = day
    const { steps, nextOn } = decideDunning({ ...facts, today: on, recorded, maySuspend: maySuspendOn(on) })
    found.push(...steps.filter(({ isSkipped }) => !isSkipped).map((step) => ({ ...step, on })))
    recorded = withTaken(recorded, steps, on)
    day = nextOn === null ? null : nextOn > on ? nextOn : addDays(on, 1)
  }
  return found
}

function withTaken(
  recorded: readonly RecordedStep[],
  taken: readonly PlannedStep[],
  on: LocalDate,
): RecordedStep[] {
  const isSame = (one: { stepId: string; dueOn: LocalDate }, other: { stepId: string; dueOn: LocalDate }) =>
    one.stepId === other.stepId && one.dueOn === other.dueOn
  return [
    ...recorded.map((each) => (taken.some((step) => isSame(step, each)) ? { ...each, againFor: [] } : each)),
    ...taken
      .filter((step) => !recorded.some((each) => isSame(step, each)))
      .map(({ stepId, dueOn, isSkipped }) => ({ stepId, dueOn, isSkipped, doneOn: on, againFor: [] })),
  ]
}
