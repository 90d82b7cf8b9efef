import { asc, eq, sql } from 'drizzle-orm'
import type { ById } from '#contracts/call.ts'
import type { WebhookEndpoint } from '#contracts/webhooks/schemas.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'
import { webhookDeliveries, webhookEndpoints } from '../tables/webhooks.ts'
import type { EndpointRow } from './outbox.ts'

export const endpointNotFound = () =>
  new Refusal('not-found', 'This webhook endpoint no longer exists. Reload the list.')

/** Counted up to this number: an endpoint that failed for days can have many. */
const mostCounted = 1000
// The name is written out: in a select of one table, a column has no prefix, and would be that of the inner table.
const countOf = (state: 'waiting' | 'failed') => sql<number>`(select count(*)::int from (
  select 1 from ${webhookDeliveries} one where one.endpoint_id = webhook_endpoints.id and one.state = ${state}
  limit ${mostCounted}) counted)`

const select = ({ database }: Pick<Context, 'database'>) =>
  database.db
    .select({ endpoint: webhookEndpoints, waiting: countOf('waiting'), failed: countOf('failed') })
    .from(webhookEndpoints)

const present = (
  { clock }: Pick<Context, 'clock'>,
  { endpoint: row, waiting, failed }: { endpoint: EndpointRow; waiting: number; failed: number },
): WebhookEndpoint => {
  const until = row.previousSecretUntil
  return {
    id: row.id,
    url: row.url,
    description: row.description,
    events: row.events,
    isEnabled: row.isEnabled,
    disabledReason: row.disabledReason,
    disabledAt: row.disabledAt?.toISOString() ?? null,
    failingSince: row.failingSince?.toISOString() ?? null,
    previousSecretUntil: until !== null && until > clock.now() ? until.toISOString() : null,
    deliveries: { waiting, failed },
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }
}

/** Lists all endpoints, oldest first. There are at most 20. */
export async function listWebhookEndpoints(ctx: Context): Promise<{ items: WebhookEndpoint[] }> {
  const rows = await select(ctx).orderBy(asc(webhookEndpoints.createdAt), asc(webhookEndpoints.id))
  return { items: rows.map((row) => present(ctx, row)) }
}

/** @throws {Refusal} not-found */
export async function getWebhookEndpoint(ctx: Context, { id }: ById): Promise<WebhookEndpoint> {
  const [row] = await select(ctx).where(eq(webhookEndpoints.id, id))
  if (!row) throw endpointNotFound()
  return present(ctx, row)
}
