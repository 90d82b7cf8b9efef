import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { taxTreatment } from '#contracts/invoices/schemas.ts'
import type { ReportQuery, TaxReport } from '#contracts/reports/schemas.ts'
import { type Queryable, rowsOf } from '#server/platform/database/index.ts'
import { type Currency, currencyOf, money, sum, toJson } from '#server/platform/money/index.ts'
import { documents, documentTaxes } from '../tables/documents.ts'
import { byCurrency } from './by-currency.ts'
import { type ReportContext, type ReportRange, readRange } from './range.ts'

const taxRow = z.object({
  currency: z.string().transform(currencyOf),
  country: z.string(),
  region: z.string(),
  name: z.string(),
  treatment: taxTreatment,
  ratePpm: z.number(),
  base: z.coerce.bigint(),
  tax: z.coerce.bigint(),
})
type TaxRow = z.infer<typeof taxRow>

/**
 * Sums the tax groups of finalized documents, those of credit notes negative. Documents are read instead of postings,
 * because a group without tax, for example a reverse charge, has a base and no posting.
 */
export async function readTax(ctx: ReportContext, query: ReportQuery): Promise<TaxReport> {
  const { from, to } = await readRange(ctx, query)
  const rows = await sumTaxes(ctx.database.db, { from, to }, query.currency)
  return { from, to, items: byCurrency(rows).map(([currency, own]) => present(currency, own)) }
}

async function sumTaxes(
  db: Queryable,
  { from, to }: ReportRange,
  currency: Currency | undefined,
): Promise<TaxRow[]> {
  const found = await db.execute(sql`
    select document.currency, tax.country, tax.region, tax.name, tax.treatment, tax.rate_ppm as "ratePpm",
           sum(case document.kind when 'invoice' then tax.base else -tax.base end)::text as base,
           sum(case document.kind when 'invoice' then tax.amount else -tax.amount end)::text as tax
      from ${documents} document
      join ${documentTaxes} tax on tax.document_id = document.id
     where document.status <> 'draft' and document.issued_on between ${from} and ${to}
       ${currency === undefined ? sql`` : sql`and document.currency = ${currency}`}
     group by 1, 2, 3, 4, 5, 6
     order by tax.country, tax.region, tax.name, tax.rate_ppm desc, tax.treatment`)
  return rowsOf(found).map((row) => taxRow.parse(row))
}

const present = (currency: Currency, rows: readonly TaxRow[]): TaxReport['items'][number] => ({
  currency,
  tax: toJson(
    sum(
      rows.map(({ tax }) => money(tax, currency)),
      currency,
    ),
  ),
  rates: rows.map(({ currency: _, base, tax, ...rate }) => ({
    ...rate,
    base: toJson(money(base, currency)),
    tax: toJson(money(tax, currency)),
  })),
})
