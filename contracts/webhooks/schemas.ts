import { z } from 'zod'
import { id, lineOfText, pageCursor, pageLimit, timestamp } from '../text.ts'
import { type WebhookDeliveryType, webhookEventTypes, webhookTestType } from './events.ts'

export const mostWebhookEndpoints = 20
const longestWebhookUrl = 1000

/**
 * - waiting: for its next attempt, or in one
 * - delivered: the receiver accepted it
 * - failed: not accepted in any attempt
 */
export const webhookDeliveryStates = ['waiting', 'delivered', 'failed'] as const
export type WebhookDeliveryState = (typeof webhookDeliveryStates)[number]

/**
 * - staff: a staff user disabled it
 * - gone: the receiver responded with 410 Gone
 * - failing: every attempt failed for the time that WEBHOOK_DISABLE_AFTER_MS sets
 */
export const webhookDisabledReasons = ['staff', 'gone', 'failing'] as const
export type WebhookDisabledReason = (typeof webhookDisabledReasons)[number]

const eventType = z.enum(webhookEventTypes)

/** A receiver of events, without its secret. */
export const webhookEndpoint = z.object({
  id: z.string(),
  url: z.string(),
  description: z.string(),
  /** Null: every event, also those of later releases. */
  events: z.array(eventType).nullable(),
  isEnabled: z.boolean(),
  /** Null while it is enabled. */
  disabledReason: z.enum(webhookDisabledReasons).nullable(),
  disabledAt: timestamp.nullable(),
  /** The first of the failed attempts since the last success. Null: the last attempt succeeded, or none was made. */
  failingSince: timestamp.nullable(),
  /** Until this time, deliveries are also signed with the previous secret. Null: one secret. */
  previousSecretUntil: timestamp.nullable(),
  /** Counted up to 1,000. */
  deliveries: z.object({ waiting: z.number().int(), failed: z.number().int() }),
  createdAt: timestamp,
  updatedAt: timestamp,
})
export type WebhookEndpoint = z.infer<typeof webhookEndpoint>

export const webhookEndpointList = z.object({ items: z.array(webhookEndpoint) })

const url = z
  .string({ error: ({ input }) => (input === undefined ? 'URL is required.' : 'URL must be text.') })
  .trim()
  .min(1, 'URL is required.')
  .max(longestWebhookUrl, `URL can have at most ${longestWebhookUrl} characters.`)
  .superRefine((text, context) => {
    const message = problemOfUrl(text)
    if (message !== null) context.addIssue({ code: 'custom', message })
  })
  // One spelling: host in lower case, other characters encoded. A fragment is never sent.
  .overwrite((text) => URL.parse(text)?.href ?? text)

function problemOfUrl(text: string): string | null {
  const parsed = URL.parse(text)
  if (!parsed || (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') || parsed.hostname === '')
    return 'URL must be a full address like https://example.com/webhooks.'
  if (parsed.username + parsed.password !== '')
    return 'URL must not contain a username or password. The signature proves the sender.'
  if (parsed.hash !== '') return 'URL must not contain a # part, because it is never sent.'
  if (parsed.href.length > longestWebhookUrl)
    return `URL can have at most ${longestWebhookUrl} characters after encoding.`
  return null
}

const events = z
  .array(eventType, { error: 'events must be a list of event types, or null for all events.' })
  .min(1, 'Choose at least one event, or all events.')
  .max(webhookEventTypes.length, 'events contains an event twice.')
  .overwrite((chosen) => webhookEventTypes.filter((type) => chosen.includes(type)))
  .nullable()
const description = lineOfText('Description', { max: 200 })

export const newWebhookEndpoint = z.object({
  url,
  description: description.default(''),
  events: events.default(null),
})
export type NewWebhookEndpoint = z.infer<typeof newWebhookEndpoint>

export const webhookEndpointChange = z.object({
  url: url.optional(),
  description: description.optional(),
  events: events.optional(),
  isEnabled: z.boolean({ error: 'isEnabled must be true or false.' }).optional(),
})
export type WebhookEndpointChange = z.infer<typeof webhookEndpointChange>

/**
 * `secret` verifies the signature. It is null if the request was repeated with its Idempotency-Key: a secret is
 * returned once.
 */
export const webhookEndpointWithSecret = webhookEndpoint.extend({ secret: z.string().nullable() })
export type WebhookEndpointWithSecret = z.infer<typeof webhookEndpointWithSecret>

const deliveryType = z.enum([...webhookEventTypes, webhookTestType])

export const webhookAttempt = z.object({
  at: timestamp,
  /** HTTP status. Null: no response. */
  status: z.number().int().nullable(),
  durationMs: z.number().int(),
  /** Null: accepted. */
  error: z.string().nullable(),
})
export type WebhookAttempt = z.infer<typeof webhookAttempt>

/** One event for one endpoint. */
export const webhookDelivery = z.object({
  /** Also the header webhook-id, in every attempt and replay. */
  id: z.string(),
  endpointId: z.string(),
  type: deliveryType,
  state: z.enum(webhookDeliveryStates),
  /** Since the event, or since the last replay. */
  attempts: z.number().int(),
  nextAttemptAt: timestamp.nullable(),
  /** The last attempt. Null: none has ended. */
  lastAttempt: webhookAttempt.nullable(),
  createdAt: timestamp,
  deliveredAt: timestamp.nullable(),
})
export type WebhookDelivery = z.infer<typeof webhookDelivery> & { readonly type: WebhookDeliveryType }

export const webhookDeliveryDetails = webhookDelivery.extend({
  /** The body of the request, as text. */
  body: z.string(),
  /** The beginning of the last response. It is text of the receiver: show it as text only. */
  answer: z.string().nullable(),
  /** The last attempts, newest first. */
  history: z.array(webhookAttempt),
})
export type WebhookDeliveryDetails = z.infer<typeof webhookDeliveryDetails>

export const webhookDeliveryQuery = z.object({
  id: id('id'),
  state: z
    .enum(webhookDeliveryStates, { error: `state must be one of: ${webhookDeliveryStates.join(', ')}.` })
    .optional(),
  limit: pageLimit,
  cursor: pageCursor.optional(),
})
export type WebhookDeliveryQuery = z.infer<typeof webhookDeliveryQuery>

export const webhookDeliveryPage = z.object({
  items: z.array(webhookDelivery),
  nextCursor: z.string().nullable(),
})

export const webhookReplay = z.object({
  id: id('id'),
  /** Failed deliveries of events since this time. */
  since: z.iso
    .datetime({ error: 'since must be a time like 2026-11-23T17:22:29.000Z.' })
    // PostgreSQL has no year 0.
    .refine((text) => !text.startsWith('0000'), 'since must be a time like 2026-11-23T17:22:29.000Z.'),
})
export type WebhookReplay = z.infer<typeof webhookReplay>

export const webhookReplayed = z.object({ count: z.number().int() })
