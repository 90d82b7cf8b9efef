import { z } from 'zod'
import type { OperationErrorCode } from '../error-codes.ts'
import { hostingPassword, hostingUsername } from '../hosting/username.ts'
import { emailAddress, id, lineOfText, pageCursor, pageLimit, timestamp } from '../text.ts'
import { operationStatuses } from './states.ts'

export const operationKind = z.enum(['create', 'suspend', 'unsuspend', 'terminate'])
export type OperationKind = z.infer<typeof operationKind>

export const operationStatus = z.enum(operationStatuses)
export type OperationStatus = z.infer<typeof operationStatus>

/** The error in words for staff. `remedy` says what to do next. */
export const operationError = z.object({
  code: z.string(),
  message: z.string(),
  remedy: z.string(),
  /** The account on the panel that has the username or email, if the panel showed it. */
  holder: z
    .object({
      panelUserId: z.string(),
      /** Username and email match the request, so it can be adopted. */
      matches: z.boolean(),
    })
    .optional(),
})
/** An error as the engine writes it. In the API the code is an open set, for clients of other versions. */
export type OperationError = z.infer<typeof operationError> & { readonly code: OperationErrorCode }

/** One line of an operation's timeline, oldest first. `detail` is redacted before it is stored. */
export const timelineEntry = z.object({
  at: timestamp,
  /** For example operation.queued, attempt.started, attempt.ended, look.ended. */
  event: z.string(),
  message: z.string(),
  detail: z.record(z.string(), z.unknown()).nullable(),
})
export type TimelineEntry = z.infer<typeof timelineEntry>

/** An operation without its timeline, as in lists. */
export const operationSummary = z.object({
  id: z.string(),
  kind: operationKind,
  status: operationStatus,
  accountId: z.string(),
  customerId: z.string(),
  customerName: z.string(),
  serverId: z.string(),
  serverName: z.string(),
  username: z.string(),
  /** The account's email on the panel. */
  email: z.string(),
  /** Number of attempts so far, each with one recorded outcome. */
  attempts: z.number().int(),
  nextAttemptAt: timestamp.nullable(),
  error: operationError.nullable(),
  /**
   * Staff must act: the operation counts in the overview's `needsAction`. False while it resolves
   * automatically.
   */
  needsAction: z.boolean(),
  /** After `username-taken`: a similar username that no account on this server has here. */
  freeUsername: z.string().nullable(),
  /** Time at which staff dismissed the failure. Null: not dismissed, or it did not fail. */
  dismissedAt: timestamp.nullable(),
  createdAt: timestamp,
  endedAt: timestamp.nullable(),
})
export type OperationSummary = z.infer<typeof operationSummary>

export const operation = operationSummary.extend({ timeline: z.array(timelineEntry) })
export type Operation = z.infer<typeof operation>

export const operationPage = z.object({ items: z.array(operationSummary), nextCursor: z.string().nullable() })

const statuses = `status must be one or more of these values, separated by commas: ${operationStatus.options.join(', ')}.`

export const operationFilter = z.object({
  /** One or several, separated by commas: waiting,queued. */
  status: z
    .string({ error: statuses })
    .max(200, statuses)
    .transform((text, context) => {
      const parsed = z.array(operationStatus).safeParse([...new Set(text.split(','))])
      if (parsed.success) return parsed.data
      context.addIssue({ code: 'custom', message: statuses })
      return z.NEVER
    })
    .optional(),
  serverId: id('serverId').optional(),
  /** true: only operations on which staff must act; false: only the others. */
  needsAction: z.enum(['true', 'false'], { error: 'needsAction must be true or false.' }).optional(),
  /** Code of its error, for example username-taken. */
  code: lineOfText('code', { max: 100 }).optional(),
  customerId: id('customerId').optional(),
})
export type OperationFilter = z.infer<typeof operationFilter>

export const operationQuery = operationFilter.extend({ limit: pageLimit, cursor: pageCursor.optional() })

/** Number of open operations, and those on which staff must act by server and cause. */
export const operationOverviewQuery = z.object({ serverId: id('serverId').optional() })
export const operationOverview = z.object({
  queued: z.number().int(),
  running: z.number().int(),
  waiting: z.number().int(),
  needsPerson: z.number().int(),
  /** Number of those that server trouble stopped and that resume when it is over. */
  blocked: z.number().int(),
  /** The number of items on which staff must act: operations and alerts of servers. */
  needsAction: z.object({
    total: z.number().int(),
    operations: z.number().int(),
    alerts: z.number().int(),
  }),
  /** Largest first, at most 100. */
  groups: z.array(
    z.object({
      serverId: z.string(),
      serverName: z.string(),
      code: z.string(),
      /** Message of the newest one. */
      message: z.string(),
      remedy: z.string(),
      operations: z.number().int(),
      oldestAt: timestamp,
    }),
  ),
})
export type OperationOverview = z.infer<typeof operationOverview>
export type OperationGroup = OperationOverview['groups'][number]

/** Corrections by staff before a failed creation is retried. */
export const operationRetry = z.object({
  username: hostingUsername.optional(),
  password: hostingPassword.optional(),
  serverId: id('NextPanel Server').optional(),
  email: emailAddress('Hosting Email').optional(),
})
export type OperationRetry = z.infer<typeof operationRetry>

const anId = 'panelUserId must be the NextPanel User ID of the account to adopt, like 123.'

export const operationAdoption = z.object({
  panelUserId: z.union([z.number().int(anId).positive(anId), z.string().trim().min(1, anId).max(100, anId)], {
    error: anId,
  }),
})

/** An account on the panel beside the requested one: the comparison before an adoption. */
export const adoptionCandidateQuery = z.object({
  panelUserId: z.string({ error: anId }).trim().min(1, anId).max(100, anId),
})
export const adoptionCandidate = z.object({
  panelUserId: z.string(),
  username: z.string(),
  /** null: the panel does not show it. */
  email: z.string().nullable(),
  createdAt: z.string().nullable(),
  suspended: z.boolean(),
  /** The requested account. */
  wanted: z.object({ username: z.string(), email: z.string(), requestedAt: timestamp }),
  /** The reason why it cannot be adopted, as a sentence. Null: it can. */
  difference: z.string().nullable(),
})
export type AdoptionCandidate = z.infer<typeof adoptionCandidate>
