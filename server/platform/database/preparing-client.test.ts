import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { describeOnPostgres } from '#testing/database.ts'
import { isRetryable } from './failures.ts'
import { openDatabase, rowsOf } from './index.ts'
import { PreparingClient } from './preparing-client.ts'

describeOnPostgres('A connection that prepares statements', (open) => {
  let client: PreparingClient
  beforeEach(async () => {
    client = new PreparingClient(open().database.url)
    await client.connect()
    await client.query('create temporary table probe (id int, word text)')
    await client.query("insert into probe values (1, 'one')")
  })
  afterEach(() => client.end())

  const one = () => client.query('select * from probe where id = $1', [1])
  const prepared = async () => {
    const { rows } = await client.query('select statement from pg_prepared_statements')
    return rows.map((row) => String(row.statement))
  }

  it('prepares a text with values once, and nothing else', async () => {
    await one()
    await one()
    await client.query('select 1')
    await client.query('select * from probe where word like $1', ['o%'])
    expect(await prepared()).toEqual(['select * from probe where id = $1'])
  })

  it('does not prepare a text of more than 10,000 characters', async () => {
    const padded = (length: number) => 'select $1::int -- '.padEnd(length, 'x')
    for (const length of [10_000, 10_001]) {
      const { rows } = await client.query(padded(length), [7])
      expect(rows).toEqual([{ int4: 7 }])
    }
    expect(await prepared()).toEqual([padded(10_000)])
  })

  it('still works after DISCARD ALL', async () => {
    await one()
    await client.query('deallocate all')
    expect((await one()).rows).toEqual([{ id: 1, word: 'one' }])
  })

  it('still works after a migration changed the columns', async () => {
    await one()
    await client.query('alter table probe add column more int default 7')
    expect((await one()).rows).toEqual([{ id: 1, word: 'one', more: 7 }])
  })

  it('inside a transaction reports that the transaction may run again, and the next run succeeds', async () => {
    await one()
    await client.query('alter table probe add column more int')
    await client.query('begin')
    const failure = await one().catch((error: unknown) => error)
    expect(isRetryable(failure)).toBe(true)
    await client.query('rollback')
    await client.query('begin')
    expect((await one()).rows).toHaveLength(1)
    await client.query('commit')
  })

  it('passes errors of a statement to a promise and to a callback', async () => {
    const wrong = 'select $1::int / 0'
    await expect(client.query(wrong, [1])).rejects.toMatchObject({ code: '22012' })
    const reported = Promise.withResolvers<unknown>()
    client.query(wrong, [1], (error) => reported.resolve(error))
    expect(await reported.promise).toMatchObject({ code: '22012' })
  })

  it('keeps a limited number of statements', async () => {
    for (let count = 0; count < 520; count += 1) await client.query(`select $1::int + ${count}`, [1])
    expect(await prepared()).toHaveLength(500)
    expect(await prepared()).not.toContain('select $1::int + 0')
  })
})

describeOnPostgres('The pool', (open) => {
  it('answers a ping while requests use every other connection', async () => {
    const database = await openDatabase({ databaseUrl: open().database.url, dataDir: '.' })
    const release = Promise.withResolvers<void>()
    const held: Promise<void>[] = []
    const holding: Promise<unknown>[] = []
    for (let count = 0; count < 10; count += 1) {
      const started = Promise.withResolvers<void>()
      held.push(started.promise)
      holding.push(
        database.db.transaction(async (tx) => {
          await tx.execute(sql`select 1`)
          started.resolve()
          await release.promise
        }),
      )
    }
    await Promise.all(held)
    await database.ping()
    release.resolve()
    await Promise.all(holding)
    await database.close()
  })

  it('survives connections that PostgreSQL ends under load, inside and outside of transactions', {
    timeout: 60_000,
  }, async () => {
    const database = await openDatabase({ databaseUrl: open().database.url, dataDir: '.' })
    let loading = true
    const outcomes = { worked: 0, failed: 0 }
    const count = (work: Promise<unknown>) =>
      work.then(
        () => {
          outcomes.worked += 1
        },
        () => {
          outcomes.failed += 1
        },
      )
    const load = async (index: number) => {
      while (loading)
        await count(
          index % 2 === 0
            ? database.db.execute(sql`select ${index}::int`)
            : database.db.transaction(async (tx) => {
                await tx.execute(sql`select ${index}::int`)
                // Between two statements no caller waits for the connection, so its end is an event, not a
                // response.
                await new Promise((resolve) => setTimeout(resolve, 5))
                await tx.execute(sql`select ${index}::int`)
              }),
        )
    }
    const loads = Array.from({ length: 6 }, (_, index) => load(index))
    await expect.poll(() => outcomes.worked, { timeout: 15_000 }).toBeGreaterThan(20)
    for (let round = 0; round < 3; round += 1) {
      const before = outcomes.worked
      // Right after the round before, the pool may have no connection to end yet.
      const endConnections = async () =>
        rowsOf(
          await open().database.db.execute(sql`
            select pg_terminate_backend(pid) as ended from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`),
        ).length
      await expect.poll(endConnections, { timeout: 15_000 }).toBeGreaterThan(0)
      await expect.poll(() => outcomes.worked, { timeout: 15_000 }).toBeGreaterThan(before + 20)
    }
    loading = false
    await Promise.all(loads)
    expect(outcomes.failed).toBeGreaterThan(0)
    await database.ping()
    await database.close()
  })
})
