import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { taxTreatment } from '#contracts/invoices/schemas.ts'
import type { ReportQuery, TaxReport } from '#contracts/reports/schemas.ts'
import { daysBetween, earlier, type LocalDate, later, localDate } from '#server/platform/calendar/index.ts'
import { type Queryable, rowsOf } from '#server/platform/database/index.ts'
import { type Currency, currencyOf, money, sum, toJson } from '#server/platform/money/index.ts'
import { companySettings } from '../tables/company.ts'
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
  range: ReportRange,
  currency: Currency | undefined,
): Promise<TaxRow[]> {
  const known = await readIssued(db)
  const isMostlyMain =
    known !== null && (currency === undefined || currency === known.main) && coversMost(range, known)
  return isMostlyMain
    ? sumAllButOthers(db, range, { main: known.main, currency })
    : sumOfRange(db, range, currency)
}

interface Issued {
  /** The currency of the company. */
  readonly main: string
  readonly first: LocalDate
  readonly last: LocalDate
}

/** Reads the first and the last day on which a document was issued, from the two ends of an index. Null: there is none. */
async function readIssued(db: Queryable): Promise<Issued | null> {
  const end = (of: SQL) => sql<string | null>`(select ${of}(document.issued_on)::text
    from ${documents} document where document.status <> 'draft')`
  const [found] = await db
    .select({ main: companySettings.currency, first: end(sql`min`), last: end(sql`max`) })
    .from(companySettings)
  if (!found?.first || !found.last) return null
  return { main: found.main, first: localDate(found.first), last: localDate(found.last) }
}

/** Returns whether at least three quarters of the days from the first document to the last one are in the range. */
function coversMost({ from, to }: ReportRange, { first, last }: Issued): boolean {
  const days = daysBetween(first, last) + 1
  const covered = daysBetween(later(from, first), earlier(to, last)) + 1
  return (days - covered) * 4 <= days
}

/** Joins the documents of the range with their taxes. */
export async function sumOfRange(
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

/**
 * Gives the same rows, and takes about half of the time if most documents are invoices of the range in one currency: only the
 * others are joined, and a tax without one of them is of an invoice in this currency.
 */
export async function sumAllButOthers(
  db: Queryable,
  { from, to }: ReportRange,
  { main, currency }: { readonly main: string; readonly currency: Currency | undefined },
): Promise<TaxRow[]> {
  const counts = sql`document.status <> 'draft' and document.issued_on between ${from} and ${to}`
  const found = await db.execute(sql`
    select coalesce(other.currency, ${main}) as currency, tax.country, tax.region, tax.name, tax.treatment,
           tax.rate_ppm as "ratePpm",
           sum(case other.kind when 'credit-note' then -tax.base else tax.base end)::text as base,
           sum(case other.kind when 'credit-note' then -tax.amount else tax.amount end)::text as tax
      from ${documentTaxes} tax
      left join (select document.id, document.kind, document.currency, ${counts} as counts
                   from ${documents} document
                  where not (document.kind = 'invoice' and document.currency = ${main} and ${counts})) other
        on other.id = tax.document_id
     where (other.id is null or other.counts)
       ${currency === undefined ? sql`` : sql`and coalesce(other.currency, ${main}) = ${currency}`}
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
