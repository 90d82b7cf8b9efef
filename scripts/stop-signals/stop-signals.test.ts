import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { newId } from '#server/platform/clock/index.ts'
import { inCi } from '#testing/ci-sample.ts'
import { bodyOf, caller, cookieOf, send } from '#testing/http-client.ts'
import { createDatabase, dropDatabase } from '#testing/postgres-databases.ts'
import { eventually } from '#testing/running-process.ts'
import { adminLogin } from '#testing/running-system.ts'
import { isPortHeld } from '#testing/system/process-traces.ts'
import { serverBundle } from '../server-bundle.ts'
import { entryPoints } from './entry-points.ts'
import { startIn, stop, usualWays, ways } from './stopping.ts'

// The programs that run until they are stopped. commands.test.ts has those that end when their work is done.

const root = join(import.meta.dirname, '..', '..')
const startMs = 120_000
const databaseName = `test_${newId().replaceAll('-', '')}`
const secretKey = 'Nd3k8vQ0pZr5LxT7wYb2HsGf9JcUaE1m'
let databaseUrl = ''
let folder = ''

beforeAll(async () => {
  execFileSync(process.execPath, ['scripts/build-server.ts'], { cwd: root })
  folder = await mkdtemp(join(tmpdir(), 'test-stop-'))
  databaseUrl = await createDatabase(inject('testPostgresUrl'), databaseName, inject('testPostgresTemplate'))
}, 180_000)
afterAll(async () => {
  await dropDatabase(inject('testPostgresUrl'), databaseName)
  await rm(folder, { recursive: true, force: true })
})

const start = (command: readonly string[], env: Record<string, string>) => startIn(folder, command, env)

const portsIn = (text: string): number[] =>
  [...text.matchAll(/http:\/\/(?:127\.0\.0\.1|localhost):(\d+)/g)].map(([, port]) => Number(port))

async function expectFree(ports: readonly number[]): Promise<void> {
  expect(ports.length).toBeGreaterThan(0)
  for (const port of ports) expect({ port, held: await isPortHeld(port) }).toEqual({ port, held: false })
}

async function freePort(): Promise<number> {
  const server = createServer()
  const listening = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(z.object({ port: z.number() }).parse(server.address()).port))
  })
  await new Promise((resolve) => server.close(resolve))
  return listening
}

const signInTo = async (apiUrl: string, login: { email: string; password: string }) =>
  caller(apiUrl, cookieOf(await send(`${apiUrl}/api/auth/sign-in/email`, { method: 'POST', body: login })))

const page = z.object({ items: z.array(z.object({ email: z.string() })) })
const emailsOf = async (admin: Awaited<ReturnType<typeof signInTo>>): Promise<string[]> =>
  bodyOf(await admin('GET', '/api/v1/customers?limit=100'), 200, page).items.map(({ email }) => email)

async function addCustomer(admin: Awaited<ReturnType<typeof signInTo>>): Promise<string> {
  const email = `${newId()}@example.com`
  const body = { email, fullName: 'Stopped Customer', password: 'billing-Password-7' }
  bodyOf(await admin('POST', '/api/v1/customers', { body }), 201, z.unknown())
  return email
}

const servers = (): Record<string, { command: string[]; env: Record<string, string> }> => {
  const own = {
    WEB_PORT: '0',
    API_PORT: '0',
    ADMIN_EMAIL: adminLogin.email,
    ADMIN_PASSWORD: adminLogin.password,
  }
  const several = { ...own, DATABASE_URL: databaseUrl, SECRET_KEY: secretKey }
  return {
    'npm start': { command: ['npm', 'start'], env: own },
    web: { command: ['npm', 'start'], env: { ...several, ROLE: 'web' } },
    sources: { command: ['node', 'server/main.ts'], env: own },
    bundle: { command: ['node', serverBundle().main], env: own },
    admin: { command: ['node', 'cli/nextpanel-billing-admin.js', 'start'], env: own },
  }
}

