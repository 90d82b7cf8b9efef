import { setImmediate } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { afterEach, expect, it } from 'vitest'
import { rowsOf, type Tx } from '#server/platform/database/index.ts'
import { createLog } from '#server/platform/log/index.ts'
import { describeOnBothDatabases } from '#testing/database.ts'
import { type Jobs, openJobs } from './index.ts'

const QUEUE = 'probe.run'

/** Collects its jobs. `next(n)` resolves when n jobs have arrived in total. */
const collector = () => {
  const seen: unknown[] = []
  const waiting: { count: number; resolve: () => void }[] = []
  const handle = async (data: unknown) => {
    seen.push(data)
    for (const each of waiting) if (seen.length >= each.count) each.resolve()
  }
  const arrived = (count: number) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    if (seen.length >= count) resolve()
    waiting.push({ count, resolve })
    return promise
  }
  return { seen, handle, arrived }
}

describeOnBothDatabases('Jobs', (open) => {
  const running: Jobs[] = []
  const lines: string[] = []
  const log = createLog({ level: 'info', destination: { write: (line: string) => lines.push(line) } })

  const start = async () => {
    const jobs = await openJobs({ database: open().database, log })
    running.push(jobs)
    await jobs.start([QUEUE])
    return jobs
  }

  afterEach(async () => {
    await Promise.all(running.splice(0).map((jobs) => jobs.stop()))
    lines.length = 0
  })

  const db = () => open().database.db
  const transaction = (body: (tx: Tx) => Promise<void>) => db().transaction(body)
  const states = async () =>
    rowsOf(
      await db().execute(sql`select state::text, count(*) from pgboss.job group by state order by state`),
    )

  it('do not exist after the transaction rolls back', async () => {
    const jobs = await start()
    const failing = transaction(async (tx) => {
      await jobs.enqueue(tx, QUEUE, { id: 1 })
      throw new Error('Changed my mind.')
    })
    await expect(failing).rejects.toThrow('Changed my mind.')
    expect(await states()).toEqual([])
  })

  it('are taken with their data as soon as the transaction commits', async () => {
    const jobs = await start()
    const { seen, handle, arrived } = collector()
    await jobs.work(QUEUE, { concurrency: 1 }, handle)
    await transaction((tx) => jobs.enqueue(tx, QUEUE, { id: 1, name: 'ü' }))
    await arrived(1)
    expect(seen).toEqual([{ id: 1, name: 'ü' }])
  })

  // Polling alone would need about a second for each.
  it('are taken without waiting for the next poll of the queue', { timeout: 10_000 }, async () => {
    const jobs = await start()
    const { handle, arrived } = collector()
    await jobs.work(QUEUE, { concurrency: 1 }, handle)
    for (let id = 1; id <= 20; id += 1) {
      await transaction((tx) => jobs.enqueue(tx, QUEUE, { id }))
      await arrived(id)
      // Until the worker has found no more jobs and waits.
      while ((await states()).some(({ state }) => state !== 'completed')) await setImmediate()
      for (let poll = 0; poll < 10; poll += 1) await states()
    }
  })

  it('of a backlog all run, each once', async () => {
    const jobs = await start()
    await transaction(async (tx) => {
      for (let id = 0; id < 200; id += 1) await jobs.enqueue(tx, QUEUE, { id })
    })
    const { seen, handle, arrived } = collector()
    await jobs.work(QUEUE, { concurrency: 4 }, handle)
    await arrived(200)
    await jobs.stop()
    expect(new Set(seen.map((data) => JSON.stringify(data))).size).toBe(200)
    expect(seen).toHaveLength(200)
    expect(await states()).toEqual([{ state: 'completed', count: 200 }])
  })

  it('can be enqueued by a process that has no worker for the queue', async () => {
    const web = await start()
    expect(web.healthy()).toBe(true)
    await transaction((tx) => web.enqueue(tx, QUEUE, { id: 1 }))
    expect(await states()).toEqual([{ state: 'created', count: 1 }])
  })

  it('wait for their time', async () => {
    const jobs = await start()
    const { seen, handle, arrived } = collector()
    await jobs.work(QUEUE, { concurrency: 1 }, handle)
    await transaction(async (tx) => {
      await jobs.enqueue(tx, QUEUE, { id: 'tomorrow' }, { startAfter: new Date(Date.now() + 86_400_000) })
      await jobs.enqueue(tx, QUEUE, { id: 'soon' }, { startAfter: new Date(Date.now() + 300) })
    })
    await arrived(1)
    expect(seen).toEqual([{ id: 'soon' }])
    expect(await states()).toContainEqual({ state: 'created', count: 1 })
  })

  it('that fail are retried, and their error is not stored in the database', async () => {
    const jobs = await start()
    const { arrived, handle, seen } = collector()
    await jobs.work(QUEUE, { concurrency: 1 }, async (data) => {
      await handle(data)
      if (seen.length === 1) throw new Error('hunter2')
    })
    await transaction((tx) => jobs.enqueue(tx, QUEUE, { id: 1 }))
    await arrived(2)
    expect(lines.join('')).toContain('A job failed. It is retried later.')
    const kept = rowsOf(await db().execute(sql`select output::text from pgboss.job`))
    expect(JSON.stringify(kept)).not.toContain('hunter2')
  })

  it('of one key are merged while they wait, unless the new one is due earlier', async () => {
    const jobs = await start()
    const later = new Date(Date.now() + 3_600_000)
    await transaction((tx) =>
      jobs.enqueue(tx, QUEUE, { at: 'later' }, { singletonKey: 'a', startAfter: later }),
    )
    await transaction((tx) =>
      jobs.enqueue(tx, QUEUE, { at: 'later' }, { singletonKey: 'a', startAfter: later }),
    )
    expect(await states()).toEqual([{ state: 'created', count: 1 }])
    await transaction((tx) => jobs.enqueue(tx, QUEUE, { at: 'now' }, { singletonKey: 'a' }))
    await transaction((tx) => jobs.enqueue(tx, QUEUE, { at: 'now' }, { singletonKey: 'a' }))
    expect(await states()).toEqual([{ state: 'created', count: 2 }])
    await transaction((tx) => jobs.enqueue(tx, QUEUE, { at: 'now' }, { singletonKey: 'b' }))
    expect(await states()).toEqual([{ state: 'created', count: 3 }])
  })

  it('of one key run one after the other, and none that arrives during a run is lost', async () => {
    const jobs = await start()
    const { seen, handle, arrived } = collector()
    const blocker = Promise.withResolvers<void>()
    let atOnce = 0
    let most = 0
    await jobs.work(QUEUE, { concurrency: 3 }, async (data) => {
      atOnce += 1
      most = Math.max(most, atOnce)
      await handle(data)
      await blocker.promise
      atOnce -= 1
    })
    await transaction((tx) => jobs.enqueue(tx, QUEUE, { id: 1 }, { singletonKey: 'a' }))
    await arrived(1)
    await transaction((tx) => jobs.enqueue(tx, QUEUE, { id: 2 }, { singletonKey: 'a' }))
    await transaction((tx) => jobs.enqueue(tx, QUEUE, { id: 'other' }))
    await arrived(2)
    expect(seen).toEqual([{ id: 1 }, { id: 'other' }])
    blocker.resolve()
    await arrived(3)
    expect(seen).toContainEqual({ id: 2 })
    expect(most).toBe(2)
  })

  it('need a queue that was named at start', async () => {
    const jobs = await start()
    const lost = transaction((tx) => jobs.enqueue(tx, 'probe.unknown', {}))
    await expect(lost).rejects.toThrow('There is no queue "probe.unknown"')
  })

  it('are finished before stop returns', async () => {
    const jobs = await start()
    const { handle, arrived } = collector()
    const blocker = Promise.withResolvers<void>()
    let done = false
    await jobs.work(QUEUE, { concurrency: 1 }, async (data) => {
      await handle(data)
      await blocker.promise
      done = true
    })
    await transaction((tx) => jobs.enqueue(tx, QUEUE, {}))
    await arrived(1)
    const stopping = jobs.stop()
    blocker.resolve()
    await stopping
    expect(done).toBe(true)
    expect(jobs.healthy()).toBe(false)
    expect(await states()).toEqual([{ state: 'completed', count: 1 }])
  })

  it('may be started before start, and are not healthy until then', async () => {
    const jobs = await openJobs({ database: open().database, log })
    running.push(jobs)
    const { handle, arrived } = collector()
    await jobs.work(QUEUE, { concurrency: 1 }, handle)
    expect(jobs.healthy()).toBe(false)
    await jobs.start([QUEUE])
    expect(jobs.healthy()).toBe(true)
    await jobs.enqueue(db(), QUEUE, {})
    await arrived(1)
  })
})
