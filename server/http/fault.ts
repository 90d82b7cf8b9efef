import type { Problem } from '#contracts/problem.ts'
import type { Domain } from '#server/domain/context.ts'
import { databaseAnswers } from './health-routes.ts'
import { problemOfFault, problemOfOutage } from './problem.ts'

/** Logs what was not foreseen, and says outside what may be said: our fault, or a database that is away. */
export async function reportFault(domain: Domain, error: unknown, requestId: string): Promise<Problem> {
  domain.log.error({ err: error, requestId }, 'request failed')
  return (await databaseAnswers(domain)) ? problemOfFault(requestId) : problemOfOutage(requestId)
}
