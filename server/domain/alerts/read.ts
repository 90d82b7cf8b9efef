import { and, asc, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import type { Alert } from '#contracts/alerts/schemas.ts'
import { operations } from '#server/work/table.ts'
import type { Context } from '../context.ts'
import { alerts } from '../tables/alerts.ts'
import { servers } from '../tables/servers.ts'

const waiting = or(
  inArray(operations.status, ['queued', 'waiting']),
  and(eq(operations.status, 'needs-person'), operations.stoppedByTrouble),
)

/** Returns the open alerts, oldest first. */
export async function listAlerts(ctx: Context): Promise<{ items: Alert[] }> {
  const rows = await ctx.database.db
    .select({
      alert: alerts,
      serverName: servers.name,
      operations: sql<number>`(select count(*)::int from ${operations} where ${and(sql`${operations.queueKey} = ${alerts.serverId}::text`, waiting)})`,
    })
    .from(alerts)
    .innerJoin(servers, eq(servers.id, alerts.serverId))
    .where(isNull(alerts.closedAt))
    .orderBy(asc(alerts.openedAt), asc(alerts.id))
    .limit(200)
  return {
    items: rows.map(({ alert: { id, cause, serverId, message, done, remedy, openedAt }, ...rest }) => ({
      id,
      cause,
      serverId,
      message,
      done,
      remedy,
      openedAt: openedAt.toISOString(),
      ...rest,
    })),
  }
}
