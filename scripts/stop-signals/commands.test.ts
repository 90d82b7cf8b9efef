import { existsSync, mkdirSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { newId } from '#server/platform/clock/index.ts'
import { inCi, sampleOf } from '#testing/ci-sample.ts'
import { bodyOf } from '#testing/http-client.ts'
import { eventually } from '#testing/running-process.ts'
import { adminLogin, type RunningSystem, startSystem } from '#testing/running-system.ts'
import { processesWith } from '#testing/system/process-traces.ts'
import { isComplete, type Started, startIn, stop, type Way, ways } from './stopping.ts'

// The programs that end when their work is done. Each is stopped in the middle of its work. Then the data is checked.

vi.setConfig({ testTimeout: 300_000 })
const startMs = 60_000
const terminate: Way = { signal: 'SIGTERM', target: 'process' }
const interrupt: Way = { signal: 'SIGINT', target: 'group' }
/** Null: the signal itself ended it. */
const codes = { SIGTERM: [143, null], SIGINT: [130, null] }

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'test-stop-commands-'))
  writeFileSync(join(folder, 'passphrase'), 'a passphrase of the tests\n', { mode: 0o600 })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

type Env = Readonly<Record<string, string>>
const npmRun = (env: Env, name: string, ...options: string[]) =>
  startIn(folder, ['npm', 'run', '--silent', name, '--', ...options], {
    BACKUP_PASSPHRASE_FILE: join(folder, 'passphrase'),
    ...env,
  })

async function expectStopped(running: Started, way: Way): Promise<void> {
  expect(codes[way.signal], running.output()).toContain(await stop(running, way))
}

async function expectDone(running: Started): Promise<void> {
  expect(await running.ended(), running.output()).toBe(0)
}

async function addCustomer({ admin }: RunningSystem): Promise<string> {
  const email = `${newId()}@example.com`
  const body = { email, fullName: 'Stopped Customer', password: 'billing-Password-7' }
  bodyOf(await admin('POST', '/api/v1/customers', { body }), 201, z.unknown())
  return email
}

async function expectKept({ admin }: RunningSystem, email: string): Promise<void> {
  const page = z.object({ items: z.array(z.object({ email: z.string() })) })
  const { items } = bodyOf(await admin('GET', '/api/v1/customers'), 200, page)
  expect(items.map((each) => each.email)).toEqual([email])
}

