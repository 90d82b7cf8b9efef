import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { describeOnBothDatabases } from '#testing/database.ts'
import { rowsOf } from './index.ts'

const refusal = 'Inside a transaction, use the transaction (tx), not the database.'
const inChain = (message: string) => expect.objectContaining({ cause: expect.objectContaining({ message }) })

describeOnBothDatabases('Inside a transaction', (open) => {
  it('the transaction works, including nested ones', async () => {
    const answer = await open().database.db.transaction(async (tx) => {
      await tx.execute(sql`select 1`)
      return tx.transaction((nested) => nested.execute(sql`select 2 as two`))
    })
    expect(rowsOf(answer)).toEqual([{ two: 2 }])
  })

  it('use of the database is refused instead of waiting forever', async () => {
    const { db } = open().database
    await db.transaction(async () => {
      await expect(db.execute(sql`select 1`)).rejects.toEqual(inChain(refusal))
      await expect(db.transaction((tx) => tx.execute(sql`select 1`))).rejects.toThrow(refusal)
    })
  })

  it('other callers may use the database, and so may code that outlives the transaction', async () => {
    const { db } = open().database
    let later: Promise<unknown> | undefined
    const ended = Promise.withResolvers<void>()
    const beside = db.execute(sql`select 1`)
    await db.transaction(async () => {
      later = ended.promise.then(() => db.execute(sql`select 1`))
    })
    ended.resolve()
    await expect(later).resolves.toBeDefined()
    await expect(beside).resolves.toBeDefined()
  })

  it('a rollback is final, and the database can be used again', async () => {
    const { db } = open().database
    await db.execute(sql`create temporary table probe (id int)`)
    const failing = db.transaction(async (tx) => {
      await tx.execute(sql`create temporary table other_probe (id int)`)
      throw new Error('Changed my mind.')
    })
    await expect(failing).rejects.toThrow('Changed my mind.')
    const answer = await db.execute(sql`select to_regclass('other_probe') as found`)
    expect(rowsOf(answer)).toEqual([{ found: null }])
  })
})
