import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { createDatabase, dropDatabase } from '#testing/postgres-databases.ts'
import { startPostgres } from '#testing/postgres-server.ts'
import { type RunningSandbox, runSandbox } from '#testing/running-sandbox.ts'
import { newCustomer } from '#testing/system/onboarding.ts'
import { Installation } from './installation.ts'

const usage = `Measures the memory of a server as it is deployed: its bundle, with its settings by default.

  npm run bench:memory -- [--database embedded|postgres] [--customers 2000] [--clients 8] [--group FOLDER]

It onboards customers with hosting on the sandbox panel. Then it starts the server again, which makes the backup that is
due, and onboards one customer in ten during it. It prints the peak of the server alone, and of the server with its
children. The second one includes pages that they share, and counts them twice.
--group   the folder of a control group with a memory limit, to which the server is added. docs/operations.md has an example
`

const { values } = parseArgs({
  options: {
    database: { type: 'string', default: 'embedded' },
    customers: { type: 'string', default: '2000' },
    clients: { type: 'string', default: '8' },
    group: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

const sampleMs = 100
const command = ['node', '--enable-source-maps', 'scripts/start.ts']
/** The shell becomes the server, so the server has the group from its first instruction. */
const inGroup = (folder: string) => ['sh', '-c', 'echo $$ > "$0" && exec "$@"', join(folder, 'cgroup.procs')]

const status = z.looseObject({
  backups: z.looseObject({ last: z.unknown(), problem: z.string().nullable() }).nullable(),
})

/** Onboards `count` customers, `clients` at a time. @returns the number of accounts that were active in the response */
async function onboard(installation: Installation, prefix: string, count: number, clients: number) {
  const onboarded = z.looseObject({
    hosting: z.looseObject({ account: z.looseObject({ status: z.string() }) }),
  })
  let next = 0
  let active = 0
  const client = async () => {
    for (let number = next++; number < count; number = next++) {
      const body = newCustomer(`${prefix}${number}`)
      const { hosting } = await installation.call('POST', '/api/v1/customers', 201, onboarded, body)
      if (hosting.account.status === 'active') active += 1
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  return active
}

async function addServer(installation: Installation, sandbox: RunningSandbox, capacity: number) {
  const key = await sandbox.createKey()
  await installation.call('POST', '/api/v1/servers', 201, z.unknown(), {
    name: 'Sandbox',
    baseUrl: sandbox.url,
    ...{ apiKey: key.apiKey, apiSecret: key.apiSecret },
    capacity,
  })
}

/** Samples the server with its children while `work` runs. @returns the peak in MB */
async function peakDuring(installation: Installation, work: () => Promise<void>): Promise<number> {
  let peak = 0
  const timer = setInterval(() => {
    peak = Math.max(peak, installation.residentMb())
  }, sampleMs)
  try {
    await work()
    return peak
  } finally {
    clearInterval(timer)
  }
}

async function waitForBackup(installation: Installation): Promise<void> {
  const deadline = Date.now() + 300_000
  for (;;) {
    const { backups } = await installation.call('GET', '/api/v1/system/status', 200, status)
    if (backups?.problem) throw new Error(`The backup failed: ${backups.problem}`)
    if (backups?.last) return
    if (Date.now() > deadline) throw new Error('No backup was made within 300 s.')
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

async function measure(customers: number, clients: number): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'bench-memory-'))
  const postgres = values.database === 'postgres' ? await startPostgres() : undefined
  const name = `bench_memory_${process.pid}`
  const databaseUrl = postgres && (await createDatabase(postgres.url, name))
  const sandbox = await runSandbox()
  const settings = { DATA_DIR: join(work, 'data'), ...(databaseUrl && { DATABASE_URL: databaseUrl }) }
  const passphrase = join(work, 'passphrase')
  await writeFile(passphrase, 'a passphrase of the measurement\n', { mode: 0o600 })
  const backups = { BACKUP_DIR: join(work, 'backups'), BACKUP_PASSPHRASE_FILE: passphrase }
  const started = [...(values.group === undefined ? [] : inGroup(values.group)), ...command]
  const first = new Installation(settings, started)
  const second = new Installation({ ...settings, ...backups }, started)
  try {
    await first.start()
    await addServer(first, sandbox, customers * 2)
    const startedAt = performance.now()
    const active = await onboard(first, 'm', customers, clients)
    const seconds = (performance.now() - startedAt) / 1000
    await first.stop()
    await second.start()
    const withBackup = await peakDuring(second, async () => {
      const load = onboard(second, 'n', customers / 10, clients)
      await Promise.all([load, waitForBackup(second)])
    })
    const inPanel = new Set((await sandbox.ledger()).map(({ username }) => username)).size
    process.stdout.write(
      [
        `${values.database}, ${clients} clients, ${customers} onboardings in ${seconds.toFixed(0)} s`,
        `${active} active in the response, ${inPanel} accounts on the panel at the end`,
        `peak of the server: ${first.peakMb().toFixed(0)} MB`,
        `peak during a backup and ${customers / 10} onboardings: ${second.peakMb().toFixed(0)} MB, with children ${withBackup.toFixed(0)} MB`,
        '',
      ].join('\n'),
    )
  } catch (error) {
    process.stderr.write(`${first.output()}${second.output()}`)
    throw error
  } finally {
    await first.kill()
    await second.kill()
    await sandbox.process.kill()
    if (postgres) await dropDatabase(postgres.url, name)
    await postgres?.stop()
    await rm(work, { recursive: true, force: true })
  }
}

if (values.help) process.stdout.write(usage)
else await measure(Number(values.customers), Number(values.clients))
