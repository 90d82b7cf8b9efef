import { type SQL, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { newId } from '#server/platform/clock/index.ts'
import { type Db, type Queryable, rowsOf } from '#server/platform/database/index.ts'
import { describeOnBothDatabases } from '#testing/database.ts'
import { users } from '../../platform/auth/table.ts'
import { customers } from '../tables/customers.ts'
import { countHits, everywhere, exactEmail } from './find.ts'
import { readPage } from './list.ts'
import type { Listing } from './listing.ts'
import { findable, hitsOf, startsEmail } from './search.ts'

interface Person {
  readonly id: string
  readonly email: string
  readonly fullName: string
  readonly companyName: string | null
  readonly isActive: boolean
  readonly createdAt: Date
}

async function insert(db: Db, people: readonly Person[]): Promise<void> {
  await db.delete(customers)
  await db.delete(users)
  if (people.length === 0) return
  await db.insert(users).values(
    people.map(({ id, email, isActive }) => ({
      id,
      role: 'customer' as const,
      email,
      name: 'x',
      isActive,
    })),
  )
  await db.insert(customers).values(
    people.map(({ id, email, fullName, companyName, createdAt }) => ({
      id,
      userId: id,
      email,
      fullName,
      companyName,
      createdAt,
      updatedAt: createdAt,
    })),
  )
}

/** Reads to the end, page by page. */
async function idsOf(db: Db, listing: Listing): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | undefined
  do {
    const page = await readPage(db, { ...listing, cursor })
    ids.push(...page.items.map(({ id }) => id))
    cursor = page.nextCursor ?? undefined
    if (ids.length > 100) throw new Error('The list does not end.')
  } while (cursor !== undefined)
  return ids
}

/** Case and accents do not matter. */
const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

const textOf = ({ email, fullName, companyName }: Person) => fold(`${email} ${fullName} ${companyName ?? ''}`)

/** The rules in their shortest form, over all rows at once. */
function reference(people: readonly Person[], words: readonly string[]): Person[] {
  const lower = words.map(fold)
  const address = lower.find((word) => word.includes('@'))
  const others = lower.filter((_, index) => index !== lower.findIndex((word) => word.includes('@')))
  const exact = people.filter(({ email }) => email === address)
  const starting = people.filter(({ email }) => address !== undefined && email.startsWith(address))
  if (exact.length > 0) return exact.filter((each) => others.every((word) => textOf(each).includes(word)))
  if (starting.length > 0)
    return starting.filter((each) => others.every((word) => textOf(each).includes(word)))
  return people.filter((each) => lower.every((word) => textOf(each).includes(word)))
}

const sorted = (people: readonly Person[], sort: Listing['sort']): string[] => {
  const key = ({ createdAt, fullName, id }: Person) =>
    sort === 'fullName' ? `${fullName} ${id}` : `${createdAt.toISOString()} ${id}`
  const ascending = people.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
  return (sort === '-createdAt' ? ascending.reverse() : ascending).map(({ id }) => id)
}

// Few and similar names, so that they match often. Names without spaces sort alike in every locale.
const pieces = ['ada', 'adam', 'nakamura', 'zo', 'o', 'qx', 'жанна', 'ångström']
const locals = ['ada', 'adam', 'ad', 'nak', 'zo_', 'zo%', 'xada']
// One address is the beginning of another.
const domains = ['x.example', 'x.example.org']

const people = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...locals), fc.constantFrom(...domains)), {
    maxLength: 12,
    selector: ([local, domain]) => `${local}@${domain}`,
  })
  .chain((addresses) =>
    fc.tuple(
      ...addresses.map(([local, domain]) =>
        fc.record({
          id: fc.constant(0).map(() => newId()),
          email: fc.constant(`${local}@${domain}`),
          fullName: fc.constantFrom(...pieces.slice(0, 6)),
          companyName: fc.option(
            fc.tuple(fc.constantFrom(...pieces), fc.constantFrom(...pieces)).map(String),
          ),
          isActive: fc.boolean(),
          createdAt: fc.integer({ min: 0, max: 5 }).map((day) => new Date(Date.UTC(2026, 0, 1 + day))),
        }),
      ),
    ),
  )

