import { and, inArray, isNull, lte } from 'drizzle-orm'
import type { Domain } from '../context.ts'
import { servers } from '../tables/servers.ts'

/**
 * Takes the servers whose breaker wants to know whether they answer again; each is given to one worker. Should that
 * one die, they are due again after a while.
 */
export async function takeDueProbes(domain: Domain): Promise<string[]> {
  const now = domain.clock.now()
  const rows = await domain.database.db
    .update(servers)
    .set({ breakerProbeAt: new Date(now.getTime() + 2 * domain.engine.panelDeadlineMs) })
    .where(
      and(
        inArray(servers.breaker, ['open', 'half-open']),
        lte(servers.breakerProbeAt, now),
        isNull(servers.removedAt),
      ),
    )
    .returning({ id: servers.id })
  return rows.map(({ id }) => id)
}
