import { and, eq, isNull } from 'drizzle-orm'
import type { Queryable } from '#server/platform/database/index.ts'
import { wakeAll } from '#server/work/index.ts'
import { alertsFor, syncAlerts } from '../alerts/index.ts'
import type { Domain } from '../context.ts'
import { servers } from '../tables/servers.ts'
import type { ServerRow } from './connection.ts'
import { serversChanged } from './signal.ts'

export type StateChange = Partial<typeof servers.$inferInsert>

const letsRun = ({ pausedAt, breaker }: Pick<ServerRow, 'pausedAt' | 'breaker'>) =>
  pausedAt === null && breaker !== 'open'

export interface ServerChange {
  readonly before: ServerRow
  readonly after: ServerRow
  readonly at: Date
  /** Its operations may run again: wake the queues after the commit. */
  readonly letsRunAgain: boolean
}

/**
 * Changes the observed state of a server, under its row's lock: checks, runs and staff may do so at the same
 * time.
 * @param decide gets the current row; null leaves it unchanged
 * @returns null if nothing changed
 */
export async function changeStateIn(
  tx: Queryable,
  domain: Domain,
  id: string,
  decide: (row: ServerRow, at: Date) => StateChange | null,
): Promise<ServerChange | null> {
  const at = domain.clock.now()
  const [before] = await tx
    .select()
    .from(servers)
    .where(and(eq(servers.id, id), isNull(servers.removedAt)))
    .for('no key update')
  const change = before ? decide(before, at) : null
  if (!before || !change) return null
  const [after] = await tx
    .update(servers)
    .set({ ...change, updatedAt: at })
    .where(eq(servers.id, id))
    .returning()
  if (!after) return null
  if (alertsFor(before).length + alertsFor(after).length > 0) await syncAlerts(tx, domain, after, at)
  return { before, after, at, letsRunAgain: !letsRun(before) && letsRun(after) }
}

/**
 * {@link changeStateIn}, in a separate transaction. @param also written in the same transaction, if something
 * changed
 */
export async function changeServerState(
  domain: Domain,
  id: string,
  decide: (row: ServerRow, at: Date) => StateChange | null,
  also: (tx: Queryable, change: ServerChange) => Promise<void> = async () => {},
): Promise<void> {
  const changed = await domain.database.db.transaction(async (tx) => {
    const change = await changeStateIn(tx, domain, id, decide)
    if (change) await also(tx, change)
    return change
  })
  if (changed) serverChanged(domain, changed)
}

/**
 * Runs after the commit: notifies watchers, and wakes the queues if the server's operations may run again.
 */
export function serverChanged(domain: Domain, { letsRunAgain }: ServerChange): void {
  serversChanged(domain)
  if (letsRunAgain) wakeAll(domain)
}

/** The columns of a server that is no longer paused. */
export const resumed = (at: Date) =>
  ({ pausedAt: null, pausedBy: null, pausedReason: null, resumedAt: at }) satisfies StateChange
