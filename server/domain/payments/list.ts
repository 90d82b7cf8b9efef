import type { z } from 'zod'
import type { paymentPage } from '#contracts/payments/schemas.ts'
import type { Context } from '../context.ts'
import { encodeCursor } from '../cursor.ts'
import { findPayments, type Listing, listName } from './find.ts'
import { presentPayment } from './read.ts'

/** Lists payments, newest date of receipt first. */
export async function listPayments(ctx: Context, listing: Listing): Promise<z.infer<typeof paymentPage>> {
  const rows = await findPayments(ctx.database.db, listing)
  const shown = rows.slice(0, listing.limit)
  const last = shown.at(-1)?.payment
  return {
    items: shown.map(presentPayment),
    nextCursor:
      rows.length > listing.limit && last
        ? encodeCursor(listName, `${last.receivedOn}T00:00:00.000Z`, last.id)
        : null,
  }
}
