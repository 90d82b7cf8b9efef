import { and, desc, eq, sql } from 'drizzle-orm'
import type { ById } from '#contracts/call.ts'
import type { Coupon, CouponQuery } from '#contracts/coupons/schemas.ts'
import { percentOf } from '#contracts/percent.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { currencyOf, money, toJson } from '#server/platform/money/index.ts'
import type { Context } from '../context.ts'
import { decodeCursor, encodeCursor } from '../cursor.ts'
import { coupons } from '../tables/coupons.ts'

type CouponRow = typeof coupons.$inferSelect

export const couponNotFound = () => new Refusal('not-found', 'This coupon does not exist. Reload the list.')

const present = (row: CouponRow): Coupon => ({
  id: row.id,
  code: row.code,
  percent: row.percentPpm === null ? null : percentOf(row.percentPpm),
  amount:
    row.amount === null || row.currency === null ? null : toJson(money(row.amount, currencyOf(row.currency))),
  productIds: row.productIds,
  scope: row.scope,
  durationPeriods: row.durationPeriods,
  maxRedemptions: row.maxRedemptions,
  redeemed: row.redeemed,
  expiresOn: row.expiresOn,
  isActive: row.isActive,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
})

/** @throws {Refusal} not-found */
export async function readCoupon(db: Queryable, id: string): Promise<Coupon> {
  const [row] = await db.select().from(coupons).where(eq(coupons.id, id))
  if (!row) throw couponNotFound()
  return present(row)
}

/** @throws {Refusal} not-found */
export const getCoupon = (ctx: Context, { id }: ById): Promise<Coupon> => readCoupon(ctx.database.db, id)

const listName = 'coupons'

/** Lists coupons, newest first. */
export async function listCoupons(
  ctx: Context,
  { search, active, limit, cursor }: CouponQuery,
): Promise<{ items: Coupon[]; nextCursor: string | null }> {
  const from = cursor === undefined ? null : decodeCursor(cursor, listName)
  const rows = await ctx.database.db
    .select()
    .from(coupons)
    .where(
      and(
        search === undefined || search === ''
          ? undefined
          : sql`strpos(${coupons.codeKey}, search_key(${search})) > 0`,
        active === undefined ? undefined : eq(coupons.isActive, active),
        from === null
          ? undefined
          : sql`(${coupons.createdAt}, ${coupons.id}) < (${from.sortKey}::timestamptz, ${from.id}::uuid)`,
      ),
    )
    .orderBy(desc(coupons.createdAt), desc(coupons.id))
    .limit(limit + 1)
  const items = rows.slice(0, limit).map(present)
  const last = items.at(-1)
  return {
    items,
    nextCursor: rows.length > limit && last ? encodeCursor(listName, last.createdAt, last.id) : null,
  }
}
