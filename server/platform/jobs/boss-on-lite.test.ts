import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEmbeddedCopy } from '#testing/database.ts'
import { bossOnLite } from './boss-on-lite.ts'

describe('pg-boss on the embedded database', () => {
  let copy: Awaited<ReturnType<typeof openEmbeddedCopy>>
  beforeAll(async () => {
    copy = await openEmbeddedCopy()
  })
  afterAll(() => copy.remove())

  const open = () => {
    const { lite } = copy.database
    if (!lite) throw new Error('This is not the embedded database.')
    return { lite, boss: bossOnLite(lite) }
  }

  it('does not break the query that waits behind a failing script', async () => {
    const { lite, boss } = open()
    await lite.exec('create table probe (id int)')
    const failing = boss.executeSql('BEGIN; insert into probe values (1); select 1 / 0; COMMIT;')
    const behind = [1, 2, 3].map(() => lite.query('select 1 as one'))
    await expect(failing).rejects.toThrow('division by zero')
    for (const query of behind) await expect(query).resolves.toMatchObject({ rows: [{ one: 1 }] })
    await expect(lite.query('select * from probe')).resolves.toMatchObject({ rows: [] })
  })

  it('does not roll back the transaction that waits behind a failing script', async () => {
    const { lite, boss } = open()
    await lite.exec('create table behind (id int)')
    const failing = boss.executeSql('BEGIN; select 1 / 0; COMMIT;')
    const behind = lite.transaction(async (tx) => {
      await tx.query('insert into behind values (1)')
      await new Promise((resolve) => setImmediate(resolve))
      await tx.query('insert into behind values (2)')
    })
    await expect(failing).rejects.toThrow('division by zero')
    await behind
    const { rows } = await lite.query('select count(*) as count from behind')
    expect(rows).toEqual([{ count: 2 }])
  })

  it('returns the rows of all statements of a script', async () => {
    const { boss } = open()
    const answer = await boss.executeSql('BEGIN; select 1 as one; select 2 as two; COMMIT;')
    expect(answer.rows).toEqual([{ one: 1 }, { two: 2 }])
  })
})
