import { and, eq, isNull } from 'drizzle-orm'
import { newId } from '#server/platform/clock/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import type { Domain } from '../context.ts'
import { queueStaffMail } from '../mail/index.ts'
import { alerts } from '../tables/alerts.ts'
import type { servers } from '../tables/servers.ts'
import { alertQueue } from './deliver.ts'

type ServerRow = typeof servers.$inferSelect
type Wanted = Pick<typeof alerts.$inferInsert, 'cause' | 'message' | 'done' | 'remedy'>

/** Returns the alerts that a server needs now. */
export function alertsFor(server: ServerRow): Wanted[] {
  if (server.removedAt !== null) return []
  return [needsOperator(server), unreachable(server)].filter((wanted) => wanted !== null)
}

function needsOperator({ name, status, statusMessage, pausedBy, pausedReason }: ServerRow): Wanted | null {
  const paused = pausedBy === 'trouble'
  if (!paused && status !== 'needs-operator') return null
  return {
    cause: 'needs-operator',
    message: `${name}: ${(paused ? pausedReason : statusMessage) ?? 'it needs an operator.'}`,
    done: paused
      ? 'Its operations are paused. They resume automatically when the connection test passes.'
      : 'No operation has failed because of this yet. When one fails, the server is paused and its other operations wait.',
    remedy:
      'Fix the problem above, then select Test Connection on the Server page. The connection is also retested automatically.',
  }
}

function unreachable({ name, status, statusMessage, breaker }: ServerRow): Wanted | null {
  if (status !== 'offline' && breaker === 'closed') return null
  return {
    cause: 'unreachable',
    message:
      status === 'offline'
        ? `${name} is offline: ${statusMessage ?? 'it does not respond.'}`
        : `${name} failed to respond to several operations in a row.`,
    done:
      breaker === 'closed'
        ? 'It gets no new accounts. Pending operations are retried automatically.'
        : 'Requests to the server are paused. Its operations wait and resume gradually when it responds.',
    remedy: 'Check that the server is running and reachable. The connection is checked automatically.',
  }
}

/**
 * Opens, rewords and closes a server's alerts in the transaction that changed its row, so they always match
 * it.
 */
export async function syncAlerts(tx: Queryable, domain: Domain, server: ServerRow, at: Date): Promise<void> {
  const wanted = alertsFor(server)
  const open = await tx
    .select()
    .from(alerts)
    .where(and(eq(alerts.serverId, server.id), isNull(alerts.closedAt)))
  for (const { id, cause } of open)
    if (!wanted.some((each) => each.cause === cause)) {
      await tx.update(alerts).set({ closedAt: at }).where(eq(alerts.id, id))
      await enqueueDelivery(tx, domain, id, 'alert.closed')
    }
  for (const each of wanted) {
    const present = open.find(({ cause }) => cause === each.cause)
    if (present) {
      if (present.message !== each.message || present.done !== each.done)
        await tx.update(alerts).set(each).where(eq(alerts.id, present.id))
      continue
    }
    const id = newId()
    await tx.insert(alerts).values({ id, serverId: server.id, ...each, openedAt: at })
    await enqueueDelivery(tx, domain, id, 'alert.opened')
    await queueStaffMail(tx, {
      kind: 'server-alert',
      values: {
        server: server.name,
        problem: each.message,
        effect: each.done,
        remedy: each.remedy,
        serverUrl: `${domain.linkOrigin()}/server/${server.id}`,
      },
      at,
    })
  }
}

/** Queues an alert for ALERT_WEBHOOK_URL, if it is set. */
export async function enqueueDelivery(
  tx: Queryable,
  { jobs, alertWebhook }: Pick<Domain, 'jobs' | 'alertWebhook'>,
  alertId: string,
  event: 'alert.opened' | 'alert.closed',
): Promise<void> {
  if (alertWebhook) await jobs.enqueue(tx, alertQueue, { alertId, event })
}
