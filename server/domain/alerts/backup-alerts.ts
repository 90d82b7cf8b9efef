import { and, eq, isNull } from 'drizzle-orm'
import { newId } from '#server/platform/clock/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { adminCommand } from '#server/platform/product/index.ts'
import type { Domain } from '../context.ts'
import { queueStaffMail } from '../mail/index.ts'
import { alerts } from '../tables/alerts.ts'
import { enqueueDelivery } from './sync.ts'

type Delivery = Pick<Domain, 'jobs' | 'alertWebhook'>

const done = 'Earlier backups are unchanged. The backup is tried again after half an hour.'
const remedy = `Fix the problem, or make a backup with ${adminCommand('backup')}. The alert closes after the next scheduled backup.`

/**
 * Opens the alert about failed backups in the caller's transaction and mails staff, unless it is open. It closes with the
 * next success, so each series of failures sends one mail.
 */
export async function openBackupAlert(
  tx: Queryable,
  domain: Delivery & Pick<Domain, 'linkOrigin'>,
  { problem, at }: { readonly problem: string; readonly at: Date },
): Promise<void> {
  const id = newId()
  const opened = await tx
    .insert(alerts)
    .values({
      id,
      cause: 'backup-failed',
      message: `The scheduled backup failed: ${problem}`,
      done,
      remedy,
      openedAt: at,
    })
    .onConflictDoNothing()
    .returning({ id: alerts.id })
  if (opened.length === 0) return
  await enqueueDelivery(tx, domain, id, 'alert.opened')
  await queueStaffMail(tx, {
    kind: 'backup-failed',
    values: { problem, effect: done, remedy, statusUrl: `${domain.linkOrigin()}/settings/status` },
    at,
  })
}

/** Closes it. */
export async function closeBackupAlert(tx: Queryable, domain: Delivery, at: Date): Promise<void> {
  const closed = await tx
    .update(alerts)
    .set({ closedAt: at })
    .where(and(eq(alerts.cause, 'backup-failed'), isNull(alerts.closedAt)))
    .returning({ id: alerts.id })
  for (const { id } of closed) await enqueueDelivery(tx, domain, id, 'alert.closed')
}
