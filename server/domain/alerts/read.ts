import { and, asc, count, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Alert } from '#contracts/alerts/schemas.ts'
import { connectionCheck } from '#contracts/servers/schemas.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { operations } from '#server/work/table.ts'
import type { Context } from '../context.ts'
import { alerts } from '../tables/alerts.ts'
import { customers } from '../tables/customers.ts'
import { servers } from '../tables/servers.ts'
import { webhookEndpoints } from '../tables/webhooks.ts'

const ofServer = sql`${operations.queueKey} = ${alerts.serverId}::text`
const stopped = and(eq(operations.status, 'needs-person'), operations.stoppedByTrouble)
const waiting = or(inArray(operations.status, ['queued', 'waiting']), stopped)

/** Returns the open alerts, oldest first. */
export async function listAlerts(ctx: Context): Promise<{ items: Alert[] }> {
  const rows = await ctx.database.db
    .select({
      alert: alerts,
      serverName: servers.name,
      checks: servers.lastChecks,
      endpointUrl: webhookEndpoints.url,
      customerName: customers.fullName,
      code: sql<
        string | null
      >`(select ${operations.error} ->> 'code' from ${operations} where ${and(ofServer, stopped)} order by ${operations.createdAt} desc limit 1)`,
      operations: sql<number>`(select count(*)::int from ${operations} where ${and(ofServer, waiting)})`,
    })
    .from(alerts)
    .leftJoin(servers, eq(servers.id, alerts.serverId))
    .leftJoin(webhookEndpoints, eq(webhookEndpoints.id, alerts.endpointId))
    .leftJoin(customers, eq(customers.id, alerts.customerId))
    .where(isNull(alerts.closedAt))
    .orderBy(asc(alerts.openedAt), asc(alerts.id))
    .limit(200)
  return {
    items: rows.map(
      ({
        alert: { id, cause, serverId, endpointId, customerId, message, done, remedy, openedAt },
        checks,
        endpointUrl,
        ...rest
      }) => ({
        id,
        cause,
        serverId,
        endpointId,
        customerId,
        endpointHost: endpointUrl === null ? null : (URL.parse(endpointUrl)?.host ?? ''),
        message,
        done,
        remedy,
        openedAt: openedAt.toISOString(),
        check: failedCheck(checks),
        ...rest,
      }),
    ),
  }
}

const checksOf = z.array(connectionCheck).catch([])

const failedCheck = (checks: unknown): string | null =>
  checksOf.parse(checks).find(({ state }) => state === 'fail')?.id ?? null

export async function countOpenAlerts(db: Queryable, serverId?: string): Promise<number> {
  const [found] = await db
    .select({ count: count() })
    .from(alerts)
    .where(and(isNull(alerts.closedAt), serverId === undefined ? undefined : eq(alerts.serverId, serverId)))
  return found?.count ?? 0
}
