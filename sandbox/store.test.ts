import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openStore } from './store.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-store-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

it('fsyncs every commit, which SIGKILL alone cannot show', () => {
  const store = openStore(folder)
  expect(store.prepare('pragma synchronous').get()).toEqual({ synchronous: 2 })
  expect(store.prepare('pragma journal_mode').get()).toEqual({ journal_mode: 'wal' })
  store.close()
})

it('lets only its owner read the file, for the generated key is in it', async () => {
  const dataDir = join(folder, 'made', 'on', 'the', 'way')
  openStore(dataDir).close()
  expect((await stat(join(dataDir, 'sandbox.sqlite'))).mode & 0o077).toBe(0)
  expect((await stat(dataDir)).mode & 0o077).toBe(0)
})

it('says which setting to change where the folder cannot be made', () => {
  expect(() => openStore('/dev/null/below')).toThrow(/cannot be used .* SANDBOX_DATA_DIR/)
})
