import { and, asc, desc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { LedgerEntry, LedgerQuery, ledgerPage } from '#contracts/ledger/schemas.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { currencyOf, money, toJson } from '#server/platform/money/index.ts'
import type { Context } from '../context.ts'
import { decodeCursor, encodeCursor } from '../cursor.ts'
import { documents } from '../tables/documents.ts'
import { journalEntries, postings } from '../tables/ledger.ts'
import { allocations, payments, refunds } from '../tables/payments.ts'
import { requireCustomer } from './require-customer.ts'

const listName = 'ledger'

type EntryRow = typeof journalEntries.$inferSelect

/** Lists entries with their postings, newest first. @throws {Refusal} not-found */
export async function listLedger(
  ctx: Context,
  { customerId, limit, cursor }: LedgerQuery,
): Promise<z.infer<typeof ledgerPage>> {
  const { db } = ctx.database
  if (customerId !== undefined) await requireCustomer(db, customerId)
  const after = cursor === undefined ? null : decodeCursor(cursor, listName)
  const rows = await db
    .select()
    .from(journalEntries)
    .where(
      and(
        customerId === undefined ? undefined : eq(journalEntries.customerId, customerId),
        after === null ? undefined : beforeRow(after),
      ),
    )
    .orderBy(desc(journalEntries.bookedOn), desc(journalEntries.id))
    .limit(limit + 1)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: await present(db, shown),
    nextCursor: rows.length > limit && last ? encodeCursor(listName, midnight(last.bookedOn), last.id) : null,
  }
}

/** A cursor has an instant as its key. */
const midnight = (date: string): string => `${date}T00:00:00.000Z`

const beforeRow = ({ sortKey, id }: { sortKey: string; id: string }): SQL =>
  sql`(${journalEntries.bookedOn}, ${journalEntries.id}) < (${sortKey.slice(0, 10)}::date, ${id}::uuid)`

async function present(db: Queryable, rows: readonly EntryRow[]): Promise<LedgerEntry[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const found = await db
    .select()
    .from(postings)
    .where(inArray(postings.entryId, ids))
    .orderBy(asc(postings.entryId), asc(postings.position))
  const subjects = await subjectsOf(db, rows)
  return rows.map((row) => {
    const { label = '', documentId = null, paymentId = null } = subjects.get(row.reference) ?? {}
    return {
      id: row.id,
      kind: row.kind,
      bookedOn: row.bookedOn,
      label,
      documentId,
      paymentId,
      postings: found
        .filter(({ entryId }) => entryId === row.id)
        .map(({ account, customerId, productId, taxKey, amount, currency }) => ({
          account,
          customerId,
          productId,
          taxKey,
          amount: toJson(money(amount, currencyOf(currency))),
        })),
      createdAt: row.createdAt.toISOString(),
    }
  })
}

interface Subject {
  readonly label?: string
  readonly documentId?: string | null
  readonly paymentId?: string | null
}

/** Returns the document and payment of each entry, by its reference. */
async function subjectsOf(db: Queryable, rows: readonly EntryRow[]): Promise<ReadonlyMap<string, Subject>> {
  const referencesOf = (...kinds: EntryRow['kind'][]) =>
    rows.filter(({ kind }) => kinds.includes(kind)).map(({ reference }) => reference)
  const subjects = await Promise.all([
    db
      .select({ id: documents.id, label: documents.number, documentId: documents.id })
      .from(documents)
      .where(inArray(documents.id, referencesOf('invoice', 'credit-note', 'write-off', 'late-fee'))),
    db
      .select({ id: payments.id, label: payments.reference, paymentId: payments.id })
      .from(payments)
      .where(inArray(payments.id, referencesOf('payment', 'payment-reversal'))),
    db
      .select({ id: refunds.id, label: refunds.reference, paymentId: refunds.paymentId })
      .from(refunds)
      .where(inArray(refunds.id, referencesOf('refund'))),
    db
      .select({
        id: allocations.id,
        label: documents.number,
        documentId: allocations.documentId,
        paymentId: allocations.paymentId,
      })
      .from(allocations)
      .innerJoin(documents, eq(documents.id, allocations.documentId))
      .where(inArray(allocations.id, referencesOf('allocation', 'recovery'))),
  ])
  return new Map(subjects.flat().map(({ id, label, ...subject }) => [id, { ...subject, label: label ?? '' }]))
}
