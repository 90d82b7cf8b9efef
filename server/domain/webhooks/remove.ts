import { eq, sql } from 'drizzle-orm'
import type { ById } from '#contracts/call.ts'
import { closeEndpointAlert } from '../alerts/index.ts'
import type { Context } from '../context.ts'
import { webhookDeliveries, webhookEndpoints } from '../tables/webhooks.ts'
import { auditEndpoint, auditFacts } from './audit.ts'
import { endpointNotFound } from './endpoints.ts'

const rowsAtOnce = 10_000

/** Deletes an endpoint with its secret and its deliveries. @throws {Refusal} not-found */
export async function removeWebhookEndpoint(ctx: Context, { id }: ById): Promise<Record<never, never>> {
  const { db } = ctx.database
  // Its many deliveries first, in small parts: the last transaction delays those that write events.
  const disabled = await db
    .update(webhookEndpoints)
    .set({ isEnabled: false })
    .where(eq(webhookEndpoints.id, id))
    .returning({ id: webhookEndpoints.id })
  if (disabled.length === 0) throw endpointNotFound()
  for (;;) {
    const deleted = await db
      .delete(webhookDeliveries)
      .where(
        sql`${webhookDeliveries.id} = any (array(select id from ${webhookDeliveries}
          where endpoint_id = ${id}::uuid limit ${rowsAtOnce}))`,
      )
      .returning({ id: webhookDeliveries.id })
    if (deleted.length < rowsAtOnce) break
  }
  await db.transaction(async (tx) => {
    const [before] = await tx.delete(webhookEndpoints).where(eq(webhookEndpoints.id, id)).returning()
    if (!before) throw endpointNotFound()
    const at = ctx.clock.now()
    await closeEndpointAlert(tx, ctx, { endpointId: id, at })
    await auditEndpoint(tx, ctx, { at, verb: 'remove', id, before: auditFacts(before) })
  })
  return {}
}
