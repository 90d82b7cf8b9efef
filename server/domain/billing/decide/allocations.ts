import type { LocalDate } from '#server/platform/calendar/index.ts'
import { type Currency, isPositive, lesser, type Money, subtract, sum } from '#server/platform/money/index.ts'

/** A document that is not settled. */
export interface OpenDocument {
  readonly documentId: string
  readonly dueOn: LocalDate
  readonly issuedOn: LocalDate
  /** Null: it gets a higher number than all that have one. */
  readonly seriesNumber: number | null
  readonly number: string
  readonly due: Money
  /** Asked of the customer by a payment that is under way (D35). Credit is not used for this part. */
  readonly pending?: Money | undefined
}

/** Money of a customer that is not used: a payment or credit note with an unallocated rest. */
export interface CreditSource {
  readonly sourceId: string
  readonly unused: Money
}

export interface PlannedAllocation {
  readonly sourceId: string
  readonly documentId: string
  /** More than zero. */
  readonly amount: Money
}

export interface AllocationPlan {
  readonly allocations: readonly PlannedAllocation[]
  /** The rest of all sources: it stays the customer's credit. */
  readonly credit: Money
}

/**
 * Uses sources in the given order for the oldest document first, see {@link byAge}. Amounts in another currency than
 * `currency` take no part (R24).
 * @param firstDocumentId the invoice that the payer named: it comes before the others
 */
export function allocateOldestFirst(
  sources: readonly CreditSource[],
  documents: readonly OpenDocument[],
  currency: Currency,
  firstDocumentId?: string,
): AllocationPlan {
  const rank = ({ documentId }: OpenDocument) => (documentId === firstDocumentId ? 0 : 1)
  const open = documents
    .filter(({ due }) => due.currency === currency)
    .map((document) => ({ document, due: payable(document) }))
    .filter(({ due }) => isPositive(due))
    .toSorted(
      (left, right) => rank(left.document) - rank(right.document) || byAge(left.document, right.document),
    )
  const unused = sources
    .filter((source) => source.unused.currency === currency)
    .map(({ sourceId, unused: amount }) => ({ sourceId, amount }))
  const allocations: PlannedAllocation[] = []
  for (const target of open) {
    for (const source of unused) {
      const amount = lesser(target.due, source.amount)
      if (!isPositive(amount)) continue
      allocations.push({ sourceId: source.sourceId, documentId: target.document.documentId, amount })
      target.due = subtract(target.due, amount)
      source.amount = subtract(source.amount, amount)
    }
  }
  return {
    allocations,
    credit: sum(
      unused.map(({ amount }) => amount),
      currency,
    ),
  }
}

const payable = ({ due, pending }: OpenDocument): Money =>
  pending === undefined ? due : subtract(due, pending)

/**
 * Orders documents by due date, then issue date, then their number in the series. The text of a number is in no order:
 * INV-10 is before INV-9. Documents without a number come last, in their given order.
 */
export const byAge = (left: OpenDocument, right: OpenDocument): number =>
  byDate(left.dueOn, right.dueOn) || byDate(left.issuedOn, right.issuedOn) || placeOf(left) - placeOf(right)

const byDate = (left: LocalDate, right: LocalDate): number => (left < right ? -1 : left > right ? 1 : 0)

const placeOf = ({ seriesNumber }: OpenDocument): number => seriesNumber ?? Number.MAX_SAFE_INTEGER
