import { and, eq, isNotNull, isNull, lte, sql } from 'drizzle-orm'
import { systemActor } from '#server/platform/auth/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { SealError } from '#server/platform/secrets/index.ts'
import { auditBilling, commitAction } from '../billing/index.ts'
import { companyToday, readCompany } from '../company/index.ts'
import { type Context, contextOf, type Domain } from '../context.ts'
import { charges, documentLines, documents } from '../tables/documents.ts'
import { subscriptions } from '../tables/subscriptions.ts'
import { openHostingRequest, provisionFor } from './hosting-request.ts'

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

const isPaid = sql`exists (${invoices} and document.status = 'paid' and ${isEarned})
  and not exists (${invoices} and document.status not in ('paid', 'void'))`

const mayBegin = (today: string) =>
  and(
    eq(subscriptions.status, 'pending'),
    eq(subscriptions.provision, 'after-payment'),
    lte(subscriptions.startOn, today),
    isPaid,
  )

/**
 * Begins subscriptions whose first invoice is paid, not before their agreed start, and then creates their hosting. Both steps are found again after a
 * crash: a subscription that began keeps its request until its account is recorded.
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
    .where(mayBegin(today))
    .limit(100)
  for (const { id, customerId } of paid) await activate(ctx, id, customerId)
  await db
    .update(subscriptions)
    .set({ hostingRequestSealed: null, hostingRequestExpiresAt: null })
    .where(
      and(
        isNotNull(subscriptions.hostingRequestSealed),
        lte(subscriptions.hostingRequestExpiresAt, domain.clock.now()),
      ),
    )
  const waiting = await db
    .select({
      id: subscriptions.id,
      customerId: subscriptions.customerId,
      sealed: subscriptions.hostingRequestSealed,
    })
    .from(subscriptions)
    .where(
      and(
        eq(subscriptions.status, 'active'),
        isNotNull(subscriptions.hostingRequestSealed),
        isNull(subscriptions.hostingAccountId),
      ),
    )
    .limit(100)
  for (const { id, customerId, sealed } of waiting)
    if (sealed !== null) await provision(ctx, { subscriptionId: id, customerId }, sealed)
}

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
    })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    ctx.log.warn({ err: error, subscriptionId: id }, 'A paid subscription could not begin.')
  }
}

async function provision(
  ctx: Context,
  named: { readonly subscriptionId: string; readonly customerId: string },
  sealed: string,
): Promise<void> {
  try {
    await provisionFor(ctx, named, openHostingRequest(ctx, named.subscriptionId, sealed))
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof SealError)) throw error
    ctx.log.warn({ err: error, ...named }, 'The hosting of a paid subscription could not be requested.')
  }
}
