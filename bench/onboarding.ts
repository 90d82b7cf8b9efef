import { parseArgs } from 'node:util'
import { type PostgresServer, startPostgres } from '#testing/postgres-server.ts'
import { type Measured, measure, type Plan, prepare, type Variant } from './onboarding/measure.ts'
import { countingSettings } from './onboarding/statements.ts'
import { lineOf, tableOf } from './onboarding/table.ts'

const usage = `Measures onboarding from outside: a new installation, a panel that only waits, clients in a separate process.

  npm run bench:onboarding -- [--server "node server/main.ts"] [--database both|postgres|embedded]
      [--latency 0,50,300] [--clients 20] [--flows 200] [--servers 1] [--rounds 2] [--limit 60]

--clients   number at once; twice as many at 300 ms and more, because the number would limit the rate
--flows     customers with hosting in the measured load of a variant
--limit     seconds after which a load is aborted; unfinished flows are counted
Each round measures all variants in turn. Rates depend on other load: compare the share of H (password hashes per
second, two at a time, measured before and after each variant) and CPU in hashes. Loopback only.
`

const { values } = parseArgs({
  options: {
    server: { type: 'string', default: 'node server/main.ts' },
    database: { type: 'string', default: 'both' },
    latency: { type: 'string', default: '0,50,300' },
    clients: { type: 'string', default: '20' },
    flows: { type: 'string', default: '200' },
    servers: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '2' },
    limit: { type: 'string', default: '60' },
    help: { type: 'boolean', default: false },
  },
})

function numberOf(name: string, text: string, max: number): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 0 || number > max)
    throw new Error(`--${name} must be a whole number from 0 to ${max}, not "${text}".`)
  return number
}

function variantsOf({ database, latency, clients }: typeof values): Variant[] {
  if (!['both', 'postgres', 'embedded'].includes(database))
    throw new Error('--database must be both, postgres or embedded.')
  const databases = (['postgres', 'embedded'] as const).filter((each) => ['both', each].includes(database))
  const latencies = latency.split(',').map((each) => numberOf('latency', each, 10_000))
  const each = numberOf('clients', clients, 500)
  return databases.flatMap((of) =>
    latencies.map((latencyMs) => ({
      database: of,
      latencyMs,
      clients: latencyMs >= 300 ? each * 2 : each,
    })),
  )
}

async function bench(variants: readonly Variant[], plan: Plan, rounds: number): Promise<void> {
  const needsPostgres = variants.some(({ database }) => database === 'postgres')
  const postgres: PostgresServer | undefined = needsPostgres
    ? await startPostgres({ ...process.env, TEST_DATABASE_URL: undefined }, countingSettings)
    : undefined
  const all: Measured[] = []
  const report = () => {
    const inOrder = variants.flatMap((variant) => all.filter((each) => each.variant === variant))
    if (all.length > 0) process.stdout.write(`\n${tableOf(inOrder)}\n`)
  }
  // An interrupted run keeps its results. Its child processes end with it: their listeners wait for the exit.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      report()
      process.exit(130)
    })
  try {
    await prepare(plan)
    for (let round = 1; round <= rounds; round += 1)
      for (const variant of variants) {
        const measured = await measure(variant, plan, variant.database === 'postgres' ? postgres : undefined)
        all.push(measured)
        process.stdout.write(`round ${round}: ${lineOf(measured)}\n`)
        if (measured.firstFailure !== null) process.stdout.write(`  failed: ${measured.firstFailure}\n`)
      }
  } finally {
    await postgres?.stop()
    report()
  }
}

if (values.help) process.stdout.write(usage)
else
  await bench(
    variantsOf(values),
    {
      command: values.server.split(' ').filter(Boolean),
      flows: numberOf('flows', values.flows, 10_000),
      servers: numberOf('servers', values.servers, 20),
      limitMs: numberOf('limit', values.limit, 600) * 1000,
    },
    numberOf('rounds', values.rounds, 20),
  )
