import { eq, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { findAuditKey, openAuditKey } from '#server/platform/audit/index.ts'
import { rowsOf } from '#server/platform/database/index.ts'
import { openInstallation } from '#server/platform/installation/index.ts'
import { installation } from '#server/platform/installation/table.ts'
import { keyringOf } from '#server/platform/secrets/index.ts'
import { describeDomain } from '#testing/domain.ts'
import {
  accountRow,
  addTestServer,
  auditOf,
  hostingPassword,
  onboardWithHosting,
  serverRow,
} from '#testing/domain-steps.ts'
import { bindEarlierSecrets, openHostingPassword, openServerKey } from '../sealing/index.ts'
import { connectServer } from '../servers/index.ts'
import { servers } from '../tables/servers.ts'
import { openSealingKey, rotateKey } from './index.ts'

describeDomain('The rotation of the key', (open) => {
  const from = () => open().domain.keyring
  const next = 'the next secret, long enough for it'
  const to = keyringOf(next)

  /** Two API keys, two waiting hosting passwords and the key of the audit log. */
  async function prepared() {
    const test = open()
    await openInstallation(test.database.db)
    await bindEarlierSecrets(test, from())
    const { id: serverId } = await addTestServer(test)
    const { apiKey, apiSecret } = await test.sandbox.createKey({})
    await addTestServer(test, { name: 'Second', apiKey, apiSecret })
    const { accountId } = await onboardWithHosting(test, { serverId })
    await onboardWithHosting(test, { serverId, username: 'beta' })
    const auditKey = await openAuditKey(test.database.db, from())
    return { test, serverId, accountId, auditKey }
  }
  const start = (secretKey: string) =>
    openSealingKey(open(), { secretKey, dataDir: '.', lostKeyId: undefined })

  /** The ids of the keys in all columns with secrets, whatever their tables are. */
  async function keyIds() {
    const { db } = open().database
    const columns = await db.execute(sql`
      select table_name, column_name from information_schema.columns
      where table_schema = 'public' and column_name like '%\\_sealed'`)
    expect(rowsOf(columns).length).toBeGreaterThanOrEqual(4)
    const ids = new Set<string>()
    for (const { table_name: table, column_name: column } of rowsOf(columns)) {
      const found = await db.execute(
        sql.raw(
          `select distinct split_part(${column}, '.', 2) as id from ${table} where ${column} is not null`,
        ),
      )
      for (const { id } of rowsOf(found)) ids.add(String(id))
    }
    return [...ids]
  }

  it('encrypts every secret with the new key, and nothing else changes', async () => {
    const { test, serverId, accountId, auditKey } = await prepared()
    expect(await keyIds()).toEqual([from().keyId])
    const before = await serverRow(test, serverId)
    await rotateKey(test, { from: from(), to })
    expect(await keyIds()).toEqual([to.keyId])
    const account = await accountRow(test, accountId)
    const server = await serverRow(test, serverId)
    expect(openHostingPassword(to, account, server)).toBe(hostingPassword)
    expect({ ...server, apiKeySealed: '', apiSecretSealed: '', apiKeyHash: '' }).toEqual({
      ...before,
      apiKeySealed: '',
      apiSecretSealed: '',
      apiKeyHash: '',
    })
    const panel = connectServer({ ...test.domainWith({ keyring: to }) }, server)
    expect(await panel.search({ marker: 'none', username: 'nobody', full: false })).toBeDefined()
    expect((await findAuditKey(test.database.db, to))?.id).toBe(auditKey.id)
    expect((await auditOf(test)).at(-1)).toMatchObject({
      action: 'installation.rotate-key',
      before: { keyId: from().keyId },
      after: { keyId: to.keyId },
    })
  })

  it('continues after an interruption at any batch; until then the application does not start', async () => {
    const { test } = await prepared()
    for (let interruptions = 0; interruptions < 4; interruptions += 1) {
      const interrupted = rotateKey(test, {
        from: from(),
        to,
        rowsAtOnce: 1,
        onBatch() {
          throw new Error('killed')
        },
      })
      await expect(interrupted).rejects.toThrow('killed')
      await expect(start(next)).rejects.toThrow('was interrupted')
    }
    await expect(
      rotateKey(test, { from: from(), to: keyringOf('a third secret, long enough for it') }),
    ).rejects.toThrow('Repeat it with that key first')
    await rotateKey(test, { from: from(), to })
    expect(await keyIds()).toEqual([to.keyId])
    expect((await start(next)).keyring.keyId).toBe(to.keyId)
    expect(await rotateKey(test, { from: from(), to })).toBe(0)
  })

  it('erases a secret that cannot be decrypted, and asks for it again', async () => {
    const { test, serverId, accountId } = await prepared()
    await test.database.db
      .update(servers)
      .set({ baseUrl: 'https://elsewhere.example' })
      .where(eq(servers.id, serverId))
    await rotateKey(test, { from: from(), to })
    expect(await keyIds()).toEqual([to.keyId])
    expect(await accountRow(test, accountId)).toMatchObject({ passwordSealed: null })
    const server = await serverRow(test, serverId)
    expect(server).toMatchObject({
      status: 'needs-operator',
      statusMessage: 'Its API key could not be decrypted. Enter API key and secret again.',
    })
    expect(openServerKey(to, server)).toEqual({ apiKey: '', apiSecret: '' })
  })

  it('does not begin before the secrets of an earlier version are bound to their addresses', async () => {
    const { test } = await prepared()
    await test.database.db.update(installation).set({ secretsBoundAt: null })
    await expect(rotateKey(test, { from: from(), to })).rejects.toThrow('Start the application once')
    expect(await keyIds()).toEqual([from().keyId])
  })

  it('refuses a previous key that is not the one of the data, and changes nothing', async () => {
    const { test } = await prepared()
    const wrong = keyringOf('a secret that was never used here')
    await expect(rotateKey(test, { from: wrong, to })).rejects.toThrow('is encrypted with the key')
    await expect(rotateKey(test, { from: from(), to: from() })).rejects.toThrow('Both keys are the same')
    expect(await keyIds()).toEqual([from().keyId])
  })
})
