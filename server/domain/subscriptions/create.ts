import { eq } from 'drizzle-orm'
import type { HostingOutcome, Provisioning } from '#contracts/hosting/schemas.ts'
import type { NewSubscription } from '#contracts/subscriptions/schemas.ts'
import { type LocalDate, later as laterOf } from '#server/platform/calendar/index.ts'
import type { Tx } from '#server/platform/database/index.ts'
import { fieldRefusal, Refusal } from '#server/platform/errors/index.ts'
import { once, recall } from '#server/platform/idempotency/index.ts'
import { auditBilling, type Committed, commitAction } from '../billing/index.ts'
import { readCompany } from '../company/index.ts'
import type { Context } from '../context.ts'
import { refuseHostingRequest } from '../hosting/index.ts'
import { subscriptions } from '../tables/subscriptions.ts'
import {
  type CommittedRefs,
  committedRefs,
  documentRefs,
  presentCommitted,
  type WithInvoice,
} from './commit.ts'
import { requireFreeAccount } from './hosting-account.ts'
import { noHostingRequest, provisionFor, sealHostingRequest } from './hosting-request.ts'
import { startIntent } from './intents.ts'
import { asPlanned } from './plan-hosting.ts'

interface Started extends WithInvoice {
  readonly hosting: HostingOutcome | null
  /** Why there is no hosting, though it was requested. */
  readonly hostingProblem: string | null
}

/**
 * Starts a subscription and invoices its first period. A hosting request that would be refused is refused before. Then the
 * money is booked first: hosting that cannot be created does not take it back (R17).
 * @throws {Refusal} preview-changed, currency-mismatch, limit-reached, customer-parked, invalid-body
 */
export async function createSubscription(ctx: Context, wanted: NewSubscription): Promise<Started> {
  const { customerId, priceId, provision } = wanted
  if (provision !== 'none' && wanted.provisioning === undefined)
    throw fieldRefusal(
      'invalid-body',
      'provisioning',
      'required',
      'Enter the hosting account to create, or set provision to none.',
    )
  if (provision !== 'none' && wanted.hostingAccountId !== undefined)
    throw fieldRefusal(
      'invalid-body',
      'hostingAccountId',
      'not-allowed',
      'To use an existing hosting account, set provision to none. Otherwise leave hostingAccountId out.',
    )
  const { database, clock, idempotency } = ctx
  const keyed = { request: idempotency, refs: committedRefs, clock }
  const provisioning = wanted.provisioning && (await asPlanned(database.db, priceId, wanted.provisioning))
  // A repetition answers what was written, whatever the servers are now.
  if (provision !== 'none' && provisioning && (await recall(database.db, keyed)) === null)
    await refuseHostingRequest(ctx, customerId, provisioning, 'provisioning.')
  const refs = await database.db.transaction((tx) =>
    once(tx, keyed, () => beginSubscription(tx, ctx, { ...wanted, provisioning })),
  )
  const made =
    provision === 'now' && provisioning
      ? await tryToProvision(ctx, { subscriptionId: refs.subscriptionId, customerId }, provisioning)
      : { hosting: null, hostingProblem: null }
  return { ...(await presentCommitted(ctx, refs)), ...made }
}

/** The invoice is written, so a refusal is a part of the answer: staff then create the hosting. */
async function tryToProvision(
  ctx: Context,
  named: { readonly subscriptionId: string; readonly customerId: string },
  wanted: Provisioning,
): Promise<Pick<Started, 'hosting' | 'hostingProblem'>> {
  try {
    return { hosting: await provisionFor(ctx, named, wanted), hostingProblem: null }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    ctx.log.warn({ err: error, ...named }, 'The hosting of a new subscription could not be requested.')
    await ctx.database.db
      .update(subscriptions)
      .set(noHostingRequest)
      .where(eq(subscriptions.id, named.subscriptionId))
    return { hosting: null, hostingProblem: error.message }
  }
}

/** The day up to which the customer can pay in time, or the agreed start, if that is later. */
const hostingExpectedOn = ({ plan }: Committed): LocalDate =>
  [...plan.documents.map(({ dueOn }) => dueOn), ...plan.subscriptions.map(({ startOn }) => startOn)].reduce(
    (latest: LocalDate, date) => laterOf(latest, date ?? latest),
    plan.asOf,
  )

interface BeginOptions {
  /** Its account, if the same transaction reserves it. */
  readonly hostingAccountId?: string | null
  /** The same transaction writes the customer. */
  readonly isNewCustomer?: boolean
}

/**
 * Books a new subscription in the caller's transaction. The hosting request is kept encrypted with it until its account is
 * recorded, so a crash does not lose it.
 * @throws {Refusal} as {@link createSubscription}
 */
export async function beginSubscription(
  tx: Tx,
  ctx: Context,
  { planHash, provisioning, provision, ...input }: NewSubscription,
  { hostingAccountId = input.hostingAccountId ?? null, isNewCustomer = false }: BeginOptions = {},
): Promise<CommittedRefs> {
  const committed = await commitAction(tx, ctx, {
    ...startIntent(input, provision),
    planHash,
    isNewCustomer,
  })
  const subscriptionId = committed.written.get('new:subscription') ?? ''
  if (input.hostingAccountId !== undefined) await requireFreeAccount(tx, input, input.hostingAccountId)
  const isWanted = provision !== 'none' && hostingAccountId === null && provisioning
  if (isWanted || hostingAccountId !== null)
    await tx
      .update(subscriptions)
      .set({
        hostingAccountId,
        ...(isWanted
          ? sealHostingRequest(ctx, subscriptionId, {
              wanted: provisioning,
              expectedOn: provision === 'now' ? committed.plan.asOf : hostingExpectedOn(committed),
              timeZone: (await readCompany(tx))?.timeZone ?? 'UTC',
            })
          : {}),
      })
      .where(eq(subscriptions.id, subscriptionId))
  await auditBilling(tx, ctx, {
    action: 'subscription.create',
    plan: committed.plan,
    facts: { subscriptionId, ...input, provision },
  })
  return { subscriptionId, ...documentRefs(committed) }
}
