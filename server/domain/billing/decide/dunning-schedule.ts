import { addDays, type LocalDate } from '#server/platform/calendar/index.ts'
import { multiply, ofMillion } from '#server/platform/money/arithmetic/index.ts'
import { compare, isPositive, type Money, zero } from '#server/platform/money/index.ts'

export type DunningAction = 'remind' | 'late-fee' | 'suspend' | 'ask-to-terminate'

/** A step of the dunning policy. */
export interface DunningStep {
  /** Unique in the policy. A case records it, so that the step is taken once (R27). */
  readonly id: string
  /** Days after the due date; negative before it. */
  readonly day: number
  readonly action: DunningAction
}

export interface ScheduledStep {
  readonly step: DunningStep
  readonly on: LocalDate
}

export interface DueSteps {
  /** To take now, in the order of the policy's days. */
  readonly take: readonly ScheduledStep[]
  /** To record as skipped: after a missed time only the last reminder is sent. */
  readonly skip: readonly ScheduledStep[]
  /** The next step after today, on the day of the policy. Null: the schedule is exhausted. */
  readonly next: ScheduledStep | null
}

const inOrder = (steps: readonly DunningStep[], dueOn: LocalDate): ScheduledStep[] =>
  steps
    .toSorted((left, right) => left.day - right.day)
    .map((step) => ({ step, on: addDays(dueOn, step.day) }))

/**
 * Returns the steps of one case that are due on a date. A step that is recorded, taken or skipped, is never returned again.
 * @param dueOn the earliest due date of the overdue documents of the case
 */
export function dueSteps(
  steps: readonly DunningStep[],
  dueOn: LocalDate,
  today: LocalDate,
  recorded: ReadonlySet<string>,
): DueSteps {
  const pending = inOrder(steps, dueOn).filter(({ step }) => !recorded.has(step.id))
  const reached = pending.filter(({ on }) => on <= today)
  const lastReminder = reached.findLast(({ step }) => step.action === 'remind')
  const isStale = (each: ScheduledStep) => each.step.action === 'remind' && each !== lastReminder
  return {
    take: reached.filter((each) => !isStale(each)),
    skip: reached.filter(isStale),
    next: pending.find(({ on }) => on > today) ?? null,
  }
}

/** A late fee: a percentage of the overdue amount with a minimum, or a fixed amount. */
export type LateFee =
  | { readonly kind: 'fixed'; readonly amount: Money }
  | { readonly kind: 'percent'; readonly percentPpm: number; readonly minimum: Money | null }

/** Returns the late fee on an overdue amount; zero if nothing is due. */
export function lateFee(fee: LateFee, due: Money): Money {
  if (!isPositive(due)) return zero(due.currency)
  if (fee.kind === 'fixed') return fee.amount
  const share = multiply(due, ofMillion(fee.percentPpm))
  return fee.minimum !== null && compare(share, fee.minimum) < 0 ? fee.minimum : share
}

/** Returns the day of each try after a failure on day 0: waits of 2 and 5 days give [0, 2, 7]. */
export const retryDays = (waits: readonly number[]): number[] =>
  [0, ...waits].map((_, tries) => waits.slice(0, tries).reduce((day, wait) => day + wait, 0))
