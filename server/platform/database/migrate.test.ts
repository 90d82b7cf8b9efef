import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { describeOnBothDatabases, describeOnPostgres } from '#testing/database.ts'
import { openLite } from './embedded.ts'
import { type Database, openDatabase, rowsOf } from './index.ts'
import { type MigrateOptions, migrateDatabase, migrationState } from './migrate.ts'
import { migrationsIn } from './migration-files.ts'
import { oldestProgramIn } from './oldest-program.ts'
import { DatabaseStartError } from './start-error.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'test-migrations-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** A folder as drizzle-kit writes it. The first migration has time 1, the second 2, and so on. */
const write = async (...migrations: string[]) => {
  await mkdir(join(folder, 'meta'), { recursive: true })
  const entries = migrations.map((_, idx) => ({ idx, version: '7', when: idx + 1, tag: `m${idx}` }))
  await writeFile(join(folder, 'meta', '_journal.json'), JSON.stringify({ entries }))
  for (const [index, text] of migrations.entries()) await writeFile(join(folder, `m${index}.sql`), text)
}

const tableExists = async ({ db }: Database, name: string) => {
  const found = await db.execute(sql`select to_regclass(${name}) is not null as found`)
  return rowsOf(found)[0]?.found
}

const forgetHistory = async ({ db }: Database) => {
  await db.execute(sql`delete from drizzle.__drizzle_migrations`)
  await db.execute(sql`drop table if exists probe_one, probe_two`)
}

describeOnBothDatabases('Migrating', (open) => {
  beforeEach(() => forgetHistory(open().database))

  const migrate = (options: MigrateOptions = {}) =>
    migrateDatabase(open().database.db, { folder, ...options })

  it('applies new migrations once, in order', async () => {
    await write('create table probe_one (id int)')
    await migrate()
    await write('create table probe_one (id int)', 'alter table probe_one add column name text')
    await migrate()
    await migrate()
    const answer = await open().database.db.execute(sql`select created_at from drizzle.__drizzle_migrations`)
    expect(rowsOf(answer)).toEqual([{ created_at: 1 }, { created_at: 2 }])
  })

  it('applies all or nothing', async () => {
    await write('create table probe_one (id int)', 'create table probe_two (nonsense)')
    await expect(migrate()).rejects.toThrow()
    expect(await tableExists(open().database, 'probe_one')).toBe(false)
  })

  it('also applies an earlier migration from a parallel branch', async () => {
    await write('select 1', 'create table probe_two (id int)')
    await migrate()
    await open().database.db.execute(sql`delete from drizzle.__drizzle_migrations where created_at = 1`)
    await write('create table probe_one (id int)', 'create table probe_two (id int)')
    await migrate()
    expect(await tableExists(open().database, 'probe_one')).toBe(true)
  })

  it('refuses a database that a newer version has used', async () => {
    await write('create table probe_one (id int)', 'create table probe_two (id int)')
    await migrate()
    await write('create table probe_one (id int)')
    await expect(migrate()).rejects.toThrow(
      /^A newer or different version of this program created this database\. It applied 1 migrations/,
    )
    expect(await migrationState(open().database.db, folder)).toMatchObject({ applied: 2, unknown: 1 })
  })

  it('runs on the schema of a newer release that recorded it as old enough, and on no other', async () => {
    const first = 'create table probe_one (id int)'
    const added = 'alter table probe_one add column name text'
    await write(first, added)
    await migrate({ oldestProgram: 'm0' })
    await write(first)
    expect(await migrate()).toEqual({ newer: 1 })
    const { db } = open().database
    expect(await migrationState(db, folder)).toMatchObject({ applied: 2, unknown: 0, newer: 1, missing: 0 })
    await write(first, added, 'create table probe_two (id int)')
    await migrate({ oldestProgram: 'm1' })
    await write(first)
    await expect(migrate()).rejects.toThrow(/^A newer or different version .* It applied 2 migrations/)
    await write(first, added)
    expect(await migrate()).toEqual({ newer: 1 })
  })

  it('refuses a newer schema without an own migration, because it is that of another version', async () => {
    await write('create table probe_one (id int)', 'create table probe_two (id int)')
    await migrate({ oldestProgram: 'm0' })
    await open().database.db.execute(sql`delete from drizzle.__drizzle_migrations where created_at = 1`)
    await write('create table probe_one (id int)')
    await expect(migrate()).rejects.toThrow(/^A newer or different version/)
  })

  it('refuses a migration that changed after it was applied, and names it', async () => {
    await write('create table probe_one (id int)')
    await migrate()
    await write('create table probe_one (id bigint)', 'create table probe_two (id int)')
    await expect(migrate()).rejects.toThrow(
      /^The files of these migrations differ .*: m0\. Nothing was changed\./,
    )
    expect(await tableExists(open().database, 'probe_two')).toBe(false)
    expect(await migrationState(open().database.db, folder)).toMatchObject({ changed: 1, missing: 1 })
  })

  it('leaves the schema as it was after a failure, and says what to do', async () => {
    await write('create table probe_one (id int)')
    await migrate()
    await write(
      'create table probe_one (id int)',
      'alter table probe_one add column name text;--> statement-breakpoint\nselect missing from probe_one',
    )
    const failure = migrate()
    await expect(failure).rejects.toThrow(DatabaseStartError)
    await expect(failure).rejects.toThrow(
      /^The migration m1 failed: column "missing" does not exist\. The schema and all rows are as before\. Install the previous version/,
    )
    const columns = await open().database.db.execute(
      sql`select attname from pg_attribute where attrelid = 'probe_one'::regclass and attnum > 0`,
    )
    expect(rowsOf(columns)).toEqual([{ attname: 'id' }])
    await write('create table probe_one (id int)', 'alter table probe_one add column name text')
    await migrate()
  })

  it('names the size of the database if its disk is full, and rolls back', async () => {
    const full = "do $$ begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$"
    await write('create table probe_one (id int)', full)
    await expect(migrate()).rejects.toThrow(
      /^The disk of the database is full.* as before\. Free as much space .*, which has \d+ MB, then start again\.$/,
    )
    expect(await tableExists(open().database, 'probe_one')).toBe(false)
  })

  it('checks the free space only before a migration of a database that exists', async () => {
    const freeBytes = async () => 2_000_000
    await write('create table probe_one (id int)')
    await migrate()
    await migrate({ freeBytes })
    await write('create table probe_one (id int)', 'create table probe_two (id int)')
    await expect(migrate({ freeBytes })).rejects.toThrow(
      /as much space as the database itself: \d+ MB\. Only 2 MB are free on its disk\. Nothing was changed\./,
    )
    expect(await tableExists(open().database, 'probe_two')).toBe(false)
    await migrate({ freeBytes: async () => 10 ** 12 })
    expect(await tableExists(open().database, 'probe_two')).toBe(true)
  })

  it('does nothing if there is no new migration', async () => {
    await expect(migrate()).resolves.toEqual({ newer: 0 })
  })
})

