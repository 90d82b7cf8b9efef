import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { bodyOf, caller, cookieOf, send } from '#testing/http-client.ts'
import { createDatabase, dropDatabase } from '#testing/postgres-databases.ts'
import { startPostgres } from '#testing/postgres-server.ts'
import { type RunningProcess, runCommand } from '#testing/running-process.ts'
import { forkProgram } from './onboarding/forked.ts'
import { hashLimit } from './onboarding/hash-limit.ts'
import { type PanelStub, startStub } from './onboarding/stub.ts'
import { memoryOf } from './process-tree.ts'
import { quantile } from './quantile.ts'

const usage = `Measures an import from outside: a new installation, a panel that only waits, one CSV file.

  npm run bench:import -- [--rows 10000] [--hosting create|none] [--passwords generate|link] [--servers 10]
      [--latency 100] [--database embedded|postgres] [--kills 2]

--kills   number of times that the process is killed (SIGKILL) on the way and started again
It prints the rate beside the limits of the machine: password hashes per second, two at a time, measured before and
after; and the requests that the panels allow (servers x 4 at once, 3 for each account). At the end it compares the
accounts of the panel with the rows: none may be missing or double. Loopback only.
`

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '10000' },
    hosting: { type: 'string', default: 'create' },
    passwords: { type: 'string', default: 'generate' },
    servers: { type: 'string', default: '10' },
    latency: { type: 'string', default: '100' },
    database: { type: 'string', default: 'embedded' },
    kills: { type: 'string', default: '0' },
    help: { type: 'boolean', default: false },
  },
})

const admin = { email: 'admin@example.com', password: 'admin-Password-1' }
const startLimitMs = 180_000
const pollMs = 500
const limitMs = 30 * 60_000
const hashMs = 2_000
const requestsPerAccount = 3
const atOncePerServer = 4

const counts = z.object({ total: z.number(), valid: z.number(), done: z.number(), failed: z.number() })
const importShape = z.object({
  id: z.string(),
  status: z.string(),
  counts,
  progress: z.object({ handled: z.number() }),
  problems: z.array(z.object({ message: z.string(), rows: z.number() })),
})

async function hashesPerSecond(): Promise<number> {
  const program = forkProgram('hash-limit.ts')
  try {
    return (await program.ask({ forMs: hashMs }, hashLimit)).perSecond
  } finally {
    await program.end()
  }
}

/** The installation, which can be killed and started again on its data. */
class Installation {
  readonly #env: Record<string, string>
  #running: RunningProcess | null = null
  #url = ''
  #cookie = ''
  peakMb = 0

  constructor(env: Record<string, string>) {
    this.#env = env
  }

  async start(): Promise<void> {
    this.#running = runCommand(['node', 'server/main.ts'], this.#env)
    const [, url = ''] = await this.#running.says(/API (http:\/\/\S+)/, startLimitMs)
    this.#url = url
    const signedIn = await send(`${url}/api/auth/sign-in/email`, { method: 'POST', body: admin })
    bodyOf(signedIn, 200, z.unknown())
    this.#cookie = cookieOf(signedIn)
  }

  async kill(): Promise<void> {
    this.peakMb = Math.max(this.peakMb, this.memoryMb())
    await this.#running?.kill()
  }

  memoryMb(): number {
    return this.#running ? memoryOf(this.#running.pid, 'VmHWM') : 0
  }

  call<T>(method: string, path: string, status: number, schema: z.ZodType<T>, body?: object): Promise<T> {
    return caller(this.#url, this.#cookie)(method, path, body ? { body } : {}).then((reply) =>
      bodyOf(reply, status, schema),
    )
  }

