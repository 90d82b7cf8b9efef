import { eq } from 'drizzle-orm'
import type { ById } from '#contracts/call.ts'
import type { WebhookEndpoint, WebhookEndpointChange } from '#contracts/webhooks/schemas.ts'
import { closeEndpointAlert } from '../alerts/index.ts'
import type { Context } from '../context.ts'
import { webhookEndpoints } from '../tables/webhooks.ts'
import { auditEndpoint, auditFacts } from './audit.ts'
import { endpointNotFound, getWebhookEndpoint } from './endpoints.ts'
import type { EndpointRow } from './outbox.ts'

/**
 * Changes an endpoint. Waiting deliveries are sent to the new URL. While it is disabled, they wait and no new event
 * is written for it. @throws {Refusal} not-found
 */
export async function changeWebhookEndpoint(
  ctx: Context,
  { id, url, description, events, isEnabled }: WebhookEndpointChange & ById,
): Promise<WebhookEndpoint> {
  await ctx.database.db.transaction(async (tx) => {
    const [before] = await tx
      .select()
      .from(webhookEndpoints)
      .where(eq(webhookEndpoints.id, id))
      .for('no key update')
    if (!before) throw endpointNotFound()
    const at = ctx.clock.now()
    const change = {
      ...(url === undefined || url === before.url ? {} : { url, failingSince: null }),
      ...(description === undefined ? {} : { description }),
      ...(events === undefined ? {} : { events }),
      ...enabling(before, isEnabled, at),
    }
    await tx
      .update(webhookEndpoints)
      .set({ ...change, updatedAt: at })
      .where(eq(webhookEndpoints.id, id))
    if (isEnabled && !before.isEnabled) await closeEndpointAlert(tx, ctx, { endpointId: id, at })
    await auditEndpoint(tx, ctx, {
      at,
      verb: 'change',
      id,
      before: auditFacts(before),
      after: { ...auditFacts({ ...before, ...change }), ...(url && url !== before.url ? { url: true } : {}) },
    })
  })
  return getWebhookEndpoint(ctx, { id })
}

function enabling(before: EndpointRow, isEnabled: boolean | undefined, at: Date): Partial<EndpointRow> {
  if (isEnabled === undefined || isEnabled === before.isEnabled) return {}
  return isEnabled
    ? { isEnabled, disabledReason: null, disabledAt: null, failingSince: null }
    : { isEnabled, disabledReason: 'staff', disabledAt: at }
}
