import { sql } from 'drizzle-orm'
import { type ConstructorOptions, PgBoss, type QueueOptions } from 'pg-boss'
import { type Database, rowsOf, SteadyClient } from '#server/platform/database/index.ts'
import type { Log } from '#server/platform/log/index.ts'
import { bossOnLite } from './boss-on-lite.ts'

/** Schema of the pg-boss tables. */
export const SCHEMA = 'pgboss'

const upkeep = {
  schema: SCHEMA,
  useListenNotify: true,
  schedule: false,
  registerInstance: false,
  // Time until the job of a dead process is detected, after its heartbeat is overdue.
  superviseIntervalSeconds: 15,
  monitorIntervalSeconds: 15,
  maintenanceIntervalSeconds: 600,
} satisfies ConstructorOptions

export const queueOptions = {
  // One job of a key runs at a time. See enqueue.ts for jobs without a key.
  policy: 'singleton',
  notify: true,
  retryLimit: 20,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 60,
  heartbeatSeconds: 10,
  expireInSeconds: 900,
  // Our own tables record the results, so finished jobs are not kept.
  deleteAfterSeconds: 600,
} satisfies QueueOptions & { policy: string; notify: boolean }

export const makeBoss = async (database: Database, log: Log): Promise<PgBoss> => {
  // CREATE SCHEMA IF NOT EXISTS needs the privilege to create one, also if it exists.
  const createSchema = !(await schemaExists(database))
  const boss = new PgBoss({ ...upkeep, ...connectionTo(database), createSchema })
  boss.on('error', (error) => log.error({ err: error }, 'The job queue reported an error and continues.'))
  boss.on('warning', (warning) => log.warn({ warning: warning.message }, 'The job queue reported a warning.'))
  return boss
}

const schemaExists = async ({ db }: Database): Promise<boolean> => {
  const found = await db.execute(sql`select to_regnamespace(${SCHEMA}) is not null as found`)
  return rowsOf(found)[0]?.found === true
}

const connectionTo = (database: Database): ConstructorOptions => {
  if (database.lite) return { db: bossOnLite(database.lite), backend: 'pglite', reindex: false }
  if (database.url === undefined) throw new Error('A PostgreSQL database without an address.')
  return pooled({ connectionString: database.url, max: 4, application_name: 'nextpanel-billing jobs' })
}

/**
 * pg-boss passes its options to `pg.Pool`, although its types do not say so: its connections must not end the
 * process.
 */
const pooled = <Options extends object>(options: Options) => ({ ...options, Client: SteadyClient })

/**
 * Only if this process is the only one on the database: jobs that still count as running were left by a dead
 * process, and need not wait for its missed heartbeat.
 */
export const restartLeftovers = async (database: Database, log: Log): Promise<void> => {
  if (!database.lite) return
  const { rows } = await database.lite.query(
    `update ${SCHEMA}.job set
       state = (case when retry_count < retry_limit then 'retry' else 'failed' end)::${SCHEMA}.job_state,
       completed_on = case when retry_count < retry_limit then null else now() end,
       start_after = now(),
       heartbeat_on = null
     where state = 'active'
     returning id`,
  )
  if (rows.length > 0) log.info({ jobs: rows.length }, 'Restarting jobs that an earlier run left unfinished.')
}
