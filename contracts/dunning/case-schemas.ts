import { z } from 'zod'
import { localDate, localDateText } from '../local-date.ts'
import { money } from '../money/schemas.ts'
import { pageCursor, pageLimit, requiredLineOfText, timestamp } from '../text.ts'
import { dunningActions } from './schemas.ts'

export const dunningCaseStates = ['open', 'cleared', 'exhausted'] as const
const action = z.enum(dunningActions)

/** A step that was done. `isSkipped`: a later reminder replaced it after a missed time. */
const stepDone = z.object({
  action,
  doneOn: localDateText,
  /** It concerns the invoices that were due on this day. */
  dueOn: localDateText,
  isSkipped: z.boolean(),
})

/** One customer's run through the policy. */
export const dunningCase = z.object({
  id: z.string(),
  customerId: z.string(),
  customerName: z.string(),
  /** exhausted: every step was done, and the invoices are still owed. */
  state: z.enum(dunningCaseStates),
  dueOn: localDateText,
  /** The amount that is owed for its invoices, by currency. */
  due: z.array(money),
  invoiceNumbers: z.array(z.string()),
  /** Newest first. */
  steps: z.array(stepDone),
  nextStepOn: localDateText.nullable(),
  /** No step happens before this day. */
  heldUntil: localDateText.nullable(),
  holdReason: z.string().nullable(),
  openedAt: timestamp,
})
export type DunningCase = z.infer<typeof dunningCase>

export const dunningCaseQuery = z.object({ limit: pageLimit, cursor: pageCursor.optional() })
export type DunningCaseQuery = z.infer<typeof dunningCaseQuery>

/** Oldest due date first. */
export const dunningCasePage = z.object({ items: z.array(dunningCase), nextCursor: z.string().nullable() })

/** `until` null: the steps continue now. */
export const dunningHold = z.object({
  until: localDate('until').nullable(),
  reason: requiredLineOfText('Reason', { max: 500 }),
})
export type DunningHold = z.infer<typeof dunningHold>

const hostingAccountOf = z.object({ id: z.string(), username: z.string() })

/** A step on a day, if nothing is paid and no invoice is added before. */
const forecastStep = z.object({
  on: localDateText,
  action,
  customerId: z.string(),
  customerName: z.string(),
  invoiceNumbers: z.array(z.string()),
  /** The amount that is owed for these invoices, by currency. */
  due: z.array(money),
  fees: z.array(money),
  /** The accounts that would be suspended, or asked about. */
  accounts: z.array(hostingAccountOf),
})
export type ForecastStep = z.infer<typeof forecastStep>

export const forecastQuery = z.object({
  /** Default: tomorrow. At most 366 days ahead. */
  until: localDate('until').optional(),
})

export const dunningForecast = z.object({
  asOf: localDateText,
  until: localDateText,
  /** False: dunning is off, and nothing happens. */
  isEnabled: z.boolean(),
  counts: z.object({
    reminders: z.number().int(),
    lateFees: z.number().int(),
    suspensions: z.number().int(),
    terminationTasks: z.number().int(),
  }),
  /** By day. The first 500. */
  items: z.array(forecastStep),
})
export type DunningForecast = z.infer<typeof dunningForecast>

/** A wish of billing that waits: its account has an open operation, or is pending or unknown. */
const waitingWish = z.object({
  accountId: z.string(),
  username: z.string(),
  customerId: z.string(),
  customerName: z.string(),
  /** False: the reason `overdue` is to be removed. */
  wanted: z.boolean(),
  why: z.string(),
  since: timestamp,
  /** Null: no operation is open. */
  operationId: z.string().nullable(),
  accountStatus: z.string(),
})
export type WaitingWish = z.infer<typeof waitingWish>

/** The suspensions of today, and the number above which staff must confirm. */
const dunningBrakeState = z.object({
  day: localDateText,
  /** Requested today. */
  suspended: z.number().int(),
  /** Due today and not requested yet. */
  pending: z.number().int(),
  limit: z.number().int(),
  /** Not null: no further account is suspended today until staff confirm the number. */
  stoppedAt: timestamp.nullable(),
  /** The number of accounts that a confirmation must repeat: those of today, with the pending ones. */
  toConfirm: z.number().int().nullable(),
})

export const dunningState = z.object({
  isEnabled: z.boolean(),
  brake: dunningBrakeState,
  /** Longest waiting first. The first 200. */
  wishes: z.array(waitingWish),
})
export type DunningState = z.infer<typeof dunningState>

const countRule = 'accounts must be the number of accounts that the Dunning page shows.'
export const brakeConfirmation = z.object({
  accounts: z.number({ error: countRule }).int(countRule).min(1, countRule).max(1_000_000, countRule),
})

/** The open case of a customer, and why their hosting is suspended or waits to be restored. */
export const customerDunning = z.object({
  case: dunningCase.nullable(),
  wishes: z.array(waitingWish),
})
export type CustomerDunning = z.infer<typeof customerDunning>
