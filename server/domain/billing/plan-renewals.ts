import { setImmediate as otherWork } from 'node:timers/promises'
import { addDays } from '#server/platform/calendar/index.ts'
import type { Log } from '#server/platform/log/index.ts'
import { decide, type Facts, type Plan, PlanParked, PlanRefused, RateMissing } from './decide/index.ts'
import type { Loaded } from './load.ts'
import { type NewPark, rateMissing } from './park.ts'
import { planHash } from './plan-hash.ts'

export interface Planned {
  readonly plans: readonly { readonly plan: Plan; readonly hash: string; readonly buyer: Loaded['buyer'] }[]
  readonly parks: readonly NewPark[]
}

/** Customers that are planned before other work of the process has its turn. */
const atOnce = 25

/** Plans the renewals of each customer. One whose plan fails is parked, and does not affect the others. */
export async function planRenewals(loaded: Iterable<Loaded>, log: Log): Promise<Planned> {
  const plans: Planned['plans'][number][] = []
  const parks: NewPark[] = []
  let count = 0
  for (const customer of loaded) {
    count += 1
    if (count % atOnce === 0) await otherWork()
    const planned = planRenewal(customer, log)
    plans.push(...planned.plans)
    parks.push(...planned.parks)
  }
  return { plans, parks }
}

/** The same for one customer: one plan, one park, or nothing. */
export function planRenewal({ facts, buyer }: Loaded, log: Log): Planned {
  const { customerId } = facts
  try {
    const plan = decide(facts, { kind: 'renew' })
    // Another transaction billed or cancelled it between the search for due customers and the lock.
    if (plan.subscriptions.length === 0 && !isStillDue(facts)) return { plans: [], parks: [] }
    const problem = problemOf(plan)
    return problem === null
      ? { plans: [{ plan, hash: planHash(plan), buyer }], parks: [] }
      : { plans: [], parks: [{ customerId, code: 'plan-invalid', message: problem }] }
  } catch (error) {
    if (!(error instanceof PlanParked) && !(error instanceof PlanRefused))
      log.error({ err: error, customerId }, 'The renewals of a customer could not be planned.')
    return { plans: [], parks: [{ customerId, ...reasonOf(error) }] }
  }
}

export function reasonOf(error: unknown): Pick<NewPark, 'code' | 'message'> {
  if (error instanceof RateMissing) return { code: rateMissing, message: error.message }
  if (error instanceof PlanParked || error instanceof PlanRefused)
    return { code: error.code, message: error.message }
  return {
    code: 'failed',
    message: 'The renewals could not be computed or written. Nothing was billed. The log has the cause.',
  }
}

/** Whether a run has something to bill, end or begin: the conditions of `claimDueCustomers` on facts. */
export const isStillDue = ({ asOf, invoiceDaysAhead, subscriptions }: Facts): boolean =>
  subscriptions.some(
    ({ nextBillOn, cancelOn, status, provision, startOn }) =>
      (nextBillOn !== null && nextBillOn <= addDays(asOf, invoiceDaysAhead)) ||
      (cancelOn !== null && cancelOn <= asOf) ||
      (status === 'pending' && provision !== 'after-payment' && startOn <= asOf),
  )

/** A last check before money is booked. */
function problemOf(plan: Plan): string | null {
  if (plan.subscriptions.length === 0)
    return 'A renewal is due, but nothing would change. Nothing was billed.'
  const isWrong = plan.documents.some(
    ({ lines, net, tax, total }) =>
      total.amount < 0n ||
      total.amount !== net.amount + tax.amount ||
      lines.reduce((sum, line) => sum + line.net.amount, 0n) !== net.amount,
  )
  const isUneven = plan.entries.some(
    ({ postings }) => postings.reduce((sum, { amount }) => sum + amount.amount, 0n) !== 0n,
  )
  return isWrong || isUneven ? 'The amounts of a planned invoice do not add up. Nothing was billed.' : null
}
