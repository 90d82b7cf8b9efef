import { and, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm'
import type { ProductKind } from '#contracts/products/schemas.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { fieldRefusal } from '#server/platform/errors/index.ts'
import { prices, products } from '../tables/products.ts'
import { subscriptionItems } from '../tables/subscriptions.ts'

const kindNames: Readonly<Record<ProductKind, string>> = {
  plan: 'a plan',
  'add-on': 'an add-on',
  'one-time': 'a one-time item',
}

/** Returns why prices cannot be sold as a kind, or null. An unknown price is left to the plan. */
export async function whyNotOffered(
  db: Queryable,
  priceIds: readonly string[],
  kind: ProductKind,
): Promise<string | null> {
  if (priceIds.length === 0) return null
  const found = await db
    .select({
      kind: products.kind,
      name: products.name,
      isVisible: products.isVisible,
      isArchived: prices.isArchived,
    })
    .from(prices)
    .innerJoin(products, eq(products.id, prices.productId))
    .where(inArray(prices.id, [...priceIds]))
  const other = found.find((one) => one.kind !== kind)
  if (other) return `${other.name} is ${kindNames[other.kind]}. Choose a price of ${kindNames[kind]}.`
  const archived = found.find(({ isArchived }) => isArchived)
  if (archived) return `This price of ${archived.name} is archived. Choose another price.`
  const hidden = found.find(({ isVisible }) => !isVisible)
  return hidden
    ? `${hidden.name} is not offered for new subscriptions. Choose a price of another product.`
    : null
}

/** Refuses prices of products of another kind, archived prices, and prices of hidden products. */
export async function requireOffered(
  db: Queryable,
  priceIds: readonly string[],
  kind: ProductKind,
  field: string,
): Promise<void> {
  const why = await whyNotOffered(db, priceIds, kind)
  if (why !== null) throw fieldRefusal('invalid-body', field, 'invalid', why)
}

interface NewPrice {
  readonly id: string
  /** Default: the only current item. */
  readonly itemId?: string | undefined
  readonly priceId: string
}

/** Refuses a new price of an item like {@link requireOffered}. Its present price and the agreed one stay allowed. */
export async function requireOfferedFor(
  db: Queryable,
  { id, itemId, priceId }: NewPrice,
  asOf: string,
): Promise<void> {
  const open = await db
    .select({
      itemId: subscriptionItems.id,
      priceId: subscriptionItems.priceId,
      fromOn: subscriptionItems.fromOn,
      replacesId: subscriptionItems.replacesId,
      kind: products.kind,
    })
    .from(subscriptionItems)
    .innerJoin(products, eq(products.id, subscriptionItems.productId))
    .where(
      and(
        eq(subscriptionItems.subscriptionId, id),
        or(isNull(subscriptionItems.untilOn), gt(subscriptionItems.untilOn, asOf)),
        sql`${subscriptionItems.untilOn} is distinct from ${subscriptionItems.fromOn}`,
      ),
    )
  // An item and the one that replaces it on a later day are one choice.
  const choices = open
    .filter(({ replacesId }) => !open.some((other) => other.itemId === replacesId))
    .map((item) => [item, ...open.filter(({ replacesId }) => replacesId === item.itemId)])
  const named = choices.filter((items) =>
    itemId === undefined
      ? choices.length === 1 || items.some(({ fromOn }) => fromOn <= asOf)
      : items.some((one) => one.itemId === itemId),
  )
  const [[item, ...replacements] = [], ...others] = named
  // The plan refuses a change that names no item, or one of several.
  if (item === undefined || others.length > 0) return
  if ([item, ...replacements].some((one) => one.priceId === priceId)) return
  await requireOffered(db, [priceId], item.kind, 'priceId')
}
