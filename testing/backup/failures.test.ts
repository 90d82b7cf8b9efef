import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { encryptStream } from '#server/platform/backup/encryption.ts'
import {
  BackupError,
  BadBackupError,
  backupFileName,
  openSource,
  openStore,
  readBackup,
  readBackupFile,
  restoreToFolder,
  restoreToPostgres,
  writeBackup,
} from '#server/platform/backup/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import { DataDirError } from '#server/platform/data-dir/index.ts'
import { DatabaseStartError } from '#server/platform/database/index.ts'
import { createDatabase, dropDatabase } from '../postgres-databases.ts'
import { eventually, runCommand } from '../running-process.ts'
import { mountSmallDisk } from '../small-disk.ts'
import { type EmptyPlace, emptyPlace, fillWithCustomers } from './databases.ts'
import { s3Login, startS3Server } from './s3-server.ts'

// A restore or a verification that fails names the reason for the operator, and never prints a stack.

vi.setConfig({ testTimeout: 120_000 })
const passphrase = 'a passphrase for the tests'

let source: EmptyPlace
let good = ''
let contradictory = ''
const passFile = () => join(source.folder, 'passphrase')

beforeAll(async () => {
  source = await emptyPlace('postgres')
  writeFileSync(passFile(), passphrase)
  const database = await source.open()
  await database.migrate()
  await fillWithCustomers(database, 2_000)
  good = await backUp('2026-03-01')
  await database.db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`)
    await tx.execute(sql`delete from users where email = 'customer7@example.com'`)
  })
  contradictory = await backUp('2026-03-02')
  await database.close()
}, 120_000)
afterAll(() => source?.remove())

async function backUp(day: string): Promise<string> {
  const from = await openSource({ databaseUrl: source.env.DATABASE_URL, dataDir: source.env.DATA_DIR })
  const folder = join(source.folder, 'backups')
  const createdAt = new Date(day)
  const file = backupFileName(createdAt)
  const options = { databaseKind: from.kind, createdAt, passphrase, file }
  await writeBackup(from.session, openStore({ kind: 'folder', folder }), options)
  await from.close()
  return join(folder, file)
}

const partsOf = (file: string) => readBackup(readBackupFile(file), passphrase)
const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'it succeeded',
    (error: unknown) => error,
  )

async function query(url: string, text: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

async function run(script: string, args: readonly string[], env: Record<string, string>) {
  const settings = { BACKUP_PASSPHRASE_FILE: passFile(), DATA_DIR: join(source.folder, 'none'), ...env }
  const program = runCommand([process.execPath, `scripts/${script}.ts`, ...args], settings)
  return { code: await program.ended(), output: program.output(), stderr: program.stderr() }
}

describe('A restore into PostgreSQL', () => {
  const mark = newId().replaceAll('-', '')
  const [name, owner, application] = [`test_${mark}`, `test_owner_${mark}`, `test_app_${mark}`]
  let admin = ''
  const as = (user: string) => Object.assign(new URL(admin), { username: user, password: mark }).href
  /** The form of a socket address, with a host that every test server has. */
  const bySetting = (user: string) => {
    const { hostname, port, pathname } = new URL(admin)
    return `postgres://${user}:${mark}@${pathname}?host=${hostname}&port=${port}`
  }

  beforeAll(async () => {
    admin = await createDatabase(inject('testPostgresUrl'), name)
    for (const role of [owner, application])
      await query(admin, `create role ${role} login password '${mark}'`)
  })
  afterAll(async () => {
    await dropDatabase(inject('testPostgresUrl'), name)
    for (const role of [owner, application])
      await query(inject('testPostgresUrl'), `drop role if exists ${role}`)
  })
  const tables = async () =>
    (await query(admin, "select 1 from pg_tables where schemaname in ('public', 'drizzle')")).length

  it('as a role that may not create the extension names the owner as the remedy', async () => {
    const failure = await failureOf(restoreToPostgres(as(owner), partsOf(good)))
    expect(failure).toBeInstanceOf(BackupError)
    expect(String(failure)).toMatch(
      /The role may not create the schema: permission denied .*\. Nothing was restored\. .* DATABASE_ADMIN_URL/,
    )
    expect(await tables()).toBe(0)
  })

  it('whose rows contradict each other is a fault of the backup', async () => {
    const failure = await failureOf(restoreToPostgres(admin, partsOf(contradictory)))
    expect(failure).toBeInstanceOf(BadBackupError)
    expect(String(failure)).toMatch(/The database refused a row of the backup: .* foreign key .*Nothing was/)
    expect(await tables()).toBe(0)
  })

  it('whose connection breaks says that PostgreSQL rolls back', async () => {
    const bytes = readFileSync(good)
    const gate = Promise.withResolvers<void>()
    async function* slow() {
      yield bytes.subarray(0, -1)
      await gate.promise
      yield bytes.subarray(-1)
    }
    const failing = failureOf(restoreToPostgres(admin, readBackup(slow(), passphrase)))
    await eventually('the restore is in progress', async () => {
      const ended = await query(
        admin,
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and backend_xid is not null',
      )
      return ended.length > 0
    })
    gate.resolve()
    const failure = await failing
    expect(failure).toBeInstanceOf(BackupError)
    expect(String(failure)).toContain(
      'The connection to the database broke. The database rolls an unfinished',
    )
    expect(await tables()).toBe(0)
  })

  it('is refused by a database on which the application does not start', async () => {
    const ascii = `test_ascii_${mark}`
    await query(
      inject('testPostgresUrl'),
      `create database ${ascii} encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C' template template0`,
    )
    try {
      const url = Object.assign(new URL(admin), { pathname: `/${ascii}` }).href
      const failure = await failureOf(restoreToPostgres(url, partsOf(good)))
      expect(failure).toBeInstanceOf(DatabaseStartError)
      expect(String(failure)).toContain('a database with the encoding SQL_ASCII')
    } finally {
      await dropDatabase(inject('testPostgresUrl'), ascii)
    }
  })

  it('needs the role of the application, if another role owns the tables', async () => {
    const { code, stderr } = await run('restore', [good], {
      DATABASE_URL: 'postgres:///billing?host=/run/postgresql',
      DATABASE_ADMIN_URL: admin,
    })
    expect(stderr).toMatch(/^DATABASE_URL names no user\. .* Nothing was changed\.\n$/)
    expect(code).toBe(1)
  })

  it('grants to the role in a socket address, and succeeds although DATA_DIR cannot be used', async () => {
    const dataDir = join(source.folder, 'a-file')
    writeFileSync(dataDir, '')
    await query(admin, `grant create on database ${name} to ${owner}`)
    await query(admin, `grant create on schema public to ${owner}`)
    const { code, output, stderr } = await run('restore', [good], {
      DATABASE_URL: bySetting(application),
      DATABASE_ADMIN_URL: bySetting(owner),
      DATA_DIR: dataDir,
    })
    expect(stderr).toBe('')
    expect(code).toBe(0)
    const lines = output.trimEnd().split('\n')
    expect(lines).toEqual([
      expect.stringMatching(/^Restored \d+ rows .* All rows match the backup\.$/),
      expect.stringMatching(
        /^The recorded head of the earlier audit log .* could not be moved away\. Remove/,
      ),
      expect.stringMatching(/^The stored credentials need the key key-of-the-test\. Set SECRET_KEY, or copy/),
      expect.stringMatching(/^Start the application and sign in\./),
    ])
    const asApplication = as(application)
    expect(await query(asApplication, 'select count(*)::int as n from customers')).toEqual([{ n: 2_000 }])
    await expect(query(asApplication, 'delete from audit_entries')).rejects.toMatchObject({ code: '42501' })
    await query(admin, `drop owned by ${application}`)
    await query(admin, `drop owned by ${owner} cascade`)
  })

  it('succeeds although the key file is damaged, and says what to do before the start', async () => {
    const dataDir = join(source.folder, 'damaged')
    mkdirSync(dataDir, { mode: 0o700 })
    writeFileSync(join(dataDir, 'secret.key'), 'too short', { mode: 0o600 })
    const { code, output } = await run('restore', [good], { DATABASE_URL: admin, DATA_DIR: dataDir })
    expect(output).toMatch(
      /^Restored .*\nThe stored credentials need the key key-of-the-test\. The key file \S+ is damaged\. .*\nStart the application .*\n$/,
    )
    expect(code).toBe(0)
  })
})

