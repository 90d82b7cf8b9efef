import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { sealServerKey } from '#server/domain/sealing/index.ts'
import { servers } from '#server/domain/tables/servers.ts'
import { newId } from '#server/platform/clock/index.ts'
import { openDatabase, rowsOf } from '#server/platform/database/index.ts'
import { openInstallation } from '#server/platform/installation/index.ts'
import { installation } from '#server/platform/installation/table.ts'
import { findKeyring, openKeyring } from '#server/platform/secrets/index.ts'
import { createDatabase, dropDatabase } from '../postgres-databases.ts'
import { runProgram } from '../running-process.ts'

const rows = 1_200

describe.each(['embedded', 'postgres'] as const)('npm run secrets:rotate, on %s', (kind) => {
  const name = `test_${newId().replaceAll('-', '')}`
  let dataDir = ''
  let env: Record<string, string> = {}
  const open = () => openDatabase({ databaseUrl: env.DATABASE_URL, dataDir })

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'test-rotate-'))
    env = { DATA_DIR: dataDir }
    if (kind === 'postgres') env.DATABASE_URL = await createDatabase(inject('testPostgresUrl'), name)
    const database = await open()
    await database.migrate()
    await openInstallation(database.db)
    const keyring = await openKeyring({ dataDir })
    await database.db.update(installation).set({ keyId: keyring.keyId, secretsBoundAt: new Date() })
    const at = new Date()
    await database.db.insert(servers).values(
      Array.from({ length: rows }, (_, index) => {
        const id = newId()
        const baseUrl = `https://panel${index}.example`
        const address = { id, baseUrl, caCertificate: null }
        return {
          id,
          name: `Panel ${index}`,
          driver: 'nextpanel',
          baseUrl,
          capacity: 1,
          ...sealServerKey(keyring, address, { apiKey: `key ${index}`, apiSecret: `secret ${index}` }),
          apiKeyHash: `hash ${index}`,
          apiKeyHint: 'k…',
          createdAt: at,
          updatedAt: at,
        }
      }),
    )
    await database.close()
  }, 120_000)
  afterAll(async () => {
    await rm(dataDir, { recursive: true })
    if (kind === 'postgres') await dropDatabase(inject('testPostgresUrl'), name)
  })

  const rowsWith = async (keyId: string) => {
    const database = await open()
    const found = await database.db.execute(sql`
      select count(*)::int as rows from servers where split_part(api_key_sealed, '.', 2) = ${keyId}
        and split_part(api_secret_sealed, '.', 2) = ${keyId}`)
    await database.close()
    return Number(rowsOf(found)[0]?.rows)
  }

  it('is killed in the middle, and continues when it runs again', async () => {
    const before = readFileSync(join(dataDir, 'secret.key'), 'utf8')
    const old = await findKeyring({ dataDir })
    const killed = runProgram('scripts/rotate-key.ts', env)
    await killed.says(/[1-9]00 rows are encrypted/, 60_000)
    await killed.kill()
    const left = await rowsWith(old?.keyId ?? '')
    expect(left).toBeGreaterThan(0)
    expect(left).toBeLessThan(rows)

    const refused = runProgram('server/main.ts', { ...env, WEB_PORT: '0', API_PORT: '0' })
    expect(await refused.ended()).toBe(1)
    expect(refused.output()).toContain('npm run secrets:rotate')
    expect(readFileSync(join(dataDir, 'secret.key'), 'utf8')).toBe(before)

    const resumed = runProgram('scripts/rotate-key.ts', env)
    expect(await resumed.ended(), resumed.output()).toBe(0)
    const now = await findKeyring({ dataDir })
    expect(now?.keyId).not.toBe(old?.keyId)
    expect(await rowsWith(now?.keyId ?? '')).toBe(rows)
    expect(existsSync(join(dataDir, 'secret.key.next'))).toBe(false)
  }, 180_000)
})
