import { is, SQL, sql } from 'drizzle-orm'
import { fromDrizzle, type PgBoss } from 'pg-boss'
import { newId } from '#server/platform/clock/index.ts'
import { type Queryable, rowsOf } from '#server/platform/database/index.ts'
import { SCHEMA } from './boss.ts'

export interface JobOptions {
  /** Not before this time. */
  startAfter?: Date
  /**
   * Of all jobs with one key, one runs at a time; and where one is waiting that is due no later than this one, no
   * other is added: it will see what this transaction changed. Its data stays as it is.
   */
  singletonKey?: string
}

export const sendInTransaction = async (
  boss: PgBoss,
  tx: Queryable,
  job: { queue: string; data: object; options: JobOptions },
): Promise<void> => {
  const { startAfter, singletonKey } = job.options
  if (singletonKey !== undefined && (await isWaiting(tx, job.queue, singletonKey, startAfter))) return
  await boss.send(job.queue, job.data, {
    db: bossIn(tx),
    // Without one, all keyless jobs of the queue would share a key, and take turns.
    singletonKey: singletonKey ?? newId(),
    ...(startAfter === undefined ? {} : { startAfter }),
  })
}

const bossIn = (tx: Queryable) => {
  const execute = async (query: unknown) => {
    if (!is(query, SQL)) throw new TypeError('pg-boss sent something that is no query of drizzle.')
    return { rows: rowsOf(await tx.execute(query)) }
  }
  return fromDrizzle({ execute }, sql)
}

/**
 * Locks the job that it finds: a worker that is about to take it either had it before (then it is not found, as
 * it may not see what this transaction changed), or gets it after the commit.
 */
const isWaiting = async (
  tx: Queryable,
  queue: string,
  singletonKey: string,
  startAfter: Date | undefined,
) => {
  const dueBy = startAfter?.toISOString() ?? null
  const found = await tx.execute(sql`
    select 1 from ${sql.identifier(SCHEMA)}.job
    where name = ${queue} and singleton_key = ${singletonKey} and state < 'active'
      and start_after <= greatest(clock_timestamp(), ${dueBy}::timestamptz)
    limit 1 for update`)
  return rowsOf(found).length > 0
}
