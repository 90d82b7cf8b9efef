import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { openDatabase, type Queryable, rowsOf } from '#server/platform/database/index.ts'
import { createLog } from '#server/platform/log/index.ts'
import { describeOnPostgres, openEmbeddedCopy } from '#testing/database.ts'
import { openJobs } from './index.ts'

const log = createLog({ level: 'silent' })
const QUEUE = 'probe.run'
// The state that a killed process leaves.
const diesAtWork = sql`update pgboss.job set state = 'active', started_on = now(), heartbeat_on = now()`

it('On the embedded database, the jobs of a killed process run at once when the next one starts', async () => {
  const { database, remove } = await openEmbeddedCopy()
  const before = await openJobs({ database, log })
  await before.start([QUEUE])
  await before.enqueue(database.db, QUEUE, { id: 1 })
  await database.db.execute(diesAtWork)
  await before.stop(0)

  const after = await openJobs({ database, log })
  const handed = Promise.withResolvers<unknown>()
  await after.work(QUEUE, { concurrency: 1 }, async (data) => handed.resolve(data))
  await after.start([QUEUE])
  expect(await handed.promise).toEqual({ id: 1 })
  await after.stop()
  await remove()
  // Opening the database alone takes seconds on a busy machine.
}, 60_000)

describeOnPostgres('A job that another process runs', (open) => {
  it('is not taken by a process that starts', async () => {
    const { database } = open()
    const first = await openJobs({ database, log })
    await first.start([QUEUE])
    await first.enqueue(database.db, QUEUE, { id: 1 })
    await database.db.execute(diesAtWork)

    const second = await openJobs({ database, log })
    await second.start([QUEUE])
    const answer = await database.db.execute(sql`select state::text from pgboss.job`)
    expect(rowsOf(answer)).toEqual([{ state: 'active' }])
    await second.stop()
    await first.stop()
  })
})

describeOnPostgres('A waiting job of the same key', (open) => {
  it('is not taken before the transaction that relies on it commits', async () => {
    const { database } = open()
    const jobs = await openJobs({ database, log })
    await jobs.start([QUEUE])
    const enqueue = (tx: Queryable) => jobs.enqueue(tx, QUEUE, {}, { singletonKey: 'a' })
    const free = sql`select id from pgboss.job where state < 'active' for update skip locked`
    const other = await openDatabase({ databaseUrl: database.url, dataDir: '.' })

    await database.db.transaction(enqueue)
    await database.db.transaction(async (tx) => {
      await enqueue(tx)
      expect(rowsOf(await other.db.execute(free))).toEqual([])
    })
    expect(rowsOf(await other.db.execute(free))).toHaveLength(1)
    await other.close()
    await jobs.stop()
  })
})
