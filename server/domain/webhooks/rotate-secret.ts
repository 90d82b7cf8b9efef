import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { ById } from '#contracts/call.ts'
import type { WebhookEndpointWithSecret } from '#contracts/webhooks/schemas.ts'
import { once } from '#server/platform/idempotency/index.ts'
import type { Context } from '../context.ts'
import { webhookEndpoints } from '../tables/webhooks.ts'
import { auditEndpoint } from './audit.ts'
import { endpointNotFound, getWebhookEndpoint } from './endpoints.ts'
import { newSecret, opens, previousSecretMs, sealSecret } from './secret.ts'

const refs = z.object({ endpointId: z.string() })

/**
 * Replaces the secret. The previous one also signs for 24 hours. A secret from before an earlier rotation no longer
 * does. A repeated request returns no secret. @throws {Refusal} not-found
 */
export async function rotateWebhookSecret(ctx: Context, { id }: ById): Promise<WebhookEndpointWithSecret> {
  const { clock, database, idempotency, keyring } = ctx
  let secret: string | null = null
  await database.db.transaction((tx) =>
    once(tx, { request: idempotency, refs, clock }, async () => {
      const [before] = await tx
        .select()
        .from(webhookEndpoints)
        .where(eq(webhookEndpoints.id, id))
        .for('no key update')
      if (!before) throw endpointNotFound()
      const at = clock.now()
      secret = newSecret()
      const kept = opens(keyring, id, before.secretSealed) ? before.secretSealed : null
      await tx
        .update(webhookEndpoints)
        .set({
          secretSealed: sealSecret(keyring, id, secret),
          previousSecretSealed: kept,
          previousSecretUntil: kept === null ? null : new Date(at.getTime() + previousSecretMs),
          updatedAt: at,
        })
        .where(eq(webhookEndpoints.id, id))
      await auditEndpoint(tx, ctx, { at, verb: 'rotate-secret', id, after: { secret: true } })
      return { endpointId: id }
    }),
  )
  return { ...(await getWebhookEndpoint(ctx, { id })), secret }
}
