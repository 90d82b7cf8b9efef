import { and, eq, isNull } from 'drizzle-orm'
import { newId } from '#server/platform/clock/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import type { Domain } from '../context.ts'
import { alerts } from '../tables/alerts.ts'
import { enqueueDelivery } from './sync.ts'

/** Opens an alert about a customer, unless one with the same cause is open. */
export async function openCustomerAlert(
  tx: Queryable,
  domain: Pick<Domain, 'jobs' | 'alertWebhook'>,
  {
    at,
    ...wanted
  }: {
    readonly customerId: string
    readonly cause: 'billing-parked'
    readonly message: string
    readonly done: string
    readonly remedy: string
    readonly at: Date
  },
): Promise<void> {
  const id = newId()
  const opened = await tx
    .insert(alerts)
    .values({ id, ...wanted, openedAt: at })
    .onConflictDoNothing()
    .returning({ id: alerts.id })
  if (opened.length > 0) await enqueueDelivery(tx, domain, id, 'alert.opened')
}

type ClosedCause = 'billing-parked' | 'termination-due' | 'no-account-to-suspend' | 'hosting-not-created'

/** Closes the alert of a customer, if it is open. */
export async function closeCustomerAlert(
  tx: Queryable,
  domain: Pick<Domain, 'jobs' | 'alertWebhook'>,
  { customerId, cause, at }: { readonly customerId: string; readonly cause: ClosedCause; readonly at: Date },
): Promise<void> {
  const closed = await tx
    .update(alerts)
    .set({ closedAt: at })
    .where(and(eq(alerts.customerId, customerId), eq(alerts.cause, cause), isNull(alerts.closedAt)))
    .returning({ id: alerts.id })
  for (const { id } of closed) await enqueueDelivery(tx, domain, id, 'alert.closed')
}
