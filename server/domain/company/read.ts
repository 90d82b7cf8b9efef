import { documentNumber } from '#contracts/company/number-pattern.ts'
import type { BillingSettings, NumberSeries } from '#contracts/company/schemas.ts'
import { type DocumentKind, documentKinds } from '#contracts/invoices/states.ts'
import { type LocalDate, partsOf, today } from '#server/platform/calendar/index.ts'
import type { Clock } from '#server/platform/clock/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { currencyOf } from '#server/platform/money/index.ts'
import type { Context } from '../context.ts'
import { companySettings, numberSeries } from '../tables/company.ts'

export type CompanyRow = typeof companySettings.$inferSelect
export type SeriesRow = typeof numberSeries.$inferSelect

/** Until the company is set up. */
export const defaultTerms = {
  paymentTermsDays: 14,
  invoiceDaysAhead: 0,
  catchUpPeriods: 3,
  bankDetails: null,
  mailInvoices: true,
}

/** The numbers of a new installation. */
const defaultPatterns: Readonly<Record<DocumentKind, string>> = {
  invoice: 'INV-{year}-{number:5}',
  'credit-note': 'CN-{year}-{number:5}',
}

/** The series of a kind before its first document. */
export const newSeries = (kind: DocumentKind, at: Date): SeriesRow => ({
  kind,
  pattern: defaultPatterns[kind],
  restartsYearly: true,
  year: null,
  next: 1,
  lastIssuedOn: null,
  updatedAt: at,
})

export async function readCompany(db: Queryable): Promise<CompanyRow | null> {
  const [row] = await db.select().from(companySettings)
  return row ?? null
}

/** Without a company, there is no time zone for dates and no address for documents. */
export const companyMissing = () =>
  new Refusal(
    'wrong-state',
    'The company is not set up. Nothing was saved. Enter its name and address on the page Billing settings first.',
  )

/** The number that a series gives to the next document, if it is issued on this date. */
export function nextNumber(series: SeriesRow, on: LocalDate): { year: number; number: number } {
  const { year } = partsOf(on)
  const restarts = series.restartsYearly && series.year !== null && series.year !== year
  return { year, number: restarts ? 1 : series.next }
}

function presentSeries(series: SeriesRow, on: LocalDate): NumberSeries {
  const at = nextNumber(series, on)
  return {
    kind: series.kind,
    pattern: series.pattern,
    restartsYearly: series.restartsYearly,
    next: at.number,
    preview: documentNumber(series.pattern, at),
    lastIssuedOn: series.lastIssuedOn,
  }
}

/** UTC before the company has a time zone. */
export const companyToday = (row: Pick<CompanyRow, 'timeZone'> | null, clock: Clock): LocalDate =>
  today(row?.timeZone ?? 'UTC', clock)

/** Returns the company, its terms and the numbering. The logo has its own call, because it is large. */
export async function getBillingSettings({
  database: { db },
  clock,
}: Pick<Context, 'database' | 'clock'>): Promise<BillingSettings> {
  const row = await readCompany(db)
  const series = await db.select().from(numberSeries)
  const on = companyToday(row, clock)
  const { paymentTermsDays, invoiceDaysAhead, catchUpPeriods, bankDetails, mailInvoices } =
    row ?? defaultTerms
  return {
    company: row && {
      legalName: row.legalName,
      address: row.address,
      taxIds: [...row.taxIds],
      email: row.email,
      phone: row.phone,
      timeZone: row.timeZone,
      currency: currencyOf(row.currency),
      footer: row.footer,
      updatedAt: row.updatedAt.toISOString(),
    },
    hasLogo: row !== null && row.logo !== null,
    paymentTermsDays,
    invoiceDaysAhead,
    catchUpPeriods,
    bankDetails,
    mailInvoices,
    numbering: documentKinds.map((kind) =>
      presentSeries(series.find((one) => one.kind === kind) ?? newSeries(kind, clock.now()), on),
    ),
    today: on,
  }
}
