import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { readPage } from '#server/domain/customers/list.ts'
import { describeDomain } from '../domain.ts'
import { insertOldAccount, insertOldServer, openPreviousRelease } from './previous-release.ts'

describeDomain('Customers of the previous release', (open) => {
  it('are found and sorted by folded names after the upgrade, also those that its code still adds', async () => {
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