const words = fc.array(
  fc.oneof(
    fc.constantFrom(...pieces),
    fc.constantFrom('AD', 'da', 'mura', '%', 'zo_', '_', '\\', 'Nakamura', 'example', '@', '@x', 'ЖАННА'),
    fc
      .tuple(fc.constantFrom(...locals, 'A', 'none'), fc.constantFrom('', 'x', ...domains, 'x.exa'))
      .map(([local, domain]) => `${local}@${domain}`),
  ),
  { minLength: 1, maxLength: 3 },
)

const isShort = (word: string) => !/[\p{L}\p{N}]{3}/u.test(word)

describeOnBothDatabases('Searching customers', (open) => {
  it('finds the same customers as a full scan, in the same order, page by page', async () => {
    const { db } = open().database
    await fc.assert(
      fc.asyncProperty(
        people,
        words,
        fc.constantFrom<Listing['sort']>('-createdAt', 'createdAt', 'fullName'),
        fc.option(fc.constantFrom<'active' | 'inactive'>('active', 'inactive'), { nil: undefined }),
        fc.record({
          near: fc.integer({ min: 1, max: 4 }),
          nearScattered: fc.integer({ min: 1, max: 3 }),
          far: fc.integer({ min: 4, max: 8 }),
          common: fc.integer({ min: 1, max: 5 }),
        }),
        async (all, search, sort, status, reach) => {
          await insert(db, all)
          const listing: Listing = { sort, limit: 2, search: search.join(' '), status, reach }
          const found = await idsOf(db, listing)
          const allowed = all.filter(
            ({ isActive }) => status === undefined || isActive === (status === 'active'),
          )
          const wanted = new Set(reference(all, search).map(({ id }) => id))
          const expected = sorted(
            allowed.filter(({ id }) => wanted.has(id)),
            sort,
          )
          // Beyond the nearby customers, short words alone match only at the beginning of names.
          if (search.every(isShort)) {
            expect(expected).toEqual(expect.arrayContaining(found))
            expect(found).toEqual(expected.filter((id) => found.includes(id)))
          } else expect(found).toEqual(expected)
        },
      ),
      { numRuns: 100, verbose: 1 },
    )
  }, 120_000)

  const planOf = (db: Db, query: (tx: Queryable) => SQL): Promise<string> =>
    db.transaction(async (tx) => {
      // The planner would scan so few rows one by one. With a million rows it uses the index without these
      // settings.
      await tx.execute(
        sql`select set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true)`,
      )
      const lines = rowsOf(await tx.execute(sql`explain ${query(tx)}`))
      return lines.map((line) => String(line['QUERY PLAN'])).join('\n')
    })
  const page: Listing = { sort: '-createdAt', limit: 50 }

  it('finds an address by its own index', async () => {
    const plan = await planOf(open().database.db, (tx) =>
      exactEmail(tx, page, 'Ada@example.com', []).getSQL(),
    )
    expect(plan).toMatch(/Index Scan on customers_email/)
    expect(plan).toMatch(/Index Cond: \(\(?email\)?(::text)? = 'ada@example\.com'::text\)/)
    expect(plan).not.toContain('customers_search')
  })

  it('finds the beginning of an address by a range of its own index', async () => {
    const starts = startsEmail(customers.email, 'Ada@')
    const { db } = open().database
    const plans = [
      await planOf(db, (tx) => countHits(tx, starts, 10).getSQL()),
      await planOf(db, (tx) => everywhere(tx, page, { indexed: [starts] }).getSQL()),
    ]
    for (const plan of plans) {
      expect(plan).toMatch(/customers_email_prefix/)
      expect(plan).toMatch(/Index Cond: .*~>=~ 'ada@'::text\) AND .*~<~ 'ada@/)
    }
  })

  it('uses the trigram index for long words only', async () => {
    const { db } = open().database
    const plans = [
      await planOf(db, (tx) =>
        everywhere(tx, page, { indexed: findable(customers.search, ['ad', 'nakamura']) }).getSQL(),
      ),
      await planOf(db, (tx) => countHits(tx, hitsOf(customers.search, ['ad', 'nakamura']), 10).getSQL()),
    ]
    for (const plan of plans) {
      expect(plan).toMatch(/Bitmap Index Scan on customers_search/)
      expect(plan).toMatch(/Index Cond: \(search ~~ '%nakamura%'::text\)\s*$/m)
    }
    expect(plans[0]).toMatch(/Filter: .*%ad%/)
  })
})
