import { and, eq, gte } from 'drizzle-orm'
import { z } from 'zod'
import { connectionCheck } from '#contracts/servers/schemas.ts'
import type { ServerStatistics } from '#contracts/statistics/schemas.ts'
import { operations } from '#server/work/table.ts'
import { type Call, type Domain, requireStaff } from '../context.ts'
import { countOpenOperations } from '../operations/index.ts'
import { findServer } from '../servers/index.ts'
import { creationColumns, noCreations } from './creations.ts'

const windowMs = 24 * 60 * 60 * 1000

const rungs = z.array(connectionCheck)

/** How a server's creations of the last 24 hours went, by when they were asked for, and what is open on it now. */
export async function readServerStatistics(
  domain: Domain,
  call: Call,
  serverId: string,
): Promise<ServerStatistics> {
  requireStaff(call)
  const { db } = domain.database
  const server = await findServer(db, serverId)
  const since = new Date(domain.clock.now().getTime() - windowMs)
  const [creations = noCreations] = await db
    .select(creationColumns)
    .from(operations)
    .where(
      and(eq(operations.queueKey, serverId), eq(operations.kind, 'create'), gte(operations.createdAt, since)),
    )
  return {
    since: since.toISOString(),
    creations,
    queue: await countOpenOperations(db, serverId),
    breaker: {
      state: server.breaker,
      since: server.breakerChangedAt?.toISOString() ?? null,
      failures: server.breakerFailures,
      opensAfter: domain.engine.breakerFailures,
      probeAt: server.breaker === 'closed' ? null : (server.breakerProbeAt?.toISOString() ?? null),
    },
    lastChecks: rungs.safeParse(server.lastChecks).data ?? null,
  }
}
