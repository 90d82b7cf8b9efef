import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { openInstallation } from '#server/platform/installation/index.ts'
import { installation } from '#server/platform/installation/table.ts'
import { describeDomain, testSecretKey } from '#testing/domain.ts'
import {
  addTestServer,
  hostingPassword,
  onboardWithHosting,
  runUntilSettled,
  serverRow,
} from '#testing/domain-steps.ts'
import { type RecordingPanel, startRecordingPanel } from '#testing/recording-panel.ts'
import { sealEarlier } from '#testing/seal-earlier.ts'
import { testServer } from '../servers/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { servers } from '../tables/servers.ts'
import { bindEarlierSecrets } from './index.ts'

describeDomain('Secrets of an earlier version, sealed without an address', (open) => {
  const seal = (plain: string, context: string) => sealEarlier(testSecretKey, plain, context)
  const earlierKey = (id: string) => {
    const { apiKey, apiSecret } = open().sandbox
    return {
      apiKeySealed: seal(apiKey, `servers.api_key:${id}`),
      apiSecretSealed: seal(apiSecret, `servers.api_secret:${id}`),
    }
  }
  const bind = () => bindEarlierSecrets(open(), open().domain.keyring)

  /** One server and one waiting creation, as the earlier version left them. */
  async function earlierData() {
    const test = open()
    const { db } = test.database
    await openInstallation(db)
    await db.update(installation).set({ secretsBoundAt: null })
    const { id } = await addTestServer(test)
    const { accountId, operationId } = await onboardWithHosting(test)
    await db.update(servers).set(earlierKey(id))
    await db
      .update(hostingAccounts)
      .set({ passwordSealed: seal(hostingPassword, `hosting_accounts.password:${accountId}`) })
      .where(eq(hostingAccounts.id, accountId))
    return { test, id, operationId }
  }
  const putBack = async (id: string, panel: RecordingPanel) =>
    open()
      .database.db.update(servers)
      .set({ ...earlierKey(id), baseUrl: panel.url })
      .where(eq(servers.id, id))

  it('are bound at the first start, and operations continue with them', async () => {
    const { test, id, operationId } = await earlierData()
    await bind()
    expect((await serverRow(test, id)).apiKeySealed).toMatch(/^v2\./)
    expect(await runUntilSettled(test, operationId)).toMatchObject({ status: 'succeeded' })
  })

  it('do not open before that start, or if they are put beside another address after it', async () => {
    const { test, id } = await earlierData()
    await using panel = await startRecordingPanel()
    expect(await testServer(test.ctx, { id })).toMatchObject({ ok: false })
    await bind()
    expect(await testServer(test.ctx, { id })).toMatchObject({ ok: true })
    await putBack(id, panel)
    for (const start of [() => Promise.resolve(), bind]) {
      await start()
      expect(await testServer(test.ctx, { id })).toMatchObject({ server: { status: 'needs-operator' } })
    }
    expect(panel.received).toEqual([])
  })

  it('are not bound if another secret is bound already, even if the record of that start was deleted', async () => {
    const { test, id } = await earlierData()
    await using panel = await startRecordingPanel()
    await bind()
    const { apiKey, apiSecret } = test.sandbox.createKey({})
    await addTestServer(test, { name: 'Other', apiKey, apiSecret })
    await putBack(id, panel)
    await test.database.db.update(installation).set({ secretsBoundAt: null })
    await bind()
    expect(await testServer(test.ctx, { id })).toMatchObject({ server: { status: 'needs-operator' } })
    expect(panel.received).toEqual([])
  })

  it('stay as they are if they cannot be read', async () => {
    const { test, id } = await earlierData()
    const broken = `v1.${'A'.repeat(8)}.AAAA.AAAA.AAAA`
    await test.database.db.update(servers).set({ apiKeySealed: broken }).where(eq(servers.id, id))
    await bind()
    expect((await serverRow(test, id)).apiKeySealed).toBe(broken)
  })
})
