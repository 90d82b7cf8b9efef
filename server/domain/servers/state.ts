import { and, eq, isNull } from 'drizzle-orm'
import type { Queryable } from '#server/platform/database/index.ts'
import type { Domain } from '../context.ts'
import { wakeServer } from '../operations/index.ts'
import { servers } from '../tables/servers.ts'
import type { ServerRow } from './connection.ts'
import { serversChanged } from './signal.ts'

export type StateChange = Partial<typeof servers.$inferInsert>

const letsRun = ({ pausedAt, breaker }: Pick<ServerRow, 'pausedAt' | 'breaker'>) =>
  pausedAt === null && breaker !== 'open'

/**
 * Changes what is observed of a server, under its row's lock: checks, runs and people may all do so at the same time.
 * Where operations may run again by it, the engine is woken.
 * @param decide gets the row as it is now; null leaves it so
 * @param also written in the same transaction, where something changed
 */
export async function changeServerState(
  domain: Domain,
  id: string,
  decide: (row: ServerRow, at: Date) => StateChange | null,
  also: (
    tx: Queryable,
    change: { before: ServerRow; after: ServerRow; at: Date },
  ) => Promise<void> = async () => {},
): Promise<void> {
  const at = domain.clock.now()
  const changed = await domain.database.db.transaction(async (tx) => {
    const [before] = await tx
      .select()
      .from(servers)
      .where(and(eq(servers.id, id), isNull(servers.removedAt)))
      .for('no key update')
    const change = before ? decide(before, at) : null
    if (!before || !change) return false
    const [after] = await tx
      .update(servers)
      .set({ ...change, updatedAt: at })
      .where(eq(servers.id, id))
      .returning()
    if (!after) return false
    if (!letsRun(before) && letsRun(after)) await wakeServer(tx, domain, { serverId: id, at })
    await also(tx, { before, after, at })
    return true
  })
  if (changed) serversChanged(domain)
}

/** The columns of a server that is no longer paused. */
export const resumed = (at: Date) =>
  ({ pausedAt: null, pausedBy: null, pausedReason: null, resumedAt: at }) satisfies StateChange
