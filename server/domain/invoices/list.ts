import type { z } from 'zod'
import type { InvoiceQuery, invoicePage } from '#contracts/invoices/schemas.ts'
import { documentKinds } from '#contracts/invoices/states.ts'
import type { Context } from '../context.ts'
import { encodeCursor } from '../cursor.ts'
import { businessDay } from '../ledger/index.ts'
import { findDocuments, type Listing, listName } from './find.ts'
import { presentSummary, type SelectedSummary } from './present.ts'

/** The documents that a caller sees: all, or only finalized ones. */
type Seen = InvoiceQuery & Pick<Listing, 'finalizedOnly' | 'nearbyRows' | 'mostRare'>

/** Lists invoices and credit notes, newest first. */
export async function listInvoices(ctx: Context, query: Seen): Promise<z.infer<typeof invoicePage>> {
  const { db } = ctx.database
  const on = await businessDay(db, ctx.clock)
  // One read for each kind, because the indexes begin with it.
  const kinds = query.kind ? [query.kind] : documentKinds
  const found = await Promise.all(kinds.map((kind) => findDocuments(db, { ...query, kind, on })))
  const rows = found.flat().toSorted(newestFirst)
  const shown = rows.slice(0, query.limit)
  const last = shown.at(-1)?.document
  return {
    items: shown.map((row) => presentSummary(row, on)),
    nextCursor:
      rows.length > query.limit && last
        ? encodeCursor(listName, `${last.issuedOn}T00:00:00.000Z`, last.id)
        : null,
  }
}

const newestFirst = ({ document: a }: SelectedSummary, { document: b }: SelectedSummary): number =>
  a.issuedOn === b.issuedOn ? (a.id < b.id ? 1 : -1) : a.issuedOn < b.issuedOn ? 1 : -1
