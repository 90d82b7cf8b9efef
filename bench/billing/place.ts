import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { openDatabase, rowsOf } from '#server/platform/database/index.ts'
import { createDatabase, dropDatabase } from '#testing/postgres-databases.ts'
import { type PostgresServer, startPostgres } from '#testing/postgres-server.ts'

export type Row = Readonly<Record<string, unknown>>

/** Runs one statement, without parameters and without a time limit. */
export type RunSql = (text: string) => Promise<readonly Row[]>

/** The data of an installation, on either database. */
export interface Place {
  /** DATA_DIR, and DATABASE_URL for PostgreSQL. */
  readonly env: Readonly<Record<string, string>>
  /** Of PostgreSQL. */
  readonly databasePid: number | undefined
  /** One connection. On the embedded database no server may run. */
  connected<T>(work: (run: RunSql) => Promise<T>): Promise<T>
  remove(): Promise<void>
}

/** Commits have their normal cost. */
const settings = [
  'fsync=on',
  'synchronous_commit=on',
  'full_page_writes=on',
  'shared_buffers=256MB',
  'max_wal_size=4GB',
]

export const startDatabaseServer = (): Promise<PostgresServer> =>
  startPostgres({ ...process.env, TEST_DATABASE_URL: undefined }, settings)

/** A new place with the schema of this version. @param server undefined: the embedded database */
export async function makePlace(server: PostgresServer | undefined, name: string): Promise<Place> {
  const home = await mkdtemp(join(tmpdir(), 'bench-billing-'))
  const dataDir = join(home, 'data')
  const databaseName = `bench_billing_${name}_${process.pid}`
  const databaseUrl = server && (await createDatabase(server.url, databaseName))
  const opened = await openDatabase({ databaseUrl, dataDir })
  await opened.migrate()
  await opened.close()
  return {
    env: { DATA_DIR: dataDir, ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }) },
    databasePid: server?.pid,
    connected: (work) =>
      databaseUrl === undefined ? onEmbedded(dataDir, work) : onPostgres(databaseUrl, work),
    async remove() {
      if (server) await dropDatabase(server.url, databaseName)
      await rm(home, { recursive: true, force: true })
    },
  }
}

async function onEmbedded<T>(dataDir: string, work: (run: RunSql) => Promise<T>): Promise<T> {
  const database = await openDatabase({ dataDir })
  try {
    return await work(async (text) => rowsOf(await database.db.execute(sql.raw(text))))
  } finally {
    await database.close()
  }
}

async function onPostgres<T>(connectionString: string, work: (run: RunSql) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    await client.query("set timezone = 'UTC'")
    return await work(async (text) => rowsOf(await client.query(text)))
  } finally {
    await client.end()
  }
}

/** Returns the number that a statement selects as "count". */
export async function countOf(run: RunSql, text: string): Promise<number> {
  const [row] = await run(text)
  return Number(row?.count)
}
