import { and, asc, eq, gt, isNull, lte, or, sql } from 'drizzle-orm'
import { percentOf } from '#contracts/percent.ts'
import type { TaxRate, TaxRateQuery } from '#contracts/taxes/schemas.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'
import { decodeCursor, encodeCursor } from '../cursor.ts'
import { taxRates } from '../tables/tax-rates.ts'

export type TaxRateRow = typeof taxRates.$inferSelect

export const taxRateNotFound = () =>
  new Refusal('not-found', 'This tax rate does not exist. Reload the list.')

export const presentTaxRate = ({
  ratePpm,
  taxableSharePpm,
  createdAt,
  updatedAt,
  ...row
}: TaxRateRow): TaxRate => ({
  ...row,
  percent: percentOf(ratePpm),
  taxableShare: taxableSharePpm === null ? null : percentOf(taxableSharePpm),
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
})

/** @throws {Refusal} not-found */
export async function readTaxRate(db: Queryable, id: string): Promise<TaxRate> {
  const [row] = await db.select().from(taxRates).where(eq(taxRates.id, id))
  if (!row) throw taxRateNotFound()
  return presentTaxRate(row)
}

const listName = 'tax-rates place'
/** One text, so that a page can continue after it. No column contains the separator. */
const place = sql<string>`concat_ws(E'\\n', ${taxRates.country}, ${taxRates.region}, ${taxRates.postcodePrefix},
  ${taxRates.category}, ${taxRates.name}, ${taxRates.validFrom}::text) collate "C"`

/** Lists tax rates, by place, category and first day. */
export async function listTaxRates(
  ctx: Context,
  { country, on, limit, cursor }: TaxRateQuery,
): Promise<{ items: TaxRate[]; nextCursor: string | null }> {
  const from = cursor === undefined ? null : decodeCursor(cursor, listName)
  const rows = await ctx.database.db
    .select({ row: taxRates, place })
    .from(taxRates)
    .where(
      and(
        country === undefined ? undefined : eq(taxRates.country, country),
        on === undefined
          ? undefined
          : and(lte(taxRates.validFrom, on), or(isNull(taxRates.validUntil), gt(taxRates.validUntil, on))),
        from === null ? undefined : sql`(${place}, ${taxRates.id}) > (${from.sortKey}, ${from.id}::uuid)`,
      ),
    )
    .orderBy(place, asc(taxRates.id))
    .limit(limit + 1)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map(({ row }) => presentTaxRate(row)),
    nextCursor: rows.length > limit && last ? encodeCursor(listName, last.place, last.row.id) : null,
  }
}
