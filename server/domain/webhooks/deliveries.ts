import { and, desc, eq, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { ById } from '#contracts/call.ts'
import type {
  WebhookDelivery,
  WebhookDeliveryDetails,
  WebhookDeliveryQuery,
  webhookDeliveryPage,
} from '#contracts/webhooks/schemas.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'
import { decodeCursor, encodeCursor } from '../cursor.ts'
import { webhookDeliveries } from '../tables/webhooks.ts'
import { bodyOf } from './deliver.ts'
import { getWebhookEndpoint } from './endpoints.ts'
import type { DeliveryRow } from './outbox.ts'

const listName = 'webhook-deliveries'

export const deliveryNotFound = () =>
  new Refusal('not-found', 'This delivery no longer exists. Reload the list.')

const present = (row: DeliveryRow): WebhookDelivery => ({
  id: row.id,
  endpointId: row.endpointId,
  type: row.type,
  state: row.state,
  attempts: row.attempts,
  nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
  lastAttempt: row.history[0] ?? null,
  createdAt: row.createdAt.toISOString(),
  deliveredAt: row.deliveredAt?.toISOString() ?? null,
})

/** Lists the deliveries of an endpoint, newest first. @throws {Refusal} not-found */
export async function listWebhookDeliveries(
  ctx: Context,
  { id, state, limit, cursor }: WebhookDeliveryQuery,
): Promise<z.infer<typeof webhookDeliveryPage>> {
  await getWebhookEndpoint(ctx, { id })
  const after = cursor === undefined ? null : decodeCursor(cursor, listName)
  const rows = await ctx.database.db
    .select()
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.endpointId, id),
        state === undefined ? undefined : eq(webhookDeliveries.state, state),
        after === null
          ? undefined
          : sql`(${webhookDeliveries.createdAt}, ${webhookDeliveries.id}) < (${after.sortKey}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(webhookDeliveries.createdAt), desc(webhookDeliveries.id))
    .limit(limit + 1)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return {
    items: items.map(present),
    nextCursor:
      rows.length > limit && last ? encodeCursor(listName, last.createdAt.toISOString(), last.id) : null,
  }
}

/** @throws {Refusal} not-found */
export async function getWebhookDelivery(ctx: Context, { id }: ById): Promise<WebhookDeliveryDetails> {
  const [row] = await ctx.database.db.select().from(webhookDeliveries).where(eq(webhookDeliveries.id, id))
  if (!row) throw deliveryNotFound()
  return { ...present(row), body: bodyOf(row), answer: row.answer, history: [...row.history] }
}
