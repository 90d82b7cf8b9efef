import { z } from 'zod'
import { hostingAccount, panelUserId } from '../hosting/schemas.ts'
import { operation } from '../operations/schemas.ts'
import { id, pageCursor, pageLimit, timestamp } from '../text.ts'

/**
 * - unknown-to-us: an account with our reference that no active or suspended hosting account holds
 * - gone: a hosting account whose account is not on the panel, or not under its id
 * - drift: one field that differs
 * - doubled: more than one account with the same reference
 */
export const findingKind = z.enum(['unknown-to-us', 'gone', 'drift', 'doubled'])
export type FindingKind = z.infer<typeof findingKind>

/**
 * - adopt: links the hosting account to the account on the panel that has its reference
 * - terminate: deletes the account on the panel, by an ordinary operation
 * - mark-gone: sets the hosting account to terminated, and releases its slot and names
 * - re-apply: sends our state to the panel again, by an ordinary operation
 * - accept: changes the hosting account to the panel's value
 */
export const findingAction = z.enum(['adopt', 'terminate', 'mark-gone', 're-apply', 'accept'], {
  error: 'action must be one of: adopt, terminate, mark-gone, re-apply, accept.',
})
export type FindingAction = z.infer<typeof findingAction>

export const driftField = z.enum(['username', 'email', 'suspended', 'reference'])
export type DriftField = z.infer<typeof driftField>

/** One line of the diff. `message` and `remedy` are sentences for staff. */
export const reconciliationFinding = z.object({
  id: z.string(),
  kind: findingKind,
  /** Null: no hosting account here has the reference. */
  accountId: z.string().nullable(),
  customerId: z.string().nullable(),
  username: z.string(),
  /** Our id of the account. For an unknown account, its id on the panel. */
  panelUserId: panelUserId.nullable(),
  /** gone: the other id under which our account was found. doubled: all ids with the reference. */
  foundUnder: z.array(panelUserId),
  /** drift only: the field, our value, and the panel's value. */
  field: driftField.nullable(),
  ours: z.string().nullable(),
  onPanel: z.string().nullable(),
  message: z.string(),
  remedy: z.string(),
  /** Available actions. Empty after it was resolved, and if only a change in NextPanel helps. */
  actions: z.array(findingAction),
  /** Actions that are available after staff confirm the number of missing accounts. */
  heldActions: z.array(findingAction),
  resolution: z
    .object({
      action: findingAction,
      by: z.string(),
      at: timestamp,
      operationId: z.string().nullable(),
    })
    .nullable(),
})
export type ReconciliationFinding = z.infer<typeof reconciliationFinding>

export const stranger = z.object({ panelUserId, username: z.string().nullable() })

export const reconciliationSummary = z.object({
  id: z.string(),
  serverId: z.string(),
  serverName: z.string(),
  startedAt: timestamp,
  endedAt: timestamp,
  /** Name of the staff user, or "schedule". */
  startedBy: z.string(),
  /** False: the list could not be read to its end. `why` has the reason, and no account counts as gone. */
  complete: z.boolean(),
  why: z.string().nullable(),
  /** Number of hosting accounts that the panel should have, without those that were not compared. */
  believed: z.number().int(),
  /** Number of them that it does not have, or not under their id. */
  vanished: z.number().int(),
  /** More than 2% are missing at once: no action is possible until staff confirm the number. */
  braked: z.boolean(),
  confirmed: z.object({ by: z.string(), at: timestamp }).nullable(),
  /** Number of accounts on the panel, as far as its list was read. */
  onPanel: z.number().int(),
  /** Number of them that are not ours, with the capacity that is entered here. */
  strangers: z.object({
    count: z.number().int(),
    capacity: z.number().int(),
    /** The first 50. */
    sample: z.array(stranger),
  }),
  /**
   * Number of hosting accounts that were not compared, because of an operation in progress or a concurrent
   * change.
   */
  leftOut: z.number().int(),
  findings: z.object({
    total: z.number().int(),
    /** Number of findings that are neither resolved nor omitted. */
    open: z.number().int(),
    /** Number of findings that were not stored, beyond 200 of a kind. */
    leftOut: z.number().int(),
  }),
  /** More notes, as sentences. */
  notes: z.array(z.string()),
})
export type ReconciliationSummary = z.infer<typeof reconciliationSummary>

export const reconciliation = reconciliationSummary.extend({ items: z.array(reconciliationFinding) })
export type Reconciliation = z.infer<typeof reconciliation>

export const reconciliationQuery = z.object({
  id: id('id'),
  limit: pageLimit,
  cursor: pageCursor.optional(),
})
export const reconciliationPage = z.object({
  items: z.array(reconciliationSummary),
  nextCursor: z.string().nullable(),
})

export const findingResolution = z.object({
  id: id('id'),
  findingId: id('findingId'),
  action: findingAction,
  /** While the brake is on: the number of missing accounts, from the reconciliation. */
  confirm: z.number({ error: 'confirm must be the number of missing accounts.' }).int().optional(),
})

export const resolvedFinding = z.object({
  reconciliation: reconciliationSummary,
  finding: reconciliationFinding,
  account: hostingAccount,
  /** The operation that was started, if any. */
  operation: operation.nullable(),
})
export type ResolvedFinding = z.infer<typeof resolvedFinding>
