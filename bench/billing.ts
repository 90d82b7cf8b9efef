import { parseArgs } from 'node:util'
import type { PostgresServer } from '#testing/postgres-server.ts'
import { generateCompany, generateCustomers } from './billing/generate-company.ts'
import { generateInvoices, invoicesEach } from './billing/generate-invoices.ts'
import { generateRenewals } from './billing/generate-renewals.ts'
import { chooseRows, lineOf, numbersFrom, timeLists } from './billing/lists.ts'
import { makePlace, type Place, startDatabaseServer } from './billing/place.ts'
import { chooseSubscriptions, timePreviews } from './billing/previews.ts'
import { checkBooksOf, findTwinsAndHoles, invoiceAll, type RenewalsSeen } from './billing/renewals.ts'
import { insertSetBased } from './billing/set-based.ts'
import { timeUnsuspends } from './billing/unsuspend.ts'
import { Installation } from './installation.ts'
import { cpuMsOf, loadAverage } from './onboarding/processes.ts'
import { quantile } from './quantile.ts'

const usage = `Measures billing from outside, with the real server.

  npm run bench:billing -- [--renewals 100000] [--invoices 1000000] [--database postgresql|embedded] [--kills 2] [--seed 1]

--renewals  subscriptions that are due at once. 0: neither they, nor previews, nor payments are measured
--invoices  invoices in the lists. 0: not measured
--kills     number of times that the server is killed (SIGKILL) while it invoices the renewals, and started again
--seed      varies the names of customers, and which pages and customers are requested
The absolute times depend on other load. The ratio of the renewals is to a set-based insert of the same rows in the same
database, measured afterwards. Loopback only.
`

