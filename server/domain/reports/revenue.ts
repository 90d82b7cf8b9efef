import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { ReportQuery, RevenueReport } from '#contracts/reports/schemas.ts'
import { type Queryable, rowsOf } from '#server/platform/database/index.ts'
import { type Currency, currencyOf, money, sum, toJson } from '#server/platform/money/index.ts'
import { postings } from '../tables/ledger.ts'
import { products } from '../tables/products.ts'
import { byCurrency } from './by-currency.ts'
import { monthsIn, monthText } from './months.ts'
import { type ReportContext, type ReportRange, readRange } from './range.ts'

const revenueRow = z.object({
  currency: z.string().transform(currencyOf),
  productId: z.string().nullable(),
  productName: z.string().nullable(),
  /** Null: a row of a product. */
  month: z.string().nullable(),
  amount: z.coerce.bigint(),
})
type RevenueRow = z.infer<typeof revenueRow>

/** Sums the revenue postings of a range by product and by month, in one statement. */
export async function readRevenue(ctx: ReportContext, query: ReportQuery): Promise<RevenueReport> {
  const { from, to } = await readRange(ctx, query)
  const rows = await sumRevenue(ctx.database.db, { from, to }, query.currency)
  return {
    from,
    to,
    items: byCurrency(rows).map(([currency, own]) => present(currency, own, { from, to })),
  }
}

/** Revenue is a credit, so its postings are negative. Days are summed first, because the name of a month is slow to make. */
async function sumRevenue(
  db: Queryable,
  { from, to }: ReportRange,
  currency: Currency | undefined,
): Promise<RevenueRow[]> {
  const found = await db.execute(sql`
    with days as (
      select currency, product_id, booked_on, -sum(amount) as amount
        from ${postings}
       where account = 'revenue' and booked_on between ${from} and ${to}
         ${currency === undefined ? sql`` : sql`and currency = ${currency}`}
       group by 1, 2, 3
    ), booked as (
      select currency, product_id, to_char(booked_on, 'YYYY-MM') as month, amount from days
    )
    select summed.currency, summed.product_id as "productId", product.name as "productName",
           summed.month, summed.amount::text as amount
      from (
        select currency, product_id, month, sum(amount) as amount
          from booked group by grouping sets ((currency, product_id), (currency, month))
      ) summed
      left join ${products} product on product.id = summed.product_id
     order by summed.amount desc, product.name, summed.product_id`)
  return rowsOf(found).map((row) => revenueRow.parse(row))
}

function present(
  currency: Currency,
  rows: readonly RevenueRow[],
  range: ReportRange,
): RevenueReport['items'][number] {
  const ofProducts = rows.filter(({ month }) => month === null)
  const ofMonths = new Map(rows.map(({ month, amount }) => [month, amount]))
  const json = (amount: bigint) => toJson(money(amount, currency))
  return {
    currency,
    total: toJson(
      sum(
        ofProducts.map(({ amount }) => money(amount, currency)),
        currency,
      ),
    ),
    products: ofProducts.map(({ productId, productName, amount }) => ({
      product: productId === null ? null : { id: productId, name: productName ?? '' },
      amount: json(amount),
    })),
    months: monthsIn(range).map((each) => {
      const month = monthText(each)
      return { month, amount: json(ofMonths.get(month) ?? 0n) }
    }),
  }
}
