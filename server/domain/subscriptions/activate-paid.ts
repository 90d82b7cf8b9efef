import { and, eq, isNotNull, isNull, lte, or, sql } from 'drizzle-orm'
import { systemActor } from '#server/platform/auth/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { SealError } from '#server/platform/secrets/index.ts'
import { openBillingAlert } from '../alerts/index.ts'
import { auditBilling, commitAction } from '../billing/index.ts'
import { companyToday, readCompany } from '../company/index.ts'
import { type Context, contextOf, type Domain } from '../context.ts'
import { billingParks } from '../tables/billing-runs.ts'
import { charges, documentLines, documents } from '../tables/documents.ts'
import { subscriptions } from '../tables/subscriptions.ts'
import { noHostingRequest, openHostingRequest, provisionFor } from './hosting-request.ts'

/** How often paid subscriptions are looked for. */
export const activateTickMs = 2000

/** Of its first period. A one-time item is invoiced apart, and pays for no period. */
const invoices = sql`select from ${documentLines} line
  join ${charges} charge on charge.id = line.charge_id and charge.kind in ('recurring', 'setup')
  join ${documents} document on document.id = line.document_id and document.kind = 'invoice'
 where line.subscription_id = ${subscriptions.id}`

/** Credit notes of the invoice itself do not pay for the service. */
const isEarned = sql`(document.total = 0 or document.total > (
  select coalesce(sum(note.total), 0) from ${documents} note
   where note.credited_document_id = document.id and note.kind = 'credit-note'))`

/** One that was written off may be paid in full later. */
const isSettled = sql`(document.status = 'paid' or (document.status = 'uncollectible' and document.amount_due = 0))`

const isPaid = sql`exists (${invoices} and ${isSettled} and ${isEarned})
  and not exists (${invoices} and document.status <> 'void' and not ${isSettled})`

const mayBegin = (today: string) =>
  and(
    eq(subscriptions.status, 'pending'),
    eq(subscriptions.provision, 'after-payment'),
    lte(subscriptions.startOn, today),
    isPaid,
  )

/**
 * Begins subscriptions whose first invoice is paid, not before their agreed start, and creates the hosting that was ordered.
 * Both steps are found again after a crash: a subscription keeps its request until its account is recorded.
 */
export async function activatePaidSubscriptions(domain: Domain): Promise<void> {
  const ctx = contextOf(domain, {
    actor: systemActor('System'),
    requestId: null,
    idempotency: null,
    waitMs: 0,
  })
  const { db } = domain.database
  const today = companyToday(await readCompany(db), domain.clock)
  const paid = await db
    .select({ id: subscriptions.id, customerId: subscriptions.customerId })
    .from(subscriptions)
    .where(and(mayBegin(today), isNotParked))
    .orderBy(subscriptions.id)
    .limit(100)
  for (const { id, customerId } of paid) await activate(ctx, id, customerId)
  await eraseExpiredRequests(ctx)
  const waiting = await db
    .select({
      id: subscriptions.id,
      customerId: subscriptions.customerId,
      sealed: subscriptions.hostingRequestSealed,
    })
    .from(subscriptions)
    .where(
      and(
        needsHosting,
        isNotNull(subscriptions.hostingRequestSealed),
        isNull(subscriptions.hostingAccountId),
        or(isNull(subscriptions.hostingRetryAt), lte(subscriptions.hostingRetryAt, domain.clock.now())),
      ),
    )
    .orderBy(subscriptions.id)
    .limit(100)
  for (const { id, customerId, sealed } of waiting)
    if (sealed !== null) await provision(ctx, { subscriptionId: id, customerId }, sealed)
}

/** Billing of the customer is stopped: staff resume it. */
const isNotParked = sql`not exists (select from ${billingParks} park
  where park.customer_id = ${subscriptions.customerId} and park.closed_at is null)`

/** It is paid, or the hosting was ordered without waiting for the payment. */
const needsHosting = or(
  eq(subscriptions.status, 'active'),
  and(eq(subscriptions.status, 'pending'), eq(subscriptions.provision, 'now')),
)

