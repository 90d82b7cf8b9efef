import type { BankLineMatch } from '#contracts/bank-statements/schemas.ts'
import { isEqual, type Money } from '#server/platform/money/index.ts'

export interface OwedInvoice {
  readonly invoiceId: string
  readonly number: string
  /** The text that the invoice asks for in a transfer. */
  readonly paymentReference: string | null
  readonly due: Money
  readonly customerId: string
  readonly customerName: string
  /** All names by which the customer may pay. */
  readonly names: readonly string[]
  /** It is proposed only for a transfer that names it (R16). */
  readonly isWrittenOff: boolean
}

export interface Transfer {
  readonly amount: Money
  readonly payer: string
  readonly reference: string
}

/** Letters and digits only: people write "inv 2026/17" for INV-2026-17. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

const mostParts = 5
/** Of a reference. The longest that banks transmit has 140 characters. */
const mostWords = 40

/**
 * Proposes invoices for the transfers of a file. It keeps one invoice for each number, name and amount that the file
 * contains, however many invoices are open: it never guesses between several.
 */
export class Matcher {
  readonly #byNumber: Sole
  readonly #byName: Sole
  readonly #byAmount: Sole
  readonly #byNameAndAmount: Sole

  constructor(transfers: readonly Transfer[]) {
    const keysOf = (keys: (transfer: Transfer) => string[]) => new Sole(new Set(transfers.flatMap(keys)))
    this.#byNumber = keysOf(({ reference }) => numbersIn(reference))
    this.#byName = keysOf(({ payer, amount }) => [nameKey(payer, amount)])
    this.#byAmount = keysOf(({ amount }) => [amountKey(amount)])
    this.#byNameAndAmount = keysOf(({ payer, amount }) => [`${nameKey(payer, amount)} ${amountKey(amount)}`])
  }

  add(invoice: OwedInvoice): void {
    const { due, number, paymentReference } = invoice
    const isSame = (other: OwedInvoice) => other.invoiceId === invoice.invoiceId
    for (const text of new Set([plain(number), plain(paymentReference ?? '')]))
      if (text !== '') this.#byNumber.add(text, invoice, isSame)
    if (invoice.isWrittenOff) return
    this.#byAmount.add(amountKey(due), invoice, isSame)
    for (const name of invoice.names) {
      const key = nameKey(name, due)
      if (plain(name) === '') continue
      this.#byName.add(key, invoice, ({ customerId }) => customerId === invoice.customerId)
      this.#byNameAndAmount.add(`${key} ${amountKey(due)}`, invoice, isSame)
    }
  }

  propose({ amount, payer, reference }: Transfer): BankLineMatch | null {
    const named = only(numbersIn(reference).flatMap((number) => this.#byNumber.get(number) ?? []))
    if (named !== null && named.due.currency === amount.currency)
      return propose(named, isEqual(named.due, amount) ? 'reference-and-amount' : 'reference')
    const both = this.#byNameAndAmount.get(`${nameKey(payer, amount)} ${amountKey(amount)}`)
    if (both) return propose(both, 'amount-and-name')
    const customer = this.#byName.get(nameKey(payer, amount))
    if (customer) return { ...propose(customer, 'name'), invoiceId: null, invoiceNumber: null }
    const single = this.#byAmount.get(amountKey(amount))
    return single ? propose(single, 'amount') : null
  }
}

/** One invoice for each wanted key, or null if several have it. */
class Sole {
  readonly #wanted: ReadonlySet<string>
  readonly #found = new Map<string, OwedInvoice | null>()

  constructor(wanted: ReadonlySet<string>) {
    this.#wanted = wanted
  }

  add(key: string, invoice: OwedInvoice, isSame: (other: OwedInvoice) => boolean): void {
    if (!this.#wanted.has(key)) return
    const known = this.#found.get(key)
    if (known === undefined) this.#found.set(key, invoice)
    else if (known !== null && !isSame(known)) this.#found.set(key, null)
  }

  get(key: string): OwedInvoice | null {
    return this.#found.get(key) ?? null
  }
}

const amountKey = ({ amount, currency }: Money): string => `${amount} ${currency}`
const nameKey = (name: string, { currency }: Money): string => `${plain(name)} ${currency}`

/** Returns the one invoice of a list, or null for none and for several. */
function only(invoices: readonly OwedInvoice[]): OwedInvoice | null {
  const [first] = invoices
  return first !== undefined && invoices.every((invoice) => invoice === first) ? first : null
}

/** Returns each run of up to five words with a digit, joined: a number may be split by spaces and signs. */
function numbersIn(reference: string): string[] {
  const words = reference
    .split(/[^\p{L}\p{N}]+/u, mostWords)
    .map(plain)
    .filter((word) => word !== '')
  return words.flatMap((_, from) =>
    Array.from({ length: Math.min(mostParts, words.length - from) }, (__, more) =>
      words.slice(from, from + more + 1).join(''),
    ).filter((text) => /\p{N}/u.test(text)),
  )
}

const propose = (
  { customerId, customerName, invoiceId, number }: OwedInvoice,
  reason: BankLineMatch['reason'],
): BankLineMatch => ({ customerId, customerName, invoiceId, invoiceNumber: number, reason })
