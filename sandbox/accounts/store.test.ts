import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startSandbox } from '#sandbox/index.ts'
import { john } from '#sandbox/testing.ts'
import { openStore } from './store.ts'
import { schemaSteps } from './store-schema.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-store-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

it('fsyncs every commit, which a test with SIGKILL alone cannot show', () => {
  const store = openStore(folder)
  expect(store.prepare('pragma synchronous').get()).toEqual({ synchronous: 2 })
  expect(store.prepare('pragma journal_mode').get()).toEqual({ journal_mode: 'wal' })
  store.close()
})

it('gives the file owner-only access, because it contains the generated key', async () => {
  const dataDir = join(folder, 'made', 'on', 'the', 'way')
  openStore(dataDir).close()
  expect((await stat(join(dataDir, 'sandbox.sqlite'))).mode & 0o077).toBe(0)
  expect((await stat(dataDir)).mode & 0o077).toBe(0)
})

it('names the setting to change if the folder cannot be created', () => {
  expect(() => openStore('/dev/null/below')).toThrow(/cannot be used .* SANDBOX_DATA_DIR/)
})

it('continues with a folder of the first release: accounts, ids and request numbers', async () => {
  const before = new DatabaseSync(join(folder, 'sandbox.sqlite'))
  before.exec(schemaSteps[0] ?? '')
  const account = (username: string, deletedAt: string) =>
    `insert into account (username, email, email_key, password_hash, is_admin, status, created_at, deleted_at,
       create_request, key_id)
     values ('${username}', '${username}@example.com', '${username}@example.com', 'x:x', 0, 'active',
       '2026-01-01T00:00:00.000Z', ${deletedAt}, 5, 1);`
  before.exec(
    account('anna', 'null') + account('berta', "'2026-01-02T00:00:00.000Z'") + account('clara', 'null'),
  )
  before.exec('delete from account where id = 3')
  before.close()
  for (const expected of [4, 5]) {
    const sandbox = await startSandbox({ dataDir: folder })
    expect(sandbox.ledger()).toMatchObject([
      { serial: 1, id: 1, username: 'anna', status: 'active', by: 'request', createRequest: 5, history: [] },
      { serial: 2, id: 2, username: 'berta', status: 'deleted' },
      ...(expected === 5 ? [{ id: 4, by: 'stranger' }] : []),
    ])
    const email = `n${expected}@example.com`
    expect(await sandbox.makeAccount({ ...john, username: `n${expected}`, email })).toMatchObject({
      id: expected,
    })
    await sandbox.close()
  }
})
