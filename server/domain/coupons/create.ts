import { inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { Coupon, NewCoupon } from '#contracts/coupons/schemas.ts'
import { partsPerMillion } from '#contracts/percent.ts'
import { newId } from '#server/platform/clock/index.ts'
import { isUniqueViolation, type Queryable } from '#server/platform/database/index.ts'
import { fieldRefusal } from '#server/platform/errors/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import type { Context } from '../context.ts'
import { coupons } from '../tables/coupons.ts'
import { products } from '../tables/products.ts'
import { auditCoupon, couponFacts } from './audit.ts'
import { readCoupon } from './read.ts'

const refs = z.object({ couponId: z.string() })

/** Adds a coupon. @throws {Refusal} name-taken for a code that exists; invalid-body for an unknown product */
export async function createCoupon(ctx: Context, input: NewCoupon): Promise<Coupon> {
  const { database, clock, idempotency } = ctx
  const { couponId } = await database.db
    .transaction((tx) =>
      once(tx, { request: idempotency, refs, clock }, async () => ({
        couponId: await insert(tx, ctx, input),
      })),
    )
    .catch((error: unknown) => {
      throw isUniqueViolation(error, 'coupons_code')
        ? fieldRefusal(
            'name-taken',
            'code',
            'name-taken',
            `There is already a coupon with the code ${input.code}. Nothing was added. Choose another code.`,
          )
        : error
    })
  return readCoupon(database.db, couponId)
}

async function insert(tx: Queryable, ctx: Context, input: NewCoupon): Promise<string> {
  const { percent, amount, productIds, ...rest } = input
  if (productIds !== null) await refuseUnknown(tx, productIds)
  const at = ctx.clock.now()
  const id = newId()
  const columns = {
    ...rest,
    productIds,
    percentPpm: percent === null ? null : partsPerMillion(percent),
    amount: amount === null ? null : BigInt(amount.amount),
    currency: amount?.currency ?? null,
  }
  await tx.insert(coupons).values({ id, ...columns, createdAt: at, updatedAt: at })
  await auditCoupon(tx, ctx, { at, verb: 'create', id, after: couponFacts(columns) })
  return id
}

async function refuseUnknown(tx: Queryable, ids: readonly string[]): Promise<void> {
  const found = await tx
    .select({ id: products.id })
    .from(products)
    .where(inArray(products.id, [...ids]))
  const missing = ids.findIndex((id) => !found.some((product) => product.id === id.toLowerCase()))
  if (missing < 0) return
  throw fieldRefusal(
    'invalid-body',
    `productIds.${missing}`,
    'invalid',
    `There is no product with the id ${ids[missing]}. Nothing was added. See the Products page.`,
  )
}
