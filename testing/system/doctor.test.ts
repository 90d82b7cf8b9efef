import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { panelDrivers } from '#panels/index.ts'
import { judgeClock } from '#server/domain/doctor/clock.ts'
import { checkDisk } from '#server/domain/doctor/disk.ts'
import { examine, type Finding } from '#server/domain/doctor/index.ts'
import { bodyOf } from '../http-client.ts'
import { runCommand, runProgram } from '../running-process.ts'
import { type RunningSystem, startSystem } from '../running-system.ts'
import { startSmtpServer, type TestSmtpServer } from '../smtp-server.ts'

const secretKey = 'Nd3k8vQ0pZr5LxT7wYb2HsGf9JcUaE1m'
const mailPassword = 'smtp-Password-of-the-tests'
let system: RunningSystem
let smtp: TestSmtpServer
let folder = ''
let databasePassword = ''

const env = (changes: Record<string, string> = {}): Record<string, string> => ({
  DATABASE_URL: system.databaseUrl ?? '',
  SECRET_KEY: secretKey,
  DATA_DIR: system.dataDir,
  PANEL_ALLOWED_NETWORKS: '127.0.0.0/8',
  PANEL_DEADLINE_MS: '3000',
  PANEL_CONNECT_TIMEOUT_MS: '1000',
  ...changes,
})