/** After that time, no hosting password is kept. Staff create the hosting that is still needed. */
async function eraseExpiredRequests(ctx: Context): Promise<void> {
  const at = ctx.clock.now()
  const isExpired = and(
    isNotNull(subscriptions.hostingRequestSealed),
    lte(subscriptions.hostingRequestExpiresAt, at),
  )
  // Most of the time there is none, and nothing is written.
  if ((await ctx.database.db.$count(subscriptions, isExpired)) === 0) return
  await ctx.database.db.transaction(async (tx) => {
    const erased = await tx
      .update(subscriptions)
      .set(noHostingRequest)
      .where(isExpired)
      .returning({
        subscriptionId: subscriptions.id,
        customerId: subscriptions.customerId,
        isNeeded: sql<boolean>`${needsHosting} and ${subscriptions.hostingAccountId} is null`,
      })
    for (const { isNeeded, ...named } of erased) if (isNeeded) await alertNotCreated(tx, ctx, named, at)
  })
}

interface Named {
  readonly subscriptionId: string
  readonly customerId: string
}

const alertNotCreated = (
  tx: Queryable,
  ctx: Context,
  { customerId, subscriptionId }: Named,
  at: Date,
  problem = 'The hosting password that was entered with the order is no longer kept.',
): Promise<void> =>
  openBillingAlert(
    tx,
    ctx,
    {
      cause: 'hosting-not-created',
      customerId,
      message: `The hosting of a subscription was not created: ${problem}`,
      done: 'The subscription is billed, and has no hosting account.',
      remedy:
        'Create the hosting on the Hosting tab of the customer. Then choose the account on the page of the subscription.',
      page: `/subscriptions/${subscriptionId}`,
    },
    at,
  )

/** Another process may have been faster, or billing of the customer is stopped: then nothing happens. */
async function activate(ctx: Context, id: string, customerId: string): Promise<void> {
  try {
    await ctx.database.db.transaction(async (tx) => {
      const { plan } = await commitAction(tx, ctx, {
        customerId,
        needs: { subscriptionId: id },
        // Under the lock of the customer: the payment may have been reversed since the search.
        action: async (_, asOf) => {
          const isPaidNow = and(eq(subscriptions.id, id), mayBegin(asOf))
          if ((await tx.$count(subscriptions, isPaidNow)) === 0)
            throw new Refusal('wrong-state', 'The first invoice of the subscription is no longer paid.')
          return { kind: 'activate', subscriptionId: id }
        },
      })
      await auditBilling(tx, ctx, { action: 'subscription.activate', plan, facts: { subscriptionId: id } })
      const hasNoRequest = and(
        eq(subscriptions.id, id),
        isNull(subscriptions.hostingAccountId),
        isNull(subscriptions.hostingRequestSealed),
      )
      if ((await tx.$count(subscriptions, hasNoRequest)) > 0)
        await alertNotCreated(tx, ctx, { subscriptionId: id, customerId }, ctx.clock.now())
    })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    ctx.log.warn({ err: error, subscriptionId: id }, 'A paid subscription could not begin.')
  }
}

/** A refused request is tried again later: staff may add a server, or free the name. */
const retryMs = 600_000

async function provision(ctx: Context, named: Named, sealed: string): Promise<void> {
  try {
    await provisionFor(ctx, named, openHostingRequest(ctx, named.subscriptionId, sealed))
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof SealError)) throw error
    ctx.log.warn({ err: error, ...named }, 'The hosting of a paid subscription could not be requested.')
    const at = ctx.clock.now()
    const problem = error instanceof Refusal ? error.message : 'Its request cannot be decrypted.'
    await ctx.database.db.transaction(async (tx) => {
      await tx
        .update(subscriptions)
        .set({ hostingRetryAt: new Date(at.getTime() + retryMs) })
        .where(eq(subscriptions.id, named.subscriptionId))
      await alertNotCreated(tx, ctx, named, at, problem)
    })
  }
}
