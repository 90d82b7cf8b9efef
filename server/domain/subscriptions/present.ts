import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { SubscriptionSummary } from '#contracts/subscriptions/schemas.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { currencyOf, money, sum, toJson } from '#server/platform/money/index.ts'
import { customers } from '../tables/customers.ts'
import { prices } from '../tables/products.ts'
import { subscriptionItems, subscriptions } from '../tables/subscriptions.ts'

export const subscriptionColumns = {
  subscription: subscriptions,
  customerName: sql<string>`coalesce(nullif(${customers.companyName}, ''), ${customers.fullName})`,
}

export interface SelectedSubscription {
  readonly subscription: typeof subscriptions.$inferSelect
  readonly customerName: string
}

/**
 * Presents subscriptions with their current items: those without a last day, and those that an agreed change ends with the
 * billed days. Of an ended one: its last items.
 */
export async function presentSubscriptions(
  db: Queryable,
  selected: readonly SelectedSubscription[],
): Promise<SubscriptionSummary[]> {
  if (selected.length === 0) return []
  const ids = selected.map(({ subscription }) => subscription.id)
  const rows = await db
    .select({ item: subscriptionItems, unit: prices.amount })
    .from(subscriptionItems)
    .innerJoin(prices, eq(prices.id, subscriptionItems.priceId))
    .innerJoin(subscriptions, eq(subscriptions.id, subscriptionItems.subscriptionId))
    .where(
      and(
        inArray(subscriptionItems.subscriptionId, ids),
        sql`(${subscriptionItems.untilOn} is null or ${subscriptionItems.untilOn} = ${subscriptions.endedOn}
          or ${subscriptionItems.untilOn} >= ${subscriptions.billedThrough})`,
        sql`${subscriptionItems.untilOn} is distinct from ${subscriptionItems.fromOn}`,
      ),
    )
    .orderBy(asc(subscriptionItems.fromOn), asc(subscriptionItems.id))
  return selected.map(({ subscription, customerName }) => {
    const own = rows.filter(({ item }) => item.subscriptionId === subscription.id)
    const items = own.filter(({ item }) => isCurrent(item, own, subscription))
    const currency = currencyOf(subscription.currency)
    return {
      id: subscription.id,
      customerId: subscription.customerId,
      customerName,
      status: subscription.status,
      currency,
      title: items.map(({ item }) => titleOf(item)).join(', '),
      amount: toJson(
        sum(
          items.map(({ item, unit }) => money(unit * BigInt(item.quantity), currency)),
          currency,
        ),
      ),
      interval: { unit: subscription.intervalUnit, count: subscription.intervalCount },
      nextBillOn: subscription.nextBillOn,
      cancelOn: subscription.cancelOn,
      hostingAccountId: subscription.hostingAccountId,
      createdAt: subscription.createdAt.toISOString(),
    }
  })
}

type Item = typeof subscriptionItems.$inferSelect

function isCurrent(
  item: Item,
  all: readonly { readonly item: Item }[],
  { billedThrough, endedOn }: SelectedSubscription['subscription'],
): boolean {
  const isAgreed = ({ untilOn, fromOn, replacesId }: Item) =>
    untilOn === null && replacesId !== null && billedThrough !== null && fromOn >= billedThrough
  if (item.untilOn === null) return !isAgreed(item)
  if (item.untilOn === endedOn) return true
  return all.some(({ item: next }) => isAgreed(next) && next.replacesId === item.id)
}

const titleOf = ({ quantity, description }: Item): string =>
  quantity === 1 ? description : `${quantity} x ${description}`
