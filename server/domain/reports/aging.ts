import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { type AgingQuery, type AgingReport, agingBuckets } from '#contracts/reports/schemas.ts'
import type { LocalDate } from '#server/platform/calendar/index.ts'
import { type Queryable, rowsOf } from '#server/platform/database/index.ts'
import { type Currency, currencyOf, money, sum, toJson } from '#server/platform/money/index.ts'
import { businessDay } from '../ledger/index.ts'
import { documents } from '../tables/documents.ts'
import { byCurrency } from './by-currency.ts'
import type { ReportContext } from './range.ts'

const agingRow = z.object({
  currency: z.string().transform(currencyOf),
  bucket: z.enum(agingBuckets),
  invoices: z.number(),
  amount: z.coerce.bigint(),
})
type AgingRow = z.infer<typeof agingRow>

/** Sums the amounts due of open invoices by days after the due date. An invoice that is due today is not overdue. */
export async function readAging(ctx: ReportContext, { currency }: AgingQuery): Promise<AgingReport> {
  const { db } = ctx.database
  const asOf = await businessDay(db, ctx.clock)
  const rows = await sumDue(db, asOf, currency)
  return { asOf, items: byCurrency(rows).map(([code, own]) => present(code, own)) }
}

async function sumDue(db: Queryable, asOf: LocalDate, currency: Currency | undefined): Promise<AgingRow[]> {
  const found = await db.execute(sql`
    select currency,
           case when late <= 0 then 'not-due' when late <= 30 then '1-30' when late <= 60 then '31-60'
                when late <= 90 then '61-90' else 'over-90' end as bucket,
           count(*)::int as invoices, sum(amount_due)::text as amount
      from (
        select currency, amount_due, ${asOf}::date - due_on as late
          from ${documents}
         where kind = 'invoice' and status = 'open'
           ${currency === undefined ? sql`` : sql`and currency = ${currency}`}
      ) open_invoices
     group by 1, 2`)
  return rowsOf(found).map((row) => agingRow.parse(row))
}

function present(currency: Currency, rows: readonly AgingRow[]): AgingReport['items'][number] {
  const total = (own: readonly AgingRow[]) =>
    toJson(
      sum(
        own.map(({ amount }) => money(amount, currency)),
        currency,
      ),
    )
  return {
    currency,
    total: total(rows),
    overdue: total(rows.filter(({ bucket }) => bucket !== 'not-due')),
    buckets: agingBuckets.map((bucket) => {
      const own = rows.filter((row) => row.bucket === bucket)
      return { bucket, invoices: own[0]?.invoices ?? 0, amount: total(own) }
    }),
  }
}
