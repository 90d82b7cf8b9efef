import { parseArgs } from 'node:util'
import {
  readAging,
  readBillingOverview,
  readMrr,
  readRevenue,
  readTax,
} from '#server/domain/reports/index.ts'
import { testClock } from '#server/platform/clock/index.ts'
import { openDatabase } from '#server/platform/database/index.ts'
import { createDatabase } from '#testing/postgres-databases.ts'
import { startPostgres } from '#testing/postgres-server.ts'
import { generateInvoices, lastDay } from './generate-invoices.ts'
import { quantile } from './quantile.ts'

const usage = `Measures the reports with many invoices, on PostgreSQL, in a separate database.

  node bench/reports.ts [--invoices 200000] [--samples 30]

TEST_DATABASE_URL is the address of a server in which databases may be created. Without it, a server is started.
`

const { values } = parseArgs({
  options: {
    invoices: { type: 'string', default: '200000' },
    samples: { type: 'string', default: '30' },
    help: { type: 'boolean', default: false },
  },
})

type Ctx = Parameters<typeof readRevenue>[0]

const whole = { from: '2017-01-01', to: '2026-08-20' }
const reports: readonly (readonly [string, (ctx: Ctx) => Promise<unknown>])[] = [
  ['start page', (ctx) => readBillingOverview(ctx)],
  ['revenue, 12 months', (ctx) => readRevenue(ctx, {})],
  ['revenue, everything', (ctx) => readRevenue(ctx, whole)],
  ['tax, 12 months', (ctx) => readTax(ctx, {})],
  ['tax, everything', (ctx) => readTax(ctx, whole)],
  ['aging', (ctx) => readAging(ctx, {})],
  ['MRR, 12 months', (ctx) => readMrr(ctx, {})],
  ['MRR, everything', (ctx) => readMrr(ctx, whole)],
]

async function bench(invoices: number, samples: number): Promise<void> {
  const postgres = await startPostgres()
  const databaseUrl = await createDatabase(postgres.url, `bench_reports_${process.pid}`)
  const database = await openDatabase({ databaseUrl, dataDir: '.' })
  try {
    await database.migrate()
    await generateInvoices(databaseUrl, invoices)
    const ctx = { database, clock: testClock(`${lastDay}T12:00:00.000Z`) }
    process.stdout.write(`\n${invoices} invoices, ${samples} samples, in milliseconds\n\n`)
    process.stdout.write(`${''.padEnd(24)}${'median'.padStart(10)}${'p95'.padStart(10)}\n`)
    for (const [name, read] of reports) {
      for (let warming = 0; warming < 3; warming += 1) await read(ctx)
      const taken: number[] = []
      for (let sample = 0; sample < samples; sample += 1) {
        const startedAt = performance.now()
        await read(ctx)
        taken.push(performance.now() - startedAt)
      }
      const text = (share: number) => quantile(taken, share).toFixed(0).padStart(10)
      process.stdout.write(`${name.padEnd(24)}${text(0.5)}${text(0.95)}\n`)
    }
  } finally {
    await database.close()
    await postgres.stop()
  }
}

if (values.help) process.stdout.write(usage)
else await bench(Number(values.invoices), Number(values.samples))