const diagnose = (changes: Record<string, string> = {}) => examine(env(changes), panelDrivers)
const bad = (findings: readonly Finding[], subject: Finding['subject']) =>
  findings
    .filter((finding) => finding.subject === subject && finding.state !== 'ok')
    .map(({ state, message, remedy }) => `${state}: ${message} ${remedy ?? 'NO REMEDY'}`)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'test-doctor-'))
  smtp = await startSmtpServer({ auth: true })
  system = await startSystem({ database: 'postgres', env: { SECRET_KEY: secretKey } })
  databasePassword = new URL(system.databaseUrl ?? '').password
  await system.addServer({ name: 'Amsterdam' })
  const body = {
    host: '127.0.0.1',
    port: smtp.port,
    tls: 'none',
    username: 'billing',
    password: mailPassword,
    fromAddress: 'no-reply@example.com',
    fromName: 'Billing',
    alertsTo: [],
  }
  bodyOf(await system.admin('PATCH', '/api/v1/mail/settings', { body }), 200, z.unknown())
}, 180_000)
afterAll(async () => {
  await system?.remove()
  await smtp?.[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

async function query(text: string, url = system.databaseUrl): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

describe('The doctor', () => {
  it('finds a healthy system, checks every part, and changes nothing', async () => {
    const state = 'select status, last_checked_at, updated_at, breaker from servers'
    const before = await query(state)
    const findings = await diagnose()
    expect(findings.filter((finding) => finding.state === 'failed')).toEqual([])
    const subjects = new Set(findings.filter((each) => each.state === 'ok').map(({ subject }) => subject))
    const all = ['clock', 'configuration', 'database', 'disk', 'mail', 'panel', 'program']
    expect([...subjects].toSorted()).toEqual(all)
    expect(findings[0]?.message).toMatch(/^This is NextPanel Billing \d+\.\d+\.\d+ on Node\.js 24\./)
    expect(findings.map(({ message }) => message)).toContain('Amsterdam responds and accepts the key.')
    expect(await query(state)).toEqual(before)
    expect(await system.sandbox.ledger()).toEqual([])
    expect(smtp.received).toEqual([])
  })

  it('ends with 0 and prints JSON without secrets, and with 1 after a failure', async () => {
    const healthy = runProgram('scripts/doctor.ts', env())
    expect(await healthy.ended()).toBe(0)
    expect(healthy.output()).toMatch(/^ok {7}configuration/m)
    for (const secret of [databasePassword, secretKey, mailPassword]) {
      expect(secret.length).toBeGreaterThan(8)
      expect(healthy.output()).not.toContain(secret)
    }
    const url = (system.databaseUrl ?? '').replace(/\/[^/]+$/, '/no_such_database')
    const broken = runProgram('scripts/doctor.ts', env({ DATABASE_URL: url }))
    expect(await broken.ended()).toBe(1)
    expect(broken.output()).toMatch(/^FAILED +database {6}/m)
    expect(broken.output()).not.toContain(databasePassword)
    const json = runCommand([process.execPath, 'scripts/doctor.ts', '--json'], env({ DATABASE_URL: url }))
    expect(await json.ended()).toBe(1)
    const { findings } = z
      .object({ findings: z.array(z.object({ subject: z.string(), state: z.string() })) })
      .parse(JSON.parse(json.output()))
    expect(findings).toContainEqual({ subject: 'database', state: 'failed' })
  }, 120_000)

  it.each([
    [{ WEB_PORT: 'x' }, /^failed: WEB_PORT must be a port number/],
    [{ ROLE: 'worker', SECRET_KEY: '' }, /^failed: ROLE=worker needs SECRET_KEY/],
    [
      { ENGINE_SWEP_MS: '100' },
      /^warning: ENGINE_SWEP_MS is not a setting.* Did you mean ENGINE_SWEEP_MS\?$/,
    ],
    [{ SECRET_KEY: 'a'.repeat(40) }, /^warning: SECRET_KEY is easy to guess/],
    [{ HOST: '0.0.0.0' }, /^warning: HOST=0\.0\.0\.0 accepts plain http/],
  ])('reports the configuration %o', async (changes, expected) => {
    expect(bad(await diagnose(changes), 'configuration')).toContainEqual(expect.stringMatching(expected))
  })

  it('does not take variables of other programs for settings', async () => {
    const findings = await diagnose({ PATH: '/bin', HOSTNAME: 'a', NODE_ENV: 'production', TERM: 'xterm' })
    expect(bad(findings, 'configuration').filter((line) => line.includes('is not a setting'))).toEqual([])
  })

  it('reports a database that does not respond', async () => {
    const findings = await diagnose({ DATABASE_URL: 'postgres://me:hidden-word@127.0.0.1:1/billing' })
    expect(bad(findings, 'database')).toHaveLength(1)
    expect(bad(findings, 'database')[0]).toMatch(/^failed: /)
    expect(JSON.stringify(findings)).not.toContain('hidden-word')
  })

  it('reports missing and unknown migrations', async () => {
    const history = 'drizzle.__drizzle_migrations'
    const [last] = await query(`select * from ${history} order by id desc limit 1`)
    const { hash, created_at } = z.object({ hash: z.string(), created_at: z.coerce.string() }).parse(last)
    await query(`delete from ${history} where hash = '${hash}'`)
    try {
      expect(bad(await diagnose(), 'database')).toContainEqual(
        expect.stringMatching(/^warning: 1 migrations are missing/),
      )
      await query(`insert into ${history} (hash, created_at) values ('future', 99999999999999)`)
      expect(bad(await diagnose(), 'database')).toContainEqual(
        expect.stringMatching(/^failed: A newer or different version .* 1 migrations/),
      )
      await query(`insert into ${history} (hash, created_at) values ('${hash}', ${created_at})`)
      await query(`update ${history} set oldest_program = ${created_at} where hash = 'future'`)
      expect(bad(await diagnose(), 'database')).toContainEqual(
        expect.stringMatching(/^warning: A newer release has applied 1 migrations .* may use their schema/),
      )
      await query(`delete from ${history} where hash = '${hash}'`)
    } finally {
      await query(`delete from ${history} where hash = 'future'`)
      await query(`insert into ${history} (hash, created_at) values ('${hash}', ${created_at})`)
    }
  })

  it('reports a role without the rights of the application', async () => {
    const role = `doctor_${Date.now()}`
    await query(`create role ${role} login password 'doctor-Password-1'`)
    await query(`grant usage on schema public, drizzle to ${role}`)
    await query(`grant select on all tables in schema drizzle to ${role}`)
    const url = new URL(system.databaseUrl ?? '')
    url.username = role
    url.password = 'doctor-Password-1'
    try {
      const lines = bad(await diagnose({ DATABASE_URL: url.href }), 'database')
      expect(lines).toContainEqual(
        expect.stringMatching(/^failed: The role doctor_\d+ may not read and add rows/),
      )
    } finally {
      await query(`drop owned by ${role}`)
      await query(`drop role ${role}`)
    }
  })

  it('reports a mail server that refuses the login, and one that does not respond', async () => {
    smtp.fail({ at: 'auth', code: 535, text: 'Authentication failed' })
    expect(bad(await diagnose(), 'mail')).toEqual([expect.stringMatching(/^failed: /)])
    const [row] = await query('select port from mail_settings')
    await query('update mail_settings set port = 1, username = null, password_sealed = null')
    try {
      expect(bad(await diagnose(), 'mail')).toEqual([expect.stringMatching(/^failed: /)])
    } finally {
      await query(`update mail_settings set port = ${Number(row?.port)}`)
    }
  })

  it('reports a panel that does not respond, and a key that cannot be decrypted', async () => {
    const otherKey = `${'q'.repeat(3)}${secretKey}`
    expect(bad(await diagnose({ SECRET_KEY: otherKey }), 'panel')).toContainEqual(
      expect.stringMatching(/^failed: The stored API key of Amsterdam cannot be decrypted/),
    )
    await system.sandbox.addFault({ fault: 'hang', times: 5 })
    try {
      expect(bad(await diagnose(), 'panel')).toContainEqual(expect.stringMatching(/^failed: Amsterdam: /))
    } finally {
      await system.sandbox.clearFaults()
    }
  })

  it('reports a damaged key file, also as JSON, and what to do', async () => {
    const dataDir = join(folder, 'damaged')
    await mkdir(dataDir, { mode: 0o700 })
    await writeFile(join(dataDir, 'secret.key'), 'too short\n', { mode: 0o600 })
    const command = [process.execPath, 'scripts/doctor.ts', '--json']
    const program = runCommand(command, env({ SECRET_KEY: '', DATA_DIR: dataDir }))
    expect(await program.ended(), program.stderr()).toBe(1)
    const { findings } = z
      .object({ findings: z.array(z.record(z.string(), z.unknown())) })
      .parse(JSON.parse(program.output()))
    expect(findings).toContainEqual({
      subject: 'configuration',
      state: 'failed',
      message: expect.stringMatching(/^The key file \S+ is damaged\. .* backups do not have it\./),
      remedy: expect.any(String),
    })
    // The database is still checked.
    expect(findings).toContainEqual(expect.objectContaining({ subject: 'database', state: 'ok' }))
    await rm(join(dataDir, 'secret.key'))
    expect(bad(await diagnose({ SECRET_KEY: '', DATA_DIR: dataDir }), 'configuration')).toContainEqual(
      expect.stringMatching(/^failed: There is a database, but no SECRET_KEY .* Backups do not have it\./),
    )
  }, 120_000)

  it.each([
    ['pg_cancel_backend', /^failed: The database stopped a statement: canceling statement .* less work\.$/],
    ['pg_terminate_backend', /^failed: The connection to the database broke, .* Check that PostgreSQL runs/],
  ])('reports a database that is too busy or gone: %s', async (end, message) => {
    const client = new pg.Client({ connectionString: system.databaseUrl })
    await client.connect()
    try {
      await client.query('begin')
      await client.query('lock table drizzle.__drizzle_migrations')
      const diagnosing = diagnose()
      await expect
        .poll(() =>
          query(`select ${end}(pid) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock' and query like '%__drizzle_migrations%'`),
        )
        .toHaveLength(1)
      const findings = await diagnosing
      expect(bad(findings, 'database')).toEqual([expect.stringMatching(message)])
      expect(findings).toContainEqual(expect.objectContaining({ subject: 'disk', state: 'ok' }))
    } finally {
      await client.end()
    }
  })

  it('says that a running application locks the embedded database', async () => {
    const dataDir = join(folder, 'embedded')
    const server = runProgram('server/main.ts', { DATA_DIR: dataDir, WEB_PORT: '0', API_PORT: '0' })
    try {
      await server.says(/API http/, 90_000)
      const findings = await examine({ DATA_DIR: dataDir }, panelDrivers)
      expect(bad(findings, 'database')).toEqual([
        expect.stringMatching(/^warning: The application is running .* Stop the application/),
      ])
    } finally {
      await server.terminate()
    }
    const findings = await examine({ DATA_DIR: dataDir }, panelDrivers)
    expect(findings.filter(({ state }) => state === 'failed')).toEqual([])
    expect(bad(findings, 'panel')).toEqual([expect.stringMatching(/^warning: There is no server yet/)])
  }, 120_000)

  it('creates nothing in a new installation', async () => {
    const dataDir = join(folder, 'new', 'data')
    const findings = await examine({ DATA_DIR: dataDir }, panelDrivers)
    expect(findings.filter(({ state }) => state === 'failed')).toEqual([])
    expect(bad(await examine({ DATA_DIR: dataDir }, panelDrivers), 'disk')).toEqual([])
    expect(findings.map(({ message }) => message)).toContain(
      `DATA_DIR ${dataDir} does not exist yet. The first start creates it.`,
    )
  })
})

describe('The check of the disk', () => {
  it('reports rights and types of DATA_DIR', async () => {
    const file = join(folder, 'file')
    await writeFile(file, '')
    expect((await checkDisk(file))[0]).toMatchObject({
      state: 'failed',
      message: `DATA_DIR ${file} is not a folder.`,
    })
    const open = join(folder, 'open')
    await mkdir(open)
    await chmod(open, 0o755)
    expect((await checkDisk(open))[0]).toMatchObject({
      state: 'warning',
      remedy: expect.stringContaining('chmod 700'),
    })
  })

  it.skipIf(process.getuid?.() !== 0)(
    'reports another owner, which only a private folder must not have',
    async () => {
      const foreign = join(folder, 'foreign')
      await mkdir(foreign, { mode: 0o700 })
      await chown(foreign, 65_534, 65_534)
      expect((await checkDisk(foreign))[0]).toMatchObject({ state: 'failed' })
      expect((await checkDisk(foreign, { isPrivate: false }))[0]).toMatchObject({ state: 'warning' })
    },
  )

  it.each([
    [2_000_000_000, 'ok'],
    [999_999_999, 'warning'],
    [99_999_999, 'failed'],
  ])('with %i free bytes is %s', async (free, state) => {
    expect((await checkDisk(folder, { freeBytes: async () => free }))[1]?.state).toBe(state)
  })
})

describe('The check of clocks', () => {
  it.each([
    [0, 'ok', /same time/],
    [-5_000, 'ok', /same time/],
    [5_001, 'warning', /is 5 s ahead of the database/],
    [-60_000, 'warning', /is 60 s behind the database/],
    [61_000, 'failed', /is 61 s ahead of the database/],
  ])('with an offset of %i ms is %s', (offset, state, message) => {
    expect(judgeClock(offset, 'the database')).toMatchObject({
      state,
      message: expect.stringMatching(message),
    })
  })
})
