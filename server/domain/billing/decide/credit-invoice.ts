import { allocate, ofMillion, plus, times } from '#server/platform/money/arithmetic/index.ts'
import { add, compare, isZero, type Money, money, subtract, sum, zero } from '#server/platform/money/index.ts'
import {
  type CreditableGroup,
  CreditExceedsInvoice,
  creditable,
  creditGross,
  creditNet,
  type NetAndTax,
} from './credit-notes.ts'
import type { Facts, InvoiceFacts, InvoiceLineFacts, InvoiceTaxFacts, LineTax } from './facts.ts'
import { type PlannedCharge, type PlannedDocument, type PlannedLine, PlanRefused, type Ref } from './plan.ts'

/** A line of a credit note. `amount` is positive, and includes the tax if `isGross`. */
export interface CreditWanted {
  readonly description: string
  readonly amount: Money
  readonly isGross: boolean
  readonly taxKeys: readonly string[]
  readonly category: string
  readonly productId: string | null
  readonly subscription: Ref | null
  readonly period: PlannedLine['period']
  readonly explanation: string | null
  readonly creditedLineId: string | null
  readonly charge: PlannedCharge | null
  readonly tax?: LineTax
}

const signature = (keys: readonly string[]): string => JSON.stringify(keys)

const groupOf = (tax: InvoiceTaxFacts): CreditableGroup => ({
  net: tax.base,
  tax: tax.amount,
  rate: times(ofMillion(tax.ratePpm), ofMillion(tax.taxableSharePpm ?? 1_000_000)),
  credited: { net: tax.creditedBase, tax: tax.creditedTax },
})

/** The group of several taxes on the same lines. */
const together = (groups: readonly CreditableGroup[]): CreditableGroup => {
  const [first, ...others] = groups
  if (first === undefined) throw new RangeError('A line of an invoice has no tax group.')
  return others.reduce(
    (left, right) => ({
      net: left.net,
      tax: add(left.tax, right.tax),
      rate: plus(left.rate, right.rate),
      credited: { net: left.credited.net, tax: add(left.credited.tax, right.credited.tax) },
    }),
    first,
  )
}

/** Computes a credit note. @throws {PlanRefused} already-credited: the invoice has less */
export function creditNoteOf(
  facts: Facts,
  invoice: InvoiceFacts,
  ref: Ref,
  wanted: readonly CreditWanted[],
  reason: string,
): PlannedDocument {
  const { currency } = facts
  const groups = new Map(invoice.taxes.map((tax) => [tax.key, groupOf(tax)]))
  const taken = new Map<string, NetAndTax>()
  const nets: Money[] = wanted.map(({ amount }) => amount)
  for (const members of bySet(wanted).values()) {
    const [first] = members
    if (first === undefined) continue
    const keys = first.wanted.taxKeys
    const amounts = members.map((member) => member.wanted.amount)
    const credited = creditSet(groups, keys, sum(amounts, currency), first.wanted.isGross)
    for (const { key, part } of credited.parts) {
      const known = taken.get(key) ?? { net: zero(currency), tax: zero(currency) }
      taken.set(key, { net: add(known.net, part.net), tax: add(known.tax, part.tax) })
    }
    if (first.wanted.isGross)
      for (const [index, share] of allocate(
        credited.net.amount,
        amounts.map(({ amount }) => amount),
      ).entries())
        nets[members[index]?.position ?? 0] = money(share, currency)
  }
  const net = sum(nets, currency)
  const taxes = invoice.taxes.flatMap((tax) => {
    const part = taken.get(tax.key)
    return part === undefined ? [] : [{ ...taxRowOf(tax), base: part.net, amount: part.tax }]
  })
  const tax = sum(
    taxes.map(({ amount }) => amount),
    currency,
  )
  const total = add(net, tax)
  // The groups alone do not limit it: with a negative group, the others are more than the invoice.
  if (compare(add(invoice.credited, total), invoice.total) > 0) throw tooMuch()
  return {
    ref,
    kind: 'credit-note',
    issuedOn: facts.asOf,
    dueOn: null,
    currency,
    lines: wanted.map((line, index) => noteLine(line, nets[index] ?? zero(currency))),
    taxes,
    net,
    tax,
    total,
    amountDue: zero(currency),
    unallocated: total,
    status: 'paid',
    creditedInvoiceId: invoice.documentId,
    reason,
    notes: [],
    taxDecision: { credits: invoice.number },
  }
}

