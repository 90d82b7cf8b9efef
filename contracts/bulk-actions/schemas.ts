import { z } from 'zod'
import { suspendReason } from '../hosting/schemas.ts'
import { longWorkProgress } from '../progress.ts'
import { serverMode } from '../servers/schemas.ts'
import { id, lineOfText, pageCursor, pageLimit, timestamp } from '../text.ts'
import { bulkActionKinds, bulkActionStatuses, bulkRowStates, mostBulkIds } from './states.ts'

const wholeNumber = z.number().int()

export const bulkActionKind = z.enum(bulkActionKinds, {
  error: `action must be one of: ${bulkActionKinds.join(', ')}.`,
})

const ids = (label: string) =>
  z
    .array(id(label), { error: `${label} must be a list of ids.` })
    .min(1, `${label} needs at least one id.`)
    .max(mostBulkIds, `${label} can have at most ${mostBulkIds} ids. Use a filter for more.`)

/**
 * Exactly one of the three. `ids`: hosting accounts (suspend, unsuspend), operations (retry, cancel) or servers
 * (set-server-mode). `customerIds`: all accounts of these customers. `filter`: all that the list shows with it, with the
 * parameters of GET /v1/customers (suspend, unsuspend: their accounts) or GET /v1/operations (retry, cancel).
 */
export const bulkTarget = z
  .object(
    {
      ids: ids('target.ids').optional(),
      customerIds: ids('target.customerIds').optional(),
      filter: z
        .record(z.string().max(50), z.string().max(200), {
          error: 'target.filter must be an object of texts, as the parameters of the list.',
        })
        .optional(),
    },
    { error: 'target must have ids, customerIds or filter.' },
  )
  .refine((target) => Object.values(target).filter((part) => part !== undefined).length === 1, {
    error: 'target must have exactly one of: ids, customerIds, filter.',
  })
export type BulkTarget = z.infer<typeof bulkTarget>

export const bulkOptions = z.object(
  {
    /** Of suspend and unsuspend. */
    reason: suspendReason.optional(),
    /** Of suspend. */
    note: lineOfText('Note', { max: 500 }).optional(),
    /** Of set-server-mode. */
    mode: serverMode.optional(),
  },
  { error: 'options must be an object.' },
)
export type BulkOptions = z.infer<typeof bulkOptions>

export const newBulkAction = z
  .object({ action: bulkActionKind, target: bulkTarget, options: bulkOptions.default({}) })
  .superRefine(({ action, target, options }, context) => {
    const refuse = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message })
    const isSuspension = action === 'suspend' || action === 'unsuspend'
    if (isSuspension && options.reason === undefined)
      refuse(['options', 'reason'], 'reason must be one of: staff, abuse, overdue.')
    if (action === 'set-server-mode' && options.mode === undefined)
      refuse(['options', 'mode'], 'mode must be one of: active, draining, maintenance.')
    if (!isSuspension && target.customerIds !== undefined)
      refuse(['target', 'customerIds'], 'customerIds is only for suspend and unsuspend.')
  })
export type NewBulkAction = z.infer<typeof newBulkAction>

export const bulkCounts = z.object({
  total: wholeNumber,
  ...(Object.fromEntries(bulkRowStates.map((state) => [state, wholeNumber])) as {
    [State in (typeof bulkRowStates)[number]]: typeof wholeNumber
  }),
  /** Of the running rows: those that wait for a server in trouble. They continue automatically when it works again. */
  waiting: wholeNumber,
})
export type BulkCounts = z.infer<typeof bulkCounts>

/** Rows that were skipped or failed for the same reason. */
export const bulkGroup = z.object({
  state: z.enum(['skipped', 'failed']),
  code: z.string(),
  /** Of one of the rows. */
  message: z.string(),
  rows: wholeNumber,
})
export type BulkGroup = z.infer<typeof bulkGroup>

export const bulkActionSummary = z.object({
  id: z.string(),
  action: z.enum(bulkActionKinds),
  options: bulkOptions,
  status: z.enum(bulkActionStatuses),
  counts: bulkCounts,
  progress: longWorkProgress,
  /** Why it was paused without a request, for example because its starter was disabled. */
  pausedBecause: z.string().nullable(),
  createdBy: z.string(),
  /** The user in whose name the rows are done. Null: not started. */
  startedBy: z.string().nullable(),
  createdAt: timestamp,
  startedAt: timestamp.nullable(),
  endedAt: timestamp.nullable(),
})
export type BulkActionSummary = z.infer<typeof bulkActionSummary>

export const bulkActionDetails = bulkActionSummary.extend({
  /** The most frequent first, at most 50. */
  groups: z.array(bulkGroup),
  /** A large suspension: the start must repeat the number of accounts as `confirm`. Null: not needed. */
  confirm: wholeNumber.nullable(),
})
export type BulkActionDetails = z.infer<typeof bulkActionDetails>

const confirmText = 'confirm must be the number of accounts that will be suspended.'
export const bulkStart = z.object({ confirm: z.number({ error: confirmText }).int(confirmText).optional() })
export type BulkStart = z.infer<typeof bulkStart>

export const bulkRow = z.object({
  number: wholeNumber,
  state: z.enum(bulkRowStates),
  /** The hosting account, operation or server. */
  subjectId: z.string(),
  /** Its name when it was checked. "" before that, or if it does not exist. */
  name: z.string(),
  code: z.string().nullable(),
  /** Why it was skipped or failed, or for which problem of its server it waits. */
  message: z.string().nullable(),
  operationId: z.string().nullable(),
})
export type BulkRow = z.infer<typeof bulkRow>

export const bulkRowQuery = z.object({
  state: z.enum(bulkRowStates, { error: `state must be one of: ${bulkRowStates.join(', ')}.` }).optional(),
  limit: pageLimit,
  cursor: pageCursor.optional(),
})
export type BulkRowQuery = z.infer<typeof bulkRowQuery>
export const bulkRowPage = z.object({ items: z.array(bulkRow), nextCursor: z.string().nullable() })

export const bulkActionQuery = z.object({ limit: pageLimit, cursor: pageCursor.optional() })
export type BulkActionQuery = z.infer<typeof bulkActionQuery>
export const bulkActionPage = z.object({
  items: z.array(bulkActionSummary),
  nextCursor: z.string().nullable(),
})
