import { sql } from 'drizzle-orm'
import pg from 'pg'
import { expect, inject, it } from 'vitest'
import { readPage } from '#server/domain/customers/list.ts'
import { newId } from '#server/platform/clock/index.ts'
import { openDatabase } from '#server/platform/database/index.ts'
import { describeDomain } from '../domain.ts'
import { dropDatabase } from '../postgres-databases.ts'
import { insertOldAccount, insertOldServer, openPreviousRelease } from './previous-release.ts'

describeDomain('Customers of the previous release', (open) => {
  it('are found and sorted by folded names after the upgrade, as are those that its code still adds', {
    timeout: 120_000,
  }, async () => {
    const previous = await openPreviousRelease(open().database, '0015_folded-search')
    const { db } = previous.database
    try {
      const key = { apiKeySealed: 'sealed', apiSecretSealed: 'sealed', apiKeyHash: 'hash' }
      await insertOldServer(previous.database, { baseUrl: 'https://panel.example', ...key })
      const add = (number: number, username: string) =>
        insertOldAccount(previous.database, {
          number,
          username,
          status: 'active',
          holdsSlot: true,
          panelUserId: String(number),
          passwordSealed: null,
          marker: `marker ${number}`,
        })
      await add(1, 'Zoë MÜLLER')
      await add(2, 'änne')
      await previous.upgrade()
      await add(3, 'Mu\u0308ller')
      await db.execute(sql`update customers set full_name = 'Ännchen' where full_name = 'änne'`)

      const names = async (search?: string) =>
        (await readPage(db, { sort: 'fullName', limit: 10, search })).items.map(({ fullName }) => fullName)
      expect(await names()).toEqual(['Ännchen', 'Mu\u0308ller', 'Zoë MÜLLER'])
      expect(await names('müller')).toEqual(['Mu\u0308ller', 'Zoë MÜLLER'])
    } finally {
      await previous.remove()
    }
  })
})

it('A database of the locale C finds and sorts customers as any other', async () => {
  const adminUrl = inject('testPostgresUrl')
  const name = `locale_c_${newId().replaceAll('-', '')}`
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  await admin.query(
    `create database ${name} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C' locale_provider libc`,
  )
  await admin.end()
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  const database = await openDatabase({ databaseUrl: url.href, dataDir: '.' })
  try {
    await database.migrate()
    for (const fullName of ['zulu', 'MÜLLER', 'Zeta', 'ЖАННА Ёлкина', 'Änne', 'alpha']) {
      const id = newId()
      await database.db.execute(
        sql`insert into users (id, role, email, name) values (${id}, 'customer', ${id}, ${fullName})`,
      )
      await database.db.execute(sql`insert into customers (id, user_id, email, full_name, created_at, updated_at)
        values (${id}, ${id}, ${id}, ${fullName}, now(), now())`)
    }
    const names = async (search?: string) => {
      const reach = { near: 1, nearScattered: 1 }
      const page = await readPage(database.db, { sort: 'fullName', limit: 10, search, reach })
      return page.items.map(({ fullName }) => fullName)
    }
    expect(await names('müller')).toEqual(['MÜLLER'])
    expect(await names('жанна')).toEqual(['ЖАННА Ёлкина'])
    expect(await names()).toEqual(['alpha', 'Änne', 'MÜLLER', 'Zeta', 'zulu', 'ЖАННА Ёлкина'])
  } finally {
    await database.close()
    await dropDatabase(adminUrl, name)
  }
})
