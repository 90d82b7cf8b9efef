import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '#sandbox/index.ts'
import { describeDomain } from '#testing/domain.ts'
import { accountRow, addTestServer, provisioned, serverRow, strangerOnPanel } from '#testing/domain-steps.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { changeServer } from './index.ts'

describeDomain('The base URL of a server with accounts', (open) => {
  let another: Sandbox
  beforeAll(async () => {
    another = await startSandbox({ controlPort: 0 })
  })
  afterAll(async () => {
    await another.close()
  })

  const move = async (serverId: string) => {
    const { url: baseUrl, apiKey, apiSecret } = another
    return changeServer(open().ctx, { id: serverId, baseUrl, apiKey, apiSecret })
  }

  it('is refused if our accounts are not found there, and only reads are sent', async () => {
    const test = open()
    await another.reset()
    const { id } = await addTestServer(test)
    const { accountId } = await provisioned(test, { customer: { email: 'own@example.com' } })
    const refused = async () => {
      await expect(move(id)).rejects.toMatchObject({
        code: 'account-does-not-match',
        errors: [{ path: 'baseUrl', code: 'another-panel' }],
      })
      expect((await serverRow(test, id)).baseUrl).toBe(test.sandbox.url)
    }
    await refused()
    const { marker } = await accountRow(test, accountId)
    const theirs = { sandbox: another }
    await strangerOnPanel(
      { ...test, ...theirs },
      { username: 'alpha', email: 'own@example.com', billing_id: 'x' },
    )
    await refused()
    const routes = another.requests.recent(100).map(({ route }) => String(route))
    expect(routes).toContain('get')
    // The only create is that of the other owner.
    expect(routes.filter((route) => ['create', 'suspend', 'unsuspend', 'delete'].includes(route))).toEqual([
      'create',
    ])
    expect(another.ledger()).toMatchObject([{ status: 'active' }])

    await another.reset()
    await strangerOnPanel(
      { ...test, ...theirs },
      { username: 'alpha', email: 'own@example.com', billing_id: marker },
    )
    expect(await move(id)).toMatchObject({ baseUrl: another.url })
  })

  it('can be changed freely while no account of ours is there', async () => {
    const test = open()
    await another.reset()
    const { id } = await addTestServer(test)
    const { accountId } = await provisioned(test)
    await test.database.db
      .update(hostingAccounts)
      .set({ status: 'terminated', holdsSlot: false })
      .where(eq(hostingAccounts.id, accountId))
    expect(await move(id)).toMatchObject({ baseUrl: another.url })
  })
})