describeOnPostgres('Migrating', (open) => {
  beforeEach(() => forgetHistory(open().database))

  it('waits for other processes that start at the same time', async () => {
    await write('create table probe_one (id int)', 'create table probe_two (id int)')
    const settings = { databaseUrl: open().database.url, dataDir: folder, migrationsDir: folder }
    const starting = await Promise.all([1, 2, 3].map(() => openDatabase(settings)))
    await Promise.all(starting.map((database) => database.migrate()))
    await Promise.all(starting.map((database) => database.close()))
    expect(await tableExists(open().database, 'probe_two')).toBe(true)
    const rows = await open().database.db.execute(
      sql`select created_at from drizzle.__drizzle_migrations order by id`,
    )
    expect(rowsOf(rows)).toEqual([{ created_at: 1 }, { created_at: 2 }])
  })
})

describeOnPostgres('A lock that another program holds', (open) => {
  it('ends the wait with a sentence that names poolers, and is not held after a migration', async () => {
    const { database } = open()
    await forgetHistory(database)
    const other = new pg.Client({ connectionString: database.url })
    await other.connect()
    await other.query('select pg_advisory_lock(7303014001)')
    await write('create table probe_one (id int)')
    const waiting = migrateDatabase(database.db, { folder, waitMs: 50 })
    await expect(waiting).rejects.toThrow(DatabaseStartError)
    await expect(waiting).rejects.toThrow(/Another program has been migrating[\s\S]*connection pooler/)
    await other.query('select pg_advisory_unlock_all()')
    await migrateDatabase(database.db, { folder })
    const { rows } = await other.query("select 1 from pg_locks where locktype = 'advisory'")
    expect(rows).toEqual([])
    await other.end()
  })
})

describe('The migrations of this program', () => {
  const own = join(import.meta.dirname, '..', '..', 'migrations')

  it('are all in the journal, in the order of their times', async () => {
    const files = (await readdir(own)).filter((name) => name.endsWith('.sql'))
    const known = readMigrationFiles({ migrationsFolder: own }).map(({ folderMillis }) => folderMillis)
    expect(known).toHaveLength(files.length)
    expect(known.toSorted((a, b) => a - b)).toEqual(known)
    expect(new Set(known).size).toBe(known.length)
  })

  it('record the oldest program that may use their schema', { timeout: 60_000 }, async () => {
    const oldest = oldestProgramIn(migrationsIn())
    expect(oldest).not.toBeNull()
    const { database } = await openLite()
    await database.migrate()
    const rows = await database.db.execute(
      sql`select distinct oldest_program::float8 as oldest from drizzle.__drizzle_migrations`,
    )
    expect(rowsOf(rows)).toEqual([{ oldest }])
    await database.close()
  })

  it('can be applied to an empty database, and again', { timeout: 60_000 }, async () => {
    const { database } = await openLite()
    await database.migrate()
    await database.migrate()
    await database.close()
  })
})
