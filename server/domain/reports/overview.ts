import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { LedgerAccount } from '#contracts/ledger/schemas.ts'
import type { BillingOverview } from '#contracts/reports/schemas.ts'
import type { LocalDate } from '#server/platform/calendar/index.ts'
import { type Queryable, rowsOf } from '#server/platform/database/index.ts'
import { type Currency, currencyOf, type Money, money, toJson, zero } from '#server/platform/money/index.ts'
import { isWithoutMrr, mrrByMonth } from '../billing/decide/index.ts'
import { companyToday, readCompany } from '../company/index.ts'
import { documents } from '../tables/documents.ts'
import { postings } from '../tables/ledger.ts'
import { readHistories } from './histories.ts'
import { monthOf, monthsIn, monthText } from './months.ts'
import { monthsBefore, type ReportContext, type ReportRange } from './range.ts'
import { twoAtOnce } from './two-at-once.ts'

const bookedRow = z.object({
  currency: z.string().transform(currencyOf),
  month: z.string(),
  revenue: z.coerce.bigint(),
  collected: z.coerce.bigint(),
})
const overdueRow = z.object({
  currency: z.string().transform(currencyOf),
  amount: z.coerce.bigint(),
  invoices: z.number(),
})

/** Reads the numbers of the home page in four statements, or one while the company is not set up. */
export const readBillingOverview = (ctx: ReportContext): Promise<BillingOverview> =>
  twoAtOnce(ctx, () => computeOverview(ctx))

async function computeOverview(ctx: ReportContext): Promise<BillingOverview> {
  const { db } = ctx.database
  const company = await readCompany(db)
  const asOf = companyToday(company, ctx.clock)
  if (company === null) return { asOf, items: [] }
  const range = { from: monthsBefore(asOf, 11), to: asOf }
  const booked = await sumBooked(db, range)
  const overdue = await sumOverdue(db, asOf)
  const mrr = mrrByMonth(await readHistories(db, asOf), {
    from: monthOf(range.from),
    to: monthOf(asOf),
  })
  const recurring = [...mrr].filter(([, list]) => !isWithoutMrr(list)).map(([currency]) => currency)
  const currencies = new Set([...booked.keys(), ...overdue.keys(), ...recurring])
  const own = currencyOf(company.currency)
  const months = monthsIn(range)
  return {
    asOf,
    items: [...(currencies.size === 0 ? [own] : currencies)].toSorted(ownFirst(own)).map((currency) => {
      const late = overdue.get(currency)
      return {
        currency,
        overdue: { amount: toJson(late?.amount ?? zero(currency)), invoices: late?.invoices ?? 0 },
        months: months.map((each, index) => {
          const month = monthText(each)
          const sums = booked.get(currency)?.get(month)
          return {
            month,
            revenue: toJson(sums?.revenue ?? zero(currency)),
            collected: toJson(sums?.collected ?? zero(currency)),
            mrr: toJson(mrr.get(currency)?.[index]?.end ?? zero(currency)),
          }
        }),
      }
    }),
  }
}

/** The currency of the company, then the others by their codes. */
const ownFirst = (own: Currency) => (left: Currency, right: Currency) => {
  if (left === own || right === own) return left === own ? -1 : 1
  return left < right ? -1 : 1
}

async function sumBooked(db: Queryable, { from, to }: ReportRange) {
  // One account at a time is one part of the index.
  const sumDays = (account: LedgerAccount) => sql`
    select account, currency, booked_on, sum(amount) as amount
      from ${postings}
     where account = ${account} and booked_on between ${from} and ${to}
     group by 1, 2, 3`
  const found = await db.execute(sql`
    select currency, to_char(booked_on, 'YYYY-MM') as month,
           coalesce(-sum(amount) filter (where account = 'revenue'), 0)::text as revenue,
           coalesce(sum(amount) filter (where account = 'clearing'), 0)::text as collected
      from (
        ${sumDays('revenue')} union all ${sumDays('clearing')}
      ) days
     group by 1, 2`)
  const sums = new Map<Currency, Map<string, { revenue: Money; collected: Money }>>()
  for (const row of rowsOf(found)) {
    const { currency, month, revenue, collected } = bookedRow.parse(row)
    const months = sums.get(currency) ?? new Map<string, { revenue: Money; collected: Money }>()
    sums.set(currency, months)
    months.set(month, { revenue: money(revenue, currency), collected: money(collected, currency) })
  }
  return sums
}

async function sumOverdue(db: Queryable, asOf: LocalDate) {
  const found = await db.execute(sql`
    select currency, sum(amount_due)::text as amount, count(*)::int as invoices
      from ${documents}
     where kind = 'invoice' and status = 'open' and due_on < ${asOf}
     group by 1`)
  return new Map(
    rowsOf(found).map((row) => {
      const { currency, amount, invoices } = overdueRow.parse(row)
      return [currency, { amount: money(amount, currency), invoices }] as const
    }),
  )
}
