import { is, SQL, sql } from 'drizzle-orm'
import { fromDrizzle, type PgBoss } from 'pg-boss'
import { newId } from '#server/platform/clock/index.ts'
import { type Queryable, rowsOf } from '#server/platform/database/index.ts'
import { SCHEMA } from './boss.ts'

export interface JobOptions {
  /** Earliest start. */
  startAfter?: Date
  /**
   * Jobs with the same key run one at a time. If a waiting job of the key is due no later, no other job is
   * added, because that job will see this transaction's changes. Its data is unchanged.
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
    // Without a key of their own, all keyless jobs of the queue would share one and run one at a time.
    singletonKey: singletonKey ?? newId(),
    ...(startAfter === undefined ? {} : { startAfter }),
  })
}

const bossIn = (tx: Queryable) => {
  const execute = async (query: unknown) => {
    if (!is(query, SQL)) throw new TypeError('pg-boss sent a query that drizzle does not support.')
    return { rows: rowsOf(await tx.execute(query)) }
  }
  return fromDrizzle({ execute }, sql)
}

/**
 * Locks the job that it finds. A worker that is about to take it either took it before (then it is not found,
 * because it may not see this transaction's changes), or gets it after the commit.
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
