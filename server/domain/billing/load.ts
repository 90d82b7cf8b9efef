import { and, asc, eq, gt, inArray, max, sql } from 'drizzle-orm'
import type { BuyerSnapshot, SellerSnapshot } from '#contracts/invoices/schemas.ts'
import { dateAt, type LocalDate, localDate } from '#server/platform/calendar/index.ts'
import { type Queryable, rowsOf } from '#server/platform/database/index.ts'
import { currencyOf, money } from '#server/platform/money/index.ts'
import { type CompanyRow, companyMissing, readCompany } from '../company/index.ts'
import { billingProfiles } from '../tables/billing-profiles.ts'
import { billingParks } from '../tables/billing-runs.ts'
import { customers } from '../tables/customers.ts'
import { documentLines, documents } from '../tables/documents.ts'
import { payments } from '../tables/payments.ts'
import { taxRates } from '../tables/tax-rates.ts'
import {
  type CreditFacts,
  catchUpLimit,
  type Facts,
  type OpenInvoiceFacts,
  type TaxPolicy,
  type TaxRate,
} from './decide/index.ts'
import { loadInvoices } from './load-invoices.ts'
import { loadPrices } from './load-prices.ts'
import { loadSubscriptions } from './load-subscriptions.ts'

/** Facts that an action needs beside the standing of the customer. */
export interface Needs {
  readonly priceIds?: readonly string[]
  readonly invoiceIds?: readonly string[]
  /** Only this subscription, for a preview of its renewal. */
  readonly subscriptionId?: string
  /** It can credit unused time. */
  readonly withCharges?: boolean
  /** The charges of subscriptions that end by then without their payment. Default: today. */
  readonly endsUnpaidBy?: LocalDate
}

export interface Loaded {
  readonly facts: Facts
  readonly buyer: BuyerSnapshot
}

/** Until staff can choose it. */
const taxPolicy: TaxPolicy = {
  crossBorderConsumers: 'destination',
  uncheckedTaxId: 'charge',
  checkValidDays: 30,
}

export interface Company {
  readonly row: CompanyRow
  readonly seller: SellerSnapshot
  readonly taxRates: readonly TaxRate[]
  readonly asOf: LocalDate
  readonly today: LocalDate
}

/** Reads the company and its tax rates, once for a batch. @throws {Refusal} wrong-state: the company is not set up */
export async function loadCompany(tx: Queryable, now: Date, asOf?: LocalDate): Promise<Company> {
  const row = await readCompany(tx)
  if (!row) throw companyMissing()
  const rates = await tx.select().from(taxRates)
  const today = dateAt(row.timeZone, now)
  return {
    row,
    asOf: asOf ?? today,
    today,
    seller: {
      legalName: row.legalName,
      address: row.address,
      taxIds: [...row.taxIds],
      email: row.email ?? '',
      phone: row.phone ?? '',
      timeZone: row.timeZone,
      bankDetails: row.bankDetails,
      footer: row.footer,
    },
    taxRates: rates.map((rate) => ({
      id: rate.id,
      country: rate.country,
      region: rate.region || null,
      postcodePrefix: rate.postcodePrefix || null,
      category: rate.category,
      name: rate.name,
      ratePpm: rate.ratePpm,
      ...(rate.taxableSharePpm === null ? {} : { taxableSharePpm: rate.taxableSharePpm }),
      validFrom: localDate(rate.validFrom),
      validUntil: rate.validUntil === null ? null : localDate(rate.validUntil),
    })),
  }
}

