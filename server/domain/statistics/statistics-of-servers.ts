import { and, eq, gte, inArray, isNull, sql } from 'drizzle-orm'
import { openStatuses } from '#contracts/operations/states.ts'
import type { StatisticsOfServers } from '#contracts/statistics/schemas.ts'
import { operations } from '#server/work/table.ts'
import type { Context } from '../context.ts'
import { servers } from '../tables/servers.ts'
import { creationColumns, noCreations } from './creations.ts'
import { windowMs } from './server-statistics.ts'

const open = (status: string) => sql<number>`(count(*) filter (where ${operations.status} = ${status}))::int`

/** Three statements, however many servers there are: for the list of servers. */
export async function readStatisticsOfServers(ctx: Context): Promise<StatisticsOfServers> {
  const { db } = ctx.database
  const since = new Date(ctx.clock.now().getTime() - windowMs)
  const all = await db.select({ id: servers.id }).from(servers).where(isNull(servers.removedAt))
  const created = await db
    .select({ serverId: operations.queueKey, ...creationColumns })
    .from(operations)
    .where(and(eq(operations.kind, 'create'), gte(operations.createdAt, since)))
    .groupBy(operations.queueKey)
  const queues = await db
    .select({
      serverId: operations.queueKey,
      queued: open('queued'),
      running: open('running'),
      waiting: open('waiting'),
      needsPerson: open('needs-person'),
    })
    .from(operations)
    .where(inArray(operations.status, [...openStatuses]))
    .groupBy(operations.queueKey)
  const creationsOf = new Map(created.map(({ serverId, ...creations }) => [serverId, creations]))
  const queueOf = new Map(queues.map(({ serverId, ...queue }) => [serverId, queue]))
  return {
    since: since.toISOString(),
    items: all.map(({ id }) => ({
      serverId: id,
      creations: creationsOf.get(id) ?? noCreations,
      queue: queueOf.get(id) ?? { queued: 0, running: 0, waiting: 0, needsPerson: 0 },
    })),
  }
}
