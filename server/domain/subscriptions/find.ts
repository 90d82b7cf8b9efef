import { and, desc, eq, inArray, ne, type SQL, sql } from 'drizzle-orm'
import type { SubscriptionQuery } from '#contracts/subscriptions/schemas.ts'
import type { Db, Queryable } from '#server/platform/database/index.ts'
import { decodeCursor } from '../cursor.ts'
import { findable, isEmail, occurring, splitEmail, throughIndexesOnly, wordsOf } from '../customers/index.ts'
import { hasMoreThan, nearbyFirst, nearbyRows, noLimit } from '../nearby-first.ts'
import { customers } from '../tables/customers.ts'
import { subscriptions } from '../tables/subscriptions.ts'
import { type SelectedSubscription, subscriptionColumns } from './present.ts'

export const listName = 'subscriptions'

export interface Listing extends SubscriptionQuery {
  readonly notEnded?: boolean
  /** For tests, which have few rows. */
  readonly nearbyRows?: number
}

/** Returns subscriptions, newest first, and one more than a page if there is one. */
export async function findSubscriptions(db: Db, listing: Listing): Promise<SelectedSubscription[]> {
  const words = wordsOf(listing.search)
  if (words.length === 0) return selected(db, filtersOf(listing), listing.limit + 1)
  const { email, others } = splitEmail(words)
  const [owner] =
    email === undefined
      ? []
      : await db.select({ id: customers.id }).from(customers).where(isEmail(customers.email, email)).limit(1)
  if (owner) {
    const ofOwner = and(eq(subscriptions.customerId, owner.id), ...occurring(customers.search, others))
    return selected(db, and(filtersOf(listing), ofOwner), listing.limit + 1)
  }
  return nearbyFirst(listing.limit, {
    nearby: () => findNearby(db, listing, words),
    goesBeyond: () =>
      hasMoreThan(db, nearbyOf(listing), {
        table: subscriptions,
        where: filtersOf(listing),
        order: newestFirst,
      }),
    everywhere: () => throughIndexesOnly(db, (tx) => findByCustomer(tx, listing, words)),
  })
}

/** The filters that have an index in the order of the list, and the start of the page. */
function filtersOf({ customerId, status, cursor, notEnded }: Listing): SQL | undefined {
  const after = cursor === undefined ? null : decodeCursor(cursor, listName)
  return and(
    customerId === undefined ? undefined : eq(subscriptions.customerId, customerId),
    status === undefined ? undefined : eq(subscriptions.status, status),
    notEnded ? ne(subscriptions.status, 'ended') : undefined,
    after === null
      ? undefined
      : sql`(${subscriptions.createdAt}, ${subscriptions.id}) < (${after.sortKey}::timestamptz, ${after.id}::uuid)`,
  )
}

const newestFirst = [desc(subscriptions.createdAt), desc(subscriptions.id)]

const selected = (db: Queryable, where: SQL | undefined, limit: number): Promise<SelectedSubscription[]> =>
  db
    .select(subscriptionColumns)
    .from(subscriptions)
    .innerJoin(customers, eq(customers.id, subscriptions.customerId))
    .where(where)
    .orderBy(...newestFirst)
    .limit(limit)

const nearbyOf = (listing: Listing): number => listing.nearbyRows ?? nearbyRows

function findNearby(db: Queryable, listing: Listing, words: readonly string[]) {
  const near = db
    .select({ id: subscriptions.id, customerId: subscriptions.customerId })
    .from(subscriptions)
    .where(filtersOf(listing))
    .orderBy(...newestFirst)
    .limit(nearbyOf(listing))
    .as('near')
  const matches = db
    .select({ id: near.id })
    .from(near)
    .innerJoin(customers, eq(customers.id, near.customerId))
    .where(and(...occurring(customers.search, words)))
  return selected(db, inArray(subscriptions.id, matches), listing.limit + 1)
}

/** Finds the customers by the index of their search first. */
function findByCustomer(db: Queryable, listing: Listing, words: readonly string[]) {
  const matching = db
    .select({ id: customers.id })
    .from(customers)
    .where(and(...findable(customers.search, words)))
    .limit(noLimit)
    .as('matching')
  const found = db
    .select({ id: subscriptions.id, createdAt: subscriptions.createdAt })
    .from(matching)
    .innerJoin(subscriptions, eq(subscriptions.customerId, matching.id))
    .where(filtersOf(listing))
    .limit(noLimit)
    .as('found')
  const page = db
    .select({ id: found.id })
    .from(found)
    .orderBy(desc(found.createdAt), desc(found.id))
    .limit(listing.limit + 1)
  return selected(db, inArray(subscriptions.id, page), listing.limit + 1)
}
