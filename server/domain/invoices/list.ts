import type { z } from 'zod'
import type { InvoiceQuery, invoicePage } from '#contracts/invoices/schemas.ts'
import { documentKinds } from '#contracts/invoices/states.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import type { Context } from '../context.ts'
import { decodeCursor, encodeCursor, isCursorOf } from '../cursor.ts'
import { businessDay } from '../ledger/index.ts'
import {
  findByNumber,
  findDocuments,
  isAfter,
  isCommon,
  isSearchAlone,
  type Listing,
  listName,
  numberListName,
} from './find.ts'
import { presentSummary, type SelectedSummary } from './present.ts'

/** The documents that a caller sees: all, or only finalized ones. */
type Seen = InvoiceQuery & Pick<Listing, 'finalizedOnly' | 'nearbyRows' | 'mostRare'>

/**
 * Lists invoices and credit notes, newest first. A search with many matches is sorted by number, highest first.
 */
export async function listInvoices(ctx: Context, query: Seen): Promise<z.infer<typeof invoicePage>> {
  const { db } = ctx.database
  const on = await businessDay(db, ctx.clock)
  // One read for each kind, because the indexes begin with it.
  const listings = (query.kind ? [query.kind] : documentKinds).map((kind) => ({ ...query, kind, on }))
  const byNumber = await isByNumber(db, query, listings)
  const after = byNumber && query.cursor !== undefined ? decodeCursor(query.cursor, numberListName) : null
  const found = await Promise.all(
    listings.map((listing) => (byNumber ? findByNumber(db, listing, after) : findDocuments(db, listing))),
  )
  const rows = found.flat().toSorted(byNumber ? highestFirst : newestFirst)
  const shown = rows.slice(0, query.limit)
  const last = shown.at(-1)?.document
  return {
    items: shown.map((row) => presentSummary(row, on)),
    nextCursor: rows.length > query.limit && last ? cursorAfter(last, byNumber) : null,
  }
}

/** A next page has the order of the first, however many documents there are by then. */
async function isByNumber(db: Queryable, { cursor }: Seen, listings: readonly Listing[]): Promise<boolean> {
  // Also with a cursor: this order has no filter, such as that of the customer who asks.
  if (!listings.every(isSearchAlone)) return false
  if (cursor !== undefined) return isCursorOf(cursor, numberListName)
  const common = await Promise.all(listings.map((listing) => isCommon(db, listing)))
  return common.includes(true)
}

const cursorAfter = ({ number, issuedOn, id }: SelectedSummary['document'], byNumber: boolean): string =>
  byNumber
    ? encodeCursor(numberListName, number ?? '', id)
    : encodeCursor(listName, `${issuedOn}T00:00:00.000Z`, id)

const highestFirst = ({ document: a }: SelectedSummary, { document: b }: SelectedSummary): number =>
  isAfter(a, b) ? 1 : -1

const newestFirst = ({ document: a }: SelectedSummary, { document: b }: SelectedSummary): number =>
  a.issuedOn === b.issuedOn ? (a.id < b.id ? 1 : -1) : a.issuedOn < b.issuedOn ? 1 : -1
