import { eq } from 'drizzle-orm'
import type { WebhookDisabledReason } from '#contracts/webhooks/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { systemActor } from '#server/platform/auth/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { openEndpointAlert } from '../alerts/index.ts'
import type { Domain } from '../context.ts'
import { queueStaffMail } from '../mail/index.ts'
import { webhookEndpoints } from '../tables/webhooks.ts'
import type { EndpointRow } from './outbox.ts'

/** Writes only if the endpoint was failing: a healthy endpoint costs no statement. */
export async function noteSuccess(tx: Queryable, { id, failingSince }: EndpointRow): Promise<void> {
  if (failingSince === null) return
  await tx.update(webhookEndpoints).set({ failingSince: null }).where(eq(webhookEndpoints.id, id))
}

/** Disables the endpoint if it is gone, or has failed for too long. */
export async function noteFailure(
  tx: Queryable,
  domain: Domain,
  failure: {
    readonly endpoint: EndpointRow
    readonly error: string
    readonly isGone: boolean
    readonly at: Date
  },
): Promise<void> {
  const { at, isGone, error } = failure
  const [endpoint] = await tx
    .select()
    .from(webhookEndpoints)
    .where(eq(webhookEndpoints.id, failure.endpoint.id))
    .for('no key update')
  // A failure of the earlier URL says nothing about the present one.
  if (!endpoint?.isEnabled || endpoint.url !== failure.endpoint.url) return
  const since = endpoint.failingSince ?? at
  const isFailing = at.getTime() - since.getTime() >= domain.webhooks.disableAfterMs
  if (isGone || isFailing)
    return disable(tx, domain, endpoint, { at, error, reason: isGone ? 'gone' : 'failing' })
  if (endpoint.failingSince === null)
    await tx.update(webhookEndpoints).set({ failingSince: at }).where(eq(webhookEndpoints.id, endpoint.id))
}

async function disable(
  tx: Queryable,
  domain: Domain,
  { id, url, failingSince }: EndpointRow,
  { at, error, reason }: { at: Date; error: string; reason: WebhookDisabledReason },
): Promise<void> {
  await tx
    .update(webhookEndpoints)
    .set({ isEnabled: false, disabledReason: reason, disabledAt: at, failingSince: failingSince ?? at })
    .where(eq(webhookEndpoints.id, id))
  await recordAudit(tx, {
    at,
    actor: systemActor('webhooks'),
    action: 'webhook-endpoint.disable',
    subject: { kind: 'webhook-endpoint', id },
    after: { isEnabled: false, reason },
    requestId: null,
  })
  await openEndpointAlert(tx, domain, { endpointId: id, host: hostOf(url), problem: error, at })
  await queueStaffMail(tx, {
    kind: 'webhook-disabled',
    values: {
      endpoint: hostOf(url),
      problem: error,
      webhooksUrl: `${domain.linkOrigin()}/settings/webhooks`,
    },
    at,
  })
}

/** Path and query may contain a token of the receiver. */
const hostOf = (url: string): string => URL.parse(url)?.host ?? ''
