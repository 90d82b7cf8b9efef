import { and, count, eq, gte, isNull, or } from 'drizzle-orm'
import { attempts } from '#server/work/tables.ts'
import type { Decision } from '#server/work/decision.ts'
import type { Work } from '#server/work/work.ts'

/**
 * Before a suspension, unsuspension or deletion is sent again: to a person once so many attempts in a row had no known
 * outcome. A person who asks for a retry grants as many again.
 * @returns null while it may be tried
 */
export async function spentAllowance({ domain, operation, server }: Work): Promise<Decision | null> {
  const since = operation.retriedAt ?? operation.createdAt
  const unknown = or(isNull(attempts.outcome), eq(attempts.outcome, 'unknown'))
  const [row] = await domain.database.db
    .select({ unknown: count() })
    .from(attempts)
    .where(and(eq(attempts.operationId, operation.id), gte(attempts.startedAt, since), unknown))
  const tried = row?.unknown ?? 0
  if (tried < domain.engine.maxUnknownAttempts) return null
  return {
    to: 'needs-person',
    error: {
      code: 'outcome-unknown',
      message: `${tried} attempts ended without a clear answer from ${server.name}, and the account there is still as before.`,
      remedy: 'Test the server’s connection and look at the account in NextPanel; then retry.',
    },
    account: {},
  }
}
