import { and, eq, isNull } from 'drizzle-orm'
import { newId } from '#server/platform/clock/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import type { Domain } from '../context.ts'
import { alerts } from '../tables/alerts.ts'
import { enqueueDelivery } from './sync.ts'

type Delivery = Pick<Domain, 'jobs' | 'alertWebhook'>

/**
 * Opens the alert of a webhook endpoint that the system has disabled, in the transaction that disables it. The mail to
 * staff is that of the endpoint.
 * @param host of its URL, because the path may contain a token of the receiver
 */
export async function openEndpointAlert(
  tx: Queryable,
  domain: Delivery,
  { endpointId, host, problem, at }: { endpointId: string; host: string; problem: string; at: Date },
): Promise<void> {
  const id = newId()
  const opened = await tx
    .insert(alerts)
    .values({
      id,
      endpointId,
      cause: 'webhook-disabled',
      message: `The webhook endpoint ${host} was disabled: ${problem}`,
      done: 'New events are not written for it. Deliveries that wait are kept.',
      remedy: 'Fix the receiver, then enable the endpoint on the Webhooks page, or delete it.',
      openedAt: at,
    })
    .onConflictDoNothing()
    .returning({ id: alerts.id })
  if (opened.length > 0) await enqueueDelivery(tx, domain, id, 'alert.opened')
}

/** Closes the alert of an endpoint that staff have enabled or deleted. */
export async function closeEndpointAlert(
  tx: Queryable,
  domain: Delivery,
  { endpointId, at }: { endpointId: string; at: Date },
): Promise<void> {
  const closed = await tx
    .update(alerts)
    .set({ closedAt: at })
    .where(and(eq(alerts.endpointId, endpointId), isNull(alerts.closedAt)))
    .returning({ id: alerts.id })
  for (const { id } of closed) await enqueueDelivery(tx, domain, id, 'alert.closed')
}
