import type { Queryable } from '#server/platform/database/index.ts'
import { companySettings } from '../tables/company.ts'

/** Returns the company's time zone; UTC while the company is not set up. */
export async function readTimeZone(db: Queryable): Promise<string> {
  const [company] = await db.select({ timeZone: companySettings.timeZone }).from(companySettings)
  return company?.timeZone ?? 'UTC'
}
