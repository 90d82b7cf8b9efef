import type { CustomerRows } from './customer-rows.ts'

/**
 * The money of one customer, computed without any code of billing from what happened: documents, payments, refunds,
 * reversals and write-offs. Credit is always used for open invoices, so a customer has credit or owes something, never both.
 */
export class CustomerModel {
  /** The payments of the customer, less their debt. */
  #balance = 0n
  /** The dues of written-off invoices. No payment in these histories names one; a credit note of its own takes it back. */
  readonly #lost = new Map<string, bigint>()

  get balance(): bigint {
    return this.#balance
  }

  get due(): bigint {
    return this.#balance < 0n ? -this.#balance : 0n
  }

  get credit(): bigint {
    return this.#balance > 0n ? this.#balance : 0n
  }

  get lost(): bigint {
    return [...this.#lost.values()].reduce((sum, due) => sum + due, 0n)
  }

  /** Books what is new in the rows. */
  observe(before: CustomerRows, now: CustomerRows): void {
    const known = new Set([...before.documents, ...before.payments, ...before.refunds].map(({ id }) => id))
    for (const { id, kind, total, creditedDocumentId } of now.documents) {
      if (known.has(id)) continue
      if (kind === 'invoice') this.#balance -= total
      else this.#balance += total - this.#takeBack(creditedDocumentId ?? '', total)
    }
    for (const { id, amount } of now.payments) if (!known.has(id)) this.#balance += amount
    for (const { id, amount } of now.refunds) if (!known.has(id)) this.#balance -= amount
    for (const { id, amount, status } of now.payments)
      if (status === 'reversed' && before.payments.some((old) => old.id === id && old.status === 'received'))
        this.#reverse(id, amount, before)
    for (const { id, status } of now.documents) {
      const old = before.documents.find((each) => each.id === id)
      if (status !== 'uncollectible' || old === undefined || old.status === status) continue
      this.#balance += old.amountDue
      this.#lost.set(id, old.amountDue)
    }
  }

  /** The parts that paid invoices which were written off later are lost again, and are no debt. */
  #reverse(paymentId: string, amount: bigint, { allocations }: CustomerRows): void {
    this.#balance -= amount
    for (const [invoiceId, due] of this.#lost) {
      const part = allocations.reduce(
        (sum, each) =>
          each.paymentId === paymentId && each.documentId === invoiceId ? sum + each.amount : sum,
        0n,
      )
      this.#balance += part
      this.#lost.set(invoiceId, due + part)
    }
  }

  /** The part of a credit note that takes back what was never paid. */
  #takeBack(invoiceId: string, total: bigint): bigint {
    const lost = this.#lost.get(invoiceId) ?? 0n
    const part = lost < total ? lost : total
    if (part > 0n) this.#lost.set(invoiceId, lost - part)
    return part
  }
}
