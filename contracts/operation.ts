import { z } from 'zod'
import { hostingUsername } from './hosting-username.ts'
import { id, newPassword, pageCursor, pageLimit, timestamp } from './text.ts'

export const operationKind = z.enum(['create', 'suspend', 'unsuspend', 'terminate'])
export type OperationKind = z.infer<typeof operationKind>

export const operationStatus = z.enum([
  'queued',
  'running',
  'waiting',
  'succeeded',
  'failed',
  'needs-person',
  'cancelled',
])
export type OperationStatus = z.infer<typeof operationStatus>

/** What went wrong, in words for staff: `remedy` says what to do next. */
export const operationError = z.object({ code: z.string(), message: z.string(), remedy: z.string() })
export type OperationError = z.infer<typeof operationError>

/** One line of an operation's history, oldest first. `detail` is redacted before it is stored. */
export const timelineEntry = z.object({
  at: timestamp,
  /** e.g. operation.queued, attempt.started, attempt.ended, look.ended */
  event: z.string(),
  message: z.string(),
  detail: z.record(z.string(), z.unknown()).nullable(),
})
export type TimelineEntry = z.infer<typeof timelineEntry>

/** An operation without its history, as lists carry it. */
export const operationSummary = z.object({
  id: z.string(),
  kind: operationKind,
  status: operationStatus,
  accountId: z.string(),
  customerId: z.string(),
  serverId: z.string(),
  serverName: z.string(),
  username: z.string(),
  /** Tries begun, each with one recorded outcome. */
  attempts: z.number().int(),
  nextAttemptAt: timestamp.nullable(),
  error: operationError.nullable(),
  createdAt: timestamp,
  endedAt: timestamp.nullable(),
})
export type OperationSummary = z.infer<typeof operationSummary>

export const operation = operationSummary.extend({ timeline: z.array(timelineEntry) })
export type Operation = z.infer<typeof operation>

export const operationPage = z.object({ items: z.array(operationSummary), nextCursor: z.string().nullable() })

export const operationQuery = z.object({
  status: z
    .enum(operationStatus.options, { error: `status must be one of: ${operationStatus.options.join(', ')}.` })
    .optional(),
  serverId: id('serverId').optional(),
  limit: pageLimit,
  cursor: pageCursor.optional(),
})

/** What a person may correct before a failed creation is tried again. */
export const operationRetry = z.object({
  username: hostingUsername.optional(),
  password: newPassword('Hosting Password').optional(),
  serverId: id('NextPanel Server').optional(),
})
export type OperationRetry = z.infer<typeof operationRetry>

const anId = 'panelUserId must be the NextPanel User ID of the account to adopt, like 123.'

export const operationAdoption = z.object({
  panelUserId: z.union([z.number().int(anId).positive(anId), z.string().trim().min(1, anId).max(100, anId)], {
    error: anId,
  }),
})
