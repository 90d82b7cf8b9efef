import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { desc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { auditEntries } from '#server/platform/audit/table.ts'
import { insertLogin } from '#server/platform/auth/index.ts'
import { passkeys, sessions, totpFactors, users } from '#server/platform/auth/table.ts'
import { newId } from '#server/platform/clock/index.ts'
import { openDatabase } from '#server/platform/database/index.ts'
import { createDatabase, dropDatabase } from '../postgres-databases.ts'
import { runCommand } from '../running-process.ts'

describe.each(['embedded', 'postgres'] as const)('npm run two-factor:reset, on %s', (kind) => {
  const name = `test_${newId().replaceAll('-', '')}`
  const userId = newId()
  const email = 'owner@example.com'
  let dataDir = ''
  let env: Record<string, string> = {}
  const open = () => openDatabase({ databaseUrl: env.DATABASE_URL, dataDir })

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'test-reset-'))
    env = { DATA_DIR: dataDir }
    if (kind === 'postgres') env.DATABASE_URL = await createDatabase(inject('testPostgresUrl'), name)
    const database = await open()
    await database.migrate()
    const { db } = database
    const at = new Date()
    const login = { passwordHash: null, isActive: true, at }
    await insertLogin(db, { ...login, userId, role: 'owner', email, name: 'Owner' })
    await insertLogin(db, { ...login, userId: newId(), role: 'customer', email: 'c@example.com', name: 'C' })
    await db.update(users).set({ twoFactor: true }).where(eq(users.id, userId))
    await db.insert(totpFactors).values({ userId, secretSealed: null, createdAt: at, confirmedAt: at })
    const credential = { credentialId: 'id', publicKey: 'key', counter: 0, transports: [], name: 'Phone' }
    await db.insert(passkeys).values({ id: newId(), userId, ...credential, createdAt: at })
    const times = { createdAt: at, updatedAt: at, expiresAt: new Date(at.getTime() + 3_600_000) }
    await db.insert(sessions).values({ userId, token: 'hash', ...times })
    await database.close()
  }, 120_000)
  afterAll(async () => {
    await rm(dataDir, { recursive: true })
    if (kind === 'postgres') await dropDatabase(inject('testPostgresUrl'), name)
  })

  const run = async (args: string[]) => {
    const program = runCommand([process.execPath, 'scripts/reset-two-factor.ts', ...args], env)
    return { code: await program.ended(), output: program.output() }
  }

  it('removes every second factor and session of a staff user, with an audit entry', async () => {
    expect(await run([])).toMatchObject({ code: 2, output: expect.stringContaining('--email owner@') })
    expect(await run(['--email', 'c@example.com'])).toMatchObject({
      code: 1,
      output: expect.stringContaining('no staff user with the email c@example.com. Nothing was changed.'),
    })
    expect(await run(['--email', email.toUpperCase()])).toMatchObject({
      code: 0,
      output: expect.stringContaining('Removed: 1 authenticator app, 1 passkeys, 1 sessions.'),
    })
    const database = await open()
    const { db } = database
    for (const table of [totpFactors, passkeys, sessions]) expect(await db.select().from(table)).toEqual([])
    expect(await db.select().from(users).where(eq(users.twoFactor, true))).toEqual([])
    const [entry] = await db.select().from(auditEntries).orderBy(desc(auditEntries.id)).limit(1)
    expect(entry).toMatchObject({
      actorName: 'server shell',
      action: 'staff.reset-factors',
      subjectId: userId,
      before: { totp: true, passkeys: 1 },
    })
    await database.close()
  }, 180_000)
})