  async upload(file: string): Promise<{ id: string }> {
    const response = await fetch(`${this.#url}/api/v1/imports?fileName=bench.csv`, {
      method: 'POST',
      headers: { cookie: this.#cookie, 'content-type': 'text/csv', origin: this.#url },
      body: file,
    })
    if (response.status !== 201) throw new Error(`The upload was refused: ${await response.text()}`)
    return z.object({ id: z.string() }).parse(await response.json())
  }

  async healthMs(): Promise<number> {
    const startedAt = performance.now()
    await send(`${this.#url}/health`)
    return performance.now() - startedAt
  }
}

const fileOf = (rows: number): string =>
  [
    'Email,Full Name,Company Name',
    ...Array.from(
      { length: rows },
      (_, row) => `person${row}@bench.example,Person ${row},${row % 3 === 0 ? `Company ${row}` : ''}`,
    ),
  ].join('\n')

/** Waits until the import has a status. @returns the duration, and what was seen on the way */
async function until(installation: Installation, id: string, status: string, killAt: number[] = []) {
  const startedAt = performance.now()
  const health: number[] = []
  for (;;) {
    if (performance.now() - startedAt > limitMs) throw new Error('The import did not end in time.')
    const seen = await installation.call('GET', `/api/v1/imports/${id}`, 200, importShape)
    if (seen.status === status) return { ms: performance.now() - startedAt, seen, health }
    const [next] = killAt
    if (next !== undefined && seen.counts.done >= next) {
      killAt.shift()
      await installation.kill()
      process.stdout.write(`  killed after ${seen.counts.done} rows\n`)
      await installation.start()
    }
    health.push(await installation.healthMs())
    await delay(pollMs)
  }
}

async function accountsOf(stub: PanelStub): Promise<string[]> {
  const page = z.array(z.object({ username: z.string() }))
  const names: string[] = []
  for (let skip = 0; ; skip += 1000) {
    const url = `${stub.url}/api/v1/billing/accounts?skip=${skip}&limit=1000`
    const response = await fetch(url, {
      headers: { 'x-api-key': stub.apiKey, 'x-api-secret': stub.apiSecret },
    })
    const some = page.parse(await response.json())
    names.push(...some.map(({ username }) => username))
    if (some.length < 1000) return names
  }
}

async function bench(): Promise<void> {
  const [rows, servers, latency, kills] = [values.rows, values.servers, values.latency, values.kills].map(
    Number,
  ) as [number, number, number, number]
  const withHosting = values.hosting === 'create'
  const home = await mkdtemp(join(tmpdir(), 'bench-import-'))
  const stub = await startStub()
  const postgres =
    values.database === 'postgres'
      ? await startPostgres({ ...process.env, TEST_DATABASE_URL: undefined })
      : null
  const name = `bench_import_${process.pid}`
  const databaseUrl = postgres && (await createDatabase(postgres.url, name))
  const installation = new Installation({
    DATA_DIR: join(home, 'data'),
    WEB_PORT: '0',
    API_PORT: '0',
    LOG_LEVEL: 'warn',
    PANEL_ALLOWED_NETWORKS: '127.0.0.0/8',
    ADMIN_EMAIL: admin.email,
    ADMIN_PASSWORD: admin.password,
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
  })
  try {
    const before = await hashesPerSecond()
    await installation.start()
    for (let number = 1; withHosting && number <= servers; number += 1)
      await installation.call('POST', '/api/v1/servers', 201, z.unknown(), {
        name: `Bench ${number}`,
        baseUrl: `${stub.url}/s${number}`,
        apiKey: stub.apiKey,
        apiSecret: stub.apiSecret,
        capacity: 1_000_000,
      })
    await stub.setLatency(latency)
    const uploadedFrom = performance.now()
    const { id } = await installation.upload(fileOf(rows))
    const uploadMs = performance.now() - uploadedFrom
    await installation.call('PATCH', `/api/v1/imports/${id}`, 200, z.unknown(), {
      defaults: { hosting: withHosting ? 'create' : 'none', passwords: values.passwords },
    })
    await installation.call('POST', `/api/v1/imports/${id}/check`, 200, z.unknown())
    const checked = await until(installation, id, 'ready')
    await installation.call('POST', `/api/v1/imports/${id}/start`, 200, z.unknown())
    const killAt = Array.from({ length: kills }, (_, kill) => Math.round((rows * (kill + 1)) / (kills + 1)))
    const done = await until(installation, id, 'finished', killAt)
    const after = await hashesPerSecond()
    const perSecond = (n: number, ms: number) => `${((n * 1000) / ms).toFixed(0)}/s`
    const limits = [
      ...(values.passwords === 'generate' ? [['hashing', (before + after) / 2] as const] : []),
      ...(withHosting && latency > 0
        ? [['panels', (servers * atOncePerServer * 1000) / (requestsPerAccount * latency)] as const]
        : []),
    ].toSorted(([, a], [, b]) => a - b)
    const [binding] = limits
    const rate = (rows * 1000) / done.ms
    const lines = [
      `${rows} rows, ${values.hosting}, ${values.passwords}, ${values.database}, ${servers} servers at ${latency} ms, ${kills} kills`,
      `  upload ${perSecond(rows, uploadMs)}, check ${perSecond(rows, checked.ms)}, import ${perSecond(rows, done.ms)}`,
      ...limits.map(([what, limit]) => `  limit by ${what}: ${limit.toFixed(0)}/s`),
      binding ? `  ${(binding[1] / rate).toFixed(2)} times the time that ${binding[0]} alone would need` : '',
      `  /health p95 ${quantile(done.health, 0.95).toFixed(0)} ms, peak memory ${Math.max(installation.peakMb, installation.memoryMb()).toFixed(0)} MB`,
      `  done ${done.seen.counts.done}, failed ${done.seen.counts.failed}`,
      ...done.seen.problems.map(({ message, rows: count }) => `  ${count}: ${message}`),
    ]
    if (withHosting) {
      const names = await accountsOf(stub)
      const sent = (await stub.readLog()).filter(({ kind }) => kind.startsWith('POST')).length
      lines.push(
        `  on the panel: ${names.length} accounts, ${new Set(names).size} different; ${sent} creates sent`,
      )
      if (names.length !== done.seen.counts.done) lines.push('  WRONG: the panel and the import differ.')
    }
    process.stdout.write(`${lines.filter(Boolean).join('\n')}\n`)
  } finally {
    await installation.kill()
    await stub.stop()
    if (postgres) {
      await dropDatabase(postgres.url, name)
      await postgres.stop()
    }
    await rm(home, { recursive: true, force: true })
  }
}

if (values.help) process.stdout.write(usage)
else await bench()
