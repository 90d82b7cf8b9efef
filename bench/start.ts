import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { createDatabase, dropDatabase } from '#testing/postgres-databases.ts'
import { type PostgresServer, startPostgres } from '#testing/postgres-server.ts'
import { cpuSecondsOf, memoryOf, treeOf } from './process-tree.ts'
import { quantile } from './quantile.ts'

const usage = `Measures a start of the server: processor time until /health responds, and memory.

  npm run bench:start -- [--rounds 3] [--settle 4000]

"npm start" is the command of that script without npm itself; "source" is node server/main.ts. The bundle and the
web app are built before the measurement. Linux only. Medians of all rounds.
`

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    settle: { type: 'string', default: '4000' },
    help: { type: 'boolean', default: false },
  },
})

const commandSchema = z.object({ scripts: z.object({ start: z.string() }) })
const { scripts } = commandSchema.parse(JSON.parse(readFileSync('package.json', 'utf8')))
const commands = { 'npm start': scripts.start, source: 'node server/main.ts' }

interface Sample {
  readonly cpuSeconds: number
  readonly wallSeconds: number
  readonly restMb: number
  readonly peakMb: number
  readonly treePeakMb: number
}

/** Starts the command, waits for /health, waits while it is idle, and stops it. */
async function measure(command: string, settings: Record<string, string>): Promise<Sample> {
  const startedAt = performance.now()
  const child = spawn('sh', ['-c', command], {
    env: {
      PATH: process.env.PATH ?? '',
      WEB_PORT: '0',
      API_PORT: '0',
      LOG_LEVEL: 'warn',
      SERVER_CHECK_INTERVAL_MS: '0',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const pid = child.pid ?? 0
  let output = ''
  const note = (text: string) => {
    output += text
  }
  child.stdout.setEncoding('utf8').on('data', note)
  child.stderr.setEncoding('utf8').on('data', note)
  let treePeakMb = 0
  const watch = setInterval(() => {
    const now = treeOf(pid).reduce((sum, each) => sum + memoryOf(each, 'VmRSS'), 0)
    treePeakMb = Math.max(treePeakMb, now)
  }, 20)
  try {
    await healthy(() => /API (http:\S+)/.exec(output)?.[1], child)
    const wallSeconds = (performance.now() - startedAt) / 1000
    const cpuSeconds = treeOf(pid).reduce((sum, each) => sum + cpuSecondsOf(each), 0)
    await delay(Number(values.settle))
    const server = largestOf(treeOf(pid))
    const restMb = memoryOf(server, 'VmRSS')
    const peakMb = memoryOf(server, 'VmHWM')
    process.kill(server, 'SIGTERM')
    return { cpuSeconds, wallSeconds, restMb, peakMb, treePeakMb }
  } catch (cause) {
    child.kill('SIGKILL')
    throw new Error(`The server did not start:\n${output}`, { cause })
  } finally {
    clearInterval(watch)
    if (child.exitCode === null && child.signalCode === null) await once(child, 'close')
  }
}

const largestOf = (pids: readonly number[]): number =>
  pids.toSorted((a, b) => memoryOf(b, 'VmRSS') - memoryOf(a, 'VmRSS'))[0] ?? 0

async function healthy(apiUrl: () => string | undefined, child: { exitCode: number | null }): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`It ended with code ${child.exitCode}.`)
    const url = apiUrl()
    const answer = url === undefined ? undefined : await fetch(`${url}/health`).catch(() => undefined)
    if (answer?.ok) return
    await delay(10)
  }
}

type Samples = Map<string, Sample[]>

const keep = (samples: Samples, name: string, sample: Sample): void => {
  samples.set(name, [...(samples.get(name) ?? []), sample])
}

/** A first start and a second one on the same data, for each command on each database. */
async function round(samples: Samples, postgres: PostgresServer, index: number): Promise<void> {
  for (const [name, command] of Object.entries(commands))
    for (const database of ['PostgreSQL', 'embedded'] as const) {
      const dataDir = mkdtempSync(join(tmpdir(), 'bench-start-'))
      const databaseName = `bench_start_${process.pid}_${index}_${name.replace(' ', '_')}`
      const settings: Record<string, string> = { DATA_DIR: join(dataDir, 'data') }
      if (database === 'PostgreSQL') settings.DATABASE_URL = await createDatabase(postgres.url, databaseName)
      try {
        keep(samples, `${name}, ${database}, first start`, await measure(command, settings))
        keep(samples, `${name}, ${database}, existing data`, await measure(command, settings))
      } finally {
        if (database === 'PostgreSQL') await dropDatabase(postgres.url, databaseName)
        rmSync(dataDir, { recursive: true, force: true })
      }
    }
}

function report(samples: Samples): void {
  const columns: [title: string, of: (sample: Sample) => number, digits: number][] = [
    ['CPU s to /health', (sample) => sample.cpuSeconds, 2],
    ['wall s', (sample) => sample.wallSeconds, 2],
    ['RSS MB when idle', (sample) => sample.restMb, 0],
    ['peak MB', (sample) => sample.peakMb, 0],
    ['peak MB with children', (sample) => sample.treePeakMb, 0],
  ]
  const lines = [...samples].map(([name, all]) => {
    const cells = columns.map(([, of, digits]) => quantile(all.map(of), 0.5).toFixed(digits))
    return `| ${[name, ...cells].join(' | ')} |`
  })
  process.stdout.write(
    `| start | ${columns.map(([title]) => title).join(' | ')} |\n| --- | ${columns.map(() => '---:').join(' | ')} |\n${lines.join('\n')}\n`,
  )
}

async function bench(): Promise<void> {
  const samples: Samples = new Map()
  const postgres = await startPostgres()
  try {
    const dataDir = mkdtempSync(join(tmpdir(), 'bench-start-'))
    // Builds the bundle, the web app and the compile cache.
    await measure(commands['npm start'], { DATA_DIR: join(dataDir, 'data') })
    rmSync(dataDir, { recursive: true, force: true })
    for (let index = 1; index <= Number(values.rounds); index += 1) await round(samples, postgres, index)
  } finally {
    await postgres.stop()
  }
  report(samples)
}

if (values.help) process.stdout.write(usage)
else await bench()
