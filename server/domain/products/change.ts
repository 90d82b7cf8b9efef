import { eq } from 'drizzle-orm'
import type { ById } from '#contracts/call.ts'
import type { Product, ProductChange } from '#contracts/products/schemas.ts'
import type { Context } from '../context.ts'
import { products } from '../tables/products.ts'
import { auditProduct, productFacts } from './audit.ts'
import { productNotFound, readProduct } from './read.ts'

/** Changes a product for later sales. Its subscriptions and issued documents stay as they are. @throws {Refusal} not-found */
export async function changeProduct(
  ctx: Context,
  { id, kind: _, packageId, ...change }: ProductChange & ById,
): Promise<Product> {
  return ctx.database.db.transaction(async (tx) => {
    const [before] = await tx.select().from(products).where(eq(products.id, id)).for('no key update')
    if (!before) throw productNotFound()
    const at = ctx.clock.now()
    const columns = {
      ...change,
      ...(packageId === undefined ? {} : { packageId: packageId === '' ? null : packageId }),
    }
    const [after] = await tx
      .update(products)
      .set({ ...columns, updatedAt: at })
      .where(eq(products.id, id))
      .returning()
    await auditProduct(tx, ctx, {
      at,
      action: 'product.change',
      productId: id,
      before: productFacts(before),
      after: productFacts(after ?? before),
    })
    return readProduct(tx, id)
  })
}
