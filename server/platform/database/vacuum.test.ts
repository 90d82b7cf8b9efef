import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { describeOnEmbedded } from '#testing/database.ts'
import { rowsOf } from './rows.ts'
import { vacuumDueTables } from './vacuum.ts'

describeOnEmbedded('The vacuum of due tables', (open) => {
  const run = async (statement: string) => rowsOf(await open().database.db.execute(sql.raw(statement)))
  const vacuum = async () =>
    (await vacuumDueTables(open().database.db)).filter((command) => command.includes('probe'))
  const fill = async () => {
    await run('drop table if exists probe')
    await run('create table probe (id int primary key, word text)')
    await run(`insert into probe select number, 'word' from generate_series(1, 5000) as number`)
  }

  it('counts the rows of a table that was filled, and then does nothing', async () => {
    await fill()
    const counted = `select reltuples::int as rows from pg_class where relname = 'probe'`
    expect(await run(counted)).toEqual([{ rows: -1 }])
    expect(await vacuum()).toEqual(['vacuum (analyze) public.probe'])
    expect(await run(counted)).toEqual([{ rows: 5000 }])
    expect(await vacuum()).toEqual([])
  })

  it('uses the space of dead rows again', async () => {
    await fill()
    await vacuum()
    const size = async () => Number((await run(`select pg_relation_size('probe') as bytes`))[0]?.bytes)
    const update = () => run(`update probe set word = word || 'x'`)
    await update()
    expect(await vacuum()).toEqual(['vacuum (analyze) public.probe'])
    const before = await size()
    await update()
    await vacuum()
    await update()
    expect(await size()).toBeLessThan(before * 1.2)
  })

  it('only counts again after a few changes', async () => {
    await fill()
    await vacuum()
    await run(`insert into probe select number, 'word' from generate_series(5001, 5600) as number`)
    expect(await vacuum()).toEqual(['analyze public.probe'])
  })

  it('freezes the rows of a table before the transaction ids run out', async () => {
    await fill()
    await vacuum()
    await run(`update pg_class set relfrozenxid = (relfrozenxid::text::bigint + 4294967296 - 160000000)::text::xid
      where relname = 'probe'`)
    expect(await vacuum()).toEqual(['vacuum (freeze, analyze) public.probe'])
    const [row] = await run(`select age(relfrozenxid) as age from pg_class where relname = 'probe'`)
    expect(Number(row?.age)).toBeLessThan(1000)
  })
})
