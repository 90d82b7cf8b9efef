import { sql } from 'drizzle-orm'
import type { Domain } from '../context.ts'
import { webhookDeliveries } from '../tables/webhooks.ts'

const rowsAtOnce = 10_000

/** Deletes deliveries that are older than WEBHOOK_KEPT_MS with their data, also those that still wait. */
export async function purgeWebhooks({
  database,
  clock,
  webhooks,
}: Pick<Domain, 'database' | 'clock' | 'webhooks'>): Promise<void> {
  const before = new Date(clock.now().getTime() - webhooks.keptMs).toISOString()
  for (;;) {
    const deleted = await database.db
      .delete(webhookDeliveries)
      .where(
        sql`${webhookDeliveries.id} = any (array(select id from ${webhookDeliveries}
          where created_at < ${before}::timestamptz limit ${rowsAtOnce}))`,
      )
      .returning({ id: webhookDeliveries.id })
    if (deleted.length < rowsAtOnce) return
  }
}
