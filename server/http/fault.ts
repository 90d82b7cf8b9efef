import type { Problem } from '#contracts/problem.ts'
import type { Domain } from '#server/domain/context.ts'
import { isDatabaseUnavailable, isDiskFull } from '#server/platform/database/index.ts'
import { databaseAnswers } from './health-routes.ts'
import { problemOfFault, problemOfFullDisk, problemOfOutage } from './problem.ts'

/** Logs what was not foreseen, and says outside what may be said: our fault, or a database that is away or full. */
export async function reportFault(domain: Domain, error: unknown, requestId: string): Promise<Problem> {
  domain.log.error({ err: error, requestId }, 'request failed')
  if (isDiskFull(error)) return problemOfFullDisk(requestId, domain.database.disk)
  // The error alone says it: after a quick restart the database answers again before this line.
  const isAway = isDatabaseUnavailable(error) || !(await databaseAnswers(domain))
  return isAway ? problemOfOutage(requestId) : problemOfFault(requestId)
}
