import type { DunningPolicy } from '#contracts/dunning/schemas.ts'
import { type LocalDate, today as todayIn } from '#server/platform/calendar/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import type { Domain } from '../context.ts'
import { isSuspensionTime } from './business-hours.ts'
import { readDunningPolicy } from './policy.ts'
import { readTimeZone } from './time-zone.ts'

export interface DunningDay {
  readonly policy: DunningPolicy
  readonly today: LocalDate
  /** Within the hours of suspensions, and the brake is open. */
  readonly maySuspend: boolean
}

/** Returns the policy and whether suspensions are possible now. */
export async function readDunningDay(db: Queryable, { clock }: Pick<Domain, 'clock'>): Promise<DunningDay> {
  const policy = await readDunningPolicy(db)
  const timeZone = await readTimeZone(db)
  const today = todayIn(timeZone, clock)
  const maySuspend = policy.isEnabled && isSuspensionTime(policy.hours, timeZone, today, clock.now())
  return { policy, today, maySuspend }
}
