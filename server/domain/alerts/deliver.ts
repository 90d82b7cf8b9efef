import { eq } from 'drizzle-orm'
import { Webhook } from 'standardwebhooks'
import { z } from 'zod'
import type { Domain } from '../context.ts'
import { alerts } from '../tables/alerts.ts'
import { servers } from '../tables/servers.ts'

/** The pg-boss queue of alerts for ALERT_WEBHOOK_URL. */
export const alertQueue = 'alert.deliver'

const jobData = z.object({ alertId: z.uuid(), event: z.enum(['alert.opened', 'alert.closed']) })

/** Delivers the queued alerts. A refused delivery is retried with growing waits for 15 minutes. */
export async function startAlertDelivery(domain: Domain): Promise<void> {
  await domain.jobs.work(alertQueue, { concurrency: 1 }, (data) => deliverAlert(domain, data))
}

/**
 * Sends one alert as standardwebhooks.com describes: each delivery has the same id, and is signed if there is
 * a secret. It uses the same path as requests to panels: addresses are checked, redirects are refused, all
 * steps have a deadline.
 * @throws {Error} not accepted: to be sent again
 */
async function deliverAlert(domain: Domain, data: unknown): Promise<void> {
  const { alertId, event } = jobData.parse(data)
  const { alertWebhook, database, clock, panelHttp } = domain
  if (!alertWebhook) return
  const [row] = await database.db
    .select({ alert: alerts, serverName: servers.name })
    .from(alerts)
    .leftJoin(servers, eq(servers.id, alerts.serverId))
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
      endpointId: alert.endpointId,
      customerId: alert.customerId,
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
      // The signature covers the body as JSON.stringify writes it, and exactly that is sent.
      ...(secret === undefined
        ? {}
        : { 'webhook-signature': new Webhook(secret).sign(id, at, JSON.stringify(body)) }),
    },
    json: body,
  })
  if (status < 200 || status >= 300) throw new Error(`The alert webhook responded with status ${status}.`)
}