describe('A stop signal', () => {
  it.each([
    'npm start',
    'web',
    'sources',
    'bundle',
    'admin',
  ] as const)('ends %s with code 0, frees its ports and keeps the data', {
    timeout: startMs * 4,
  }, async (name) => {
    const { command, env } = servers()[name] ?? { command: [], env: {} }
    const dataDir = join(folder, name.replace(' ', '-'))
    const kept: string[] = []
    const tested = name === 'npm start' ? ways : usualWays
    for (const way of tested) {
      const running = start(command, { ...env, DATA_DIR: dataDir })
      const [, apiUrl = ''] = await running.says(/API (http:\S+)/, startMs)
      const admin = await signInTo(apiUrl, adminLogin)
      expect(await emailsOf(admin)).toEqual(expect.arrayContaining(kept))
      kept.push(await addCustomer(admin))
      expect(await stop(running, way), `${way.signal} to the ${way.target}`).toBe(0)
      await expectFree(portsIn(running.output()))
    }
    expect(kept).toHaveLength(tested.length)
  })

  it('ends a worker with code 0, and the next worker starts', { timeout: startMs * 4 }, async () => {
    const env = {
      ROLE: 'worker',
      DATABASE_URL: databaseUrl,
      SECRET_KEY: secretKey,
      DATA_DIR: join(folder, 'worker'),
      LOG_LEVEL: 'debug',
    }
    for (const way of usualWays) {
      const running = start(['npm', 'start'], env)
      // A worker has no port: its row among the connections of the database shows that it works.
      await eventually('the worker listens for notifications', async () => listeners(), startMs)
      expect(await stop(running, way), `${way.signal} to the ${way.target}`).toBe(0)
      await eventually('its connections are closed', async () => !(await listeners()))
    }
  })

  it('ends the demo with code 0, with all of its programs and ports', { timeout: startMs * 4 }, async () => {
    const names = ['WEB_PORT', 'API_PORT', 'SANDBOX_PORT', 'MAILBOX_PORT', 'MAILBOX_SMTP_PORT']
    const ports = Object.fromEntries(
      await Promise.all(names.map(async (name) => [name, String(await freePort())] as const)),
    )
    const dataDir = join(folder, 'demo')
    const kept: string[] = []
    for (const way of usualWays) {
      const running = start(['npm', 'run', 'demo'], { ...ports, DATA_DIR: dataDir })
      await running.says(/Ctrl-C stops everything/, startMs)
      const login = z
        .object({ adminEmail: z.string(), adminPassword: z.string() })
        .parse(JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8')))
      const admin = await signInTo(`http://127.0.0.1:${ports.API_PORT}`, {
        email: login.adminEmail,
        password: login.adminPassword,
      })
      expect(await emailsOf(admin)).toEqual(expect.arrayContaining(kept))
      kept.push(await addCustomer(admin))
      expect(await stop(running, way), `${way.signal} to the ${way.target}`).toBe(0)
      await expectFree(Object.values(ports).map(Number))
    }
  })

  it('ends the demo while it starts', { timeout: startMs }, async () => {
    const dataDir = join(folder, 'demo-early')
    const port = String(await freePort())
    const running = start(['npm', 'run', 'demo'], { DATA_DIR: dataDir, API_PORT: port, WEB_PORT: '0' })
    await eventually(
      'the database is locked',
      async () => existsSync(join(dataDir, 'database.lock')),
      startMs,
    )
    expect(await stop(running, { signal: 'SIGTERM', target: 'process' })).toBe(0)
    await expectFree([Number(port)])
  })

  it.skipIf(inCi)(
    'ends the seed with code 0, during and after the filling',
    { timeout: startMs * 4 },
    async () => {
      const env = { WEB_PORT: '0', API_PORT: '0', SEED_PASSWORD: adminLogin.password }
      const seed = (dataDir: string) =>
        start(['npm', 'run', 'seed', '--', '--customers', '20', '--days', '0', '--data-dir', dataDir], env)

      const early = join(folder, 'seed-early')
      for (const way of usualWays) {
        const running = seed(early)
        const lock = join(early, 'application', 'database.lock')
        await eventually('the application of the seed started', async () => existsSync(lock), startMs)
        expect(await stop(running, way), `${way.signal} to the ${way.target}`).toBe(0)
        await rm(early, { recursive: true })
      }

      // As after a complete filling, without its minutes.
      const dataDir = join(folder, 'seed')
      mkdirSync(dataDir)
      const filled = { password: adminLogin.password, panels: [], filled: true }
      writeFileSync(join(dataDir, 'seed.json'), JSON.stringify(filled), { mode: 0o600 })
      const kept: string[] = []
      for (const way of usualWays) {
        const running = seed(dataDir)
        const [, apiUrl = ''] = await running.says(
          /API {2,}(http:\S+)[\s\S]*Ctrl-C stops everything/,
          startMs,
        )
        const admin = await signInTo(apiUrl, adminLogin)
        expect(await emailsOf(admin)).toEqual(expect.arrayContaining(kept))
        kept.push(await addCustomer(admin))
        expect(await stop(running, way), `${way.signal} to the ${way.target}`).toBe(0)
        await expectFree(portsIn(running.output()))
      }
    },
  )
})

async function query(text: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return (await client.query(text)).rowCount ?? 0
  } finally {
    await client.end()
  }
}

const ofThisDatabase = `select 1 from pg_stat_activity where datname = '${databaseName}'`
const listeners = async () => (await query(`${ofThisDatabase} and query ilike 'listen %'`)) > 0

it('The table of docs/operations.md has every tested entry point', () => {
  const text = readFileSync(join(root, 'docs', 'operations.md'), 'utf8')
  for (const { command, settings, stopping, ends } of Object.values(entryPoints)) {
    const name = settings === '' ? `\`${command}\`` : `\`${command}\` with \`${settings}\``
    expect(text).toContain(`| ${name} | ${ends} | ${stopping} |`)
  }
})
