import { and, eq, type SQL, sql } from 'drizzle-orm'
import { newId } from '#server/platform/clock/index.ts'
import { type Queryable, rowsOf } from '#server/platform/database/index.ts'
import { installation } from '#server/platform/installation/table.ts'
import { clockToleranceMs } from '#server/work/index.ts'
import type { Domain } from '../context.ts'
import { webhookDeliveries, webhookEndpoints } from '../tables/webhooks.ts'
import { longestWaitMs } from './schedule.ts'

export type DeliveryRow = typeof webhookDeliveries.$inferSelect
export type EndpointRow = typeof webhookEndpoints.$inferSelect

/** Deliveries of one endpoint that run at the same time, in all processes together. */
const mostPerEndpoint = 4

/** Beyond the deadline: for signing, and for recording the result. */
const leaseMarginMs = 30_000
export const leaseMs = ({ webhooks }: Pick<Domain, 'webhooks'>): number => webhooks.deadlineMs + leaseMarginMs

/**
 * Takes due deliveries for one attempt each, up to four of each endpoint, so a slow endpoint
 * delays only its own. An attempt that ends without a result, because its process died, is due again when the lease
 * ends. On a clone of the database, nothing is taken.
 */
export async function claimDeliveries(
  domain: Pick<Domain, 'database' | 'clock' | 'webhooks'>,
): Promise<readonly DeliveryRow[]> {
  const now = domain.clock.now()
  return domain.database.db.transaction(async (tx) => {
    const free = await lockFreeEndpoints(tx, now)
    return free.length === 0 ? [] : claimOf(tx, free, { now, leaseMs: leaseMs(domain) })
  })
}

/**
 * Endpoints with due deliveries, for the end of the transaction. Two processes never count the deliveries of one endpoint
 * at once, so together they stay below its limit. The lock does not conflict with that of a transaction that writes an
 * event.
 */
async function lockFreeEndpoints(tx: Queryable, now: Date): Promise<string[]> {
  const rows = await tx.execute(sql`select id from ${webhookEndpoints} where is_enabled and exists (
      select 1 from ${webhookDeliveries} due
      where due.endpoint_id = webhook_endpoints.id and due.state = 'waiting' and ${isDue(sql`due.next_attempt_at`, now)})
    and exists (select 1 from ${installation} where standing = 'recognised')
    for no key update skip locked`)
  return rowsOf(rows).map(({ id }) => String(id))
}

/** Later than any wait: the clock was set back since. */
const isDue = (at: SQL, now: Date): SQL => {
  const tooFar = new Date(now.getTime() + longestWaitMs + clockToleranceMs)
  return sql`(${at} <= ${now.toISOString()}::timestamptz or ${at} > ${tooFar.toISOString()}::timestamptz)`
}

/** A statement of its own, which sees what the holder of the locks before this one has claimed. */
async function claimOf(
  tx: Queryable,
  free: readonly string[],
  { now, leaseMs }: { now: Date; leaseMs: number },
): Promise<readonly DeliveryRow[]> {
  const at = sql`${now.toISOString()}::timestamptz`
  const leaseEnd = new Date(now.getTime() + leaseMs)
  const running = sql`(select count(*) from ${webhookDeliveries} running where running.endpoint_id = free.id
    and running.state = 'waiting' and running.lease_token is not null and running.next_attempt_at > ${at}
    -- No lease ends later. Without this end, all deliveries that wait for their next attempt would be read.
    and running.next_attempt_at <= ${leaseEnd.toISOString()}::timestamptz)`
  const due = sql`select due.id from unnest(${sql.param(free)}::uuid[]) free (id) cross join lateral (
      select id from ${webhookDeliveries} one
      where one.endpoint_id = free.id and one.state = 'waiting' and ${isDue(sql`one.next_attempt_at`, now)}
      order by one.next_attempt_at
      limit greatest(0, ${mostPerEndpoint} - ${running}) for update skip locked) due`
  return (
    tx
      .update(webhookDeliveries)
      .set({
        attempts: sql`${webhookDeliveries.attempts} + 1`,
        leaseToken: newId(),
        nextAttemptAt: leaseEnd,
      })
      // As an array, the subquery runs once.
      .where(sql`${webhookDeliveries.id} = any (array(${due}))`)
      .returning()
  )
}

/** Ends an attempt. It writes nothing if another process has taken the delivery since. @returns whether it wrote */
export async function endAttempt(
  db: Queryable,
  { id, leaseToken }: Pick<DeliveryRow, 'id' | 'leaseToken'>,
  end: Partial<DeliveryRow>,
): Promise<boolean> {
  const written = await db
    .update(webhookDeliveries)
    .set({ ...end, leaseToken: null })
    .where(
      and(
        eq(webhookDeliveries.id, id),
        eq(webhookDeliveries.state, 'waiting'),
        eq(webhookDeliveries.leaseToken, leaseToken ?? ''),
      ),
    )
    .returning({ id: webhookDeliveries.id })
  return written.length > 0
}
