import { eq } from 'drizzle-orm'
import { Webhook } from 'standardwebhooks'
import { z } from 'zod'
import type { Domain } from '../context.ts'
import { alerts } from '../tables/alerts.ts'
import { servers } from '../tables/servers.ts'

/** Alerts on their way to ALERT_WEBHOOK_URL. */
export const alertQueue = 'alert.deliver'

const jobData = z.object({ alertId: z.uuid(), event: z.enum(['alert.opened', 'alert.closed']) })

/** Delivers what the queue holds; what is not taken is sent again, ever later, for a quarter of an hour. */
export async function startAlertDelivery(domain: Domain): Promise<void> {
  await domain.jobs.work(alertQueue, { concurrency: 1 }, (data) => deliverAlert(domain, data))
}

/**
 * Sends one alert, as standardwebhooks.com describes: the same id however often it is sent, signed where there is a
 * secret. Goes the way of all requests to panels: addresses are checked, nothing is redirected, all has a deadline.
 * @throws {Error} not taken: to be sent again
 */
async function deliverAlert(domain: Domain, data: unknown): Promise<void> {
  const { alertId, event } = jobData.parse(data)
  const { alertWebhook, database, clock, panelHttp } = domain
  if (!alertWebhook) return
  const [row] = await database.db
    .select({ alert: alerts, serverName: servers.name })
    .from(alerts)
    .innerJoin(servers, eq(servers.id, alerts.serverId))
    .where(eq(alerts.id, alertId))
  if (!row) return
  const { alert, serverName } = row
  const at = clock.now()
  const id = `${event}.${alertId}`
  const body = {
    type: event,
    timestamp: at.toISOString(),
    data: {
      id: alertId,
      cause: alert.cause,
      serverId: alert.serverId,
      serverName,
      message: alert.message,
      done: alert.done,
      remedy: alert.remedy,
      openedAt: alert.openedAt.toISOString(),
      closedAt: alert.closedAt?.toISOString() ?? null,
    },
  }
  const { secret, url } = alertWebhook
  const { status } = await panelHttp.request({
    method: 'POST',
    url,
    headers: {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      // The body is sent as JSON.stringify makes it, which is what is signed.
      ...(secret === undefined
        ? {}
        : { 'webhook-signature': new Webhook(secret).sign(id, at, JSON.stringify(body)) }),
    },
    json: body,
  })
  if (status < 200 || status >= 300) throw new Error(`The alert webhook answered ${status}.`)
}
