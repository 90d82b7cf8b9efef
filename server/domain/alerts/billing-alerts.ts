import { and, eq, isNull } from 'drizzle-orm'
import { newId } from '#server/platform/clock/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import type { Domain } from '../context.ts'
import { queueStaffMail } from '../mail/index.ts'
import { alerts } from '../tables/alerts.ts'
import { enqueueDelivery } from './sync.ts'

interface BillingAlert {
  readonly cause:
    | 'suspensions-stopped'
    | 'termination-due'
    | 'no-account-to-suspend'
    | 'billing-stopped'
    | 'hosting-not-created'
  /** Null: it concerns the whole installation. */
  readonly customerId: string | null
  /** The event, its consequence here, and the remedy. */
  readonly message: string
  readonly done: string
  readonly remedy: string
  /** Path of the page that shows it. */
  readonly page: string
}

/** Opens an alert in the caller's transaction and mails staff, unless one of this cause is open already. */
export async function openBillingAlert(
  tx: Queryable,
  domain: Pick<Domain, 'jobs' | 'alertWebhook' | 'linkOrigin'>,
  { page, ...alert }: BillingAlert,
  at: Date,
): Promise<void> {
  const id = newId()
  const opened = await tx
    .insert(alerts)
    .values({ id, ...alert, openedAt: at })
    .onConflictDoNothing()
    .returning({ id: alerts.id })
  if (opened.length === 0) return
  await enqueueDelivery(tx, domain, id, 'alert.opened')
  await queueStaffMail(tx, {
    kind: 'billing-alert',
    values: {
      problem: alert.message,
      effect: alert.done,
      remedy: alert.remedy,
      pageUrl: `${domain.linkOrigin()}${page}`,
    },
    at,
  })
}

/** Closes the alert of a cause that concerns the whole installation. */
export async function closeBillingAlert(
  tx: Queryable,
  domain: Pick<Domain, 'jobs' | 'alertWebhook'>,
  cause: BillingAlert['cause'],
  at: Date,
): Promise<void> {
  const closed = await tx
    .update(alerts)
    .set({ closedAt: at })
    .where(
      and(
        eq(alerts.cause, cause),
        isNull(alerts.customerId),
        isNull(alerts.serverId),
        isNull(alerts.closedAt),
      ),
    )
    .returning({ id: alerts.id })
  for (const { id } of closed) await enqueueDelivery(tx, domain, id, 'alert.closed')
}
