import { asc, desc, eq, sql } from 'drizzle-orm'
import type { ById } from '#contracts/call.ts'
import type { Subscription, SubscriptionEvent } from '#contracts/subscriptions/schemas.ts'
import { localDate, periodContaining } from '#server/platform/calendar/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { currencyOf, money, toJson } from '#server/platform/money/index.ts'
import type { Context } from '../context.ts'
import { couponRedemptions, coupons } from '../tables/coupons.ts'
import { customers } from '../tables/customers.ts'
import { prices, products } from '../tables/products.ts'
import { subscriptionChanges, subscriptionItems, subscriptions } from '../tables/subscriptions.ts'
import { presentSubscriptions, subscriptionColumns } from './present.ts'

export const subscriptionNotFound = () =>
  new Refusal('not-found', 'Subscription not found. See the Subscriptions page.')

/** @throws {Refusal} not-found */
export const getSubscription = (ctx: Context, { id }: ById): Promise<Subscription> =>
  readSubscription(ctx.database.db, id)

/** @throws {Refusal} not-found */
export async function readSubscription(db: Queryable, id: string): Promise<Subscription> {
  const [selected] = await db
    .select(subscriptionColumns)
    .from(subscriptions)
    .innerJoin(customers, eq(customers.id, subscriptions.customerId))
    .where(eq(subscriptions.id, id))
  if (!selected) throw subscriptionNotFound()
  const [summary] = await presentSubscriptions(db, [selected])
  if (!summary) throw subscriptionNotFound()
  const { subscription: row } = selected
  return {
    ...summary,
    anchorOn: row.anchorOn,
    startOn: row.startOn,
    trialEndsOn: row.trialEndsOn,
    billedThrough: row.billedThrough,
    endedOn: row.endedOn,
    items: await itemsOf(db, id),
    coupon: await couponOf(db, row),
    provision: row.provision,
    history: await historyOf(db, id),
  }
}

async function itemsOf(db: Queryable, id: string): Promise<Subscription['items']> {
  const rows = await db
    .select({ item: subscriptionItems, price: prices, productKind: products.kind })
    .from(subscriptionItems)
    .innerJoin(prices, eq(prices.id, subscriptionItems.priceId))
    .innerJoin(products, eq(products.id, subscriptionItems.productId))
    .where(eq(subscriptionItems.subscriptionId, id))
    .orderBy(asc(subscriptionItems.fromOn), asc(subscriptionItems.id))
  return rows
    .filter(({ item }) => item.untilOn === null || item.untilOn > item.fromOn)
    .map(({ item, price, productKind }) => ({
      id: item.id,
      productId: item.productId,
      productKind,
      productName: item.description,
      priceId: item.priceId,
      unitAmount: toJson(money(price.amount, currencyOf(price.currency))),
      taxIncluded: price.taxIncluded,
      interval: { unit: price.intervalUnit, count: price.intervalCount },
      quantity: item.quantity,
      fromOn: item.fromOn,
      untilOn: item.untilOn,
      replacesId: item.replacesId,
    }))
}

async function couponOf(
  db: Queryable,
  row: typeof subscriptions.$inferSelect,
): Promise<Subscription['coupon']> {
  const [found] = await db
    .select({
      code: coupons.code,
      periods: sql<number | null>`coalesce(${couponRedemptions.periodsLeft}, ${coupons.durationPeriods})`,
      fromOn: couponRedemptions.fromOn,
    })
    .from(couponRedemptions)
    .innerJoin(coupons, eq(coupons.id, couponRedemptions.couponId))
    .where(eq(couponRedemptions.subscriptionId, row.id))
    .orderBy(desc(couponRedemptions.redeemedAt), desc(couponRedemptions.id))
    .limit(1)
  if (!found) return null
  if (found.periods === null || row.intervalUnit === 'once') return { code: found.code, periodsLeft: null }
  const interval = { unit: row.intervalUnit, count: row.intervalCount }
  const indexOf = (date: string) => periodContaining(localDate(row.anchorOn), interval, localDate(date)).index
  const next = row.nextBillOn ?? row.billedThrough ?? found.fromOn
  // The invoice that is to be paid is of the first period, which has no dates yet.
  const waits = row.status === 'pending' && row.provision === 'after-payment'
  const used = waits ? 1 : Math.max(0, indexOf(next) - indexOf(found.fromOn))
  const periodsLeft = found.periods - used
  return periodsLeft > 0 ? { code: found.code, periodsLeft } : null
}

type ChangeRow = typeof subscriptionChanges.$inferSelect

const eventKinds: Partial<Record<ChangeRow['kind'], SubscriptionEvent['kind']>> = {
  start: 'started',
  activate: 'started',
  'change-items': 'changed',
  redeem: 'changed',
  'remove-coupon': 'changed',
  'one-time': 'changed',
  cancel: 'cancelled',
  resume: 'resumed',
  pause: 'paused',
  end: 'ended',
}

async function historyOf(db: Queryable, id: string): Promise<SubscriptionEvent[]> {
  const { kind, effectiveOn, data, actor, createdAt } = subscriptionChanges
  const rows = await db
    .select({ id: subscriptionChanges.id, kind, effectiveOn, data, actor, createdAt })
    .from(subscriptionChanges)
    .where(eq(subscriptionChanges.subscriptionId, id))
    .orderBy(desc(subscriptionChanges.sequence))
    .limit(200)
  return rows.flatMap((row) => {
    const event = eventKinds[row.kind]
    if (event === undefined) return []
    return [
      {
        id: row.id,
        kind: event,
        effectiveOn: row.effectiveOn,
        description: descriptionOf(row),
        by: row.actor.kind === 'system' ? null : row.actor.name,
        createdAt: row.createdAt.toISOString(),
      },
    ]
  })
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

function descriptionOf({ kind, data }: Pick<ChangeRow, 'kind' | 'data'>): string {
  const { from, to, added, removed, reason, code } = data
  if (added) return `Added: ${text(added)}`
  if (removed) return `Removed: ${text(removed)}`
  if (kind === 'remove-coupon') return `Removed: coupon ${text(code)}`
  if (kind === 'one-time') return `Charged: ${text(to)}`
  if (from && to) return `${text(from)} to ${text(to)}`
  return text(to) || text(reason) || (code ? `Added: coupon ${text(code)}` : '')
}
