import { z } from 'zod'
import { lineOfText, pageLimit, requiredLineOfText, timestamp } from '../text.ts'
import { caCertificate, trustedAuthority } from './certificate.ts'

export const serverStatus = z.enum(['unchecked', 'online', 'degraded', 'offline', 'needs-operator'])
export type ServerStatus = z.infer<typeof serverStatus>

export const serverMode = z.enum(['active', 'draining', 'maintenance'], {
  error: 'mode must be one of: active, draining, maintenance.',
})
export type ServerMode = z.infer<typeof serverMode>

export const checkState = z.enum(['pass', 'warn', 'fail', 'not-checked'])

/** One rung of the connection test (B6); `remedy` says what to do in NextPanel or on this machine. */
export const connectionCheck = z.object({
  id: z.string(),
  state: checkState,
  message: z.string(),
  remedy: z.string().optional(),
  durationMs: z.number(),
})
export type ConnectionCheck = z.infer<typeof connectionCheck>

/** `ok` means that nothing failed. */
export const connectionReport = z.object({ ok: z.boolean(), checks: z.array(connectionCheck) })
export type ConnectionReport = z.infer<typeof connectionReport>

/** Whether the next account may go here, and if not, why not (a sentence for the dropdown). */
export const placement = z.object({
  selectable: z.boolean(),
  recommended: z.boolean(),
  reason: z.string().nullable(),
  /** 1: where the next account goes that names no server; `why` says what puts it there, in a sentence. */
  position: z.number().int(),
  why: z.string(),
})

export const server = z.object({
  id: z.string(),
  name: z.string(),
  driver: z.string(),
  baseUrl: z.string(),
  location: z.string().nullable(),
  capacity: z.number().int(),
  /** The most requests in flight at once, for each process; null: ENGINE_SERVER_CONCURRENCY. The engine adapts below it. */
  maxConcurrentRequests: z.number().int().nullable(),
  /** Accounts that exist on it. */
  used: z.number().int(),
  /** Slots promised to operations still under way. */
  reserved: z.number().int(),
  status: serverStatus,
  /** What the last check found, in a sentence; null before the first. */
  statusMessage: z.string().nullable(),
  mode: serverMode,
  /** While paused, none of its operations runs. By trouble (key, rights, TLS, address): ends once its test passes. */
  paused: z
    .object({ reason: z.string().nullable(), since: timestamp, by: z.enum(['person', 'trouble']) })
    .nullable(),
  /** Open: it did not answer, so nothing is sent until a probe is answered. Half-open: work comes back slowly. */
  breaker: z.enum(['closed', 'open', 'half-open']),
  /** What the last reconciliation found and somebody has to look at, in a sentence. */
  warning: z.string().nullable(),
  /** The key's first characters: enough to recognise it, not to use it. "" if the driver asks for no key. */
  apiKeyHint: z.string(),
  /** A keyed hash of the key, shortened: tells two keys apart, and nothing about them. */
  apiKeyFingerprint: z.string(),
  /** When the present key and secret were entered. */
  keyChangedAt: timestamp,
  /** Whom its certificate is verified by; empty: the authorities that everybody trusts. */
  authorities: z.array(trustedAuthority),
  placement,
  lastCheckedAt: timestamp.nullable(),
  createdAt: timestamp,
})
export type Server = z.infer<typeof server>

/** What one check of a server found; `failed` is the first rung that failed, e.g. tcp or key. */
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
    .number({ error: 'cursor is not one that this list gave out.' })
    .int('cursor is not one that this list gave out.')
    .positive('cursor is not one that this list gave out.')
    .optional(),
})

// The server checks these by the fields that the driver asks for (connection.ts).
const text = (label: string) => z.string({ error: `${label} must be text.` }).optional()
const connectionTexts = { baseUrl: text('Base URL'), apiKey: text('API Key'), apiSecret: text('API Secret') }

const capacity = z
  .number({ error: 'Capacity must be a whole number from 1 to 1000000.' })
  .int('Capacity must be a whole number from 1 to 1000000.')
  .min(1, 'Capacity must be a whole number from 1 to 1000000.')
  .max(1_000_000, 'Capacity must be a whole number from 1 to 1000000.')

const concurrencyRange = 'Concurrent requests must be a whole number from 1 to 1000, or null for the setting.'
const maxConcurrentRequests = z
  .number({ error: concurrencyRange })
  .int(concurrencyRange)
  .min(1, concurrencyRange)
  .max(1000, concurrencyRange)
  .nullable()

/** Which of the connection's fields a driver requires, and how it labels them: GET /v1/panels. */
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
  maxConcurrentRequests: maxConcurrentRequests.optional(),
})
export type NewServer = z.infer<typeof newServer>

/** A key and its secret are changed together. */
export const serverChange = z.object({
  name: requiredLineOfText('Name', { max: 100 }).optional(),
  ...connectionTexts,
  caCertificate,
  capacity: capacity.optional(),
  maxConcurrentRequests: maxConcurrentRequests.optional(),
  location: lineOfText('Location', { max: 100 }).nullish(),
  mode: serverMode.optional(),
})
export type ServerChange = z.infer<typeof serverChange>

/** What adding a server answers: the server as saved, and what its first test found. */
export const addedServer = server.extend({ test: connectionReport })
export type AddedServer = z.infer<typeof addedServer>

/** What testing a saved server answers; its status follows the report. */
export const testedServer = connectionReport.extend({ server })
export type TestedServer = z.infer<typeof testedServer>

/** A new secret, with a new key unless it is the same one. */
export const keyRotation = z.object({
  apiKey: connectionTexts.apiKey,
  apiSecret: connectionTexts.apiSecret,
  /** Also where the test fails. */
  saveAnyway: z.boolean({ error: 'saveAnyway must be true or false.' }).default(false),
})

/** Not swapped: the test failed, and the server goes on with the key it has. */
export const rotatedKey = z.object({ swapped: z.boolean(), test: connectionReport, server })
export type RotatedKey = z.infer<typeof rotatedKey>
