import { and, asc, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { BillingParkQuery, BillingParks } from '#contracts/billing/schemas.ts'
import type { ById } from '#contracts/call.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { closeCustomerAlert, openCustomerAlert } from '../alerts/index.ts'
import type { Context, Domain } from '../context.ts'
import { lockCustomer } from '../ledger/index.ts'
import { billingParks } from '../tables/billing-runs.ts'
import { customers } from '../tables/customers.ts'

export interface NewPark {
  readonly customerId: string
  readonly code: string
  readonly message: string
}

const cause = 'billing-parked'

/** The code of customers for whom a tax rate is missing. */
export const rateMissing = 'rate-missing'

interface ParkedBy {
  readonly domain: Pick<Domain, 'jobs' | 'alertWebhook'>
  readonly runId: string | null
  readonly at: Date
}

/** Stops the billing of customers until staff act, and opens an alert for each. */
export async function parkCustomers(
  tx: Queryable,
  parks: readonly NewPark[],
  { domain, runId, at }: ParkedBy,
): Promise<void> {
  if (parks.length === 0) return
  await tx
    .insert(billingParks)
    .values(parks.map((park) => ({ id: newId(), ...park, runId, openedAt: at })))
    .onConflictDoNothing()
  for (const { customerId, code, message } of parks)
    await openCustomerAlert(tx, domain, {
      customerId,
      cause,
      message,
      done: 'Nothing is billed to this customer. All others are billed as usual, and payments are still recorded.',
      remedy:
        code === rateMissing
          ? 'Add the tax rate. Billing then resumes automatically.'
          : 'Check the customer on the Billing tab, fix the cause, then resume billing there.',
      at,
    })
}

/** Lists the customers whose billing is stopped, longest first: at most 200. */
export async function listParkedCustomers(
  { database: { db } }: Context,
  { customerId }: BillingParkQuery,
): Promise<BillingParks> {
  const rows = await db
    .select({
      park: billingParks,
      customerName: sql<string>`coalesce(nullif(${customers.companyName}, ''), ${customers.fullName})`,
    })
    .from(billingParks)
    .innerJoin(customers, eq(customers.id, billingParks.customerId))
    .where(
      and(
        isNull(billingParks.closedAt),
        customerId === undefined ? undefined : eq(billingParks.customerId, customerId),
      ),
    )
    .orderBy(asc(billingParks.openedAt), asc(billingParks.id))
    .limit(200)
  return {
    items: rows.map(({ park, customerName }) => ({
      customerId: park.customerId,
      customerName,
      reason: park.message,
      since: park.openedAt.toISOString(),
    })),
  }
}

/** Resumes the billing of a customer. @throws {Refusal} not-found; wrong-state: it is not stopped */
export async function unparkCustomer(ctx: Context, { id }: ById): Promise<Record<never, never>> {
  await ctx.database.db.transaction(async (tx) => {
    await lockCustomer(tx, id, ctx.clock.now())
    const closed = await closeParks(tx, ctx, eq(billingParks.customerId, id))
    if (closed === 0) throw new Refusal('wrong-state', 'The billing of this customer is not stopped.')
  })
  return {}
}

/** Resumes the billing of all customers for whom a tax rate was missing. The next run stops those again who still have none. */
export const resumeAfterRate = (tx: Queryable, ctx: Context): Promise<number> =>
  closeParks(tx, ctx, eq(billingParks.code, rateMissing))

/** @returns the number of customers whose billing resumes */
async function closeParks(tx: Queryable, ctx: Context, which: SQL): Promise<number> {
  const at = ctx.clock.now()
  const closed = await tx
    .update(billingParks)
    .set({ closedAt: at, closedBy: ctx.actor.name })
    .where(and(which, isNull(billingParks.closedAt)))
    .returning({ customerId: billingParks.customerId, message: billingParks.message })
  for (const { customerId, message } of closed) {
    await closeCustomerAlert(tx, ctx, { customerId, cause, at })
    await recordAudit(tx, {
      at,
      actor: ctx.actor,
      action: 'billing.resume',
      subject: { kind: 'customer', id: customerId },
      before: { reason: message },
      requestId: ctx.requestId,
    })
  }
  return closed.length
}
