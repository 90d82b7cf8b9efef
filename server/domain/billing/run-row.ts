import { and, desc, eq, gt, isNull, lt, or } from 'drizzle-orm'
import type { LocalDate } from '#server/platform/calendar/index.ts'
import { type Db, isUniqueViolation, type Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { clockToleranceMs } from '#server/work/index.ts'
import { billingRuns } from '../tables/billing-runs.ts'

/**
 * Renewed by each batch. It is short, so that a run continues soon after its process was killed. A batch that takes longer
 * does no harm: two runs at once never get the same customer.
 */
const leaseMs = 10_000

/** The cause of a stop needs staff, so the next automatic run waits. */
const pauseAfterStopMs = 600_000

export const leaseEnd = (at: Date): Date => new Date(at.getTime() + leaseMs)

/**
 * Begins a run. A run whose process died is marked as stopped when its lease is over: what it left is still due.
 * @throws {Refusal} operation-under-way
 */
export async function beginRun(
  db: Db,
  {
    id,
    asOf,
    by,
    at,
  }: { readonly id: string; readonly asOf: LocalDate; readonly by: string; readonly at: Date },
): Promise<void> {
  await db
    .update(billingRuns)
    .set({ state: 'stopped', endedAt: at, leaseUntil: null })
    .where(
      and(
        eq(billingRuns.state, 'running'),
        or(
          isNull(billingRuns.leaseUntil),
          lt(billingRuns.leaseUntil, at),
          // Later than any lease: the clock was set back since.
          gt(billingRuns.leaseUntil, new Date(leaseEnd(at).getTime() + clockToleranceMs)),
        ),
      ),
    )
  try {
    await db
      .insert(billingRuns)
      .values({ id, asOf, state: 'running', startedBy: by, leaseUntil: leaseEnd(at), startedAt: at })
  } catch (error) {
    if (!isUniqueViolation(error, 'billing_runs_one_running')) throw error
    throw new Refusal('operation-under-way', 'An invoice run is in progress. Wait until it has ended.')
  }
}

/** Whether the last run ended because no invoice could be numbered, less than ten minutes ago. */
export async function wasJustStopped(db: Queryable, now: Date): Promise<boolean> {
  const [last] = await db
    .select({ state: billingRuns.state, endedAt: billingRuns.endedAt })
    .from(billingRuns)
    .orderBy(desc(billingRuns.startedAt), desc(billingRuns.id))
    .limit(1)
  if (last?.state !== 'stopped' || last.endedAt === null) return false
  const sinceMs = now.getTime() - last.endedAt.getTime()
  // A stop in the future shows that the clock was set back since.
  return sinceMs < pauseAfterStopMs && sinceMs >= -clockToleranceMs
}
