import type { z } from 'zod'
import type { subscriptionPage } from '#contracts/subscriptions/schemas.ts'
import type { Context } from '../context.ts'
import { encodeCursor } from '../cursor.ts'
import { findSubscriptions, type Listing, listName } from './find.ts'
import { presentSubscriptions } from './present.ts'

/** Lists subscriptions, newest first. @param listing.notEnded leaves out ended ones */
export async function listSubscriptions(
  { database: { db } }: Context,
  listing: Listing,
): Promise<z.infer<typeof subscriptionPage>> {
  const rows = await findSubscriptions(db, listing)
  const shown = rows.slice(0, listing.limit)
  const last = shown.at(-1)?.subscription
  return {
    items: await presentSubscriptions(db, shown),
    nextCursor:
      rows.length > listing.limit && last
        ? encodeCursor(listName, last.createdAt.toISOString(), last.id)
        : null,
  }
}
