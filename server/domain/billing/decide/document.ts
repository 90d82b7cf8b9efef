import { addDays } from '#server/platform/calendar/index.ts'
import { isZero, type Money, money, negate, subtract, zero } from '#server/platform/money/index.ts'
import type { Facts, LineTax } from './facts.ts'
import { requireAmount } from './limits.ts'
import {
  type PlannedCharge,
  type PlannedDocument,
  type PlannedLine,
  type PlannedTax,
  PlanRefused,
  RateMissing,
  type Ref,
} from './plan.ts'
import { type AppliedRate, decideTax, type TaxDecision, type Treatment } from './tax-treatment.ts'
import { type TaxGroup, taxDocument } from './taxes.ts'

/** A line before its taxes are computed. */
export type OpenLine = Omit<PlannedLine, 'net' | 'taxKey' | 'tax' | 'charge' | 'creditedLineId'> & {
  readonly category: string
  /** Null: decided by `taxOn`. */
  readonly tax: LineTax | null
  /** The tax date. */
  readonly taxOn: Facts['asOf']
  readonly charge: Omit<PlannedCharge, 'amount' | 'discount'>
}

/** The text that the law wants for a treatment, in English. A PDF in another language has its own. */
export const treatmentNotes = {
  'reverse-charge': 'Reverse charge: the customer accounts for the VAT.',
  'out-of-scope': 'Not subject to VAT in the country of the seller.',
  exempt: 'Exempt from tax.',
} as const

/** Of an exemption: the reason that staff recorded, for example the article of the law. */
function noteOf({ customer }: Facts, treatment: Treatment): string | null {
  if (treatment === 'standard') return null
  return (treatment === 'exempt' ? customer.exemption : null) ?? treatmentNotes[treatment]
}

/** Decides the tax of one category on a date. @throws {PlanRefused} it cannot be decided yet */
export function taxOf(facts: Facts, category: string, date: Facts['asOf']): TaxDecision {
  const { seller, customer, taxPolicy: policy, taxRates } = facts
  const decision = decideTax({ seller, customer, category, date, policy }, taxRates)
  if (decision.kind === 'decided') return decision
  if (decision.problem === 'rate-missing')
    throw new RateMissing(
      'wrong-state',
      `No tax rate of the category "${category}" is valid on ${date} for ${decision.place.country}. Nothing was billed. Add the rate in the tax settings.`,
    )
  throw new PlanRefused(
    'wrong-state',
    'The tax ID of the customer is not checked. Nothing was billed. Record the result of a check in the billing profile.',
  )
}

/** Computes an invoice: taxes once for each group, totals, and the date on which it is due. Its total can be negative. */
export function invoiceOf(facts: Facts, ref: Ref, open: readonly OpenLine[]): PlannedDocument {
  const { asOf, currency, paymentTermsDays } = facts
  const decisions = new Map<string, TaxDecision>()
  // Rates of one key are one rate, also if staff ended its row and added another one. So each group is computed once (R7).
  const known = new Map<string, AppliedRate>()
  const oneRate = (tax: LineTax): LineTax => ({
    ...tax,
    rates: tax.rates.map((rate) => {
      const key = keyOf(facts, { ...tax, rate })
      const first = known.get(key) ?? rate
      known.set(key, first)
      return first
    }),
  })
  const decided = open.map((line) => {
    if (line.tax !== null) return { line, tax: oneRate(line.tax) }
    const key = `${line.category} ${line.taxOn}`
    const decision = decisions.get(key) ?? taxOf(facts, line.category, line.taxOn)
    decisions.set(key, decision)
    const { treatment, rates } = decision
    return { line, tax: oneRate({ category: line.category, treatment, rates }) }
  })
  const taxed = taxDocument(
    decided.map(({ line, tax }) => ({
      amount: subtract(line.amount, line.discount),
      taxIncluded: line.taxIncluded,
      ...tax,
    })),
    currency,
  )
  for (const amount of [...open.map((line) => line.amount), taxed.net, taxed.tax, taxed.total])
    requireAmount(amount, 'quantity')
  const lines = decided.map(({ line, tax }, index): PlannedLine => {
    const { category: _, taxOn: __, charge, ...rest } = line
    return {
      ...rest,
      tax,
      taxKey: firstKeyOf(facts, tax),
      net: taxed.lines[index]?.net ?? zero(currency),
      charge: {
        ...charge,
        amount: line.amount,
        discount: line.discount,
        explanation: { ...charge.explanation, tax },
      },
      creditedLineId: null,
    }
  })
  return {
    ref,
    kind: 'invoice',
    issuedOn: asOf,
    dueOn: addDays(asOf, paymentTermsDays),
    currency,
    lines,
    taxes: taxed.groups.map((group) => taxRow(facts, group)),
    net: taxed.net,
    tax: taxed.tax,
    total: taxed.total,
    amountDue: taxed.total,
    unallocated: zero(currency),
    status: isZero(taxed.total) ? 'paid' : 'open',
    creditedInvoiceId: null,
    reason: null,
    notes: [...new Set(decided.flatMap(({ tax }) => noteOf(facts, tax.treatment) ?? []))],
    taxDecision: Object.fromEntries(decisions),
  }
}

