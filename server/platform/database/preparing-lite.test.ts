import type { PGlite } from '@electric-sql/pglite'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLite } from './embedded.ts'
import { type Database, rowsOf } from './index.ts'

describe('A statement with parameters on the embedded database', () => {
  let lite: PGlite
  let database: Database
  let kinds: string[]
  beforeEach(async () => {
    const opened = await openLite()
    lite = opened.lite
    database = opened.database
    await lite.exec('create table notes (id int primary key, text text, detail jsonb)')
    kinds = []
    const raw = lite.execProtocolRaw.bind(lite)
    lite.execProtocolRaw = (message, options) => {
      kinds.push(String.fromCharCode(message[0] ?? 0))
      return raw(message, options)
    }
  })
  afterEach(() => lite.close())

  const read = async (id: number) => (await lite.query('select * from notes where id = $1', [id])).rows
  const add = (id: number, text: string | null, detail: unknown = null) =>
    lite.query('insert into notes (id, text, detail) values ($1, $2, $3)', [id, text, detail])
  /** The messages of one call. */
  const sent = async (work: () => Promise<unknown>) => {
    kinds.length = 0
    await work()
    return kinds.join('')
  }

  it('is parsed and described twice at most, and then only bound', async () => {
    expect(await sent(() => read(1))).toBe('PDBDES')
    expect(await sent(() => read(1))).toBe('PDBDES')
    expect(await sent(() => read(1))).toBe('BDES')
    expect(await sent(() => read(2))).toBe('BDES')
  })

  it('returns the rows of its own values, of every type', async () => {
    for (let id = 1; id <= 6; id += 1) await add(id, `text ${id}`, { id })
    for (let id = 1; id <= 6; id += 1)
      expect(await read(id)).toEqual([{ id, text: `text ${id}`, detail: { id } }])
    await add(7, null)
    expect(await read(7)).toEqual([{ id: 7, text: null, detail: null }])
  })

  it('works after one that failed, also with the same text', async () => {
    for (const id of [1, 2, 3]) await add(id, 'first')
    await expect(add(3, 'second')).rejects.toMatchObject({ code: '23505' })
    await add(4, 'third')
    await expect(lite.query('selec $1', [1])).rejects.toMatchObject({ code: '42601' })
    await expect(lite.query('selec $1', [1])).rejects.toMatchObject({ code: '42601' })
    expect(await read(4)).toEqual([{ id: 4, text: 'third', detail: null }])
  })

  it('works in a transaction, which undoes it', async () => {
    for (const id of [1, 2]) await add(id, 'kept')
    const undone = lite.transaction(async (tx) => {
      await tx.query('insert into notes (id, text, detail) values ($1, $2, $3)', [3, 'undone', null])
      throw new Error('Changed my mind.')
    })
    await expect(undone).rejects.toThrow('Changed my mind.')
    expect(await read(3)).toEqual([])
  })

  it('works after a change of the schema, inside and outside a transaction', async () => {
    await add(1, 'one')
    for (let time = 0; time < 3; time += 1) await read(1)
    await lite.exec('alter table notes add column extra int default 7')
    expect(await read(1)).toEqual([{ id: 1, text: 'one', detail: null, extra: 7 }])
    for (let time = 0; time < 3; time += 1) await read(1)
    await lite.exec('alter table notes drop column detail')
    const inside = await database.db.transaction((tx) => tx.execute(sql`select * from notes where id = ${1}`))
    expect(rowsOf(inside)).toEqual([{ id: 1, text: 'one', extra: 7 }])
  })

  it('with a pattern is planned each time, because the plan depends on the pattern', async () => {
    const search = () => lite.query('select id from notes where text like $1', ['a%'])
    for (let time = 0; time < 3; time += 1) expect(await sent(search)).toBe('PDBDES')
  })

  it('with a long text is planned each time, because its plan would need much memory', async () => {
    const padded = (length: number) => {
      const text = 'select id from notes where id = $1 -- '
      return () => lite.query(text.padEnd(length, 'x'), [1])
    }
    await padded(10_000)()
    await padded(10_000)()
    expect(await sent(padded(10_000))).toBe('BDES')
    for (let time = 0; time < 3; time += 1) expect(await sent(padded(10_001))).toBe('PDBDES')
  })

  it('does not keep more than 200 plans', async () => {
    for (let number = 0; number < 250; number += 1)
      for (let time = 0; time < 2; time += 1) {
        const { rows } = await lite.query<{ n: number }>(`select $1::int + ${number} as n`, [time])
        expect(rows).toEqual([{ n: number + time }])
      }
    const { rows } = await lite.query<{ count: number }>(
      'select count(*)::int as count from pg_prepared_statements',
    )
    expect(rows[0]?.count).toBe(200)
  })
})
