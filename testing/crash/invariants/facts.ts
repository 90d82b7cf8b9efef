import { z } from 'zod'

const time = z.string().transform((text) => new Date(text))
const maybeTime = time.nullable()

const account = z.object({
  id: z.string(),
  customer_id: z.string(),
  server_id: z.string(),
  username: z.string(),
  email: z.string(),
  marker: z.string(),
  status: z.string(),
  holds_slot: z.boolean(),
  quarantined_until: maybeTime,
  panel_user_id: z.string().nullable(),
  verified: z.boolean(),
  password_kept: z.boolean(),
  password_expires_at: maybeTime,
  password_set_by_us: z.boolean(),
})
export type AccountFact = z.output<typeof account>

const operation = z.object({
  id: z.string(),
  account_id: z.string(),
  server_id: z.string(),
  kind: z.string(),
  status: z.string(),
  attempts: z.number(),
  next_attempt_at: maybeTime,
  stopped_by_trouble: z.boolean(),
  lease_token: z.string().nullable(),
  lease_until: maybeTime,
  created_at: time,
  ended_at: maybeTime,
})
export type OperationFact = z.output<typeof operation>

const attempt = z.object({
  id: z.string(),
  operation_id: z.string(),
  number: z.number(),
  outcome: z.string().nullable(),
})

const server = z.object({
  id: z.string(),
  name: z.string(),
  base_url: z.string(),
  capacity: z.number(),
  slots_held: z.number(),
  removed_at: maybeTime,
  /** While set, none of its operations runs: they wait for staff, or for the end of the trouble. */
  paused_at: maybeTime,
  /** `open`: they wait for a probe. */
  breaker: z.string(),
})

/** Our own database, read by plain SQL: no code under test is used. */
export const ownFacts = z.object({
  /** Time of the read, by the database's clock. */
  readAt: time,
  installation: z.object({ id: z.string() }),
  /** Staff have paused every operation. */
  allPaused: z.boolean(),
  accounts: z.array(account),
  operations: z.array(operation),
  attempts: z.array(attempt),
  servers: z.array(server),
  /** Timeline lines about a lookup that found the account, or an adoption by staff. */
  sightings: z.array(z.object({ operation_id: z.string(), event: z.string() })),
})
export type OwnFacts = z.output<typeof ownFacts>

const happening = z.object({ what: z.string(), by: z.string() })

const ledgerEntry = z.object({
  id: z.number(),
  username: z.string(),
  email: z.string(),
  billing_id: z.string().nullable(),
  status: z.enum(['active', 'suspended', 'deleted', 'restored-away']),
  createdAt: z.string(),
  history: z.array(happening),
})
export type LedgerEntry = z.output<typeof ledgerEntry>

/** The panel's own ledger of every account that was ever created. */
export const panelFacts = z.object({
  baseUrl: z.string(),
  /** False: this panel has no GET of a single account, so an active account may be unverified. */
  canBeRead: z.boolean(),
  ledger: z.array(ledgerEntry),
})
export type PanelFacts = z.output<typeof panelFacts>

export interface Facts {
  readonly own: OwnFacts
  readonly panels: readonly PanelFacts[]
  /** No operation is in progress any more, so none may be running or due. */
  readonly atRest: boolean
}

export const isLiving = ({ status }: LedgerEntry): boolean => status === 'active' || status === 'suspended'

export const openStatuses: readonly string[] = ['queued', 'running', 'waiting', 'needs-person']
