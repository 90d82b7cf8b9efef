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
  // Without a limit for statements, nothing else detects that the server is gone.
  keepAlive: true,
  options: '-c timezone=UTC',
})

/** Also against limits of the role or the database. */
const noLimits = '-c statement_timeout=0 -c idle_in_transaction_session_timeout=0'

const drizzleOn = (client: pg.Client) => drizzle({ client, casing: 'snake_case' })

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
  })
  // A separate connection: /health must not wait behind requests that use all others.
  const pingPool = new pg.Pool({
    ...connection(url),
    Client: SteadyClient,
    max: 1,
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
    idleTimeoutMillis: 60_000,
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
    async patiently(work, signal) {
      const client = await connectAlone(url)
      // Ends the connection at once, also during a statement.
      const end = () => client.end()
      signal?.addEventListener('abort', end)
      try {
        signal?.throwIfAborted()
        return await work(drizzleOn(client))
      } finally {
        signal?.removeEventListener('abort', end)
        await end()
      }
    },
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

/**
 * One connection outside the pool, without time limits for statements.
 * @throws {DatabaseStartError} also if the application does not start on the server
 */
export const connectAlone = async (url: string): Promise<pg.Client> => {
  const client = new SteadyClient({ ...connection(url), options: `-c timezone=UTC ${noLimits}` })
  try {
    await explained(() => client.connect())
    await checkServer(client)
    return client
  } catch (error) {
    await client.end().catch(() => {})
    throw error
  }
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

const checkServer = async (server: Pick<pg.ClientBase, 'query'>) => {
  const [row] = await explained(() =>
    server.query(
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
  const client = await connectAlone(url)
  try {
    return await migrateDatabase(drizzleOn(client), { folder: migrationsDir })
  } finally {
    await client.end()
  }
}
