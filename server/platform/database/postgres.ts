import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { migrateDatabase } from './migrate.ts'
import { PreparingClient } from './preparing-client.ts'
import { rowsOf } from './rows.ts'
import { DatabaseStartError } from './start-error.ts'
import { TransactionGuard } from './transaction-guard.ts'
import type { Database } from './types.ts'

const OLDEST_VERSION = 15
// Any number works if all releases use the same one.
const MIGRATION_LOCK = 7_303_014_001

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
    await checkVersion(pool)
  } catch (cause) {
    await pool.end()
    throw cause
  }
  const guard = new TransactionGuard()
  const db = guard.watch(drizzle({ client: guard.guarded(pool, ['query', 'connect']), casing: 'snake_case' }))
  return {
    kind: 'postgres',
    db,
    url,
    migrate: () => migrateAlone(url, options.migrationsDir),
    ping,
    async fingerprint() {
      const answer = await pool.query(
        'select oid, (select system_identifier from pg_control_system()) as cluster from pg_database where datname = current_database()',
      )
      const [row] = rowsOf(answer)
      return `cluster ${String(row?.cluster)} database ${String(row?.oid)}`
    },
    close: async () => void (await Promise.all([pool.end(), pingPool.end()])),
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

const checkVersion = async (pool: pg.Pool) => {
  const answer = await pool.query('show server_version_num').catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message || cause.name : 'no reason given'
    throw new DatabaseStartError(`PostgreSQL does not respond at the address in DATABASE_URL: ${reason}`, {
      cause,
    })
  })
  const version = Math.floor(Number(rowsOf(answer)[0]?.server_version_num) / 10_000)
  if (version < OLDEST_VERSION) {
    throw new DatabaseStartError(
      `DATABASE_URL points to PostgreSQL ${version}. Version ${OLDEST_VERSION} or later is required.`,
    )
  }
}

/** On a separate connection without a time limit. Processes that start together wait for each other. */
const migrateAlone = async (url: string, migrationsDir: string | undefined) => {
  const client = new pg.Client(connection(url))
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await migrateDatabase(drizzle({ client }), migrationsDir)
  } finally {
    await client.end()
  }
}
