import type { Problem } from '#contracts/problem.ts'
import type { Domain } from '#server/domain/context.ts'
import { databaseAnswers } from './health-routes.ts'
import { problemOfFault, problemOfOutage } from './problem.ts'

/**
 * Logs an unexpected error, and returns a response without its cause: an internal error, or an unavailable
 * database.
 */
export async function reportFault(domain: Domain, error: unknown, requestId: string): Promise<Problem> {
  domain.log.error({ err: error, requestId }, 'request failed')
  return (await databaseAnswers(domain)) ? problemOfFault(requestId) : problemOfOutage(requestId)
}
