import { isPositive, lesser, type Money, negate, subtract, zero } from '#server/platform/money/index.ts'
import { type CreditWanted, creditNoteOf, restOfSet } from './credit-invoice.ts'
import { invoiceOf, keysOf, type OpenLine } from './document.ts'
import type { Facts, InvoiceFacts } from './facts.ts'
import type { CreditLine } from './lines.ts'
import { type PlannedDocument, PlanParked } from './plan.ts'

/**
 * Returns the documents of credits and new charges: one invoice with all lines, if the customer owes something in sum.
 * Otherwise credit notes for the invoices that are taken back, and an invoice of the new charges, which the credit pays.
 */
export function creditDocuments(
  facts: Facts,
  credits: readonly CreditLine[],
  charges: readonly OpenLine[],
  reason: string,
): PlannedDocument[] {
  const lines = [...credits.map(({ line }) => line), ...charges]
  if (lines.length === 0) return []
  const { byInvoice, isCut, unexplained } = spread(facts, credits)
  // The credit of a written-off invoice takes back bad debt. It is no money that could pay the new charges.
  const isMoney = credits.every((credit) => invoiceOfCredit(facts, credit).status !== 'uncollectible')
  if (charges.length > 0 && isMoney && !isCut && credits.every((credit) => isTaxedAsToday(facts, credit))) {
    const whole = invoiceOf(facts, 'new:document:0', lines)
    // With a negative group of taxes, later credits of the others could be more than the invoice.
    if (whole.total.amount >= 0n && whole.taxes.every(({ base }) => base.amount >= 0n)) return [whole]
  }
  if (unexplained !== null)
    throw new PlanParked(
      'credit-without-invoice',
      `The invoices of the subscription have no room for ${unexplained} minor units of a credit. Nothing was written. Check them, cancel at the end of the period, then credit the rest by hand.`,
    )
  const notes = [...byInvoice].map(([invoice, wanted], index) =>
    creditNoteOf(facts, invoice, `new:document:${index}`, wanted, reason),
  )
  return charges.length === 0 ? notes : [...notes, invoiceOf(facts, `new:document:${notes.length}`, charges)]
}

/** Whether a new line with the same tax has the keys of the credited one: an untaxed line names the country of its time. */
const isTaxedAsToday = (facts: Facts, credit: CreditLine): boolean =>
  String(keysOf(facts, credit.of.tax)) === String(keysOfCredited(facts, credit))

const invoiceOfCredit = (facts: Facts, { of }: CreditLine): InvoiceFacts => {
  const invoice = facts.invoices.get(of.invoiceId)
  if (invoice === undefined) throw new RangeError('The credited invoice was not loaded.')
  return invoice
}

function keysOfCredited(facts: Facts, credit: CreditLine): readonly string[] {
  const line = invoiceOfCredit(facts, credit).lines.find(({ lineId }) => lineId === credit.of.lineId)
  if (line === undefined) throw new RangeError('The credited line was not loaded.')
  return line.taxKeys
}

interface Spread {
  readonly byInvoice: ReadonlyMap<InvoiceFacts, readonly CreditWanted[]>
  /** Credit notes took back so much that a credit is less than its unused time (R4). */
  readonly isCut: boolean
  /** The minor units of a credit that the invoices should have room for, and have not. Null: none. */
  readonly unexplained: bigint | null
}

/**
 * Shares the credits over invoices, because no invoice can be credited for more than it is: an invoice of an earlier change
 * has only the difference to the one before, which then takes the rest.
 */
function spread(facts: Facts, credits: readonly CreditLine[]): Spread {
  const byInvoice = new Map<InvoiceFacts, CreditWanted[]>()
  let isCut = false
  let unexplained: bigint | null = null
  for (const credit of credits) {
    const own = invoiceOfCredit(facts, credit)
    const others = takenInto(facts, own)
    let whole = wantedOf(facts, credit)
    for (const invoice of [own, ...others]) {
      const taken = byInvoice.get(invoice) ?? []
      const part = lesser(whole.amount, leftOf(invoice, whole, taken))
      // A credit of nothing still marks its days as credited.
      if (!isPositive(part) && (invoice !== own || isPositive(whole.amount))) continue
      byInvoice.set(invoice, [...taken, { ...whole, amount: part }])
      // The charge is on one line only.
      whole = { ...whole, amount: subtract(whole.amount, part), charge: null, creditedLineId: null }
      if (!isPositive(whole.amount)) break
    }
    // Taxes are rounded for each document, so one unit of each can stay over.
    if (whole.amount.amount <= BigInt(others.length + 1)) continue
    const chain = [own, ...others]
    if (chain.some(({ credited }) => isPositive(credited))) isCut = true
    else if (chain.every((invoice) => isComplete(facts, invoice))) unexplained ??= whole.amount.amount
  }
  return { byInvoice, isCut, unexplained }
}

/** Whether the facts have all invoices that it credits. One that is missing has nothing left. */
const isComplete = ({ invoices }: Facts, { lines }: InvoiceFacts): boolean =>
  lines.every(({ creditsInvoiceId }) => !creditsInvoiceId || invoices.has(creditsInvoiceId))

/**
 * The invoices whose unused time an invoice credits in lines of its own, and those that they credit: the money of their days
 * is what it is less than its charges. Newest first. Other invoices of the subscription are of days that were used.
 */
function takenInto({ invoices }: Facts, own: InvoiceFacts): InvoiceFacts[] {
  const chain = [own]
  for (const invoice of chain)
    for (const { creditsInvoiceId } of invoice.lines) {
      const earlier = invoices.get(creditsInvoiceId ?? '')
      if (earlier !== undefined && !chain.includes(earlier)) chain.push(earlier)
    }
  return chain.slice(1)
}

function wantedOf(facts: Facts, credit: CreditLine): CreditWanted {
  const { of, line } = credit
  return {
    description: line.description,
    amount: negate(subtract(line.amount, line.discount)),
    isGross: line.taxIncluded,
    taxKeys: keysOfCredited(facts, credit),
    category: of.tax.category,
    productId: line.productId,
    subscription: line.subscription,
    period: line.period,
    explanation: line.explanation,
    creditedLineId: of.lineId,
    charge: {
      ...line.charge,
      amount: line.amount,
      discount: line.discount,
      explanation: { ...line.charge.explanation, tax: of.tax },
    },
    tax: of.tax,
  }
}

function leftOf(invoice: InvoiceFacts, wanted: CreditWanted, taken: readonly CreditWanted[]): Money {
  const rest = restOfSet(invoice, wanted)
  return taken
    .filter(({ taxKeys }) => String(taxKeys) === String(wanted.taxKeys))
    .reduce((left, { amount }) => subtract(left, amount), rest ?? zero(wanted.amount.currency))
}