describe('A stop signal, while the command waits for PostgreSQL', () => {
  let system: RunningSystem
  let email = ''
  let env: Env = {}
  beforeAll(async () => {
    system = await startSystem({ database: 'postgres' })
    email = await addCustomer(system)
    env = { DATA_DIR: system.dataDir, DATABASE_URL: system.databaseUrl ?? '' }
    await system.server.terminate()
  }, startMs * 3)
  afterAll(() => system?.remove())

  /** Connections of other processes: all, or those that wait for a lock. */
  const connections = async (client: pg.Client, condition = 'true') => {
    const { rowCount } = await client.query(
      `select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and ${condition}`,
    )
    return rowCount ?? 0
  }

  async function lockAll(client: pg.Client): Promise<void> {
    const { rows } = await client.query(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'drizzle')`,
    )
    await client.query('begin')
    await client.query(`lock table ${rows.map(({ name }) => String(name)).join(', ')}`)
  }

  it('ends each command, and the data is in order', async () => {
    const csv = join(folder, 'events.csv')
    const open = async () => {
      const client = new pg.Client({ connectionString: system.databaseUrl })
      await client.connect()
      return client
    }
    const client = await open()
    // A transaction sees the connections of its first query.
    const watching = await open()
    const owner = { ...env, DATABASE_ADMIN_URL: system.databaseUrl ?? '' }
    const starts = [
      () => npmRun(env, 'audit:verify'),
      () => npmRun(env, 'check:books'),
      () => npmRun(env, 'doctor'),
      () => npmRun(env, 'secrets:rotate'),
      () => npmRun(owner, 'db:migrate'),
      () => npmRun(env, 'backup', '--to', join(folder, 'backups')),
      () => npmRun(env, 'simulate', '--csv', csv),
      () => npmRun(env, 'two-factor:reset', '--email', adminLogin.email),
    ]
    const stops = sampleOf(starts).flatMap((start, index) =>
      (isComplete ? ways : [index % 2 === 0 ? terminate : interrupt]).map((way) => ({ way, start })),
    )
    try {
      for (const { way, start } of stops) {
        await lockAll(client)
        const running = start()
        await eventually(
          'the command waits for a lock',
          async () => (await connections(watching, "wait_event_type = 'Lock'")) > 0,
          startMs,
        ).catch((error: unknown) => {
          throw new Error(`${error}\n${running.output()}`)
        })
        await expectStopped(running, way)
        await client.query('rollback')
        await eventually('its connections are closed', async () => (await connections(watching)) === 1)
      }
    } finally {
      await client.end()
      await watching.end()
    }
    expect(existsSync(csv)).toBe(false)
    expect(existsSync(join(folder, 'backups')) ? readdirSync(join(folder, 'backups')) : []).toEqual([])

    await system.start()
    await expectKept(system, email)
    await Promise.all(['check:books', 'audit:verify'].map((name) => expectDone(npmRun(env, name))))
  })
})

describe('A stop signal, on the embedded database', () => {
  let system: RunningSystem
  let email = ''
  let env: Env = {}
  const backups = () => join(folder, 'embedded')
  beforeAll(async () => {
    system = await startSystem()
    email = await addCustomer(system)
    env = { DATA_DIR: system.dataDir, BACKUP_DIR: backups() }
  }, startMs * 3)
  afterAll(() => system?.remove())

  it('removes the copy of the running database and the draft of the backup', async () => {
    const snapshots = join(system.dataDir, 'snapshots')
    const copies = () =>
      existsSync(snapshots) ? readdirSync(snapshots).filter((name) => !name.includes('.')) : []
    for (const way of isComplete ? ways : [terminate]) {
      const backup = npmRun(env, 'backup')
      await eventually('the server made the copy', async () => copies().length > 0, startMs)
      await expectStopped(backup, way)
      expect(readdirSync(snapshots)).toEqual([])
      expect(existsSync(backups()) ? readdirSync(backups()) : []).toEqual([])
    }
    await expectDone(npmRun(env, 'backup'))
    expect(readdirSync(backups())).toHaveLength(1)
    await expectKept(system, email)
  })

  it.skipIf(inCi)('removes what backup:verify and restore have written so far', async () => {
    const [file = ''] = readdirSync(backups())
    const temporary = join(folder, 'temporary')
    const restored = join(folder, 'restored')
    mkdirSync(temporary)
    const verify = npmRun({ ...env, TMPDIR: temporary }, 'backup:verify', '--from-store', file)
    const restore = npmRun({ ...env, DATA_DIR: restored }, 'restore', '--from-store', file)
    await Promise.all([
      eventually('the temporary database has files', async () => hasDraft(temporary), startMs).then(() =>
        expectStopped(verify, interrupt),
      ),
      eventually('the restored database has files', async () => hasDraft(restored), startMs).then(() =>
        expectStopped(restore, terminate),
      ),
    ])
    // npm leaves the cache of compiled code, which has no data.
    expect(readdirSync(temporary).filter((name) => name.includes('verify'))).toEqual([])
    expect(
      readdirSync(restored).filter(
        (name) => name.startsWith('database') && !name.startsWith('database.lock'),
      ),
    ).toEqual([])
    await expectDone(npmRun({ ...env, DATA_DIR: restored }, 'restore', '--from-store', file))
  })

  /** Also while initdb writes it, in a process of its own. */
  const hasDraft = (place: string): boolean =>
    existsSync(place) &&
    readdirSync(place).some(
      (name) =>
        name.startsWith('database.restoring') ||
        (name.startsWith('nextpanel-billing-verify-') && hasDraft(join(place, name))),
    )

  it.skipIf(inCi)('leaves a database that the next start opens', async () => {
    await system.server.terminate()
    const lock = join(system.dataDir, 'database.lock')
    for (const [way, name] of [
      [interrupt, 'simulate'],
      [terminate, 'secrets:rotate'],
    ] as const) {
      const running = npmRun(env, name)
      await eventually(`${name} has the database`, async () => hasOpen(running.mark, lock), startMs)
      await expectStopped(running, way)
    }
    // It may have begun, and the application does not start before it has ended.
    await expectDone(npmRun(env, 'secrets:rotate'))
    await system.start()
    await expectKept(system, email)
  })
})

/** Returns whether one of these processes has the file open. */
const hasOpen = (mark: string, path: string): boolean =>
  processesWith(mark)
    .map((line) => `/proc/${line.split(' ')[0]}/fd`)
    .some((fds) => {
      try {
        return readdirSync(fds).some((fd) => readlinkSync(join(fds, fd)) === path)
      } catch {
        return false
      }
    })

describe('A stop signal', () => {
  it('ends the soak test with all of its servers', async () => {
    // Its servers have no other setting of this test in their environment.
    const temporary = join(folder, 'soak')
    mkdirSync(temporary)
    const soak = npmRun({ TMPDIR: temporary }, 'soak', '--moments', '1', '--out', join(folder, 'soak.md'))
    const servers = () => processesWith(`DATA_DIR=${temporary}`)
    await eventually('a server runs', async () => servers().length > 0, startMs)
    await expectStopped(soak, terminate)
    await eventually('no server is left', async () => servers().length === 0)
    expect(existsSync(join(folder, 'soak.md'))).toBe(false)
  })

  it('ends the command line, which waits for a response', async () => {
    let requests = 0
    const server = createServer(() => {
      requests += 1
    })
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () =>
        resolve(z.object({ port: z.number() }).parse(server.address()).port),
      )
    })
    const env = { NEXTPANEL_BILLING_URL: `http://127.0.0.1:${port}`, NEXTPANEL_BILLING_TOKEN: 'npb_x' }
    for (const way of [terminate, interrupt]) {
      const before = requests
      const client = startIn(folder, ['node', 'cli/nextpanel-billing.js', 'servers', 'list'], env)
      await eventually('it sent a request', async () => requests > before, startMs)
      await expectStopped(client, way)
    }
    server.closeAllConnections()
    server.close()
  })
})
