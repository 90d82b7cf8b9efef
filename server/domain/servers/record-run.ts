import { and, eq, gt } from 'drizzle-orm'
import type { Domain } from '../context.ts'
import { servers } from '../tables/servers.ts'
import { afterRun, type ServerRun } from './breaker.ts'
import type { ServerRow } from './connection.ts'
import { changeServerState } from './state.ts'

/**
 * Tells the server's breaker how a run of an operation went.
 * @param server as it was when the run began
 */
export async function recordServerRun(domain: Domain, server: ServerRow, run: ServerRun): Promise<void> {
  if (run.answered && server.breaker === 'closed') {
    // The common case writes nothing: a failure counted since is reset by the next run that goes well.
    if (run.changed && server.breakerFailures > 0)
      await domain.database.db
        .update(servers)
        .set({ breakerFailures: 0, breakerOperationId: null })
        .where(and(eq(servers.id, server.id), eq(servers.breaker, 'closed'), gt(servers.breakerFailures, 0)))
    return
  }
  await changeServerState(domain, server.id, (row, at) => {
    const next = afterRun(row, run, at, domain.engine)
    if (next?.breaker === 'open')
      domain.log.warn(
        { serverId: row.id, probeAt: next.breakerProbeAt },
        'server does not answer: breaker opened',
      )
    return next
  })
}
