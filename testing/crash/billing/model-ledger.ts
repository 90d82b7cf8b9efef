import { expect } from 'vitest'
import { daysBetween, localDate } from '#server/platform/calendar/index.ts'
import type { Books } from './books-work.ts'

const perDay = 1000n
const perDraft = 11_900n

/** The debts and payments of the customers of a storm, kept by the test. It uses no code of billing. */
export class ModelLedger {
  readonly #customers = new Map<string, { readonly billedFrom: string | null; drafts: number }>()
  readonly #payments = new Map<string, { readonly customerId: string; readonly amount: bigint }>()

  addCustomer(id: string, billedFrom: string | null): void {
    this.#customers.set(id, { billedFrom, drafts: 0 })
  }

  addPayment(reference: string, customerId: string, days: number): void {
    this.#payments.set(reference, { customerId, amount: BigInt(days) * perDay })
  }

  addDraft(customerId: string): void {
    const customer = this.#customers.get(customerId)
    if (customer) customer.drafts += 1
  }

  /** Whether the invoice run has done its work of today. */
  isBilled({ documents }: Books, today: string): boolean {
    return [...this.#customers].every(
      ([id]) => documents.filter(({ customerId }) => customerId === id).length >= this.#countOf(id, today),
    )
  }

  /** Compares all invoices, payments, dues and credit. */
  expectEqual(books: Books, today: string): void {
    const { documents, payments } = books
    expect(
      new Map(
        payments.map(({ reference, customerId, amount }) => [
          reference,
          { customerId, amount: BigInt(amount) },
        ]),
      ),
    ).toEqual(this.#payments)
    expect(payments).toHaveLength(this.#payments.size)
    for (const [id] of this.#customers) {
      const own = documents.filter(({ customerId }) => customerId === id)
      expect(own).toHaveLength(this.#countOf(id, today))
      const owed = sum(own.map(({ total }) => total))
      expect(owed).toBe(this.#owedBy(id, today))
      const paid = [...this.#payments.values()].reduce(
        (all, { customerId, amount }) => (customerId === id ? all + amount : all),
        0n,
      )
      const due = sum(own.map(({ amountDue }) => amountDue))
      const credit = sum(
        payments.filter(({ customerId }) => customerId === id).map(({ unallocated }) => unallocated),
      )
      expect([due, credit]).toEqual(paid < owed ? [owed - paid, 0n] : [0n, paid - owed])
    }
    // Each year has numbers of its own.
    const years = Map.groupBy(documents, ({ number }) => number?.replace(/-\d+$/, ''))
    for (const [year, own] of years) {
      const numbers = own.map(({ number }) => Number(number?.replace(/.*-/, ''))).toSorted((a, b) => a - b)
      expect(numbers, year).toEqual(numbers.map((_, index) => index + 1))
    }
  }

  #days(id: string, today: string): number {
    const from = this.#customers.get(id)?.billedFrom ?? null
    return from === null ? 0 : daysBetween(localDate(from), localDate(today)) + 1
  }

  readonly #drafts = (id: string) => this.#customers.get(id)?.drafts ?? 0
  readonly #countOf = (id: string, today: string) => this.#days(id, today) + this.#drafts(id)
  readonly #owedBy = (id: string, today: string) =>
    BigInt(this.#days(id, today)) * perDay + BigInt(this.#drafts(id)) * perDraft
}

const sum = (amounts: readonly string[]) => amounts.reduce((all, amount) => all + BigInt(amount), 0n)
