import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { ById } from '#contracts/call.ts'
import { mostPrices, type NewPrice, type Price, type PriceChange } from '#contracts/products/schemas.ts'
import { newId } from '#server/platform/clock/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { fieldRefusal, Refusal } from '#server/platform/errors/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import type { Context } from '../context.ts'
import { prices, products } from '../tables/products.ts'
import { auditProduct, priceFacts } from './audit.ts'
import { presentPrice, productNotFound } from './read.ts'

const refs = z.object({ priceId: z.string() })

const priceNotFound = () => new Refusal('not-found', 'This price does not exist. See the Products page.')

async function readPrice(db: Queryable, id: string): Promise<Price> {
  const [row] = await db.select().from(prices).where(eq(prices.id, id))
  if (!row) throw priceNotFound()
  return presentPrice(row)
}

/**
 * Adds a price. A product can have several at once: by currency, by interval, or for one customer.
 * @throws {Refusal} not-found; invalid-body for a one-time product with an interval; wrong-state above `mostPrices`
 */
export async function addPrice(ctx: Context, { id, ...input }: NewPrice & ById): Promise<Price> {
  const { database, clock, idempotency } = ctx
  const { priceId } = await database.db.transaction((tx) =>
    once(tx, { request: idempotency, refs, clock }, async () => ({
      priceId: await insert(tx, ctx, { productId: id, input }),
    })),
  )
  return readPrice(database.db, priceId)
}

async function insert(
  tx: Queryable,
  ctx: Context,
  { productId, input }: { productId: string; input: NewPrice },
): Promise<string> {
  // Prices of one product are added one after another, so that the limit holds.
  const [product] = await tx.select().from(products).where(eq(products.id, productId)).for('no key update')
  if (!product) throw productNotFound()
  const { amount, interval, setupFee, taxIncluded } = input
  if (product.kind === 'one-time' && interval.unit !== 'once')
    throw fieldRefusal(
      'invalid-body',
      'interval.unit',
      'invalid',
      'A one-time item is charged once, so the unit of its price must be once.',
    )
  if ((await tx.$count(prices, eq(prices.productId, productId))) >= mostPrices)
    throw new Refusal(
      'wrong-state',
      `A product can have at most ${mostPrices} prices, also archived ones. Nothing was added. Add another product.`,
    )
  const at = ctx.clock.now()
  const id = newId()
  const columns = {
    currency: amount.currency,
    amount: BigInt(amount.amount),
    setupFee: BigInt(setupFee?.amount ?? '0'),
    intervalUnit: interval.unit,
    intervalCount: interval.count,
    taxIncluded,
    isArchived: false,
  }
  await tx.insert(prices).values({ id, productId, ...columns, createdAt: at })
  await auditProduct(tx, ctx, { at, action: 'product.add-price', productId, after: priceFacts(columns) })
  return id
}

/** Archives a price, or offers it again. Subscriptions keep their price. @throws {Refusal} not-found */
export async function changePrice(ctx: Context, { id, isArchived }: PriceChange & ById): Promise<Price> {
  await ctx.database.db.transaction(async (tx) => {
    const [before] = await tx.select().from(prices).where(eq(prices.id, id)).for('no key update')
    if (!before) throw priceNotFound()
    if (before.isArchived === isArchived) return
    await tx.update(prices).set({ isArchived }).where(eq(prices.id, id))
    await auditProduct(tx, ctx, {
      at: ctx.clock.now(),
      action: 'product.change-price',
      productId: before.productId,
      before: priceFacts(before),
      after: priceFacts({ ...before, isArchived }),
    })
  })
  return readPrice(ctx.database.db, id)
}
