import { sql } from 'drizzle-orm'
import pg from 'pg'
import { expect, it } from 'vitest'
import { describeOnBothDatabases, describeOnPostgres } from '#testing/database.ts'
import { type Database, openDatabase, rowsOf } from './index.ts'
import { pooledDrizzle } from './pooled-drizzle.ts'
import { SteadyClient } from './steady-client.ts'

/** A function that loses this number of races, and then succeeds. It is counted outside of transactions. */
const losingRaces = async ({ db }: Database, times: number, state: string) => {
  await db.execute(sql`drop table if exists probe_runs`)
  await db.execute(sql`create table probe_runs (run int)`)
  await db.execute(sql`drop sequence if exists probe_tries`)
  await db.execute(sql`create sequence probe_tries`)
  await db.execute(
    sql.raw(`create or replace function probe_race(int) returns int language plpgsql as $$ begin
      if nextval('probe_tries') <= ${times} then raise exception 'lost' using errcode = '${state}'; end if;
      return $1; end $$`),
  )
}

describeOnBothDatabases('A transaction that loses a race', (open) => {
  it.each([
    '40001',
    '40P01',
    '26000',
  ])('with %s runs again, and only its last run is committed', async (state) => {
    const { database } = open()
    await losingRaces(database, 2, state)
    let runs = 0
    const answer = await database.db.transaction(async (tx) => {
      runs += 1
      await tx.execute(sql`insert into probe_runs values (${runs})`)
      return tx.execute(sql`select probe_race(${7}) as seven`)
    })
    expect(rowsOf(answer)).toEqual([{ seven: 7 }])
    expect(rowsOf(await database.db.execute(sql`select run from probe_runs`))).toEqual([{ run: 3 }])
  })

  it('fails after four lost races, and may be used again', async () => {
    const { database } = open()
    await losingRaces(database, 100, '40001')
    let runs = 0
    const losing = database.db.transaction(async (tx) => {
      runs += 1
      await tx.execute(sql`select probe_race(${7})`)
    })
    await expect(losing).rejects.toMatchObject({ cause: { code: '40001' } })
    expect(runs).toBe(4)
    await database.db.execute(sql`select 1`)
  })

  it('does not run again for any other error', async () => {
    let runs = 0
    const failing = open().database.db.transaction(async (tx) => {
      runs += 1
      await tx.execute(sql`select 1 / 0`)
    })
    await expect(failing).rejects.toThrow()
    expect(runs).toBe(1)
  })
})

describeOnPostgres('A connection of the pool', (open) => {
  it('is released if a transaction cannot begin', async () => {
    const { url } = open().database
    class CannotBegin extends SteadyClient {
      override query = ((...args: unknown[]) =>
        JSON.stringify(args[0]).includes('begin')
          ? Promise.reject(Object.assign(new Error('terminating connection'), { code: '57P01' }))
          : Reflect.apply(SteadyClient.prototype.query, this, args)) as pg.Client['query']
    }
    const pool = new pg.Pool({ connectionString: url, Client: CannotBegin, max: 2 })
    const db = pooledDrizzle(pool)
    for (let count = 0; count < 5; count += 1)
      await expect(db.transaction((tx) => tx.execute(sql`select 1`))).rejects.toThrow()
    await expect.poll(() => pool.totalCount - pool.idleCount).toBe(0)
    await pool.end()
  })

  it('repeats a statement that lost a race outside of a transaction', async () => {
    const database = await openDatabase({ databaseUrl: open().database.url, dataDir: '.' })
    await losingRaces(database, 1, '40P01')
    const answer = await database.db.execute(sql`select probe_race(${7}) as seven`)
    expect(rowsOf(answer)).toEqual([{ seven: 7 }])
    await database.close()
  })
})
