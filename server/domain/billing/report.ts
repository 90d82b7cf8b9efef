import { inArray } from 'drizzle-orm'
import type { BillingRun } from '#contracts/billing/schemas.ts'
import type { LocalDate } from '#server/platform/calendar/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { add, type Currency, type Money, toJson, zero } from '#server/platform/money/index.ts'
import { customers } from '../tables/customers.ts'
import { documents } from '../tables/documents.ts'
import type { Written } from './apply.ts'
import type { Plan, PlannedDocument } from './decide/index.ts'
import type { NewPark } from './park.ts'

const mostListed = 100

/** The results of a run, while it runs. */
export interface Report {
  due: number
  invoiced: number
  parked: number
  readonly totals: Map<Currency, Money>
  readonly invoices: { customerId: string; invoiceId: string | null; document: PlannedDocument }[]
  readonly parks: NewPark[]
}

export const emptyReport = (): Report => ({
  due: 0,
  invoiced: 0,
  parked: 0,
  totals: new Map(),
  invoices: [],
  parks: [],
})

interface Done {
  readonly due: number
  readonly plans: readonly { readonly plan: Plan; readonly ids?: Written | undefined }[]
  readonly parks: readonly NewPark[]
}

/** A credit note of an order that was never paid takes back, and renews nothing. */
export const invoicesOf = ({ documents: planned }: Plan): PlannedDocument[] =>
  planned.filter(({ kind }) => kind === 'invoice')

/** Adds a batch to the report. */
export function reported(report: Report, { due, plans, parks }: Done): void {
  report.due += due
  report.parked += parks.length
  report.parks.push(...parks.slice(0, Math.max(0, mostListed - report.parks.length)))
  for (const { plan, ids } of plans)
    for (const document of invoicesOf(plan)) {
      report.invoiced += 1
      const { currency, total, ref } = document
      report.totals.set(currency, add(report.totals.get(currency) ?? zero(currency), total))
      if (report.invoices.length < mostListed)
        report.invoices.push({ customerId: plan.customerId, invoiceId: ids?.get(ref) ?? null, document })
    }
}

/** Returns the report as the API shows it, with numbers and names. */
export async function presentReport(
  db: Queryable,
  report: Report,
  run: {
    readonly id: string | null
    readonly asOf: LocalDate
    readonly dryRun: boolean
    readonly startedAt: Date
    readonly endedAt: Date
  },
): Promise<BillingRun> {
  const ids = report.invoices.flatMap(({ invoiceId }) => invoiceId ?? [])
  const numbers = new Map(
    ids.length === 0
      ? []
      : (
          await db
            .select({ id: documents.id, number: documents.number })
            .from(documents)
            .where(inArray(documents.id, ids))
        ).map(({ id, number }) => [id, number]),
  )
  const names = await namesOf(
    db,
    [...report.invoices, ...report.parks].map(({ customerId }) => customerId),
  )
  return {
    id: run.id,
    asOf: run.asOf,
    dryRun: run.dryRun,
    counts: { due: report.due, invoiced: report.invoiced, parked: report.parked },
    totals: [...report.totals.values()].map(toJson),
    invoices: report.invoices.map(({ customerId, invoiceId, document }) => ({
      invoiceId,
      number: invoiceId === null ? null : (numbers.get(invoiceId) ?? null),
      customerId,
      customerName: names.get(customerId) ?? '',
      total: toJson(document.total),
      dueOn: document.dueOn,
    })),
    parked: report.parks.map(({ customerId, message }) => ({
      customerId,
      customerName: names.get(customerId) ?? '',
      reason: message,
    })),
    startedAt: run.startedAt.toISOString(),
    endedAt: run.endedAt.toISOString(),
  }
}

async function namesOf(db: Queryable, ids: readonly string[]): Promise<Map<string, string>> {
  const unique = [...new Set(ids)]
  if (unique.length === 0) return new Map()
  const rows = await db
    .select({ id: customers.id, fullName: customers.fullName, companyName: customers.companyName })
    .from(customers)
    .where(inArray(customers.id, unique))
  return new Map(rows.map(({ id, fullName, companyName }) => [id, companyName ?? fullName]))
}
