import { eq, inArray } from 'drizzle-orm'
import type { Queryable } from '#server/platform/database/index.ts'
import { currencyOf, money } from '#server/platform/money/index.ts'
import { prices, products } from '../tables/products.ts'
import type { PriceFacts } from './decide/index.ts'

/** Returns prices with what a line needs of their product, also archived ones, by id. */
export async function loadPrices(tx: Queryable, ids: readonly string[]): Promise<Map<string, PriceFacts>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .select({ price: prices, name: products.name, taxCategory: products.taxCategory })
    .from(prices)
    .innerJoin(products, eq(products.id, prices.productId))
    .where(inArray(prices.id, [...new Set(ids)]))
  return new Map(
    rows.map(({ price, name, taxCategory }) => {
      const currency = currencyOf(price.currency)
      const { intervalUnit: unit, intervalCount: count } = price
      const facts: PriceFacts = {
        priceId: price.id,
        productId: price.productId,
        productName: name,
        taxCategory,
        amount: money(price.amount, currency),
        setupFee: money(price.setupFee, currency),
        interval: unit === 'once' ? null : { unit, count },
        taxIncluded: price.taxIncluded,
      }
      return [price.id, facts]
    }),
  )
}