/** Reads all that plans for these customers depend on, set by set. Customers that do not exist are left out. */
export async function loadFacts(
  tx: Queryable,
  company: Company,
  customerIds: readonly string[],
  needs: Needs = {},
): Promise<Map<string, Loaded>> {
  const { asOf } = company
  const ids = [...customerIds]
  if (ids.length === 0) return new Map()
  const checked = tx
    .select({ customerId: billingParks.customerId, at: max(billingParks.closedAt).as('at') })
    .from(billingParks)
    .where(eq(billingParks.code, catchUpLimit))
    .groupBy(billingParks.customerId)
    .as('checked')
  const rows = await tx
    .select({ customer: customers, profile: billingProfiles, checkedAt: checked.at })
    .from(customers)
    .leftJoin(billingProfiles, eq(billingProfiles.customerId, customers.id))
    .leftJoin(checked, eq(checked.customerId, customers.id))
    .where(inArray(customers.id, ids))
  const subscriptions = await loadSubscriptions(tx, ids, {
    asOf,
    withCharges: needs.withCharges ?? false,
    endsUnpaidBy: needs.endsUnpaidBy ?? asOf,
  })
  const prices = await loadPrices(tx, needs.priceIds ?? [])
  const invoices = await loadInvoices(tx, [
    ...(needs.invoiceIds ?? []),
    ...[...subscriptions.values()].flatMap((mine) =>
      mine.flatMap(({ charges }) => charges.map(({ invoiceId }) => invoiceId)),
    ),
    ...(needs.withCharges ? await loadCreditable(tx, subscriptions) : []),
  ])
  const open = await loadOpenInvoices(tx, ids)
  const credits = await loadCredits(tx, ids)
  return new Map(
    rows.map(({ customer, profile, checkedAt }): [string, Loaded] => [
      customer.id,
      {
        buyer: buyerOf(customer, profile),
        facts: {
          ...termsOf(company, profile),
          customerId: customer.id,
          missedCheckedOn: checkedAt && dateAt(company.row.timeZone, checkedAt),
          subscriptions: (subscriptions.get(customer.id) ?? []).filter(
            ({ subscriptionId }) =>
              needs.subscriptionId === undefined || needs.subscriptionId === subscriptionId,
          ),
          prices,
          openInvoices: open.get(customer.id) ?? [],
          credits: credits.get(customer.id) ?? [],
          invoices,
        },
      },
    ]),
  )
}

type Profile = typeof billingProfiles.$inferSelect | null

/** Stands for a customer who does not exist yet, in the plan of their first invoice. */
export const newCustomerId = 'new'

/** The facts of a customer who is created with the plan: without billing details, and with nothing booked. */
export async function factsOfNewCustomer(
  tx: Queryable,
  company: Company,
  { priceIds = [] }: Pick<Needs, 'priceIds'>,
): Promise<Facts> {
  return {
    ...termsOf(company, null),
    customerId: newCustomerId,
    subscriptions: [],
    prices: await loadPrices(tx, priceIds),
    openInvoices: [],
    credits: [],
    invoices: new Map(),
  }
}

/** The facts that the company and the billing details of the customer decide. */
const termsOf = ({ asOf, today, row: terms, taxRates: rates }: Company, profile: Profile) => ({
  asOf,
  ...(today < asOf && { today }),
  currency: currencyOf(profile?.currency ?? terms.currency),
  paymentTermsDays: profile?.paymentTermsDays ?? terms.paymentTermsDays,
  invoiceDaysAhead: terms.invoiceDaysAhead,
  catchUpPeriods: terms.catchUpPeriods,
  seller: { country: terms.address.country, postcode: terms.address.postcode },
  customer: taxFactsOf(terms, profile, rates),
  taxPolicy,
  taxRates: rates,
})

/** Without a country, the customer is taxed as in the company's. */
function taxFactsOf({ address }: CompanyRow, profile: Profile, rates: Facts['taxRates']): Facts['customer'] {
  const check = profile?.taxIdCheck ?? null
  const country = profile?.country ?? address.country
  const region = profile?.country ? profile.region : address.region
  return {
    country,
    region:
      asInRates(
        region,
        rates.filter((rate) => rate.country === country),
      ) || null,
    postcode: profile?.country ? profile.postcode : address.postcode,
    taxId: profile?.taxId ?? null,
    taxIdCheck:
      check && profile?.taxId
        ? {
            taxId: profile.taxId,
            result: check.result === 'unknown' ? 'unavailable' : check.result,
            checkedOn: localDate(check.checkedAt.slice(0, 10)),
            consultationNumber: check.evidence,
            ...(check.lastValidAt === undefined
              ? {}
              : { lastValidOn: localDate(check.lastValidAt.slice(0, 10)) }),
          }
        : null,
    exemption: profile?.isExempt ? (profile.exemptReason ?? 'Exempt') : null,
  }
}

/** Returns a region as the tax rates spell it: "qc" and "QC" are the same. */
function asInRates(region: string, rates: Facts['taxRates']): string {
  const plain = (text: string) => text.trim().normalize('NFKC').toUpperCase()
  return rates.find((rate) => rate.region !== null && plain(rate.region) === plain(region))?.region ?? region
}

