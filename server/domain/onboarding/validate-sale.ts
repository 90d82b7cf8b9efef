import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { newCustomerSubscription } from '#contracts/customers/schemas.ts'
import type { FieldProblem } from '#contracts/problem.ts'
import type { Db } from '#server/platform/database/index.ts'
import { whyNotOffered } from '../subscriptions/index.ts'
import { prices } from '../tables/products.ts'

// The other fields may be empty or not valid yet.
const wanted = z.object({ subscription: z.object({ priceId: newCustomerSubscription.shape.priceId }) })

/** Returns why the price of a new customer would be refused. Empty without a price. */
export async function problemsOfSale(db: Db, body: Record<string, unknown>): Promise<FieldProblem[]> {
  const { data } = wanted.safeParse(body)
  if (data === undefined) return []
  const { priceId } = data.subscription
  const path = 'subscription.priceId'
  if ((await db.$count(prices, eq(prices.id, priceId))) === 0)
    return [{ path, code: 'unknown-price', message: 'There is no price with this id. Reload the products.' }]
  const why = await whyNotOffered(db, [priceId], 'plan')
  return why === null ? [] : [{ path, code: 'invalid', message: why }]
}
