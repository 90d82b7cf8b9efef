import { type AnyColumn, and, count, type SQL, sql } from 'drizzle-orm'
import type { Db, Queryable } from '#server/platform/database/index.ts'
import { noLimit } from '../nearby-first.ts'
import { customers } from '../tables/customers.ts'
import { byIndex, inOrder, type Listing, onServer, sorts } from './listing.ts'
import { usualReach } from './reach.ts'
import type { CustomerRow } from './read.ts'
import {
  alsoOccurring,
  findable,
  haveTrigrams,
  hitsOf,
  isEmail,
  occurring,
  splitEmail,
  startsEmail,
  wordsOf,
} from './search.ts'

/** The conditions for a customer, in two forms: for rows that are read anyway, and for an index search. */
interface Wanted {
  readonly nearby: (row: { email: AnyColumn; search: AnyColumn }) => readonly (SQL | undefined)[]
  readonly indexed: readonly (SQL | undefined)[]
  /** Hits of the index alone, before any filter. Undefined: no index narrows the search. */
  readonly hits: SQL | undefined
}

const withWords = (words: readonly string[]): Wanted => ({
  nearby: ({ search }) => occurring(search, words),
  indexed: findable(customers.search, words),
  hits: haveTrigrams(words) ? hitsOf(customers.search, words) : undefined,
})

const withEmailStart = (start: string, others: readonly string[]): Wanted => ({
  nearby: ({ email, search }) => [startsEmail(email, start), ...occurring(search, others)],
  indexed: [startsEmail(customers.email, start), ...alsoOccurring(customers.search, others)],
  hits: startsEmail(customers.email, start),
})

/** The customer with exactly this address, and whether the other words and the filters match. */
export const exactEmail = (db: Queryable, listing: Listing, email: string, others: readonly string[]) =>
  db
    .select({
      row: customers,
      passes: sql<boolean>`${
        and(
          sql`true`,
          ...occurring(customers.search, others),
          onServer(db, customers.id, listing.serverId),
          byIndex(listing),
        ) ?? sql`true`
      }`,
    })
    .from(customers)
    .where(isEmail(customers.email, email))
    .limit(1)

/** The hits of the index, counted up to the relevant limit. */
export const countHits = (db: Queryable, hits: SQL, enough: number) =>
  db.select({ hits: count() }).from(
    db
      .select({ one: sql`1`.as('one') })
      .from(customers)
      .where(hits)
      .limit(enough)
      .as('hit'),
  )

/**
 * The matches among the next customers in the order of the list. This is the first page of any search that is
 * not rare.
 */
function findNearby(db: Db, listing: Listing, { nearby }: Wanted, rows: number): Promise<CustomerRow[]> {
  const near = db
    .select()
    .from(customers)
    .where(byIndex(listing))
    .orderBy(...inOrder(listing.sort, customers))
    .limit(rows)
    .as('near')
  return db
    .select()
    .from(near)
    .where(and(...nearby(near), onServer(db, near.id, listing.serverId)))
    .orderBy(...inOrder(listing.sort, near))
    .limit(listing.limit + 1)
}

async function goesBeyond(db: Db, listing: Listing, rows: number): Promise<boolean> {
  const next = await db
    .select({ id: customers.id })
    .from(customers)
    .where(byIndex(listing))
    .orderBy(...inOrder(listing.sort, customers))
    .offset(rows)
    .limit(1)
  return next.length > 0
}

/** Searches through the index and then sorts, for rare words. */
export function everywhere(db: Queryable, listing: Listing, { indexed }: Pick<Wanted, 'indexed'>) {
  const found = db
    .select()
    .from(customers)
    .where(and(...indexed, onServer(db, customers.id, listing.serverId), byIndex(listing)))
    .limit(noLimit)
    .as('found')
  return db
    .select()
    .from(found)
    .orderBy(...inOrder(listing.sort, found))
    .limit(listing.limit + 1)
}

/** If the planner has to guess the frequency of a word, it sometimes reads the whole table. */
export const throughIndexesOnly = <T>(db: Db, read: (tx: Queryable) => Promise<T>): Promise<T> =>
  db.transaction(async (tx) => {
    await tx.execute(
      sql`select set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true)`,
    )
    return read(tx)
  })

async function countUpTo(db: Db, hits: SQL, enough: number): Promise<number> {
  const [counted] = await throughIndexesOnly(db, (tx) => countHits(tx, hits, enough))
  return counted?.hits ?? 0
}

async function findWanted(db: Db, listing: Listing, wanted: Wanted): Promise<CustomerRow[]> {
  const reach = { ...usualReach, ...listing.reach }
  // Customers are stored in the order of creation. In any other order, each row is on another disk page.
  const scattered = sorts[listing.sort].column !== 'createdAt'
  const near = scattered && wanted.hits ? reach.nearScattered : reach.near
  const nearby = await findNearby(db, listing, wanted, near)
  if (nearby.length > listing.limit || !(await goesBeyond(db, listing, near))) return nearby
  if (!scattered && wanted.hits && (await countUpTo(db, wanted.hits, reach.common)) >= reach.common) {
    const far = await findNearby(db, listing, wanted, reach.far)
    if (far.length > listing.limit) return far
  }
  const known = new Set(nearby.map(({ id }) => id))
  const read = (tx: Queryable) => everywhere(tx, listing, wanted)
  const found = wanted.indexed.length > 0 ? await throughIndexesOnly(db, read) : await read(db)
  return [...nearby, ...found.filter(({ id }) => !known.has(id))]
}

/**
 * Undefined: no address begins with the word. Few matches are all read and sorted, without a scan of the
 * list.
 */
async function findByEmailStart(db: Db, listing: Listing, start: string, others: readonly string[]) {
  const { common } = { ...usualReach, ...listing.reach }
  const hits = await countUpTo(db, startsEmail(customers.email, start), common)
  if (hits === 0) return undefined
  const wanted = withEmailStart(start, others)
  if (hits >= common) return findWanted(db, listing, wanted)
  return throughIndexesOnly(db, (tx) => everywhere(tx, listing, wanted))
}

/**
 * Returns the rows of a page, and one more if there is one. A word with "@" is an email address first. If a
 * customer has it, only that customer is found. If not, customers whose address begins with it. If there are
 * none, customers in whom it occurs.
 */
export async function findRows(db: Db, listing: Listing): Promise<CustomerRow[]> {
  const words = wordsOf(listing.search)
  if (words.length === 0 && listing.serverId === undefined)
    return db
      .select()
      .from(customers)
      .where(byIndex(listing))
      .orderBy(...inOrder(listing.sort, customers))
      .limit(listing.limit + 1)
  const { email, others } = splitEmail(words)
  if (email !== undefined) {
    const [exact] = await exactEmail(db, listing, email, others)
    if (exact) return exact.passes ? [exact.row] : []
    const starting = await findByEmailStart(db, listing, email, others)
    if (starting) return starting
  }
  return findWanted(db, listing, withWords(words))
}
