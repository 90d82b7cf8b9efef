import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { explainPostgres } from './explain-postgres.ts'
import { migrateDatabase } from './migrate.ts'
import { pooledDrizzle } from './pooled-drizzle.ts'
import { PreparingClient } from './preparing-client.ts'
import { rerunTransactions } from './rerun-transactions.ts'
import { rowsOf } from './rows.ts'
import { DatabaseStartError } from './start-error.ts'
import { SteadyClient } from './steady-client.ts'
import { TransactionGuard } from './transaction-guard.ts'
import type { Database } from './types.ts'

const OLDEST_VERSION = 15
// bigint as a number, as in PGlite. Counts would be text otherwise.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : BigInt(text)
})

const connection = (url: string) => ({
  connectionString: url,
  application_name: 'nextpanel-billing',
  connectionTimeoutMillis: 10_000,
  options: '-c timezone=UTC',
})

export const openPostgres = async (
  url: string,
  options: { migrationsDir?: string; onIdleError?: (error: Error) => void },
): Promise<Database> => {
  const pool = new pg.Pool({
    ...connection(url),
    Client: PreparingClient,
    max: 10,
    statement_timeout: 30_000,
    // If the network drops packets, the server's response may never arrive.
    query_timeout: 40_000,
    idle_in_transaction_session_timeout: 60_000,
    keepAlive: true,
  })
  // A separate connection: /health must not wait behind requests that use all others.
  const pingPool = new pg.Pool({
    ...connection(url),
    Client: SteadyClient,
    max: 1,
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
  })
  const onIdleError = options.onIdleError ?? (() => {})
  pool.on('error', onIdleError)
  pingPool.on('error', onIdleError)
  const ping = onceAtATime(async () => void (await pingPool.query('select 1')))
  try {
    await checkServer(pool)
  } catch (cause) {
    await Promise.all([pool.end(), pingPool.end()])
    throw cause
  }
  const guard = new TransactionGuard()
  const db = rerunTransactions(guard.watch(pooledDrizzle(guard.guarded(pool, ['query', 'connect']))))
  return {
    kind: 'postgres',
    db,
    url,
    migrate: () => migrateAlone(url, options.migrationsDir),
    ping,
    disk: 'the disk of PostgreSQL',
    storageProblem: async () => null,
    async fingerprint() {
      const answer = await pool.query(
        'select oid, (select system_identifier from pg_control_system()) as cluster from pg_database where datname = current_database()',
      )
      const [row] = rowsOf(answer)
      return `cluster ${String(row?.cluster)} database ${String(row?.oid)}`
    },
    poolUse: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: async () => void (await Promise.all([pool.end(), pingPool.end()])),
  }
}

/** One connection outside the pool, without time limits for statements. @throws {DatabaseStartError} */
export const connectAlone = async (url: string): Promise<pg.Client> => {
  const client = new SteadyClient(connection(url))
  await explained(() => client.connect()).catch(async (error: unknown) => {
    await client.end().catch(() => {})
    throw error
  })
  return client
}

/** Callers during a run get the result of that run. */
const onceAtATime = (work: () => Promise<void>): (() => Promise<void>) => {
  let running: Promise<void> | undefined
  return () => {
    running ??= work().finally(() => {
      running = undefined
    })
    return running
  }
}

/** The driver also throws synchronously, for example for a missing certificate file. */
const explained = async <T>(connect: () => Promise<T>): Promise<T> => {
  try {
    return await connect()
  } catch (cause) {
    throw explainPostgres(cause)
  }
}

const checkServer = async (pool: pg.Pool) => {
  const [row] = await explained(() =>
    pool.query(
      "select current_setting('server_version_num') as version, current_setting('server_encoding') as encoding",
    ),
  ).then(rowsOf)
  const version = Math.floor(Number(row?.version) / 10_000)
  if (version < OLDEST_VERSION)
    throw new DatabaseStartError(
      `DATABASE_URL points to PostgreSQL ${version}. Version ${OLDEST_VERSION} or later is required.`,
    )
  if (row?.encoding !== 'UTF8')
    throw new DatabaseStartError(
      `DATABASE_URL points to a database with the encoding ${String(row?.encoding)}. Create one with UTF8: createdb --encoding=UTF8 --template=template0.`,
    )
}

/**
 * On a separate connection, without a time limit for statements. Processes that start together wait for each
 * other.
 */
const migrateAlone = async (url: string, migrationsDir: string | undefined) => {
  const client = new SteadyClient(connection(url))
  try {
    await explained(() => client.connect())
    return await migrateDatabase(drizzle({ client }), { folder: migrationsDir })
  } finally {
    await client.end()
  }
}
