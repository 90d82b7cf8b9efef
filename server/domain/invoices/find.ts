import { and, desc, eq, inArray, like, lt, ne, or, type SQL, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import type { InvoiceQuery } from '#contracts/invoices/schemas.ts'
import type { DocumentKind } from '#contracts/invoices/states.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { decodeCursor } from '../cursor.ts'
import { hasMoreThan, mostRare, nearbyFirst, nearbyRows, noLimit } from '../nearby-first.ts'
import { customers } from '../tables/customers.ts'
import { documents } from '../tables/documents.ts'
import { type SelectedSummary, summaryColumns } from './present.ts'

export const listName = 'invoices'
/** The cursor of a search that is sorted by number. */
export const numberListName = 'invoices-number'

export interface Listing extends InvoiceQuery {
  readonly kind: DocumentKind
  readonly finalizedOnly?: boolean
  /** Due dates before this day are over. */
  readonly on: string
  /** For tests, which have few rows. */
  readonly nearbyRows?: number
  readonly mostRare?: number
}

/** Returns the documents of one kind, newest first, and one more than a page if there is one. */
export async function findDocuments(db: Queryable, listing: Listing): Promise<SelectedSummary[]> {
  const { search, limit } = listing
  if (search === undefined || search === '') return byFilters(db, listing)
  return nearbyFirst(limit, {
    isRare: () => isRare(db, listing, search),
    nearby: () => findNearby(db, listing, search),
    goesBeyond: () =>
      hasMoreThan(db, listing.nearbyRows ?? nearbyRows, {
        table: documents,
        where: filtersOf(listing),
        order: newestFirst,
      }),
    everywhere: () => byNumber(db, listing, search),
  })
}

/** Whether a listing has a search and nothing else. Only then can it be sorted by number. */
export const isSearchAlone = ({ search, customerId, status, overdue, finalizedOnly }: Listing): boolean =>
  Boolean(search) &&
  customerId === undefined &&
  status === undefined &&
  overdue === undefined &&
  !finalizedOnly

/**
 * Returns whether a search has many matches. Such a search is sorted by number, because the newest of 300,000 matches
 * are found only by reading all of them. The highest numbers are the newest documents of a series.
 */
export const isCommon = async (db: Queryable, listing: Listing): Promise<boolean> =>
  listing.search !== undefined && !(await isRare(db, listing, listing.search))

/** Returns the documents of a search alone by number, highest first, and one more than a page if there is one. */
export async function findByNumber(
  db: Queryable,
  { kind, limit, search = '' }: Listing,
  after: { sortKey: string; id: string } | null,
): Promise<SelectedSummary[]> {
  const found = await Promise.all(
    [...new Set(textsOf(search))].map((text) =>
      db
        .select({ id: documents.id, number: documents.number })
        .from(documents)
        .where(
          and(
            eq(documents.kind, kind),
            like(documents.number, beginningWith(text)),
            after === null ? undefined : sql`${documents.number} ~<=~ ${after.sortKey}`,
          ),
        )
        .orderBy(sql`${documents.number} using ~>~`)
        // A number is unique in its kind: the last row of the page before is the only one that comes again.
        .limit(limit + 2),
    ),
  )
  const ids = found
    .flat()
    .filter((row) => after === null || isAfter(row, { number: after.sortKey, id: after.id }))
    .toSorted((a, b) => (isAfter(a, b) ? 1 : -1))
    .slice(0, limit + 1)
    .map(({ id }) => id)
  return selected(db, inArray(documents.id, ids), ids.length)
}

interface Numbered {
  readonly number: string | null
  readonly id: string
}

/** Whether `a` comes after `b` if the highest number is first. The order is that of the index: by bytes. */
export function isAfter(a: Numbered, b: Numbered): boolean {
  const order = Buffer.compare(Buffer.from(b.number ?? ''), Buffer.from(a.number ?? ''))
  return order === 0 ? a.id < b.id : order > 0
}

export const byFilters = (db: Queryable, listing: Listing) =>
  selected(db, filtersOf(listing), listing.limit + 1)

/** The filters that have an index in the order of the list, and the start of the page. */
function filtersOf({ kind, customerId, status, overdue, cursor, finalizedOnly, on }: Listing) {
  const after = cursor === undefined ? null : decodeCursor(cursor, listName)
  return and(
    eq(documents.kind, kind),
    customerId === undefined ? undefined : eq(documents.customerId, customerId),
    status === undefined ? undefined : eq(documents.status, status),
    finalizedOnly ? ne(documents.status, 'draft') : undefined,
    // As text: an index of some rows is not found by a parameter.
    overdue === true
      ? sql`(${documents.kind} = 'invoice' and ${documents.status} = 'open' and ${lt(documents.dueOn, on)})`
      : undefined,
    after === null
      ? undefined
      : sql`(${documents.issuedOn}, ${documents.id}) < (${after.sortKey.slice(0, 10)}::date, ${after.id}::uuid)`,
  )
}

const newestFirst = [desc(documents.issuedOn), desc(documents.id)]

const selected = (db: Queryable, where: SQL | undefined, limit: number) =>
  db
    .select(summaryColumns)
    .from(documents)
    .innerJoin(customers, eq(customers.id, documents.customerId))
    .where(where)
    .orderBy(...newestFirst)
    .limit(limit)

/** Counts the numbers in the order of their index, and no further than needed. */
async function isRare(db: Queryable, { kind, mostRare: most = mostRare }: Listing, search: string) {
  for (const text of new Set(textsOf(search))) {
    const hits = await db
      .select({ id: documents.id })
      .from(documents)
      .where(and(eq(documents.kind, kind), like(documents.number, beginningWith(text))))
      .orderBy(sql`${documents.number} using ~<~`)
      .limit(most + 1)
    if (hits.length > most) return false
  }
  return true
}

function findNearby(db: Queryable, listing: Listing, search: string) {
  const near = db
    .select({ id: documents.id, number: documents.number })
    .from(documents)
    .where(filtersOf(listing))
    .orderBy(...newestFirst)
    .limit(listing.nearbyRows ?? nearbyRows)
    .as('near')
  const matches = db
    .select({ id: near.id })
    .from(near)
    .where(or(...textsOf(search).map((text) => like(near.number, beginningWith(text)))))
  return selected(db, inArray(documents.id, matches), listing.limit + 1)
}

/** Reads all numbers with this beginning from one index, also those of a whole year, without their documents. */
export function byNumber(db: Queryable, listing: Listing, search: string) {
  const beginning = (text: string) =>
    db
      .select({ id: documents.id, issuedOn: documents.issuedOn })
      .from(documents)
      .where(and(filtersOf(listing), like(documents.number, beginningWith(text))))
      .limit(noLimit)
  const [asWritten, inUpperCase] = textsOf(search)
  const found = (
    asWritten === inUpperCase ? beginning(asWritten) : unionAll(beginning(asWritten), beginning(inUpperCase))
  ).as('found')
  const page = db
    .select({ id: found.id })
    .from(found)
    .orderBy(desc(found.issuedOn), desc(found.id))
    .limit(listing.limit + 1)
  return selected(db, inArray(documents.id, page), listing.limit + 1)
}

/** As it was written, and in upper case, as most numbers are. */
const textsOf = (search: string): readonly [string, string] => [search, search.toUpperCase()]

const beginningWith = (text: string): string => `${text.replace(/[\\%_]/g, '\\$&')}%`
