import { z } from 'zod'
import { csvSeparators } from '../customers/csv-separator.ts'
import { taxTreatment } from '../invoices/schemas.ts'
import { localDate, localDateText } from '../local-date.ts'
import { currency, money } from '../money/schemas.ts'

/** The names of the reports, as in their paths. */
export const reportNames = ['revenue', 'tax', 'aging', 'mrr'] as const
export type ReportName = (typeof reportNames)[number]

/** The longest range of a report, in years. */
export const mostReportYears = 10

/** Both days are part of the range. Default: the first day of the month 11 months ago, up to today. */
export const reportQuery = z.object({
  from: localDate('from').optional(),
  to: localDate('to').optional(),
  /** Default: all currencies, each with its own amounts. */
  currency: currency.optional(),
})
export type ReportQuery = z.infer<typeof reportQuery>

export const agingQuery = reportQuery.pick({ currency: true })
export type AgingQuery = z.infer<typeof agingQuery>

export const reportExportQuery = reportQuery.extend({
  report: z.enum(reportNames, { error: `report must be one of: ${reportNames.join(', ')}.` }),
  separator: z
    .enum(csvSeparators, { error: `separator must be one of: ${csvSeparators.join(', ')}.` })
    .default('comma'),
})
export type ReportExportQuery = z.infer<typeof reportExportQuery>

const range = z.object({ from: localDateText, to: localDateText })
const month = z.string().regex(/^\d{4}-\d\d$/)

/** Revenue without taxes, by the day of the entry in the ledger. One item for each currency. */
export const revenueReport = range.extend({
  items: z.array(
    z.object({
      currency,
      total: money,
      /** The most revenue first. The product is null for amounts without one, for example late fees. */
      products: z.array(
        z.object({
          product: z.object({ id: z.string(), name: z.string() }).nullable(),
          amount: money,
        }),
      ),
      /** Each month of the range, oldest first. */
      months: z.array(z.object({ month, amount: money })),
    }),
  ),
})
export type RevenueReport = z.infer<typeof revenueReport>

/** Taxes of invoices less those of credit notes, by the date of the document. One item for each currency. */
export const taxReport = range.extend({
  items: z.array(
    z.object({
      currency,
      tax: money,
      rates: z.array(
        z.object({
          country: z.string(),
          region: z.string(),
          name: z.string(),
          treatment: taxTreatment,
          /** Parts per million: 190000 is 19%. */
          ratePpm: z.number().int(),
          /** The net amount that the tax was computed from. */
          base: money,
          tax: money,
        }),
      ),
    }),
  ),
})
export type TaxReport = z.infer<typeof taxReport>

export const agingBuckets = ['not-due', '1-30', '31-60', '61-90', 'over-90'] as const
export type AgingBucket = (typeof agingBuckets)[number]

/** The amounts due of open invoices, by days after the due date. One item for each currency. */
export const agingReport = z.object({
  /** Today in the company's time zone. */
  asOf: localDateText,
  items: z.array(
    z.object({
      currency,
      total: money,
      /** All but `not-due`. */
      overdue: money,
      /** All buckets, in order. */
      buckets: z.array(z.object({ bucket: z.enum(agingBuckets), invoices: z.number().int(), amount: money })),
    }),
  ),
})
export type AgingReport = z.infer<typeof agingReport>

/** `start` and the movements sum to `end`. Contraction and churn are negative. */
export const mrrMonth = z.object({
  month,
  start: money,
  new: money,
  expansion: money,
  contraction: money,
  churn: money,
  reactivation: money,
  end: money,
})

/** Monthly recurring revenue at the ends of months, and the movements between them. One item for each currency. */
export const mrrReport = range.extend({
  items: z.array(z.object({ currency, start: money, end: money, months: z.array(mrrMonth) })),
})
export type MrrReport = z.infer<typeof mrrReport>

/** The billing section of the home page. Without a company there are no items. */
export const billingOverview = z.object({
  asOf: localDateText,
  items: z.array(
    z.object({
      currency,
      /** Due dates before today. */
      overdue: z.object({ amount: money, invoices: z.number().int() }),
      /** The last 12 months, oldest first. The last one is the present month up to today. */
      months: z.array(
        z.object({
          month,
          revenue: money,
          /** Payments less refunds and reversals. */
          collected: money,
          /** At the end of the month, or today. */
          mrr: money,
        }),
      ),
    }),
  ),
})
export type BillingOverview = z.infer<typeof billingOverview>
