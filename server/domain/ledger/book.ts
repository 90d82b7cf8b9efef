import type { LedgerAccount, ledgerEntryKinds } from '#contracts/ledger/schemas.ts'
import type { PaymentMethod } from '#contracts/payments/schemas.ts'
import type { LocalDate } from '#server/platform/calendar/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import { insertRows, type Queryable } from '#server/platform/database/index.ts'
import { isZero, type Money } from '#server/platform/money/index.ts'
import { journalEntries, postings } from '../tables/ledger.ts'

export type EntryKind = (typeof ledgerEntryKinds)[number]

export interface NewPosting {
  readonly account: LedgerAccount
  /** Debit positive, credit negative. A posting of zero is left out. */
  readonly amount: Money
  readonly productId?: string | null
  /** The key of the group in document_taxes. */
  readonly taxKey?: string | null
  /** Of `clearing`: how the money moved. */
  readonly method?: PaymentMethod
}

export interface NewEntry {
  readonly kind: EntryKind
  /** The id of the document, payment, allocation or refund. Each is booked once. */
  readonly reference: string
  readonly customerId: string
  readonly bookedOn: LocalDate
  readonly correctsId?: string
  /** They sum to 0 for each currency: a trigger refuses others. */
  readonly postings: readonly NewPosting[]
}

/**
 * Writes entries with their postings: the only code that does. All postings are one statement, which a trigger checks.
 * Returns the ids of the entries, in order.
 */
export async function bookEntries(tx: Queryable, entries: readonly NewEntry[], at: Date): Promise<string[]> {
  const ids = entries.map(() => newId())
  const entryRows = entries.map(({ postings: _, ...entry }, index) => ({
    ...entry,
    id: ids[index] ?? newId(),
    createdAt: at,
  }))
  const postingRows = entries.flatMap((entry, index) =>
    entry.postings
      .filter(({ amount }) => !isZero(amount))
      .map(({ amount, ...posting }, position) => ({
        ...posting,
        entryId: ids[index] ?? newId(),
        position,
        customerId: entry.customerId,
        amount: amount.amount,
        currency: amount.currency,
        bookedOn: entry.bookedOn,
      })),
  )
  await insertRows(tx, journalEntries, entryRows)
  await insertRows(tx, postings, postingRows)
  return ids
}
