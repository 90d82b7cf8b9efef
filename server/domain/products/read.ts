import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { ById } from '#contracts/call.ts'
import type { Price, Product, ProductQuery } from '#contracts/products/schemas.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { currencyOf, money, toJson } from '#server/platform/money/index.ts'
import type { Context } from '../context.ts'
import { decodeCursor, encodeCursor } from '../cursor.ts'
import { prices, products } from '../tables/products.ts'

export type ProductRow = typeof products.$inferSelect
export type PriceRow = typeof prices.$inferSelect

export const productNotFound = () =>
  new Refusal('not-found', 'This product does not exist. See the Products page.')

export function presentPrice(row: PriceRow): Price {
  const currency = currencyOf(row.currency)
  return {
    id: row.id,
    productId: row.productId,
    amount: toJson(money(row.amount, currency)),
    interval: { unit: row.intervalUnit, count: row.intervalCount },
    setupFee: toJson(money(row.setupFee, currency)),
    taxIncluded: row.taxIncluded,
    isArchived: row.isArchived,
    createdAt: row.createdAt.toISOString(),
  }
}

const presentProduct = (row: ProductRow, own: readonly PriceRow[]): Product => ({
  id: row.id,
  name: row.name,
  description: row.description,
  kind: row.kind,
  packageId: row.packageId,
  serverTags: row.serverTags,
  taxCategory: row.taxCategory,
  withHosting: row.withHosting,
  isVisible: row.isVisible,
  prices: own.map(presentPrice),
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
})

/** Adds the prices of all rows in one statement. */
async function present(db: Queryable, rows: readonly ProductRow[]): Promise<Product[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const found = await db
    .select()
    .from(prices)
    .where(inArray(prices.productId, ids))
    .orderBy(asc(prices.createdAt), asc(prices.id))
  const byProduct = Map.groupBy(found, ({ productId }) => productId)
  return rows.map((row) => presentProduct(row, byProduct.get(row.id) ?? []))
}

/** @throws {Refusal} not-found */
export async function readProduct(db: Queryable, id: string): Promise<Product> {
  const [product] = await present(db, await db.select().from(products).where(eq(products.id, id)))
  if (!product) throw productNotFound()
  return product
}

/** @throws {Refusal} not-found */
export const getProduct = (ctx: Context, { id }: ById): Promise<Product> => readProduct(ctx.database.db, id)

const listName = 'products nameKey'

/** Each word occurs in the name. Folded by the database, as the column was. */
const matches = (search: string | undefined): SQL[] =>
  (search ?? '')
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => sql`strpos(${products.nameKey}, search_key(${word})) > 0`)

/** Lists products with their prices, by name. */
export async function listProducts(
  ctx: Context,
  { search, kind, visible, limit, cursor }: ProductQuery,
): Promise<{ items: Product[]; nextCursor: string | null }> {
  const { db } = ctx.database
  const from = cursor === undefined ? null : decodeCursor(cursor, listName)
  const rows = await db
    .select()
    .from(products)
    .where(
      and(
        ...matches(search),
        kind === undefined ? undefined : eq(products.kind, kind),
        visible === undefined ? undefined : eq(products.isVisible, visible),
        from === null
          ? undefined
          : sql`(${products.nameKey}, ${products.id}) > (${from.sortKey}, ${from.id}::uuid)`,
      ),
    )
    .orderBy(asc(products.nameKey), asc(products.id))
    .limit(limit + 1)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: await present(db, page),
    nextCursor: rows.length > limit && last ? encodeCursor(listName, last.nameKey, last.id) : null,
  }
}
