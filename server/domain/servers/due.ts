import { and, eq, gt, inArray, isNull, lte, ne, or, sql } from 'drizzle-orm'
import { clockToleranceMs } from '#server/work/index.ts'
import type { Domain } from '../context.ts'
import { servers } from '../tables/servers.ts'

/** Later than any time of that kind is ever set: the clock was set back since. */
const tooFar = (now: Date, longestMs: number) => new Date(now.getTime() + longestMs + clockToleranceMs)

/**
 * Claims the servers whose breaker is due for a probe, each for one worker. If that worker dies, they become
 * due again.
 */
export async function takeDueProbes(domain: Domain): Promise<string[]> {
  const now = domain.clock.now()
  const { panelDeadlineMs, breakerOpenMs, breakerOpenMaxMs } = domain.engine
  const longestMs = Math.max(2 * panelDeadlineMs, breakerOpenMs, breakerOpenMaxMs)
  const rows = await domain.database.db
    .update(servers)
    .set({ breakerProbeAt: new Date(now.getTime() + 2 * panelDeadlineMs) })
    .where(
      and(
        inArray(servers.breaker, ['open', 'half-open']),
        or(lte(servers.breakerProbeAt, now), gt(servers.breakerProbeAt, tooFar(now, longestMs))),
        isNull(servers.removedAt),
      ),
    )
    .returning({ id: servers.id })
  return rows.map(({ id }) => id)
}

/**
 * The interval from now, 15% more or less, random for each row, so that servers added together are not
 * checked together.
 */
const jittered = (now: Date, afterMs: number) =>
  sql`${now.toISOString()}::timestamptz + ${afterMs}::float8 * (0.85 + 0.3 * random()) * interval '1 millisecond'`

/**
 * Claims the servers whose scheduled check is due, each for one worker, and sets the time of their next
 * check.
 */
export async function takeDueChecks(domain: Domain, intervalMs: number): Promise<string[]> {
  const now = domain.clock.now()
  const rows = await domain.database.db
    .update(servers)
    .set({ nextCheckAt: jittered(now, intervalMs) })
    .where(
      and(
        or(
          isNull(servers.nextCheckAt),
          lte(servers.nextCheckAt, now),
          gt(servers.nextCheckAt, tooFar(now, intervalMs * 1.15)),
        ),
        isNull(servers.removedAt),
      ),
    )
    .returning({ id: servers.id })
  return rows.map(({ id }) => id)
}

/**
 * After a check that contradicts the status, the next one follows in a quarter of the interval, because two
 * are needed.
 */
export async function hastenDoubtful(domain: Domain, id: string, intervalMs: number): Promise<void> {
  await domain.database.db
    .update(servers)
    .set({ nextCheckAt: jittered(domain.clock.now(), intervalMs / 4) })
    .where(
      and(
        eq(servers.id, id),
        or(and(gt(servers.offlineChecks, 0), ne(servers.status, 'offline')), gt(servers.onlineChecks, 0)),
      ),
    )
}