const buyerOf = (customer: typeof customers.$inferSelect, profile: Profile): BuyerSnapshot => ({
  fullName: customer.fullName,
  companyName: customer.companyName,
  email: profile?.invoiceEmail ?? customer.email,
  address: {
    line1: profile?.line1 ?? '',
    line2: profile?.line2 ?? '',
    city: profile?.city ?? '',
    postcode: profile?.postcode ?? '',
    region: profile?.region ?? '',
    country: profile?.country ?? '',
  },
  taxIds: profile?.taxId ? [{ label: 'Tax ID', value: profile.taxId }] : [],
})

/** The invoices of subscriptions that credit notes have not taken back: a credit can need those of earlier changes. */
async function loadCreditable(
  tx: Queryable,
  subscriptions: Awaited<ReturnType<typeof loadSubscriptions>>,
): Promise<string[]> {
  const ids = [...subscriptions.values()].flatMap((mine) => mine.map(({ subscriptionId }) => subscriptionId))
  if (ids.length === 0) return []
  const found = await tx.execute(sql`
    select d.id from ${documents} d
     where d.kind = 'invoice' and d.status in ('open', 'paid', 'uncollectible')
       and d.id in (select l.document_id from ${documentLines} l where l.subscription_id in ${ids})
       and d.total > (select coalesce(sum(n.total), 0) from ${documents} n
                       where n.credited_document_id = d.id and n.kind = 'credit-note' and n.status <> 'draft')`)
  return rowsOf(found).map(({ id }) => String(id))
}

async function loadOpenInvoices(tx: Queryable, ids: string[]): Promise<Map<string, OpenInvoiceFacts[]>> {
  const rows = await tx
    .select({
      id: documents.id,
      customerId: documents.customerId,
      dueOn: documents.dueOn,
      issuedOn: documents.issuedOn,
      seriesNumber: documents.seriesNumber,
      number: documents.number,
      currency: documents.currency,
      total: documents.total,
      due: documents.amountDue,
    })
    .from(documents)
    .where(
      and(inArray(documents.customerId, ids), eq(documents.kind, 'invoice'), eq(documents.status, 'open')),
    )
    .orderBy(asc(documents.id))
  return grouped(rows, ({ customerId, id, dueOn, issuedOn, seriesNumber, number, ...row }) => {
    const currency = currencyOf(row.currency)
    return [
      customerId,
      {
        documentId: id,
        dueOn: localDate(dueOn ?? issuedOn),
        issuedOn: localDate(issuedOn),
        seriesNumber,
        number: number ?? '',
        due: money(row.due, currency),
        total: money(row.total, currency),
      },
    ]
  })
}

/** Unused payments and credit notes, oldest first. */
async function loadCredits(tx: Queryable, ids: string[]): Promise<Map<string, CreditFacts[]>> {
  const received = await tx
    .select({
      id: payments.id,
      customerId: payments.customerId,
      currency: payments.currency,
      unused: payments.unallocated,
      since: payments.receivedOn,
    })
    .from(payments)
    .where(and(inArray(payments.customerId, ids), gt(payments.unallocated, 0n)))
  const credited = await tx
    .select({
      id: documents.id,
      customerId: documents.customerId,
      currency: documents.currency,
      unused: documents.unallocated,
      since: documents.issuedOn,
    })
    .from(documents)
    .where(and(inArray(documents.customerId, ids), gt(documents.unallocated, 0n)))
  const all = [
    ...received.map((row) => ({ ...row, kind: 'payment' as const })),
    ...credited.map((row) => ({ ...row, kind: 'credit-note' as const })),
  ].toSorted((left, right) => (`${left.since} ${left.id}` < `${right.since} ${right.id}` ? -1 : 1))
  return grouped(all, ({ customerId, id, kind, currency, unused }) => [
    customerId,
    { kind, sourceId: id, unused: money(unused, currencyOf(currency)) },
  ])
}

function grouped<Row, Value>(
  rows: readonly Row[],
  entry: (row: Row) => [string, Value],
): Map<string, Value[]> {
  const groups = new Map<string, Value[]>()
  for (const row of rows) {
    const [key, value] = entry(row)
    const mine = groups.get(key)
    if (mine) mine.push(value)
    else groups.set(key, [value])
  }
  return groups
}
