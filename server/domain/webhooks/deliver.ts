import { eq } from 'drizzle-orm'
import { webhookTestType } from '#contracts/webhooks/events.ts'
import type { WebhookAttempt } from '#contracts/webhooks/schemas.ts'
import { WebhookFailure } from '#server/platform/outbound/index.ts'
import { SealError } from '#server/platform/secrets/index.ts'
import type { Domain } from '../context.ts'
import { webhookEndpoints } from '../tables/webhooks.ts'
import { noteFailure, noteSuccess } from './health.ts'
import { type DeliveryRow, type EndpointRow, endAttempt } from './outbox.ts'
import { mostAttempts, waitAfter } from './schedule.ts'
import { signedHeaders } from './secret.ts'

const gone = 410
/** Receivers that ask for a pause. */
const pauses = [429, 503]
const mostHistory = 2 * mostAttempts
const longestAnswer = 2000

type Answer = Pick<WebhookAttempt, 'status' | 'durationMs' | 'error'> & {
  readonly answer: string | null
  readonly askedMs: number | null
}

/** The body of every attempt of a delivery. */
export const bodyOf = ({ type, createdAt, data }: Pick<DeliveryRow, 'type' | 'createdAt' | 'data'>): string =>
  JSON.stringify({ type, timestamp: createdAt.toISOString(), data })

/**
 * Makes one attempt. If the process dies after the receiver accepted it and before that is recorded, the event is
 * sent again with the same webhook-id: delivery is at least once.
 */
export async function attemptDelivery(domain: Domain, delivery: DeliveryRow): Promise<void> {
  const { database, clock } = domain
  const [endpoint] = await database.db
    .select()
    .from(webhookEndpoints)
    .where(eq(webhookEndpoints.id, delivery.endpointId))
  if (!endpoint) return
  const at = clock.now()
  const answer = await send(domain, endpoint, { delivery, at })
  await database.db.transaction(async (tx) => {
    const end = endOf(delivery, answer, { at, now: clock.now() })
    if (!(await endAttempt(tx, delivery, end))) return
    if (delivery.type === webhookTestType) return
    if (answer.error === null) await noteSuccess(tx, endpoint)
    else await noteFailure(tx, domain, { endpoint, error: answer.error, isGone: answer.status === gone, at })
  })
}

function endOf(
  { type, attempts, history }: DeliveryRow,
  { status, durationMs, error, answer, askedMs }: Answer,
  { at, now }: { at: Date; now: Date },
): Partial<DeliveryRow> {
  const made = { at: at.toISOString(), status, durationMs, error }
  const seen = { history: [made, ...history].slice(0, mostHistory), answer }
  if (error === null) return { ...seen, state: 'delivered', deliveredAt: now, nextAttemptAt: null }
  // Staff wait for the result of a test, and send it again themselves.
  const isOver = type === webhookTestType || status === gone
  const waitMs = isOver ? null : waitAfter(attempts, { askedMs })
  return waitMs === null
    ? { ...seen, state: 'failed', nextAttemptAt: null }
    : { ...seen, nextAttemptAt: new Date(now.getTime() + waitMs) }
}

async function send(
  { keyring, webhookHttp, log }: Domain,
  endpoint: EndpointRow,
  { delivery, at }: { delivery: DeliveryRow; at: Date },
): Promise<Answer> {
  const notSent = { status: null, durationMs: 0, answer: null, askedMs: null }
  if (delivery.attempts > mostAttempts)
    return { ...notSent, error: 'Every attempt was interrupted. See the log.' }
  try {
    const body = bodyOf(delivery)
    const headers = signedHeaders(keyring, endpoint, { id: delivery.id, at, body })
    const { status, text, retryAfterMs, durationMs } = await webhookHttp.send({
      url: endpoint.url,
      headers,
      body,
    })
    return {
      status,
      durationMs,
      error: status >= 200 && status < 300 ? null : problemOf(status),
      answer: text.slice(0, longestAnswer).toWellFormed() || null,
      askedMs: pauses.includes(status) ? retryAfterMs : null,
    }
  } catch (error) {
    if (error instanceof WebhookFailure)
      return { ...notSent, durationMs: error.durationMs, error: error.message }
    if (error instanceof SealError)
      return {
        ...notSent,
        error: 'The signing secret cannot be decrypted with the current key. Rotate the secret.',
      }
    log.error({ err: error, deliveryId: delivery.id }, 'A webhook could not be sent.')
    return { ...notSent, error: 'An internal error occurred. See the log.' }
  }
}

function problemOf(status: number): string {
  if (status === gone) return 'The receiver responded with 410 Gone: it does not want events any more.'
  if (status >= 300 && status < 400)
    return `The receiver responded with a redirect (${status}). Redirects are not followed. Enter the final URL.`
  return `The receiver responded with status ${status}.`
}
