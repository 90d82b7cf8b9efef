import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { createDatabase, dropDatabase } from '#testing/postgres-databases.ts'
import { startPostgres } from '#testing/postgres-server.ts'
import { Installation } from './installation.ts'
import { forkProgram } from './onboarding/forked.ts'
import { hashLimit } from './onboarding/hash-limit.ts'
import { cpuMsOf } from './onboarding/processes.ts'
import { ofFlows, type PanelRequest, type PanelStub, startStub } from './onboarding/stub.ts'
import { quantile } from './quantile.ts'

const usage = `Measures an import from outside: a new installation, a panel that only waits, one CSV file.

  npm run bench:import -- [--rows 10000] [--hosting create|none] [--passwords generate|link] [--servers 10]
      [--latency 100] [--database embedded|postgres] [--kills 2]

--kills   number of times that the process is killed (SIGKILL) on the way and started again
It prints the rate beside two limits: the requests that the panels allow (servers x 4 at once, 3 for each account), and the
rows that all cores could handle if they did nothing else. The lower limit is the binding one. It also prints the number
of seconds in which no panel got a request. The argon2id hashes per second, two at a time, measured before and after, show the
speed of the machine. Generated passwords and links need no such hash. At the end it compares the accounts of the panel
with the rows: none may be missing or double. Loopback only.
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

/** The whole seconds between the first and the last request of rows in which no panel had one. */
function idleSeconds(log: readonly PanelRequest[]): number {
  const requests = ofFlows(log)
  const first = requests.reduce((least, { from }) => Math.min(least, from), Number.POSITIVE_INFINITY)
  const busy = new Set(
    requests.flatMap(({ from, to }) => {
      const second = Math.floor((from - first) / 1000)
      const last = Math.floor((to - first) / 1000)
      return Array.from({ length: last - second + 1 }, (_, index) => second + index)
    }),
  )
  return busy.size === 0 ? 0 : [...busy].reduce((most, each) => Math.max(most, each), 0) + 1 - busy.size
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
    const cpu = () => ({
      product: installation.cpuMs(),
      panels: cpuMsOf(stub.pid),
      database: postgres?.pid ? cpuMsOf(postgres.pid) : 0,
    })
    // Connection tests send creates that a panel refuses.
    await stub.clearLog()
    const cpuBefore = cpu()
    const done = await until(installation, id, 'finished', killAt)
    const cpuAfter = cpu()
    const after = await hashesPerSecond()
    const perSecond = (n: number, ms: number) => `${((n * 1000) / ms).toFixed(0)}/s`
    const panels =
      withHosting && latency > 0 ? (servers * atOncePerServer * 1000) / (requestsPerAccount * latency) : null
    const requests = withHosting ? await stub.readLog() : []
    const rate = (rows * 1000) / done.ms
    const cpuMsPerRow = {
      product: (cpuAfter.product - cpuBefore.product) / rows,
      database: (cpuAfter.database - cpuBefore.database) / rows,
      panels: (cpuAfter.panels - cpuBefore.panels) / rows,
    }
    const cores = availableParallelism()
    const processors = (cores * 1000) / Object.values(cpuMsPerRow).reduce((sum, ms) => sum + ms, 0)
    const binding = panels !== null && panels < processors ? panels : processors
    const lines = [
      `${rows} rows, ${values.hosting}, ${values.passwords}, ${values.database}, ${servers} servers at ${latency} ms, ${kills} kills`,
      `  upload ${perSecond(rows, uploadMs)}, check ${perSecond(rows, checked.ms)}, import ${perSecond(rows, done.ms)}`,
      `  argon2id on this machine: ${((before + after) / 2).toFixed(0)}/s`,
      `  limits: ${panels === null ? '' : `panels ${panels.toFixed(0)}/s, `}processor ${processors.toFixed(0)}/s (${cores} cores)`,
      `  binding: ${binding === panels ? 'panels' : 'processor'}; the import took ${(binding / rate).toFixed(2)} times as long`,
      withHosting
        ? `  no request to a panel in ${idleSeconds(requests)} of ${Math.ceil(done.ms / 1000)} s`
        : '',
      `  CPU per row: ${Object.entries(cpuMsPerRow)
        .map(([of, ms]) => `${of} ${ms.toFixed(1)} ms`)
        .join(', ')}`,
      `  /health p95 ${quantile(done.health, 0.95).toFixed(0)} ms, peak memory ${installation.peakMb().toFixed(0)} MB`,
      `  done ${done.seen.counts.done}, failed ${done.seen.counts.failed}`,
      ...done.seen.problems.map(({ message, rows: count }) => `  ${count}: ${message}`),
    ]
    if (withHosting) {
      const names = await accountsOf(stub)
      const sent = requests.filter(({ kind }) => kind.startsWith('POST')).length
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
