import { and, eq, gt } from 'drizzle-orm'
import type { Domain } from '../context.ts'
import { servers } from '../tables/servers.ts'
import { afterRun, type ServerRun } from './breaker.ts'
import type { ServerRow } from './connection.ts'
import { changeServerState } from './state.ts'

/**
 * Reports the result of an operation's run to the server's breaker.
 * @param server the row when the run began
 */
export async function recordServerRun(domain: Domain, server: ServerRow, run: ServerRun): Promise<void> {
  if (run.answered && server.breaker === 'closed') {
    // The common case writes nothing. The next successful run resets a failure that was counted since.
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
        'server does not respond: breaker opened',
      )
    return next
  })
}
