import { z } from 'zod'
import type { NewProduct, Product } from '#contracts/products/schemas.ts'
import { newId } from '#server/platform/clock/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import type { Context } from '../context.ts'
import { products } from '../tables/products.ts'
import { auditProduct, productFacts } from './audit.ts'
import { readProduct } from './read.ts'

const refs = z.object({ productId: z.string() })

/** Adds a product without prices. A plan has hosting by default. */
export async function createProduct(ctx: Context, input: NewProduct): Promise<Product> {
  const { database, clock, idempotency } = ctx
  const { productId } = await database.db.transaction((tx) =>
    once(tx, { request: idempotency, refs, clock }, async () => {
      const at = clock.now()
      const id = newId()
      const columns = {
        ...input,
        packageId: input.packageId === '' ? null : input.packageId,
        withHosting: input.withHosting ?? input.kind === 'plan',
      }
      await tx.insert(products).values({ id, ...columns, createdAt: at, updatedAt: at })
      await auditProduct(tx, ctx, {
        at,
        action: 'product.create',
        productId: id,
        after: productFacts(columns),
      })
      return { productId: id }
    }),
  )
  return readProduct(database.db, productId)
}
