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
 * - adopt: the hosting account takes the account on the panel that bears its reference
 * - terminate: the account on the panel is deleted, by an ordinary operation
 * - mark-gone: the hosting account becomes terminated, and its slot and names are free
 * - re-apply: the panel is told again, by an ordinary operation
 * - accept: the hosting account becomes as the panel says
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
  /** null: no hosting account here knows the reference. */
  accountId: z.string().nullable(),
  customerId: z.string().nullable(),
  username: z.string(),
  /** The id we hold; of an account that is unknown to us, the one it has on the panel. */
  panelUserId: panelUserId.nullable(),
  /** gone: the id under which our account was found instead. doubled: all ids that bear the reference. */
  foundUnder: z.array(panelUserId),
  /** drift only: which field, what is recorded here, and what the panel says. */
  field: driftField.nullable(),
  ours: z.string().nullable(),
  onPanel: z.string().nullable(),
  message: z.string(),
  remedy: z.string(),
  /** What a person may do about it now; empty once resolved, and where only NextPanel itself helps. */
  actions: z.array(findingAction),
  /** What a person may do once they have confirmed how many accounts vanished. */
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
  /** The person's name, or "schedule". */
  startedBy: z.string(),
  /** False: the list could not be read to its end, `why` says so, and nothing is called gone. */
  complete: z.boolean(),
  why: z.string().nullable(),
  /** Hosting accounts that the panel should have, without those that were left out. */
  believed: z.number().int(),
  /** Those of them that it does not have, or not under their id. */
  vanished: z.number().int(),
  /** More than 2% vanished at once: nothing can be done about them before somebody confirms the number. */
  braked: z.boolean(),
  confirmed: z.object({ by: z.string(), at: timestamp }).nullable(),
  /** Accounts on the panel, as far as its list was read. */
  onPanel: z.number().int(),
  /** Those of them that are not ours, against the capacity that the server has here. */
  strangers: z.object({
    count: z.number().int(),
    capacity: z.number().int(),
    /** The first 50. */
    sample: z.array(stranger),
  }),
  /** Hosting accounts that were not compared: an operation is under way, or they changed meanwhile. */
  leftOut: z.number().int(),
  findings: z.object({
    total: z.number().int(),
    /** Neither resolved nor left out. */
    open: z.number().int(),
    /** Found and not kept, beyond 200 of a kind. */
    leftOut: z.number().int(),
  }),
  /** What else there is to know, in sentences. */
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
  /** Where the brake is on: the number of accounts that vanished, as the reconciliation tells it. */
  confirm: z.number({ error: 'confirm must be the number of accounts that vanished.' }).int().optional(),
})

export const resolvedFinding = z.object({
  reconciliation: reconciliationSummary,
  finding: reconciliationFinding,
  account: hostingAccount,
  /** The operation that was started, if one was. */
  operation: operation.nullable(),
})
export type ResolvedFinding = z.infer<typeof resolvedFinding>
