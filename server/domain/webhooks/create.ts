import { sql } from 'drizzle-orm'
import { z } from 'zod'
import {
  mostWebhookEndpoints,
  type NewWebhookEndpoint,
  type WebhookEndpointWithSecret,
} from '#contracts/webhooks/schemas.ts'
import { newId } from '#server/platform/clock/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import type { Context } from '../context.ts'
import { webhookEndpoints } from '../tables/webhooks.ts'
import { auditEndpoint, auditFacts } from './audit.ts'
import { getWebhookEndpoint } from './endpoints.ts'
import { newSecret, sealSecret } from './secret.ts'

const refs = z.object({ endpointId: z.string() })

/**
 * Adds an endpoint. It receives the events after this moment. A repeated request returns no secret.
 * @throws {Refusal} wrong-state above 20 endpoints
 */
export async function createWebhookEndpoint(
  ctx: Context,
  input: NewWebhookEndpoint,
): Promise<WebhookEndpointWithSecret> {
  const { database, clock, idempotency } = ctx
  let secret: string | null = null
  const { endpointId } = await database.db.transaction((tx) =>
    once(tx, { request: idempotency, refs, clock }, async () => {
      secret = newSecret()
      return { endpointId: await insert(tx, ctx, { input, secret }) }
    }),
  )
  return { ...(await getWebhookEndpoint(ctx, { id: endpointId })), secret }
}

async function insert(
  tx: Queryable,
  ctx: Context,
  { input, secret }: { input: NewWebhookEndpoint; secret: string },
): Promise<string> {
  // Endpoints are added one after another, so that the limit holds.
  await tx.execute(sql`lock table ${webhookEndpoints} in share row exclusive mode`)
  const count = await tx.$count(webhookEndpoints)
  if (count >= mostWebhookEndpoints)
    throw new Refusal(
      'wrong-state',
      `There are already ${mostWebhookEndpoints} webhook endpoints. Delete one that you no longer need, then try again.`,
    )
  const at = ctx.clock.now()
  const id = newId()
  const secretSealed = sealSecret(ctx.keyring, id, secret)
  await tx.insert(webhookEndpoints).values({ id, ...input, secretSealed, createdAt: at, updatedAt: at })
  await auditEndpoint(tx, ctx, { at, verb: 'create', id, after: auditFacts({ ...input, isEnabled: true }) })
  return id
}