const { values } = parseArgs({
  options: {
    renewals: { type: 'string', default: '100000' },
    invoices: { type: 'string', default: '20000' },
    database: { type: 'string', default: 'postgresql' },
    kills: { type: 'string', default: '2' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
})

/** Above this number of invoices, the generated rows are not checked. */
const mostChecked = 50_000

const say = (line: string) => void process.stdout.write(`${line}\n`)
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
const inMs = (ms: number) => `${ms.toFixed(0)} ms`
const head = `${''.padEnd(48)}${'median'.padStart(9)}${'p95'.padStart(9)}`

interface Sizes {
  readonly renewals: number
  readonly invoices: number
  readonly kills: number
  readonly seed: number
}

const workMs = ({ totalMs, pausesMs }: RenewalsSeen): number =>
  totalMs - pausesMs.reduce((sum, ms) => sum + ms, 0)

interface CpuMs {
  readonly server: number
  /** Of PostgreSQL. */
  readonly database: number
}

function reportRun(seen: RenewalsSeen, renewals: number, cpuMs: CpuMs): void {
  const { healthMs, killedAt, pausesMs } = seen
  say(`${renewals} renewals, ${values.database}, ${killedAt.length} kills`)
  say(
    `  in all ${seconds(seen.totalMs)}; without the time from a kill to the next invoice ${seconds(workMs(seen))}`,
  )
  say(
    `  killed after ${killedAt.join(', ') || 'none'}; next invoice after ${pausesMs.map(seconds).join(', ') || '-'}`,
  )
  const each = (ms: number) => `${(ms / renewals).toFixed(2)} ms`
  say(`  CPU for each renewal: server ${each(cpuMs.server)}, PostgreSQL ${each(cpuMs.database)}`)
  say(
    `  /health: median ${inMs(quantile(healthMs, 0.5))}, p95 ${inMs(quantile(healthMs, 0.95))}, longest ${inMs(Math.max(...healthMs))} of ${healthMs.length}; failed ${seen.healthFailed}`,
  )
}

/** Checks that no invoice is duplicated or missing, and that the books are in order. */
async function checkRun(place: Place, renewals: number): Promise<void> {
  const wrong = await findTwinsAndHoles(place, renewals)
  say(wrong.length === 0 ? '  no duplicate and no missing invoice' : `  WRONG: ${wrong.join('; ')}`)
  const books = await checkBooksOf(place)
  say(`  check:books: exit code ${books.code} in ${seconds(books.ms)}: ${books.output.slice(0, 500)}`)
  if (wrong.length > 0 || books.code !== 0) process.exitCode = 1
}

async function measureRenewals(server: PostgresServer | undefined, { renewals, kills, seed }: Sizes) {
  const place = await makePlace(server, 'renewals')
  const installation = new Installation(place.env)
  try {
    await place.connected(async (run) => {
      await generateCompany(run)
      await generateCustomers(run, renewals, seed)
      await generateRenewals(run, renewals)
      await run('analyze')
    })
    const chosen = await chooseSubscriptions(place, renewals, numbersFrom(seed))
    await installation.start()
    const cpu = (): CpuMs => ({
      server: installation.cpuMs(),
      database: place.databasePid === undefined ? 0 : cpuMsOf(place.databasePid),
    })
    const before = cpu()
    const seen = await invoiceAll(installation, { renewals, kills })
    const after = cpu()
    reportRun(seen, renewals, {
      server: after.server - before.server,
      database: after.database - before.database,
    })
    const previews = await timePreviews(installation, chosen)
    await installation.stop()
    await checkRun(place, renewals)
    say(`previews\n${head}`)
    for (const preview of previews) say(lineOf(preview))
    const unsuspends = await timeUnsuspends(installation, place)
    say(
      `from payment to the request to unsuspend: median ${inMs(quantile(unsuspends, 0.5))}, longest ${inMs(Math.max(...unsuspends))} of ${unsuspends.length}`,
    )
    const setBased = await insertSetBased(place)
    say(
      `set-based insert of the same rows: ${setBased.rows} rows in ${seconds(setBased.ms)}; the run took ${(workMs(seen) / setBased.ms).toFixed(1)} times as long`,
    )
    say(`peak memory ${installation.peakMb().toFixed(0)} MB, load ${loadAverage()}`)
  } catch (error) {
    say(installation.output().slice(-3_000))
    throw error
  } finally {
    await installation.kill()
    await place.remove()
  }
}

async function measureLists(server: PostgresServer | undefined, { invoices, seed }: Sizes): Promise<void> {
  const place = await makePlace(server, 'lists')
  const installation = new Installation(place.env)
  try {
    const startedAt = performance.now()
    await place.connected(async (run) => {
      await generateCompany(run)
      await generateCustomers(run, Math.ceil(invoices / invoicesEach), seed)
      await generateInvoices(run, invoices)
    })
    say(`${invoices} invoices generated in ${seconds(performance.now() - startedAt)}`)
    const random = numbersFrom(seed)
    const chosen = await chooseRows(place, random, invoices)
    await installation.start()
    say(head)
    for (const list of await timeLists(installation, chosen, random)) say(lineOf(list))
    say(`load ${loadAverage()}`)
    await installation.stop()
    if (invoices <= mostChecked) await checkGenerated(place)
  } catch (error) {
    say(installation.output().slice(-3_000))
    throw error
  } finally {
    await installation.kill()
    await place.remove()
  }
}

/** The generator writes past the triggers, so a sample of its rows is checked. Their hashes are not computed (M9). */
async function checkGenerated(place: Place): Promise<void> {
  const { output } = await checkBooksOf(place)
  const wrong = output.split('\n').filter((line) => /^M\d/.test(line) && !line.startsWith('M9 '))
  say(`generated rows: ${wrong.length} violations beside M9`)
  for (const line of wrong.slice(0, 5)) say(`  ${line}`)
  if (wrong.length > 0) process.exitCode = 1
}

async function bench(sizes: Sizes): Promise<void> {
  if (values.database !== 'postgresql' && values.database !== 'embedded')
    throw new Error('--database must be postgresql or embedded.')
  const server = values.database === 'postgresql' ? await startDatabaseServer() : undefined
  try {
    if (sizes.renewals > 0) await measureRenewals(server, sizes)
    if (sizes.invoices > 0) await measureLists(server, sizes)
  } finally {
    await server?.stop()
  }
}

if (values.help) process.stdout.write(usage)
else
  await bench({
    renewals: Number(values.renewals),
    invoices: Number(values.invoices),
    kills: Number(values.kills),
    seed: Number(values.seed),
  })
