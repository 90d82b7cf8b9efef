import { chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { newId } from '#server/platform/clock/index.ts'
import { sampleOf } from '../ci-sample.ts'
import { createDatabase, dropDatabase } from '../postgres-databases.ts'
import { eventually, runCommand } from '../running-process.ts'

vi.setConfig({ testTimeout: 120_000 })

/** The commands that use the data of an installation. */
const commands = [
  'check-books',
  'audit-verify',
  'simulate',
  'reset-two-factor --email owner@example.com',
  'rotate-key',
]

const folder = mkdtempSync(join(tmpdir(), 'test-missing-'))
const names = ['empty', 'earlier', 'current'].map((name) => `test_${name}_${newId().replaceAll('-', '')}`)
let [empty, earlier, current] = ['', '', '']

beforeAll(async () => {
  const [admin, template] = [inject('testPostgresUrl'), inject('testPostgresTemplate')]
  empty = await createDatabase(admin, names[0] ?? '')
  earlier = await createDatabase(admin, names[1] ?? '', template)
  current = await createDatabase(admin, names[2] ?? '', template)
  await query(earlier, 'delete from drizzle.__drizzle_migrations where id > 10')
  writeFileSync(join(folder, 'file'), '')
})
afterAll(async () => {
  for (const name of names) await dropDatabase(inject('testPostgresUrl'), name)
  rmSync(folder, { recursive: true, force: true })
})

async function query(url: string, text: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

async function run(command: string, env: Record<string, string>) {
  const [script, ...args] = command.split(' ')
  const program = runCommand([process.execPath, `scripts/${script}.ts`, ...args], env)
  return { code: await program.ended(), stderr: program.stderr() }
}

describe.each(sampleOf(commands))('%s, on a database that it cannot use,', (command) => {
  it('does not create one in a wrong DATA_DIR', async () => {
    const typo = join(folder, `typo-${command}`)
    expect(await run(command, { DATA_DIR: typo })).toEqual({
      code: 2,
      stderr: `There is no database in ${typo}. Nothing was created. Check DATA_DIR and DATABASE_URL.\n`,
    })
    expect(existsSync(typo)).toBe(false)
  })

  it('says that PostgreSQL was never migrated', async () => {
    const { code, stderr } = await run(command, { DATABASE_URL: empty, DATA_DIR: join(folder, 'none') })
    expect(stderr).toMatch(/^The database is empty: the application has never started on it\..*\n$/)
    expect(code).toBe(2)
  })
})

describe('A database that a command cannot use', () => {
  const command = 'check-books'

  it('is one without the migrations of this release', async () => {
    const { code, stderr } = await run(command, { DATABASE_URL: earlier, DATA_DIR: join(folder, 'none') })
    expect(stderr).toMatch(/^The database lacks \d+ migrations of this release\..*\n$/)
    expect(code).toBe(2)
  })

  it('is a DATA_DIR that is a file', async () => {
    const { code, stderr } = await run(command, { DATA_DIR: join(folder, 'file') })
    expect(stderr).toMatch(/^DATA_DIR \S+ is not a folder \(EEXIST\)\..*\n$/)
    expect(code).toBe(2)
  })

  it.skipIf(process.getuid?.() !== 0)('is one of another user', async () => {
    const foreign = join(folder, 'foreign')
    mkdirSync(join(foreign, 'database'), { recursive: true, mode: 0o700 })
    writeFileSync(join(foreign, 'database', 'PG_VERSION'), '17\n')
    chownSync(foreign, 65_534, 65_534)
    const { code, stderr } = await run(command, { DATA_DIR: foreign })
    expect(stderr).toMatch(/^DATA_DIR \S+ belongs to another user .*\n$/)
    expect(code).toBe(2)
  })

  it('is one whose settings are wrong', async () => {
    const { code, stderr } = await run(command, { WEB_PORT: 'x', DATA_DIR: join(folder, 'none') })
    expect(stderr).toBe('WEB_PORT must be a port number from 0 to 65535.\n')
    expect(code).toBe(2)
  })
})

describe('check:books', () => {
  it('ends with 2 and a message if the connection breaks, because the books may be in order', async () => {
    const client = new pg.Client({ connectionString: current })
    await client.connect()
    try {
      await client.query('begin')
      await client.query('lock table customers, journal_entries, documents')
      const program = runCommand([process.execPath, 'scripts/check-books.ts'], {
        DATABASE_URL: current,
        DATA_DIR: join(folder, 'none'),
      })
      await eventually(
        'the check waits for the lock',
        async () => {
          const ended = await query(
            current,
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
          )
          return ended.length > 0
        },
        90_000,
      )
      expect(await program.ended()).toBe(2)
      expect(program.stderr()).toBe(
        'The connection to the database broke, or the database does not respond. Check that PostgreSQL runs, then try again.\n',
      )
    } finally {
      await client.end()
    }
  })
})

describe('audit:verify', () => {
  it('says that the recorded head is damaged, and what to do', async () => {
    const dataDir = join(folder, 'damaged')
    mkdirSync(dataDir, { mode: 0o700 })
    writeFileSync(join(dataDir, 'audit-head.json'), '{"entryId":')
    const { code, stderr } = await run('audit-verify', {
      DATABASE_URL: current,
      DATA_DIR: dataDir,
      SECRET_KEY: 'a secret key for the test, long enough',
    })
    expect(stderr).toMatch(/^The recorded head of the audit log, \S+, is damaged\. Delete it: .*\n$/)
    expect(code).toBe(2)
  })
})
