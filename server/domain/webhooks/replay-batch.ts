import { and, asc, eq, gt, gte, isNotNull, lte, ne, or, sql } from 'drizzle-orm'
import { webhookTestType } from '#contracts/webhooks/events.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import type { Domain } from '../context.ts'
import { type WebhookReplayProgress, webhookDeliveries, webhookEndpoints } from '../tables/webhooks.ts'

/** So few that a batch takes milliseconds, and new deliveries do not wait for it. */
const rowsAtOnce = 1000
const firstId = '00000000-0000-0000-0000-000000000000'

/** A replay is due at once, with all attempts of a new event and the same webhook-id. */
export const again = (at: Date) =>
  ({ state: 'waiting', attempts: 0, nextAttemptAt: at, leaseToken: null, deliveredAt: null }) as const

const isFailed = (endpointId: string) =>
  and(
    eq(webhookDeliveries.endpointId, endpointId),
    eq(webhookDeliveries.state, 'failed'),
    ne(webhookDeliveries.type, webhookTestType),
  )

export async function countFailed(
  tx: Queryable,
  { endpointId, since, until }: { endpointId: string; since: Date; until: Date },
): Promise<number> {
  return tx.$count(
    webhookDeliveries,
    and(
      isFailed(endpointId),
      gte(webhookDeliveries.createdAt, since),
      lte(webhookDeliveries.createdAt, until),
    ),
  )
}

export const startOf = ({ since, until }: { since: Date; until: Date }): WebhookReplayProgress => ({
  after: { createdAt: since.toISOString(), id: firstId },
  until: until.toISOString(),
})

/**
 * Makes the next failed deliveries due, and stores how far the replay is, in one transaction. After a crash, the next batch
 * begins there.
 */
export async function replayBatch(
  tx: Queryable,
  endpointId: string,
  { replay: { after, until }, at }: { replay: WebhookReplayProgress; at: Date },
): Promise<void> {
  const { id, createdAt } = webhookDeliveries
  const time = new Date(after.createdAt)
  const rows = await tx
    .select({ id, createdAt })
    .from(webhookDeliveries)
    .where(
      and(
        isFailed(endpointId),
        gte(createdAt, time),
        or(gt(createdAt, time), gt(id, after.id)),
        lte(createdAt, new Date(until)),
      ),
    )
    .orderBy(asc(createdAt), asc(id))
    .limit(rowsAtOnce)
    .for('update')
  const last = rows.at(-1)
  if (last)
    await tx
      .update(webhookDeliveries)
      .set(again(at))
      .where(sql`${id} = any (${sql.param(rows.map((row) => row.id))}::uuid[])`)
  const replay =
    last && rows.length === rowsAtOnce
      ? { after: { createdAt: last.createdAt.toISOString(), id: last.id }, until }
      : null
  await tx.update(webhookEndpoints).set({ replay }).where(eq(webhookEndpoints.id, endpointId))
}

/** Makes one batch of each replay that has not ended. A disabled endpoint waits until it is enabled. */
export async function continueReplays({
  database,
  clock,
}: Pick<Domain, 'database' | 'clock'>): Promise<void> {
  const isDue = and(isNotNull(webhookEndpoints.replay), webhookEndpoints.isEnabled)
  const due = await database.db.select({ id: webhookEndpoints.id }).from(webhookEndpoints).where(isDue)
  for (const { id } of due)
    await database.db.transaction(async (tx) => {
      const [row] = await tx
        .select({ replay: webhookEndpoints.replay })
        .from(webhookEndpoints)
        .where(and(eq(webhookEndpoints.id, id), isDue))
        .for('no key update', { skipLocked: true })
      if (row?.replay) await replayBatch(tx, id, { replay: row.replay, at: clock.now() })
    })
}
