import { and, asc, desc, eq, gt, isNotNull, isNull } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { LocalDate } from '#server/platform/calendar/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import {
  currencyOf,
  isPositive,
  lesser,
  type Money,
  money,
  negate,
  subtract,
  sum,
} from '#server/platform/money/index.ts'
import { documents } from '../tables/documents.ts'
import { allocations } from '../tables/payments.ts'
import type { PaymentRow } from './payment-row.ts'
import { type NewAllocation, writeAllocations } from './write-allocations.ts'

/**
 * Frees a part of a payment that pays credited invoices: the unused part of their credit notes takes its place. The
 * invoices stay as they are. So the money of a credited invoice can be sent back as a refund of the payment that paid it.
 * A credit note that pays another invoice is freed in the same way first, by the credit notes of that invoice.
 * @param wanted frees at most this much
 */
export async function freeByCreditNotes(
  tx: Queryable,
  payment: PaymentRow,
  wanted: Money,
  { on, at }: { readonly on: LocalDate; readonly at: Date },
): Promise<void> {
  const { customerId } = payment
  const changes: NewAllocation[] = []
  for (const { source, allocation, takers } of await replacements(tx, payment, wanted)) {
    const { id, documentId, amount } = allocation
    const kept = subtract(amount, sumOf(takers, amount.currency))
    changes.push({ customerId, source, documentId, amount: negate(amount), reversesId: id })
    if (isPositive(kept)) changes.push({ customerId, source, documentId, amount: kept })
    for (const taker of takers)
      changes.push({ customerId, source: { creditNoteId: taker.noteId }, documentId, amount: taker.amount })
  }
  await writeAllocations(tx, changes, { on, at })
}

/** Returns how much of a payment `freeByCreditNotes` can free. */
export async function freeable(db: Queryable, payment: PaymentRow): Promise<Money> {
  const currency = currencyOf(payment.currency)
  const found = await replacements(db, payment, money(payment.amount, currency))
  return sumOf(
    found.flatMap(({ source, takers }) => ('paymentId' in source ? takers : [])),
    currency,
  )
}

/** A credit note in the place of another source, with the part that it takes over. */
interface Taker {
  readonly noteId: string
  readonly amount: Money
}

/** An allocation of the payment or of a credit note. Other credit notes take over a part of it. */
interface Replacement {
  readonly source: NewAllocation['source']
  readonly allocation: LiveAllocation
  readonly takers: Taker[]
}

const sumOf = (takers: readonly Taker[], currency: Money['currency']): Money =>
  sum(
    takers.map(({ amount }) => amount),
    currency,
  )

const leftOf = ({ allocation, takers }: Replacement): Money =>
  subtract(allocation.amount, sumOf(takers, allocation.amount.currency))

/** Returns the allocations that credit notes can take over, so that at most `wanted` of the payment is free. */
async function replacements(db: Queryable, payment: PaymentRow, wanted: Money): Promise<Replacement[]> {
  const uses = (await liveAllocations(db, payment)).map(
    (allocation): Replacement => ({ source: { paymentId: payment.id }, allocation, takers: [] }),
  )
  const notes = await creditNotesOf(db, payment)
  let rest = wanted
  for (const use of uses) {
    takeOver(notes, use, rest, new Set())
    rest = subtract(rest, sumOf(use.takers, rest.currency))
  }
  return [...uses, ...[...notes.values()].flat().flatMap((note) => note.uses)].filter(
    ({ takers }) => takers.length > 0,
  )
}

interface Note {
  readonly id: string
  unused: Money
  /** The allocations to other invoices. */
  readonly uses: readonly Replacement[]
}

/** The credit notes of each invoice, oldest first. */
type Notes = ReadonlyMap<string, readonly Note[]>

/**
 * Lets the credit notes of the paid invoice take over at most `wanted` of an allocation: first their unused parts, then the
 * parts that credit notes further along the chain free. Returns the part that was taken over.
 * @param closed invoices that are searched already, or have nothing left
 */
function takeOver(notes: Notes, use: Replacement, wanted: Money, closed: Set<string>): Money {
  const { documentId } = use.allocation
  const most = lesser(wanted, leftOf(use))
  let rest = most
  if (closed.has(documentId)) return subtract(most, rest)
  closed.add(documentId)
  const own = notes.get(documentId) ?? []
  const take = (note: Note, amount: Money) => {
    if (!isPositive(amount)) return
    use.takers.push({ noteId: note.id, amount })
    rest = subtract(rest, amount)
  }
  for (const note of own) {
    const amount = lesser(rest, note.unused)
    note.unused = subtract(note.unused, amount)
    take(note, amount)
  }
  for (const note of own)
    for (const further of note.uses) if (isPositive(rest)) take(note, takeOver(notes, further, rest, closed))
  if (!isPositive(rest)) closed.delete(documentId)
  return subtract(most, rest)
}

export interface LiveAllocation {
  readonly id: string
  readonly documentId: string
  readonly amount: Money
}

const later = alias(allocations, 'later')
const isLive = and(gt(allocations.amount, 0n), isNull(later.id))

/** Returns the allocations of a payment that were not taken back, newest first. */
export async function liveAllocations(tx: Queryable, payment: PaymentRow): Promise<LiveAllocation[]> {
  const rows = await tx
    .select({ id: allocations.id, documentId: allocations.documentId, amount: allocations.amount })
    .from(allocations)
    .leftJoin(later, eq(later.reversesId, allocations.id))
    .where(and(eq(allocations.paymentId, payment.id), isLive))
    .orderBy(desc(allocations.id))
  const currency = currencyOf(payment.currency)
  return rows.map(({ amount, ...row }) => ({ ...row, amount: money(amount, currency) }))
}

/** Reads the credit notes of the customer in the currency of the payment, and the invoices that they pay. */
async function creditNotesOf(tx: Queryable, { customerId, ...payment }: PaymentRow): Promise<Notes> {
  const currency = currencyOf(payment.currency)
  const found = await tx
    .select({ id: documents.id, invoiceId: documents.creditedDocumentId, unused: documents.unallocated })
    .from(documents)
    .where(
      and(
        eq(documents.customerId, customerId),
        eq(documents.kind, 'credit-note'),
        eq(documents.currency, currency),
      ),
    )
    .orderBy(asc(documents.id))
  if (found.length === 0) return new Map()
  const used = await tx
    .select({
      id: allocations.id,
      noteId: allocations.creditNoteId,
      documentId: allocations.documentId,
      amount: allocations.amount,
    })
    .from(allocations)
    .leftJoin(later, eq(later.reversesId, allocations.id))
    .where(and(eq(allocations.customerId, customerId), isNotNull(allocations.creditNoteId), isLive))
    .orderBy(desc(allocations.id))
  const byNote = Map.groupBy(used, ({ noteId }) => noteId)
  const notes = found.map(({ id, invoiceId, unused }) => ({
    id,
    invoiceId: invoiceId ?? '',
    unused: money(unused, currency),
    uses: (byNote.get(id) ?? [])
      .filter(({ documentId }) => documentId !== invoiceId)
      .map(
        ({ noteId: _, amount, ...allocation }): Replacement => ({
          source: { creditNoteId: id },
          allocation: { ...allocation, amount: money(amount, currency) },
          takers: [],
        }),
      ),
  }))
  return Map.groupBy(notes, ({ invoiceId }) => invoiceId)
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