/** Credits an amount of lines with the same taxes, and remembers it in the groups. */
function creditSet(
  groups: Map<string, CreditableGroup>,
  keys: readonly string[],
  amount: Money,
  isGross: boolean,
): { net: Money; parts: { key: string; part: NetAndTax }[] } {
  const own = keys.flatMap((key) => groups.get(key) ?? [])
  try {
    const whole = isGross ? creditGross(together(own), amount) : null
    const net = whole?.net ?? amount
    let left = whole?.tax
    const parts = keys.map((key, index) => {
      const group = own[index] ?? together(own)
      const isLast = index === keys.length - 1
      const tax = isLast && left !== undefined ? left : creditNet(group, net).tax
      if (left !== undefined) left = subtract(left, tax)
      groups.set(key, {
        ...group,
        credited: { net: add(group.credited.net, net), tax: add(group.credited.tax, tax) },
      })
      return { key, part: { net, tax } }
    })
    return { net, parts }
  } catch (error) {
    if (!(error instanceof CreditExceedsInvoice)) throw error
    throw tooMuch()
  }
}

const tooMuch = () =>
  new PlanRefused(
    'already-credited',
    'The credit is more than the rest of the invoice. Nothing was written. Reload the invoice, and credit at most its rest.',
    'amount',
  )

function bySet(wanted: readonly CreditWanted[]) {
  const sets = new Map<string, { wanted: CreditWanted; position: number }[]>()
  for (const [position, each] of wanted.entries()) {
    const key = `${signature(each.taxKeys)} ${each.isGross}`
    sets.set(key, [...(sets.get(key) ?? []), { wanted: each, position }])
  }
  return sets
}

const taxRowOf = ({ key, country, region, category, treatment, name, ratePpm }: InvoiceTaxFacts) => ({
  key,
  country,
  region,
  category,
  treatment,
  name,
  ratePpm,
  note: null,
})

const noteLine = (line: CreditWanted, net: Money): PlannedLine => ({
  description: line.description,
  quantity: 1,
  unitAmount: line.amount,
  period: line.period,
  amount: line.amount,
  discount: zero(line.amount.currency),
  taxIncluded: line.isGross,
  tax: line.tax ?? { category: line.category, treatment: 'standard', rates: [] },
  taxKey: line.taxKeys[0] ?? '',
  net,
  explanation: line.explanation,
  subscription: line.subscription,
  productId: line.productId,
  charge: line.charge,
  creditedLineId: line.creditedLineId,
})

/** Returns what an invoice still has of lines with these taxes, with or without the tax. Null: it has no such lines. */
export function restOfSet(
  invoice: InvoiceFacts,
  { taxKeys, isGross }: Pick<CreditWanted, 'taxKeys' | 'isGross'>,
): Money | null {
  const groups = invoice.taxes.filter(({ key }) => taxKeys.includes(key)).map(groupOf)
  if (groups.length < taxKeys.length) return null
  const rest = creditable(together(groups))
  return isGross ? add(rest.net, rest.tax) : rest.net
}

/** The part to credit: everything, an amount that includes tax, or net amounts of lines. */
export type CreditRequest =
  | { readonly of: 'all' }
  | { readonly of: 'amount'; readonly amount: Money }
  | { readonly of: 'lines'; readonly lines: readonly { readonly lineId: string; readonly amount: Money }[] }