/** The first is too small for an empty database, the second for its rows. */
describe.each([20, 46])('A restore onto a disk of %i MB', (megabytes) => {
  const disk = mountSmallDisk(megabytes)
  afterAll(() => disk.remove())

  // Only root may mount a small disk.
  it.skipIf(!disk.isMounted)('says that it is full, and leaves no database', async () => {
    const dataDir = join(disk.folder, 'data')
    const failure = await failureOf(restoreToFolder(dataDir, partsOf(good)))
    expect(failure).toBeInstanceOf(DataDirError)
    expect(String(failure)).toMatch(/no space left on the disk of .*Nothing was restored\./i)
    expect(readdirSync(dataDir).filter((file) => ['database', 'database.restoring'].includes(file))).toEqual(
      [],
    )
  })
})

describe('A verification that is not possible ends with 2', () => {
  async function* chunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
    yield bytes
  }

  it.each([
    [
      'without its passphrase file',
      { BACKUP_PASSPHRASE_FILE: '/no/such/file' },
      /^The passphrase file \/no\/such\/file cannot be read\. /,
    ],
    ['with wrong settings', { WEB_PORT: 'x' }, /^WEB_PORT must be a port number from 0 to 65535\.\n$/],
    ['without a temporary folder', { TMPDIR: '/no/such/folder' }, / TMPDIR sets another folder\.\n$/],
  ])('%s', async (_, env, message) => {
    const { code, stderr } = await run('backup-verify', [good], env)
    expect(stderr).toMatch(message)
    expect(stderr).not.toMatch(/\n\s+at /)
    expect(code).toBe(2)
  })

  it('with another passphrase, and for a backup of a newer release', async () => {
    const other = join(source.folder, 'other-passphrase')
    writeFileSync(other, 'another passphrase here')
    const wrong = await run('backup-verify', [good], { BACKUP_PASSPHRASE_FILE: other })
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringMatching(/^The passphrase does not match/) })

    const header = { format: 'nextpanel-billing-backup', formatVersion: 2, productVersion: '9.1.0' }
    const newer = join(source.folder, 'newer.age')
    const zipped = gzipSync(`${JSON.stringify(header)}\n`)
    writeFileSync(newer, await buffer(await encryptStream(chunk(zipped), passphrase)))
    const refused = await run('backup-verify', [newer], {})
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringMatching(/^A newer release \(9\.1\.0\)/) })
  })

  it('from a store that does not have it, or is down', async () => {
    const store = await startS3Server('backups')
    const env = {
      BACKUP_S3_ENDPOINT: store.url,
      BACKUP_S3_BUCKET: 'backups',
      BACKUP_S3_REGION: s3Login.region,
      BACKUP_S3_ACCESS_KEY_ID: s3Login.accessKeyId,
      BACKUP_S3_SECRET_ACCESS_KEY: s3Login.secretAccessKey,
      PANEL_ALLOWED_NETWORKS: '127.0.0.0/8',
    }
    const missing = await run('backup-verify', ['--from-store', 'none.age'], env)
    expect(missing).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^s3:\/\/backups\/none\.age does not exist/),
    })
    await store.close()
    const down = await run('backup-verify', ['--from-store', 'none.age'], env)
    expect(down).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^The store s3:\/\/backups\/ cannot be used: /),
    })
  })
})
