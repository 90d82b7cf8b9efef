import { eq, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { rowsOf } from '#server/platform/database/index.ts'
import { describeDomain, type TestDomain } from '#testing/domain.ts'
import { addTestServer, onboardWithHosting } from '#testing/domain-steps.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { searchHostingAccounts } from './index.ts'
import { accountsMatching } from './search.ts'

async function accountAs(test: TestDomain, username: string, panelUserId: string) {
  const { accountId, operationId } = await onboardWithHosting(test, {
    username: username.replace(/^\d+/, ''),
  })
  await test.database.db
    .update(hostingAccounts)
    .set({ username, panelUserId })
    .where(eq(hostingAccounts.id, accountId))
  return { accountId, operationId }
}

describeDomain('Searching hosting accounts', (open) => {
  async function scene() {
    const test = open()
    await addTestServer(test)
    const anna = await accountAs(test, 'annakeller', '44')
    const annika = await accountAs(test, 'annika', '144')
    const numbered = await accountAs(test, '44shop', '7')
    const find = async (search: string, limit = 10) => {
      const { items } = await searchHostingAccounts(test.ctx, { search, limit })
      return items.map(({ username }) => username).toSorted()
    }
    return { test, find, anna, annika, numbered }
  }

  it('finds "#44" as a NextPanel User ID only, and "44" as the beginning of a username too', async () => {
    const { find } = await scene()
    expect(await find('#44')).toEqual(['annakeller'])
    expect(await find('44')).toEqual(['44shop', 'annakeller'])
    expect(await find('#4')).toEqual([])
  })

  it('finds usernames by their beginning, whatever the case, and no pattern', async () => {
    const { find } = await scene()
    expect(await find('Ann')).toEqual(['annakeller', 'annika'])
    expect(await find('keller')).toEqual([])
    expect(await find('an%')).toEqual([])
    expect(await find('ann', 1)).toHaveLength(1)
  })

  it('finds the account of an operation by the id of the operation', async () => {
    const { find, annika } = await scene()
    expect(await find(annika.operationId)).toEqual(['annika'])
    expect(await find(annika.accountId.toUpperCase())).toEqual(['annika'])
  })

  it('names the customer and the latest operation', async () => {
    const { test, anna } = await scene()
    const { items } = await searchHostingAccounts(test.ctx, { search: '#44', limit: 1 })
    expect(items).toMatchObject([
      { id: anna.accountId, customerName: expect.stringMatching(/^Customer \d/), serverName: 'Panel' },
    ])
    expect(items[0]?.operation).toMatchObject({ id: anna.operationId, kind: 'create' })
  })

  it('reads accounts through the indexes of user IDs and usernames', async () => {
    const { db } = open().database
    const plan = await db.transaction(async (tx) => {
      // So few rows would be read one by one otherwise.
      await tx.execute(sql`select set_config('enable_seqscan', 'off', true)`)
      const where = accountsMatching(tx, { search: '44', limit: 6 })
      const lines = rowsOf(await tx.execute(sql`explain ${tx.select().from(hostingAccounts).where(where)}`))
      return lines.map((line) => String(line['QUERY PLAN'])).join('\n')
    })
    expect(plan).toContain('hosting_accounts_panel_user')
    expect(plan).toMatch(/hosting_accounts_username/)
    expect(plan).toMatch(/~>=~ '44'::text\) AND .*~<~ '44/)
    expect(plan).not.toContain('Seq Scan')
  })
})