/** Returns the lines of a credit note. */
export function wantedOf(invoice: InvoiceFacts, request: CreditRequest): CreditWanted[] {
  if (request.of === 'all') return restOf(invoice)
  if (request.of === 'amount') return shareOfAmount(invoice, request.amount)
  const asked = new Map<string, Money>()
  return request.lines.map(({ lineId, amount }) => {
    const line = invoice.lines.find((each) => each.lineId === lineId)
    if (line === undefined)
      throw new PlanRefused('invalid-body', `The invoice has no line ${lineId}.`, 'lines')
    const together = add(asked.get(lineId) ?? zero(amount.currency), amount)
    if (compare(together, subtract(line.net, line.creditedNet)) > 0) throw tooMuchOf(line)
    asked.set(lineId, together)
    return fromLine(line, amount)
  })
}

const tooMuchOf = ({ description }: InvoiceLineFacts) =>
  new PlanRefused(
    'already-credited',
    `The credit for "${description}" is more than the rest of the line. Nothing was written. Reload the invoice, and credit at most that rest.`,
    'lines',
  )

const fromLine = (line: InvoiceLineFacts, amount: Money): CreditWanted => ({
  description: line.description,
  amount,
  isGross: false,
  taxKeys: line.taxKeys,
  category: line.taxCategory,
  productId: line.productId,
  subscription: line.subscriptionId,
  period: line.period,
  explanation: null,
  creditedLineId: line.lineId,
  charge: null,
})

function linesBySet(invoice: InvoiceFacts): InvoiceLineFacts[][] {
  const sets = new Map<string, InvoiceLineFacts[]>()
  for (const line of invoice.lines) {
    const key = signature(line.taxKeys)
    sets.set(key, [...(sets.get(key) ?? []), line])
  }
  return [...sets.values()]
}

/** The rest of lines with the same taxes, which can be less than that of their groups. */
const netRest = (lines: readonly InvoiceLineFacts[], first: InvoiceLineFacts): Money =>
  sum(
    lines.map(({ net, creditedNet }) => subtract(net, creditedNet)),
    first.net.currency,
  )

/** Everything that is not credited yet: line by line, unless earlier credits named no lines. */
function restOf(invoice: InvoiceFacts): CreditWanted[] {
  return linesBySet(invoice).flatMap((lines) => {
    const [first] = lines
    if (first === undefined) return []
    const groups = invoice.taxes.filter(({ key }) => first.taxKeys.includes(key)).map(groupOf)
    const rest = creditable(together(groups)).net
    if (isZero(rest)) return []
    const byLine = netRest(lines, first)
    if (sharesGroups(invoice, first) || byLine.amount === rest.amount)
      return lines
        .map((line) => fromLine(line, subtract(line.net, line.creditedNet)))
        .filter(({ amount }) => !isZero(amount))
    return [
      {
        ...fromLine(first, rest),
        description: `Rest of ${invoice.number}`,
        period: null,
        creditedLineId: null,
      },
    ]
  })
}

/** Another set of lines has one of its taxes. */
const sharesGroups = (invoice: InvoiceFacts, first: InvoiceLineFacts): boolean =>
  invoice.lines.some(
    ({ taxKeys }) =>
      signature(taxKeys) !== signature(first.taxKeys) && taxKeys.some((key) => first.taxKeys.includes(key)),
  )

/** An amount with tax, shared over the sets of lines in proportion to their rests. */
function shareOfAmount(invoice: InvoiceFacts, amount: Money): CreditWanted[] {
  const sets = linesBySet(invoice).flatMap((lines) => {
    const [first] = lines
    if (first === undefined) return []
    const groups = invoice.taxes.filter(({ key }) => first.taxKeys.includes(key)).map(groupOf)
    const rest = creditable(together(groups))
    const gross = add(rest.net, rest.tax)
    return gross.amount > 0n ? [{ first, gross }] : []
  })
  const whole = sum(
    sets.map(({ gross }) => gross),
    amount.currency,
  )
  if (amount.amount > whole.amount) throw tooMuch()
  const shares = allocate(
    amount.amount,
    sets.map(({ gross }) => gross.amount),
  )
  return sets
    .map(
      ({ first }, index): CreditWanted => ({
        ...fromLine(first, money(shares[index] ?? 0n, amount.currency)),
        description: `Credit for ${invoice.number}`,
        isGross: true,
        period: null,
        creditedLineId: null,
      }),
    )
    .filter((each) => !isZero(each.amount))
}
