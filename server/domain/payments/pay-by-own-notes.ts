import { and, desc, eq, gt, inArray, isNull, ne } from 'drizzle-orm'
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
} from '#server/platform/money/index.ts'
import { documents } from '../tables/documents.ts'
import { allocations } from '../tables/payments.ts'
import { unusedCreditNotes } from './free-by-credit-notes.ts'
import { type NewAllocation, writeAllocations } from './write-allocations.ts'

type Invoice = Pick<typeof documents.$inferSelect, 'id' | 'customerId' | 'status'>

/**
 * Pays invoices that are due again with their own unused credit notes, whatever their status is. Nothing else pays a void
 * invoice, so its credit notes are also taken back from invoices that they have paid since.
 */
export async function payByOwnNotes(
  tx: Queryable,
  invoiceIds: readonly string[],
  dates: { readonly on: LocalDate; readonly at: Date },
): Promise<void> {
  if (invoiceIds.length === 0) return
  const rows = await tx
    .select()
    .from(documents)
    .where(and(inArray(documents.id, [...invoiceIds]), gt(documents.amountDue, 0n)))
    .orderBy(documents.id)
  for (const row of rows) {
    const due = money(row.amountDue, currencyOf(row.currency))
    const { changes, rest } = await payByUnused(tx, row, due)
    if (row.status === 'void') changes.push(...(await takeBack(tx, row, rest)))
    await writeAllocations(tx, changes, dates)
  }
}

async function payByUnused(tx: Queryable, { id: documentId, customerId }: Invoice, due: Money) {
  let rest = due
  const changes: NewAllocation[] = []
  for (const note of await unusedCreditNotes(tx, documentId)) {
    const amount = lesser(rest, note.unused)
    if (!isPositive(amount)) continue
    changes.push({ customerId, source: { creditNoteId: note.id }, documentId, amount })
    rest = subtract(rest, amount)
  }
  return { changes, rest }
}

/** Moves the credit notes of an invoice back to it, from the invoice that they paid last. */
async function takeBack(tx: Queryable, invoice: Invoice, wanted: Money): Promise<NewAllocation[]> {
  let rest = wanted
  const changes: NewAllocation[] = []
  for (const { id, documentId, creditNoteId, amount } of await usesElsewhere(tx, invoice.id)) {
    const taken = lesser(rest, amount)
    if (!isPositive(taken)) break
    const use = { customerId: invoice.customerId, source: { creditNoteId } }
    changes.push({ ...use, documentId, amount: negate(amount), reversesId: id })
    const kept = subtract(amount, taken)
    if (isPositive(kept)) changes.push({ ...use, documentId, amount: kept })
    changes.push({ ...use, documentId: invoice.id, amount: taken })
    rest = subtract(rest, taken)
  }
  return changes
}

async function usesElsewhere(tx: Queryable, invoiceId: string) {
  const note = alias(documents, 'note')
  const later = alias(allocations, 'later')
  const rows = await tx
    .select({
      id: allocations.id,
      documentId: allocations.documentId,
      creditNoteId: note.id,
      amount: allocations.amount,
      currency: allocations.currency,
    })
    .from(allocations)
    .innerJoin(note, eq(note.id, allocations.creditNoteId))
    .innerJoin(documents, eq(documents.id, allocations.documentId))
    .leftJoin(later, eq(later.reversesId, allocations.id))
    .where(
      and(
        eq(note.creditedDocumentId, invoiceId),
        ne(allocations.documentId, invoiceId),
        inArray(documents.status, ['open', 'paid', 'uncollectible']),
        gt(allocations.amount, 0n),
        isNull(later.id),
      ),
    )
    .orderBy(desc(allocations.id))
  return rows.map(({ amount, currency, ...row }) => ({ ...row, amount: money(amount, currencyOf(currency)) }))
}
