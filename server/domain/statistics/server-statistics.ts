import { and, eq, gte } from 'drizzle-orm'
import { z } from 'zod'
import type { ById } from '#contracts/call.ts'
import { connectionCheck } from '#contracts/servers/schemas.ts'
import type { ServerStatistics } from '#contracts/statistics/schemas.ts'
import { operations } from '#server/work/table.ts'
import type { Context } from '../context.ts'
import { countOpenOperations } from '../operations/index.ts'
import { findServer } from '../servers/index.ts'
import { creationColumns, noCreations } from './creations.ts'

/** How far back creations count, in milliseconds. */
export const windowMs = 24 * 60 * 60 * 1000

const storedChecks = z.array(connectionCheck)

/**
 * Returns the results of a server's creations in the last 24 hours, by the time of the request, and its open
 * operations.
 */
export async function readServerStatistics(ctx: Context, { id: serverId }: ById): Promise<ServerStatistics> {
  const { db } = ctx.database
  const server = await findServer(db, serverId)
  const since = new Date(ctx.clock.now().getTime() - windowMs)
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
      opensAfter: ctx.engine.breakerFailures,
      probeAt: server.breaker === 'closed' ? null : (server.breakerProbeAt?.toISOString() ?? null),
    },
    lastChecks: storedChecks.safeParse(server.lastChecks).data ?? null,
  }
}
