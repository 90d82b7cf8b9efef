import { parseArgs } from 'node:util'
import { sql } from 'drizzle-orm'
import { encodeCursor } from '#server/domain/cursor.ts'
import { readPage } from '#server/domain/customers/list.ts'
import type { Listing } from '#server/domain/customers/listing.ts'
import { type Database, openDatabase, rowsOf } from '#server/platform/database/index.ts'
import { createDatabase } from '#testing/postgres-databases.ts'
import { startPostgres } from '#testing/postgres-server.ts'
import { generateCustomers } from './generate-customers.ts'
import { quantile } from './quantile.ts'

const usage = `Measures pages of the customers list with few and with many customers, on PostgreSQL, in a separate database.

  node bench/customers-list.ts [--few 1000] [--many 1000000] [--samples 30]

TEST_DATABASE_URL is the address of a server in which databases may be created. Without it, a server is started.
`

const { values } = parseArgs({
  options: {
    few: { type: 'string', default: '1000' },
    many: { type: 'string', default: '1000000' },
    samples: { type: 'string', default: '30' },
    help: { type: 'boolean', default: false },
  },
})

interface Servers {
  large: string
  small: string
}

const page = { sort: '-createdAt', limit: 50 } as const
type Cases = Record<string, Listing>

const casesOn = ({ large, small }: Servers, deep: string): Cases => ({
  'newest first': page,
  'by name': { ...page, sort: 'fullName' },
  'page after 90% of all': { ...page, cursor: deep },
  'active only': { ...page, status: 'active' },
  'inactive only (3%), by email': { ...page, status: 'inactive', sort: 'email' },
  'with hosting (30%)': { ...page, hosting: 'some' },
  'needs attention (0.05%)': { ...page, hosting: 'needs-attention', sort: 'fullName' },
  'on the largest server (10%)': { ...page, serverId: large },
  'on a server with 40 accounts': { ...page, serverId: small },
  'search: all match (example.com)': { ...page, search: 'example.com' },
  'search: 2% match (nakamura)': { ...page, search: 'nakamura' },
  'search: two words (ada nakamura)': { ...page, search: 'ada nakamura', sort: 'fullName' },
  'search: 0.01% match, oldest only': { ...page, search: 'pioneer' },
  'search: Cyrillic, 0.1% (орлова)': { ...page, search: 'орлова' },
  'search: two words, one short (ad nakamura)': { ...page, search: 'ad nakamura' },
  'search: 2% match, by name': { ...page, search: 'nakamura', sort: 'fullName' },
  'search: one address': { ...page, search: 'customer777@example.com' },
  'search: beginning of an address': { ...page, search: 'customer777@' },
  'search: part of an address': { ...page, search: '777@example' },
  'search: none matches': { ...page, search: 'no-such-customer' },
  'search: two letters (zo)': { ...page, search: 'zo' },
  'search: two letters, none (qx)': { ...page, search: 'qx' },
  'search and every filter': {
    ...page,
    search: 'bakery',
    status: 'active',
    hosting: 'some',
    serverId: large,
  },
})

async function deepCursor({ db }: Database, rows: number): Promise<string> {
  const found = await db.execute(sql`
    select created_at at time zone 'UTC' as at, id from customers order by created_at desc, id desc
    offset ${Math.floor(rows * 0.9)} limit 1`)
  const [row] = rowsOf(found)
  return encodeCursor(
    'customers -createdAt',
    new Date(`${String(row?.at).replace(' ', 'T')}Z`).toISOString(),
    String(row?.id),
  )
}

interface Filled {
  readonly database: Database
  readonly cases: Cases
}

async function fillOne(serverUrl: string, rows: number): Promise<Filled> {
  const startedAt = performance.now()
  const databaseUrl = await createDatabase(serverUrl, `bench_${rows}_${process.pid}`)
  const database = await openDatabase({ databaseUrl, dataDir: '.' })
  await database.migrate()
  const servers = await generateCustomers(databaseUrl, rows)
  const cases = casesOn(servers, await deepCursor(database, rows))
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0)
  process.stdout.write(`${rows} customers generated in ${seconds} s\n`)
  return { database, cases }
}

async function timed({ database, cases }: Filled, name: string): Promise<number> {
  const listing = cases[name] ?? page
  const startedAt = performance.now()
  await readPage(database.db, listing)
  return performance.now() - startedAt
}

/** Alternates between the two databases, so that other load affects both alike. */
async function compare([few, many]: [Filled, Filled], samples: number): Promise<void> {
  const ms = (value: number) => `${value.toFixed(1)} ms`.padStart(10)
  for (const name of Object.keys(many.cases)) {
    for (let warming = 0; warming < 3; warming += 1)
      for (const filled of [few, many]) await timed(filled, name)
    const taken: [number[], number[]] = [[], []]
    for (let sample = 0; sample < samples; sample += 1) {
      taken[0].push(await timed(few, name))
      taken[1].push(await timed(many, name))
    }
    const [before, after] = [quantile(taken[0], 0.5), quantile(taken[1], 0.5)]
    process.stdout.write(
      `${name.padEnd(44)}${ms(before)}${ms(after)}${ms(quantile(taken[1], 0.95))}${(after / before).toFixed(1).padStart(8)}\n`,
    )
  }
}

async function bench(few: number, many: number, samples: number): Promise<void> {
  const postgres = await startPostgres()
  const filled: Filled[] = []
  try {
    const first = await fillOne(postgres.url, few)
    filled.push(first)
    const second = await fillOne(postgres.url, many)
    filled.push(second)
    process.stdout.write(
      `\n${samples} samples each, pages of 50; medians, and the 95th percentile with ${many}\n\n` +
        `${''.padEnd(44)}${`${few}`.padStart(10)}${`${many}`.padStart(10)}${'p95'.padStart(10)}${'ratio'.padStart(8)}\n`,
    )
    await compare([first, second], samples)
  } finally {
    for (const { database } of filled) await database.close()
    await postgres.stop()
  }
}

if (values.help) process.stdout.write(usage)
else await bench(Number(values.few), Number(values.many), Number(values.samples))
