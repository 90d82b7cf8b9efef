import { and, eq, isNull } from 'drizzle-orm'
import { type LocalDate, localDate } from '#server/platform/calendar/index.ts'
import type { Queryable, Tx } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'
import { lockCustomer, requireCustomer } from '../ledger/index.ts'
import { billingParks } from '../tables/billing-runs.ts'
import { applyPlans, type Written } from './apply.ts'
import { type Action, decide, type Facts, type Plan } from './decide/index.ts'
import { factsOfNewCustomer, loadCompany, loadFacts, type Needs, newCustomerId } from './load.ts'
import { planHash } from './plan-hash.ts'
import { refusing } from './refusing.ts'
import { storedInputs } from './stored-inputs.ts'

/** An action on one customer, and what it needs to know. */
export interface Intent {
  readonly customerId: string
  /** Default: today in the company's time zone. */
  readonly asOf?: string | undefined
  readonly needs?: Needs
  /** Reads what only the database knows, for example a coupon. */
  readonly action: (tx: Queryable, asOf: LocalDate) => Promise<Action> | Action
}

export interface Preview {
  readonly action: Action
  readonly plan: Plan
  readonly facts: Facts
  /** Sent back with the commit. */
  readonly planHash: string
}

/**
 * Computes what an action would write, from the same facts and by the same code as {@link commitAction}. Writes nothing.
 * @throws {Refusal} not-found, or the refusal of the action
 */
export const previewAction = (ctx: Context, intent: Intent): Promise<Preview> =>
  ctx.database.db.transaction(async (tx) => {
    const { action, plan, facts } = await planAction(tx, intent, ctx.clock.now())
    return { action, plan, facts, planHash: planHash(plan) }
  })

/** As {@link previewAction}, for a customer who does not exist yet. @throws {Refusal} the refusal of the action */
export const previewForNewCustomer = (
  ctx: Context,
  { needs = {}, action: given }: Omit<Intent, 'customerId' | 'asOf'>,
): Promise<Preview> =>
  ctx.database.db.transaction(async (tx) => {
    const company = await loadCompany(tx, ctx.clock.now())
    const action = await given(tx, company.asOf)
    const facts = await factsOfNewCustomer(tx, company, needs)
    const plan = refusing(() => decide(facts, action))
    return { action, plan, facts, planHash: planHash(plan) }
  })

async function planAction(tx: Queryable, intent: Intent, now: Date) {
  const company = await loadCompany(tx, now, intent.asOf === undefined ? undefined : localDate(intent.asOf))
  await requireCustomer(tx, intent.customerId)
  const action = await intent.action(tx, company.asOf)
  const loaded = (await loadFacts(tx, company, [intent.customerId], intent.needs)).get(intent.customerId)
  if (!loaded) throw new Refusal('not-found', 'Customer not found. See the Customers page.')
  return { company, ...loaded, action, plan: refusing(() => decide(loaded.facts, action)) }
}

export interface Committed extends Preview {
  readonly written: Written
}

/**
 * Computes an action again under the lock of the customer, and writes it. The caller writes the audit entry in the same
 * transaction.
 * @throws {Refusal} preview-changed: it would write something else than the previewed plan. customer-parked
 */
export async function commitAction(
  tx: Tx,
  ctx: Context,
  {
    planHash: expected,
    isNewCustomer = false,
    allowParked = false,
    ...intent
  }: Intent & {
    readonly planHash?: string | undefined
    /** The same transaction writes the customer, so `planHash` is that of {@link previewForNewCustomer}. */
    readonly isNewCustomer?: boolean
    /** A correction is possible while billing is stopped. */
    readonly allowParked?: boolean
  },
): Promise<Committed> {
  await lockCustomer(tx, intent.customerId, ctx.clock.now())
  // After the lock: the times of a customer's documents and payments are in the order in which they were written.
  const at = ctx.clock.now()
  if (!allowParked) await requireNotParked(tx, intent.customerId)
  const { company, facts, buyer, action, plan } = await planAction(tx, intent, at)
  const hash = planHash(plan)
  const previewed = isNewCustomer ? planHash({ ...plan, customerId: newCustomerId }) : hash
  if (expected !== undefined && expected !== previewed)
    throw new Refusal(
      'preview-changed',
      'Something changed since the preview, so another amount or date would be booked. Nothing was written. Look at the new preview, and confirm it.',
    )
  const inputs = plan.change === null ? {} : { inputs: storedInputs(facts, action, plan) }
  const [written] = await applyPlans(tx, [{ plan, hash, buyer, acceptedHash: expected && hash, ...inputs }], {
    seller: company.seller,
    actor: ctx.actor,
    at,
  })
  return { action, plan, facts, planHash: hash, written: written ?? new Map() }
}

async function requireNotParked(tx: Queryable, customerId: string): Promise<void> {
  const [park] = await tx
    .select({ message: billingParks.message })
    .from(billingParks)
    .where(and(eq(billingParks.customerId, customerId), isNull(billingParks.closedAt)))
  if (park) throw new Refusal('customer-parked', `Billing of this customer is stopped: ${park.message}`)
}
