import { z } from 'zod'
import type { ById } from '#contracts/call.ts'
import { webhookTestType } from '#contracts/webhooks/events.ts'
import type { WebhookDeliveryDetails } from '#contracts/webhooks/schemas.ts'
import { TryLimit } from '#server/platform/auth/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { once, recall } from '#server/platform/idempotency/index.ts'
import type { Context } from '../context.ts'
import { webhookDeliveries } from '../tables/webhooks.ts'
import { auditEndpoint } from './audit.ts'
import { attemptDelivery } from './deliver.ts'
import { getWebhookDelivery } from './deliveries.ts'
import { getWebhookEndpoint } from './endpoints.ts'
import { type DeliveryRow, leaseMs } from './outbox.ts'

const refs = z.object({ deliveryId: z.string() })

const tries = {
  name: 'test-webhook',
  most: 30,
  windowMs: 600_000,
  message: 'Too many test events. Wait a few minutes, then try again.',
}

/**
 * Sends the event webhook.test at once, also to a disabled endpoint, and waits for the result. It is not retried. A
 * repeated request returns the same delivery.
 * @throws {Refusal} not-found, too-many-requests
 */
export async function testWebhookEndpoint(ctx: Context, { id }: ById): Promise<WebhookDeliveryDetails> {
  const { clock, database, installation, idempotency: request } = ctx
  await getWebhookEndpoint(ctx, { id })
  // First: a repeated request is no further test.
  const earlier = await recall(database.db, { request, refs, clock })
  if (earlier) return getWebhookDelivery(ctx, { id: earlier.deliveryId })
  await new TryLimit({ ...tries, db: database.db, clock }).count(installation.id)
  let made: DeliveryRow | null = null
  const { deliveryId } = await database.db.transaction((tx) =>
    once(tx, { request, refs, clock }, async () => {
      made = await insertTest(tx, ctx, id)
      return { deliveryId: made.id }
    }),
  )
  // Null: another request with the same key sends it.
  if (made !== null) await attemptDelivery(ctx, made)
  return getWebhookDelivery(ctx, { id: deliveryId })
}

async function insertTest(tx: Queryable, ctx: Context, id: string): Promise<DeliveryRow> {
  const at = ctx.clock.now()
  const [row] = await tx
    .insert(webhookDeliveries)
    .values({
      endpointId: id,
      type: webhookTestType,
      data: { endpointId: id },
      attempts: 1,
      // Of this process: the workers do not take it.
      leaseToken: newId(),
      nextAttemptAt: new Date(at.getTime() + leaseMs(ctx)),
      createdAt: at,
    })
    .returning()
  if (!row) throw new Error('The insert of a delivery returned no row.')
  await auditEndpoint(tx, ctx, { at, verb: 'test', id })
  return row
}
