import { and, desc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { PaymentQuery } from '#contracts/payments/schemas.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { decodeCursor } from '../cursor.ts'
import { hasMoreThan, mostRare, nearbyFirst, nearbyRows, noLimit } from '../nearby-first.ts'
import { customers } from '../tables/customers.ts'
import { payments } from '../tables/payments.ts'
import { paymentColumns, type SelectedPayment } from './read.ts'

export const listName = 'payments'

export interface Listing extends PaymentQuery {
  /** For tests, which have few rows. */
  readonly nearbyRows?: number
  readonly mostRare?: number
}

/** Returns payments, newest date of receipt first, and one more than a page if there is one. */
export function findPayments(db: Queryable, listing: Listing): Promise<SelectedPayment[]> {
  const { search, limit } = listing
  if (search === undefined || search === '') return selected(db, filtersOf(listing), limit + 1)
  return nearbyFirst(limit, {
    isRare: () => isRare(db, listing, search),
    nearby: () => findNearby(db, listing, search),
    goesBeyond: () =>
      hasMoreThan(db, nearbyOf(listing), { table: payments, where: filtersOf(listing), order: newestFirst }),
    everywhere: () => findByReference(db, listing, search),
  })
}

/** The filters that have an index in the order of the list, and the start of the page. */
function filtersOf({ customerId, status, method, cursor }: Listing): SQL | undefined {
  const after = cursor === undefined ? null : decodeCursor(cursor, listName)
  return and(
    customerId === undefined ? undefined : eq(payments.customerId, customerId),
    status === undefined ? undefined : eq(payments.status, status),
    method === undefined ? undefined : eq(payments.method, method),
    after === null
      ? undefined
      : sql`(${payments.receivedOn}, ${payments.id}) < (${after.sortKey.slice(0, 10)}::date, ${after.id}::uuid)`,
  )
}

const newestFirst = [desc(payments.receivedOn), desc(payments.id)]

const selected = (db: Queryable, where: SQL | undefined, limit: number): Promise<SelectedPayment[]> =>
  db
    .select(paymentColumns)
    .from(payments)
    .innerJoin(customers, eq(customers.id, payments.customerId))
    .where(where)
    .orderBy(...newestFirst)
    .limit(limit)

const nearbyOf = (listing: Listing): number => listing.nearbyRows ?? nearbyRows

/** Counts the references in the order of their index, and no further than needed. */
async function isRare(db: Queryable, { mostRare: most = mostRare }: Listing, search: string) {
  const hits = await db
    .select({ id: payments.id })
    .from(payments)
    .where(begins(sql`${payments.reference}`, search))
    .orderBy(sql`search_key(${payments.reference}) using ~<~`)
    .limit(most + 1)
  return hits.length <= most
}

function findNearby(db: Queryable, listing: Listing, search: string): Promise<SelectedPayment[]> {
  const near = db
    .select({ id: payments.id, reference: payments.reference })
    .from(payments)
    .where(filtersOf(listing))
    .orderBy(...newestFirst)
    .limit(nearbyOf(listing))
    .as('near')
  const matches = db
    .select({ id: near.id })
    .from(near)
    .where(begins(sql`${near.reference}`, search))
  return selected(db, inArray(payments.id, matches), listing.limit + 1)
}

function findByReference(db: Queryable, listing: Listing, search: string): Promise<SelectedPayment[]> {
  const found = db
    .select({ id: payments.id, receivedOn: payments.receivedOn })
    .from(payments)
    .where(and(filtersOf(listing), begins(sql`${payments.reference}`, search)))
    .limit(noLimit)
    .as('found')
  const page = db
    .select({ id: found.id })
    .from(found)
    .orderBy(desc(found.receivedOn), desc(found.id))
    .limit(listing.limit + 1)
  return selected(db, inArray(payments.id, page), listing.limit + 1)
}

/**
 * In upper or lower case, read from the index payments_reference. A range needs no further test of the rows that the index
 * finds, as LIKE does. The last character of Unicode ends the range.
 */
const begins = (reference: SQL, search: string): SQL =>
  sql`search_key(${reference}) ~>=~ search_key(${search}) and search_key(${reference}) ~<~ (search_key(${search}) || ${lastCharacter})`

const lastCharacter = '\u{10ffff}'
