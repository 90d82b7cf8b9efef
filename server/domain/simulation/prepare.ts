import { boundary } from '#server/platform/calendar/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { type Company, loadCompany } from '../billing/index.ts'
import type { Domain } from '../context.ts'
import { isSuspensionDay, isSuspensionTimeAhead, policySteps, readDunningPolicy } from '../dunning/index.ts'
import type { Pays } from './assumptions.ts'
import { type Course, daysOfCourse } from './simulate-customer.ts'

export interface SimulationOptions {
  readonly months: number
  readonly pays: Pays
}

export interface Prepared {
  readonly company: Company
  readonly course: Course
  readonly policyChangedAt: Date | null
}

/** Reads the settings of a simulation that begins today. @throws {Refusal} wrong-state: the company is not set up */
export async function prepareSimulation(
  tx: Queryable,
  { clock, log }: Pick<Domain, 'clock' | 'log'>,
  { months, pays }: SimulationOptions,
): Promise<Prepared> {
  const now = clock.now()
  const company = await loadCompany(tx, now)
  const { asOf: from, row } = company
  const policy = await readDunningPolicy(tx)
  const { hours, isEnabled, updatedAt } = policy
  const steps = isEnabled ? policySteps(policy) : []
  const today = isSuspensionTimeAhead(hours, row.timeZone, from, now)
  const until = boundary(from, { unit: 'month', count: 1 }, months)
  const days = daysOfCourse({
    from,
    until,
    firstDay: steps.length === 0 ? 0 : Math.min(...steps.map(({ day }) => day)),
    maySuspendOn: (day) => (day === from ? today : isSuspensionDay(hours, day)),
  })
  return {
    company,
    course: { from, until, days, dunning: { steps }, pays, log },
    policyChangedAt: updatedAt === null ? null : new Date(updatedAt),
  }
}
