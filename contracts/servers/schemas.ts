import { z } from 'zod'
import { lineOfText, pageLimit, requiredLineOfText, timestamp } from '../text.ts'
import { caCertificate, trustedAuthority } from './certificate.ts'
import { placementWeight, serverTags } from './placement.ts'

export const serverStatus = z.enum(['unchecked', 'online', 'degraded', 'offline', 'needs-operator'])
export type ServerStatus = z.infer<typeof serverStatus>

export const serverMode = z.enum(['active', 'draining', 'maintenance'], {
  error: 'mode must be one of: active, draining, maintenance.',
})
export type ServerMode = z.infer<typeof serverMode>

export const checkState = z.enum(['pass', 'warn', 'fail', 'not-checked'])

/** One check of the connection test (B6). `remedy` says what to do in NextPanel or on this machine. */
export const connectionCheck = z.object({
  id: z.string(),
  state: checkState,
  message: z.string(),
  remedy: z.string().optional(),
  durationMs: z.number(),
})
export type ConnectionCheck = z.infer<typeof connectionCheck>

/** `ok` means that no check failed. */
export const connectionReport = z.object({ ok: z.boolean(), checks: z.array(connectionCheck) })
export type ConnectionReport = z.infer<typeof connectionReport>

/** Whether the next account may go here. If not, the reason (a sentence for the dropdown). */
export const placement = z.object({
  selectable: z.boolean(),
  recommended: z.boolean(),
  reason: z.string().nullable(),
  /** 1: accounts without a chosen server go here. `why` explains the position, in a sentence. */
  position: z.number().int(),
  why: z.string(),
})

export const server = z.object({
  id: z.string(),
  name: z.string(),
  driver: z.string(),
  baseUrl: z.string(),
  location: z.string().nullable(),
  tags: z.array(z.string()),
  /** Share of the automatic choices, from 0 to 100. 0: never chosen automatically. */
  placementWeight: z.number().int(),
  capacity: z.number().int(),
  /**
   * Maximum number of concurrent requests, per process. Null: ENGINE_SERVER_CONCURRENCY. The engine adapts
   * below it.
   */
  maxConcurrentRequests: z.number().int().nullable(),
  /** Number of accounts that exist on it. */
  used: z.number().int(),
  /** Number of slots reserved for operations in progress. */
  reserved: z.number().int(),
  status: serverStatus,
  /** Result of the last check, as a sentence. Null before the first. */
  statusMessage: z.string().nullable(),
  mode: serverMode,
  /**
   * While paused, none of its operations runs. A pause because of trouble (key, permissions, TLS, address)
   * ends when its test passes.
   */
  paused: z
    .object({ reason: z.string().nullable(), since: timestamp, by: z.enum(['person', 'trouble']) })
    .nullable(),
  /**
   * Open: it did not respond, so requests are paused until a probe succeeds. Half-open: operations resume
   * gradually.
   */
  breaker: z.enum(['closed', 'open', 'half-open']),
  /** A finding of the last reconciliation that staff must check, as a sentence. */
  warning: z.string().nullable(),
  /** The key's first characters: enough to recognize it, not to use it. "" if the driver requires no key. */
  apiKeyHint: z.string(),
  /** A shortened keyed hash of the key. It distinguishes two keys and reveals nothing else. */
  apiKeyFingerprint: z.string(),
  /** Time at which the current key and secret were entered. */
  keyChangedAt: timestamp,
  /** The authorities that verify its certificate. Empty: the public ones. */
  authorities: z.array(trustedAuthority),
  placement,
  lastCheckedAt: timestamp.nullable(),
  createdAt: timestamp,
})
export type Server = z.infer<typeof server>

/** The result of one check of a server. `failed` is the first check that failed, for example tcp or key. */
export const serverCheck = z.object({
  at: timestamp,
  /** probe: after its breaker opened. */
  askedBy: z.enum(['schedule', 'person', 'probe']),
  verdict: serverStatus.exclude(['unchecked']),
  durationMs: z.number().int(),
  failed: z.string().nullable(),
  message: z.string().nullable(),
})
export type ServerCheck = z.infer<typeof serverCheck>

export const serverCheckPage = z.object({ items: z.array(serverCheck), nextCursor: z.string().nullable() })

export const serverCheckQuery = z.object({
  limit: pageLimit,
  cursor: z.coerce
    .number({ error: 'cursor was not issued by this list.' })
    .int('cursor was not issued by this list.')
    .positive('cursor was not issued by this list.')
    .optional(),
})

// The server validates these by the fields that the driver requires (connection.ts).
const text = (label: string) => z.string({ error: `${label} must be text.` }).optional()
const connectionTexts = { baseUrl: text('Base URL'), apiKey: text('API Key'), apiSecret: text('API Secret') }

const capacity = z
  .number({ error: 'Capacity must be a whole number from 1 to 1000000.' })
  .int('Capacity must be a whole number from 1 to 1000000.')
  .min(1, 'Capacity must be a whole number from 1 to 1000000.')
  .max(1_000_000, 'Capacity must be a whole number from 1 to 1000000.')

const concurrencyRange =
  'Concurrent requests must be a whole number from 1 to 1000, or null to use ENGINE_SERVER_CONCURRENCY.'
const maxConcurrentRequests = z
  .number({ error: concurrencyRange })
  .int(concurrencyRange)
  .min(1, concurrencyRange)
  .max(1000, concurrencyRange)
  .nullable()

/** The connection fields that a driver requires, and their labels: GET /v1/panels. */
export const serverConnection = z.object({
  /** An id of GET /v1/panels. */
  driver: z.string({ error: 'driver must be text.' }).default('nextpanel'),
  ...connectionTexts,
  caCertificate,
})
export type ServerConnection = z.infer<typeof serverConnection>

export const newServer = serverConnection.extend({
  name: requiredLineOfText('Name', { max: 100 }),
  capacity,
  location: lineOfText('Location', { max: 100 }).nullish(),
  tags: serverTags.optional(),
  placementWeight: placementWeight.optional(),
  maxConcurrentRequests: maxConcurrentRequests.optional(),
})
export type NewServer = z.infer<typeof newServer>

/**
 * A key and its secret are changed together. Another Base URL or CA Certificate needs both again: a stored key
 * is sent only to the address that it was entered for.
 */
export const serverChange = z.object({
  name: requiredLineOfText('Name', { max: 100 }).optional(),
  ...connectionTexts,
  caCertificate,
  capacity: capacity.optional(),
  maxConcurrentRequests: maxConcurrentRequests.optional(),
  location: lineOfText('Location', { max: 100 }).nullish(),
  tags: serverTags.optional(),
  placementWeight: placementWeight.optional(),
  mode: serverMode.optional(),
})
export type ServerChange = z.infer<typeof serverChange>

/** Response after adding a server: the saved server, and the result of its first test. */
export const addedServer = server.extend({ test: connectionReport })
export type AddedServer = z.infer<typeof addedServer>

/** Response after testing a saved server. Its status follows the report. */
export const testedServer = connectionReport.extend({ server })
export type TestedServer = z.infer<typeof testedServer>

/** A new secret, with a new key unless it is the same one. */
export const keyRotation = z.object({
  apiKey: connectionTexts.apiKey,
  apiSecret: connectionTexts.apiSecret,
  /** Save it even if the test fails. */
  saveAnyway: z.boolean({ error: 'saveAnyway must be true or false.' }).default(false),
})

/** Not replaced: the test failed, and the server continues with its current key. */
export const rotatedKey = z.object({ swapped: z.boolean(), test: connectionReport, server })
export type RotatedKey = z.infer<typeof rotatedKey>
