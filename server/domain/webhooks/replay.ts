import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { ById } from '#contracts/call.ts'
import { webhookTestType } from '#contracts/webhooks/events.ts'
import type { WebhookDeliveryDetails, WebhookReplay } from '#contracts/webhooks/schemas.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import type { Context } from '../context.ts'
import { webhookDeliveries, webhookEndpoints } from '../tables/webhooks.ts'
import { auditEndpoint } from './audit.ts'
import { deliveryNotFound, getWebhookDelivery } from './deliveries.ts'
import { endpointNotFound } from './endpoints.ts'
import type { EndpointRow } from './outbox.ts'
import { again, countFailed, replayBatch, startOf } from './replay-batch.ts'

/**
 * Sends a delivery again, also one that was accepted. Receivers recognize the repetition by its id.
 * @throws {Refusal} not-found; wrong-state while it waits, for a test, or if the endpoint is disabled
 */
export async function replayWebhookDelivery(ctx: Context, { id }: ById): Promise<WebhookDeliveryDetails> {
  const { database, clock, idempotency } = ctx
  await database.db.transaction((tx) =>
    once(tx, { request: idempotency, refs: z.object({}), clock }, () => replayOne(tx, ctx, id)),
  )
  return getWebhookDelivery(ctx, { id })
}

async function replayOne(tx: Queryable, ctx: Context, id: string): Promise<object> {
  const [row] = await tx.select().from(webhookDeliveries).where(eq(webhookDeliveries.id, id)).for('update')
  if (!row) throw deliveryNotFound()
  await refuseDisabled(tx, row.endpointId)
  if (row.state === 'waiting')
    throw new Refusal('wrong-state', 'This delivery is still waiting for an attempt. Wait for its result.')
  if (row.type === webhookTestType)
    throw new Refusal('wrong-state', 'A test is not repeated. Select Send Test to send a new one.')
  const at = ctx.clock.now()
  await tx.update(webhookDeliveries).set(again(at)).where(eq(webhookDeliveries.id, id))
  await auditEndpoint(tx, ctx, {
    at,
    verb: 'replay',
    id: row.endpointId,
    after: { event: row.type, count: 1 },
  })
  return {}
}

/**
 * Sends all failed deliveries of events since a time again. The first are due at once. The others follow in batches, also
 * if this process dies. @throws {Refusal} not-found; wrong-state while the endpoint is disabled, or another replay of it
 * has not ended
 */
export async function replayFailedWebhooks(
  ctx: Context,
  { id, since }: WebhookReplay,
): Promise<{ count: number }> {
  const { database, clock, idempotency } = ctx
  return database.db.transaction((tx) =>
    once(tx, { request: idempotency, refs: z.object({ count: z.number() }), clock }, async () => {
      // Before its deliveries, as the claims do. No other replay of this endpoint then runs at the same time.
      await tx
        .select({ id: webhookEndpoints.id })
        .from(webhookEndpoints)
        .where(eq(webhookEndpoints.id, id))
        .for('no key update')
      const endpoint = await refuseDisabled(tx, id)
      // One range would join both, and send deliveries that lie between them.
      if (endpoint.replay !== null)
        throw new Refusal(
          'wrong-state',
          'The last replay of this endpoint has not ended. Nothing was changed. Wait a few seconds, then try again.',
        )
      const at = clock.now()
      const range = { since: new Date(since), until: at }
      const count = await countFailed(tx, { endpointId: id, ...range })
      if (count === 0) return { count }
      await auditEndpoint(tx, ctx, { at, verb: 'replay', id, after: { since, count } })
      await replayBatch(tx, id, { replay: startOf(range), at })
      return { count }
    }),
  )
}

async function refuseDisabled(tx: Queryable, endpointId: string): Promise<EndpointRow> {
  const [endpoint] = await tx.select().from(webhookEndpoints).where(eq(webhookEndpoints.id, endpointId))
  if (!endpoint) throw endpointNotFound()
  if (!endpoint.isEnabled)
    throw new Refusal('wrong-state', 'This webhook endpoint is disabled. Enable it first, then try again.')
  return endpoint
}
