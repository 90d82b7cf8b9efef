import type { Problem } from '#contracts/problem.ts'
import type { Domain } from '#server/domain/context.ts'
import { isDatabaseUnavailable, isDiskFull } from '#server/platform/database/index.ts'
import { databaseAnswers } from './health-routes.ts'
import { problemOfFault, problemOfFullDisk, problemOfOutage } from './problem.ts'

/**
 * Logs an unexpected error, and returns a response without its cause: an internal error, or an unavailable or
 * full database.
 */
export async function reportFault(domain: Domain, error: unknown, requestId: string): Promise<Problem> {
  domain.log.error({ err: error, requestId }, 'request failed')
  if (isDiskFull(error)) return problemOfFullDisk(requestId, domain.database.disk)
  // Only the error shows it: after a quick restart, the database responds again before this line.
  const isAway = isDatabaseUnavailable(error) || !(await databaseAnswers(domain))
  return isAway ? problemOfOutage(requestId) : problemOfFault(requestId)
}
