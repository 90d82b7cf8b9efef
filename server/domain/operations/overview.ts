import { and, count, desc, eq, inArray, min, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type {
  OperationError,
  OperationOverview,
  operationOverviewQuery,
} from '#contracts/operations/schemas.ts'
import { openStatuses } from '#contracts/operations/states.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { operations } from '#server/work/table.ts'
import { errorCode } from '../accounts/index.ts'
import { countOpenAlerts } from '../alerts/index.ts'
import type { Context } from '../context.ts'
import { operationsNeedingAction } from '../tables/operations-needing-action.ts'
import { servers } from '../tables/servers.ts'

const mostGroups = 100

const onServer = (serverId: string | undefined) =>
  serverId === undefined ? undefined : eq(operations.queueKey, serverId)

/** Returns the number of operations in each open state. */
export async function countOpenOperations(
  db: Queryable,
  serverId?: string,
): Promise<Pick<OperationOverview, 'queued' | 'running' | 'waiting' | 'needsPerson'>> {
  const rows = await db
    .select({ status: operations.status, count: count() })
    .from(operations)
    .where(and(inArray(operations.status, [...openStatuses]), onServer(serverId)))
    .groupBy(operations.status)
  const of = (status: string) => rows.find((row) => row.status === status)?.count ?? 0
  return {
    queued: of('queued'),
    running: of('running'),
    waiting: of('waiting'),
    needsPerson: of('needs-person'),
  }
}

/** The one number of things on which staff must act. */
async function countNeedingAction(
  db: Queryable,
  serverId?: string,
): Promise<OperationOverview['needsAction']> {
  const [found] = await db
    .select({ operations: count() })
    .from(operationsNeedingAction)
    .where(serverId === undefined ? undefined : eq(operationsNeedingAction.queueKey, serverId))
  const counted = { operations: found?.operations ?? 0, alerts: await countOpenAlerts(db, serverId) }
  return { total: counted.operations + counted.alerts, ...counted }
}

/**
 * Returns the open operations by server and cause. One cause on one server often needs one decision, whatever
 * the number of operations.
 */
export async function overviewOperations(
  ctx: Context,
  { serverId }: z.infer<typeof operationOverviewQuery>,
): Promise<OperationOverview> {
  const { db } = ctx.database
  const counts = await countOpenOperations(db, serverId)
  const needsAction = await countNeedingAction(db, serverId)
  const groups = await db
    .select({
      serverId: operations.queueKey,
      serverName: servers.name,
      code: errorCode,
      newest: sql<OperationError | null>`(array_agg(${operations.error} order by ${operations.createdAt} desc))[1]`,
      operations: count(),
      oldestAt: min(operations.createdAt),
    })
    .from(operations)
    .innerJoin(operationsNeedingAction, eq(operationsNeedingAction.id, operations.id))
    .innerJoin(servers, sql`${servers.id}::text = ${operations.queueKey}`)
    .where(onServer(serverId))
    .groupBy(operations.queueKey, servers.name, errorCode)
    .orderBy(desc(count()), servers.name, operations.queueKey, errorCode)
    .limit(mostGroups)
  const blocked = await db.$count(
    operations,
    and(eq(operations.status, 'needs-person'), operations.stoppedByTrouble, onServer(serverId)),
  )
  return {
    ...counts,
    blocked,
    needsAction,
    groups: groups.map(({ newest, oldestAt, ...group }) => ({
      ...group,
      message: newest?.message ?? '',
      remedy: newest?.remedy ?? '',
      oldestAt: (oldestAt ?? ctx.clock.now()).toISOString(),
    })),
  }
}