const keyOf = (facts: Facts, group: Pick<TaxGroup, 'category' | 'treatment' | 'rate'>): string =>
  group.rate === null
    ? `${facts.customer.country}/${group.category}/${group.treatment}`
    : [
        group.rate.country,
        ...(group.rate.region === null ? [] : [group.rate.region]),
        group.category,
        group.rate.name,
        group.rate.ratePpm,
        ...(group.rate.taxableSharePpm === undefined ? [] : [group.rate.taxableSharePpm]),
      ].join('/')

const firstKeyOf = (facts: Facts, { category, treatment, rates }: LineTax): string =>
  keyOf(facts, { category, treatment, rate: rates[0] ?? null })

/** The keys of all taxes on a line. */
export const keysOf = (facts: Facts, { category, treatment, rates }: LineTax): string[] =>
  (rates.length === 0 ? [null] : rates).map((rate) => keyOf(facts, { category, treatment, rate }))

const taxRow = (facts: Facts, group: TaxGroup): PlannedTax => ({
  key: keyOf(facts, group),
  country: group.rate?.country ?? facts.customer.country,
  region: group.rate?.region ?? '',
  category: group.category,
  treatment: group.treatment,
  name: group.rate?.name ?? '',
  ratePpm: group.rate?.ratePpm ?? 0,
  base: group.net,
  amount: group.tax,
  note: noteOf(facts, group.treatment),
})

/** The part of a document that is booked. */
type BookedContent = Pick<PlannedDocument, 'kind' | 'currency' | 'total'> & {
  readonly lines: readonly Pick<PlannedLine, 'productId' | 'net'>[]
  readonly taxes: readonly Pick<PlannedTax, 'key' | 'amount'>[]
}

/** The postings of a document: receivable, revenue by product, tax by group. A credit note mirrors them into credit. */
export function postingsOf(document: BookedContent) {
  const isInvoice = document.kind === 'invoice'
  const sign = (amount: Money) => (isInvoice ? amount : negate(amount))
  const revenue = new Map<string | null, bigint>()
  for (const { productId, net } of document.lines)
    revenue.set(productId, (revenue.get(productId) ?? 0n) + net.amount)
  const { currency } = document
  return [
    {
      account: isInvoice ? ('receivable' as const) : ('credit' as const),
      productId: null,
      taxKey: null,
      amount: sign(document.total),
    },
    ...[...revenue].map(([productId, amount]) => ({
      account: 'revenue' as const,
      productId,
      taxKey: null,
      amount: sign(money(-amount, currency)),
    })),
    ...document.taxes.map(({ key, amount }) => ({
      account: 'tax' as const,
      productId: null,
      taxKey: key,
      amount: sign(negate(amount)),
    })),
  ].filter(({ amount }) => !isZero(amount))
}
