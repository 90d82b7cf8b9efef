import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { installationState } from '#contracts/installation/schemas.ts'
import { reconciliation } from '#contracts/reconciliation/schemas.ts'
import { newId } from '#server/platform/clock/index.ts'
import { bodyOf } from '../http-client.ts'
import { createDatabase, dropDatabase } from '../postgres-databases.ts'
import { eventually, runCommand } from '../running-process.ts'
import { type RunningSystem, startSystem } from '../running-system.ts'
import { newCustomer, onboardAtOnce, onboardWaiting, settled } from './onboarding.ts'

const folder = mkdtempSync(join(tmpdir(), 'test-moves-'))
const passphraseFile = join(folder, 'passphrase')
const backups = join(folder, 'backups')
const name = `test_${newId().replaceAll('-', '')}`
const key = { SECRET_KEY: 'a secret key for the test, long enough' }
let system: RunningSystem
let serverId = ''
let databaseUrl = ''

beforeAll(async () => {
  writeFileSync(passphraseFile, 'a passphrase for the tests\n')
  databaseUrl = await createDatabase(inject('testPostgresUrl'), name)
  system = await startSystem({ env: { ...key, ENGINE_MAX_UNKNOWN_ATTEMPTS: '1000' } })
  serverId = (await system.addServer()).id
}, 180_000)
afterAll(async () => {
  await system?.remove()
  await dropDatabase(inject('testPostgresUrl'), name)
  rmSync(folder, { recursive: true, force: true })
})

async function run(
  script: string,
  env: Record<string, string>,
  args: readonly string[] = [],
): Promise<string> {
  const program = runCommand([process.execPath, `scripts/${script}.ts`, ...args], {
    BACKUP_PASSPHRASE_FILE: passphraseFile,
    BACKUP_DIR: backups,
    ...key,
    ...env,
  })
  expect(await program.ended(), program.output()).toBe(0)
  return program.output()
}

const newestBackup = () => join(backups, readdirSync(backups).toSorted().at(-1) ?? '')
const decide = (thisIs: string) => system.admin('POST', '/api/v1/installation/decide', { body: { thisIs } })

/**
 * Backs up while a create hangs at the panel, creates another account, loses the installation, and restores into the
 * other kind of database.
 */
async function move(
  from: Record<string, string>,
  to: Record<string, string>,
  usernames: { moving: string; since: string },
): Promise<void> {
  const { moving, since } = usernames
  await system.sandbox.addFault({ fault: 'hang', path: 'create', username: moving, times: 'always' })
  const { accountId } = await onboardAtOnce(system, newCustomer(moving))
  await system.sandbox.hanging(1)
  // The application keeps running.
  expect(await run('backup', from)).toMatch(/^Backup nextpanel-billing-\S+\.age in /)
  await onboardWaiting(system, newCustomer(since))
  await system.kill()
  await system.sandbox.clearFaults()

  expect(await run('restore', to, [newestBackup()])).toContain('All rows match the backup.')
  await system.start({ DATABASE_URL: undefined, ...to })
  expect(system.server.output()).toContain('copied, restored or moved')
  const before = await system.sandbox.ledger(moving)
  // Several sweeps of the engine.
  await sleep(1000)
  expect(await system.sandbox.ledger(moving)).toEqual(before)

  const decided = bodyOf(await decide('the-real-one'), 200, installationState)
  expect(decided.standing).toBe('recognised')
  expect(await settled(system, accountId)).toMatchObject({ status: 'active' })
  expect(await system.sandbox.ledger(moving)).toHaveLength(1)

  // The next start has the new epoch. The account since the backup is still listed.
  await system.server.terminate()
  await system.start()
  const path = `/api/v1/servers/${serverId}/reconciliations`
  const { items } = bodyOf(await system.admin('POST', path), 201, reconciliation)
  expect(items.map(({ kind, username }) => [kind, username])).toContainEqual(['unknown-to-us', since])
}

it('moves a running operation from the embedded database to PostgreSQL and back, and it finishes once', async () => {
  const back = join(folder, 'back')
  await move(
    { DATA_DIR: system.dataDir },
    { DATA_DIR: join(folder, 'up'), DATABASE_URL: databaseUrl },
    { moving: 'upward', since: 'sinceup' },
  )
  await move(
    { DATA_DIR: join(folder, 'up'), DATABASE_URL: databaseUrl },
    { DATA_DIR: back },
    { moving: 'downward', since: 'sincedown' },
  )
  expect(await run('backup-verify', { DATA_DIR: back }, [newestBackup()])).toContain('The backup is good.')
}, 400_000)

it('makes scheduled backups of the running embedded database', async () => {
  const scheduled = join(folder, 'scheduled')
  await system.server.terminate()
  await system.start({ BACKUP_DIR: scheduled, BACKUP_PASSPHRASE_FILE: passphraseFile })
  await eventually(
    'a backup is made',
    async () =>
      readdirSync(folder).includes('scheduled') &&
      readdirSync(scheduled).some((file) => file.endsWith('.age')),
    120_000,
  )
  expect(
    await run('backup-verify', { DATA_DIR: join(folder, 'back') }, [
      join(scheduled, readdirSync(scheduled).find((file) => file.endsWith('.age')) ?? ''),
    ]),
  ).toMatch(/entries of the audit log match the chain[\s\S]*The backup is good\./)
}, 240_000)
