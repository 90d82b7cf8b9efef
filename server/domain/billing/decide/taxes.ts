import {
  multiply,
  ofMillion,
  plus,
  type Ratio,
  ratio,
  rounded,
  roundTo,
  times,
} from '#server/platform/money/arithmetic/index.ts'
import { add, type Currency, type Money, money, subtract, sum, zero } from '#server/platform/money/index.ts'
import type { AppliedRate, Treatment } from './tax-treatment.ts'

/** A line after its discount. `amount` includes the tax if `taxIncluded`. */
export interface TaxableLine {
  readonly amount: Money
  readonly category: string
  readonly treatment: Treatment
  /** Empty unless the treatment is standard. Several rates are all taken of the same net amount. */
  readonly rates: readonly AppliedRate[]
  readonly taxIncluded: boolean
}

export interface TaxedLine {
  readonly net: Money
}

/** One row of the tax table of a document: a (category, rate, treatment). */
export interface TaxGroup {
  readonly category: string
  readonly treatment: Treatment
  /** Null without a rate: reverse charge, exempt, out of scope. */
  readonly rate: AppliedRate | null
  readonly net: Money
  readonly tax: Money
}

export interface DocumentTaxes {
  /** In the order of the given lines. */
  readonly lines: readonly TaxedLine[]
  /** In the order of their first line. */
  readonly groups: readonly TaxGroup[]
  readonly net: Money
  readonly tax: Money
  /** Net + tax. */
  readonly total: Money
}

/** Computes the taxes of one document: once per group, and every sum is exact (R7, R8). */
export function taxDocument(lines: readonly TaxableLine[], currency: Currency): DocumentTaxes {
  const nets: Money[] = lines.map(({ amount }) => amount)
  const groups = new Map<string, TaxGroup>()
  for (const members of linesByRates(lines).values()) {
    const [first] = members
    if (first === undefined) continue
    const amounts = members.map(({ line }) => line.amount)
    const shares = first.line.taxIncluded
      ? takeOut(amounts, first.line.rates, currency)
      : putOn(amounts, first.line.rates, currency)
    for (const [index, { position }] of members.entries())
      nets[position] = shares.nets[index] ?? zero(currency)
    const net = sum(shares.nets, currency)
    const { category, treatment, rates } = first.line
    for (const [index, rate] of (rates.length === 0 ? [null] : rates).entries())
      addGroup(groups, { category, treatment, rate, net, tax: shares.taxes[index] ?? zero(currency) })
  }
  const net = sum(nets, currency)
  const tax = sum(
    [...groups.values()].map((group) => group.tax),
    currency,
  )
  return {
    lines: nets.map((each) => ({ net: each })),
    groups: [...groups.values()],
    net,
    tax,
    total: add(net, tax),
  }
}

interface Member {
  readonly line: TaxableLine
  readonly position: number
}

/** Inclusive and exclusive lines of one rate are computed apart: the gross sum of the first is fixed (R8). */
function linesByRates(lines: readonly TaxableLine[]): Map<string, Member[]> {
  const byRates = new Map<string, Member[]>()
  for (const [position, line] of lines.entries()) {
    const key = JSON.stringify([line.category, line.treatment, line.rates, line.taxIncluded])
    byRates.set(key, [...(byRates.get(key) ?? []), { line, position }])
  }
  return byRates
}

interface Shares {
  readonly nets: readonly Money[]
  /** One per rate. */
  readonly taxes: readonly Money[]
}

/** Returns the rate times the taxable share, or zero without a rate. */
export const effectiveRate = (rate: Pick<AppliedRate, 'ratePpm' | 'taxableSharePpm'> | null): Ratio =>
  rate === null ? ratio(0n) : times(ofMillion(rate.ratePpm), ofMillion(rate.taxableSharePpm ?? 1_000_000))

/** Exclusive: the amounts are the nets, and each rate is taken of their sum. */
function putOn(amounts: readonly Money[], rates: readonly AppliedRate[], currency: Currency): Shares {
  const base = sum(amounts, currency)
  return { nets: amounts, taxes: rates.map((rate) => multiply(base, effectiveRate(rate))) }
}

/** Inclusive: the net of the group is gross / (1 + rates), and the rest is tax, shared over the rates. */
function takeOut(amounts: readonly Money[], rates: readonly AppliedRate[], currency: Currency): Shares {
  const gross = sum(amounts, currency)
  const all = rates.map(effectiveRate).reduce(plus, ratio(1n))
  const exactNet = ({ amount }: Money): Ratio => ratio(amount * all.denominator, all.numerator)
  const net = money(rounded(exactNet(gross)), currency)
  const tax = subtract(gross, net)
  const taxParts = rates.map((rate) => times(exactNet(gross), effectiveRate(rate)))
  return {
    nets: roundTo(net.amount, amounts.map(exactNet)).map((amount) => money(amount, currency)),
    taxes: roundTo(tax.amount, taxParts).map((amount) => money(amount, currency)),
  }
}

function addGroup(groups: Map<string, TaxGroup>, group: TaxGroup): void {
  const key = JSON.stringify([group.category, group.treatment, group.rate])
  const known = groups.get(key)
  groups.set(
    key,
    known === undefined
      ? group
      : { ...group, net: add(known.net, group.net), tax: add(known.tax, group.tax) },
  )
}
