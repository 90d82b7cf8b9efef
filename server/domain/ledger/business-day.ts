import { type LocalDate, today } from '#server/platform/calendar/index.ts'
import type { Clock } from '#server/platform/clock/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { companySettings } from '../tables/company.ts'

/** Returns today in the company's time zone; in UTC while the company is not set up. */
export async function businessDay(db: Queryable, clock: Clock): Promise<LocalDate> {
  const [company] = await db.select({ timeZone: companySettings.timeZone }).from(companySettings)
  return today(company?.timeZone ?? 'UTC', clock)
}
