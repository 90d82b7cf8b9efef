import { and, asc, desc, eq, gt, isNull } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { LocalDate } from '#server/platform/calendar/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import {
  add,
  currencyOf,
  isPositive,
  lesser,
  type Money,
  money,
  negate,
  subtract,
  sum,
  zero,
} from '#server/platform/money/index.ts'
import { documents } from '../tables/documents.ts'
import { allocations } from '../tables/payments.ts'
import type { PaymentRow } from './payment-row.ts'
import { type NewAllocation, writeAllocations } from './write-allocations.ts'

/**
 * Frees a part of a payment that pays credited invoices: the unused part of their credit notes takes its place. The
 * invoices stay as they are. So the money of a credited invoice can be sent back as a refund of the payment that paid it.
 * @param wanted frees at most this much
 */
export async function freeByCreditNotes(
  tx: Queryable,
  payment: PaymentRow,
  wanted: Money,
  { on, at }: { readonly on: LocalDate; readonly at: Date },
): Promise<void> {
  const { customerId } = payment
  const source = { paymentId: payment.id }
  const changes: NewAllocation[] = []
  for (const { allocation, kept, notes } of await replacements(tx, payment, wanted)) {
    const { id, documentId } = allocation
    changes.push({ customerId, source, documentId, amount: negate(allocation.amount), reversesId: id })
    if (isPositive(kept)) changes.push({ customerId, source, documentId, amount: kept })
    for (const note of notes)
      changes.push({ customerId, source: { creditNoteId: note.id }, documentId, amount: note.amount })
  }
  await writeAllocations(tx, changes, { on, at })
}

/** Returns how much of a payment `freeByCreditNotes` can free. */
export async function freeable(db: Queryable, payment: PaymentRow): Promise<Money> {
  const currency = currencyOf(payment.currency)
  const found = await replacements(db, payment, money(payment.amount, currency))
  return sum(
    found.flatMap(({ notes }) => notes.map(({ amount }) => amount)),
    currency,
  )
}

interface Replacement {
  readonly allocation: LiveAllocation
  /** The part that the payment continues to pay. */
  readonly kept: Money
  /** The credit notes that pay the other part. */
  readonly notes: readonly { readonly id: string; readonly amount: Money }[]
}

/** Returns the allocations of a payment that credit notes can take over, newest first: at most `wanted` together. */
async function replacements(db: Queryable, payment: PaymentRow, wanted: Money): Promise<Replacement[]> {
  let rest = wanted
  // One payment can pay an invoice twice. Its credit notes are then used once.
  const used = new Map<string, Money>()
  const found: Replacement[] = []
  for (const allocation of await liveAllocations(db, payment)) {
    const notes: { readonly id: string; readonly amount: Money }[] = []
    let kept = allocation.amount
    for (const { id, unused } of await unusedCreditNotes(db, allocation.documentId)) {
      const before = used.get(id) ?? zero(rest.currency)
      const amount = lesser(lesser(rest, kept), subtract(unused, before))
      if (!isPositive(amount)) continue
      notes.push({ id, amount })
      used.set(id, add(before, amount))
      kept = subtract(kept, amount)
      rest = subtract(rest, amount)
    }
    if (notes.length > 0) found.push({ allocation, kept, notes })
  }
  return found
}

export interface LiveAllocation {
  readonly id: string
  readonly documentId: string
  readonly amount: Money
}

/** Returns the allocations of a payment that were not taken back, newest first. */
export async function liveAllocations(tx: Queryable, payment: PaymentRow): Promise<LiveAllocation[]> {
  const later = alias(allocations, 'later')
  const rows = await tx
    .select({ id: allocations.id, documentId: allocations.documentId, amount: allocations.amount })
    .from(allocations)
    .leftJoin(later, eq(later.reversesId, allocations.id))
    .where(and(eq(allocations.paymentId, payment.id), gt(allocations.amount, 0n), isNull(later.id)))
    .orderBy(desc(allocations.id))
  const currency = currencyOf(payment.currency)
  return rows.map(({ amount, ...row }) => ({ ...row, amount: money(amount, currency) }))
}

/** Returns the credit notes of an invoice that have an unused part, oldest first. */
export async function unusedCreditNotes(
  tx: Queryable,
  invoiceId: string,
): Promise<{ readonly id: string; readonly unused: Money }[]> {
  const rows = await tx
    .select({ id: documents.id, unused: documents.unallocated, currency: documents.currency })
    .from(documents)
    .where(and(eq(documents.creditedDocumentId, invoiceId), gt(documents.unallocated, 0n)))
    .orderBy(asc(documents.id))
  return rows.map(({ id, unused, currency }) => ({ id, unused: money(unused, currencyOf(currency)) }))
}
