import { add, type Currency, type Money, subtract, zero } from '#server/platform/money/index.ts'
import type { SimulatedEvent } from './events.ts'

/** One month in one currency. */
export interface MonthTotals {
  /** "2026-03" */
  readonly month: string
  readonly currency: Currency
  invoices: number
  /** Of invoices, less credit notes. */
  net: Money
  tax: Money
  total: Money
  /** The part of `total` that is late fees. */
  lateFees: Money
  paid: Money
  creditUsed: Money
}

/** Sums of events by month and currency. */
export class Totals {
  readonly #rows = new Map<string, MonthTotals>()

  add(event: SimulatedEvent): void {
    switch (event.kind) {
      case 'invoice': {
        const { net, tax, total } = event.document
        const row = this.#row(event, total)
        row.invoices += 1
        row.net = add(row.net, net)
        row.tax = add(row.tax, tax)
        row.total = add(row.total, total)
        break
      }
      case 'credit-note': {
        const { net, tax, total } = event.document
        const row = this.#row(event, total)
        row.net = subtract(row.net, net)
        row.tax = subtract(row.tax, tax)
        row.total = subtract(row.total, total)
        break
      }
      case 'late-fee': {
        const row = this.#row(event, event.amount)
        row.lateFees = add(row.lateFees, event.amount)
        break
      }
      case 'payment': {
        const row = this.#row(event, event.amount)
        row.paid = add(row.paid, event.amount)
        break
      }
      case 'credit': {
        const row = this.#row(event, event.amount)
        row.creditUsed = add(row.creditUsed, event.amount)
      }
    }
  }

  rows(): MonthTotals[] {
    return [...this.#rows].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, row]) => row)
  }

  #row({ on }: SimulatedEvent, { currency }: Money): MonthTotals {
    const month = on.slice(0, 7)
    const key = `${month} ${currency}`
    const none = zero(currency)
    const row = this.#rows.get(key) ?? {
      month,
      currency,
      invoices: 0,
      net: none,
      tax: none,
      total: none,
      lateFees: none,
      paid: none,
      creditUsed: none,
    }
    this.#rows.set(key, row)
    return row
  }
}
