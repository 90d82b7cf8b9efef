import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fsyncSync } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DatabaseStartError, openDatabase, rowsOf } from './index.ts'

// The module under test has its own bindings, so the module is mocked.
vi.mock('node:fs', async (importOriginal) => {
  const original = await importOriginal<typeof import('node:fs')>()
  return { ...original, fsyncSync: vi.fn(original.fsyncSync) }
})

let dataDir = ''
beforeEach(async () => {
  dataDir = join(await mkdtemp(join(tmpdir(), 'test-embedded-')), 'data')
})
afterEach(() => rm(join(dataDir, '..'), { recursive: true }))

const open = () => openDatabase({ dataDir })

// Creating a database takes seconds, and longer under load.
describe('The embedded database', { timeout: 120_000 }, () => {
  it('is in a folder with owner-only access, is open once at a time, and keeps its data', async () => {
    const first = await open()
    const refused = open()
    await expect(refused).rejects.toThrow(DatabaseStartError)
    await expect(refused).rejects.toThrow(/is in use by another process. Stop that process/)

    await first.db.execute(sql`create table probe as select 'kept' as word`)
    await first.ping()
    await first.close()
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700)
    expect((await stat(join(dataDir, 'database'))).isDirectory()).toBe(true)

    const second = await open()
    expect(rowsOf(await second.db.execute(sql`select word from probe`))).toEqual([{ word: 'kept' }])
    await second.close()
  })

  it('writes every commit to disk before it responds', async () => {
    const database = await open()
    await database.db.execute(sql`create table probe (id int)`)
    const syncs = vi.mocked(fsyncSync)
    for (const id of [1, 2, 3]) {
      syncs.mockClear()
      await database.db.execute(sql`insert into probe values (${id})`)
      expect(syncs.mock.calls.length).toBeGreaterThan(0)
    }
    syncs.mockClear()
    await database.db.execute(sql`select * from probe`)
    expect(syncs).not.toHaveBeenCalled()
    // A checkpoint syncs the files of tables and their folders, which have no descriptor.
    await database.db.execute(sql`create table other (id int)`)
    await database.db.execute(sql`checkpoint`)
    expect(syncs.mock.calls.length).toBeGreaterThan(1)
    await database.close()
  })

  it('is free at once when the process that used it is killed', async () => {
    const program = `
      import { openDatabase } from ${JSON.stringify(join(import.meta.dirname, 'index.ts'))}
      await openDatabase({ dataDir: ${JSON.stringify(dataDir)} })
      process.stdout.write('open')
      setInterval(() => {}, 1000)`
    const holder = spawn(process.execPath, ['--input-type=module-typescript', '--eval', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(holder.stdout, 'data')
    await expect(open()).rejects.toThrow('in use by another process')

    holder.kill('SIGKILL')
    await once(holder, 'exit')
    await (await open()).close()
  })
})
