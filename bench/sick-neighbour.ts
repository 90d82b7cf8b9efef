import { parseArgs } from 'node:util'
import { type Neighbours, startNeighbours } from '#testing/isolation/neighbours.ts'
import { shippedSettings } from '#testing/isolation/shipped-settings.ts'
import { newCustomer, onboardWaiting } from '#testing/system/onboarding.ts'
import { quantile } from './quantile.ts'

const usage = `Measures the effect of a hanging server on the others: latencies with and without it, in one run.

  npm run bench:sick-neighbour -- [--samples 30] [--hanging 200] [--pairs 6]

Each pair is a block of samples without the failing server and a block with it. The order alternates (without, with;
with, without; ...), so a change in the load of the machine affects both sides alike. The ratio of each pair is printed.
If the ratios differ widely, the machine was too busy and the run has no result.
`

const { values } = parseArgs({
  options: {
    samples: { type: 'string', default: '30' },
    hanging: { type: 'string', default: '200' },
    pairs: { type: 'string', default: '6' },
    help: { type: 'boolean', default: false },
  },
})

/** Milliseconds, in order. */
interface Latencies {
  readonly provisioning: number[]
  readonly list: number[]
}

async function timed(into: number[], work: () => Promise<unknown>): Promise<void> {
  const startedAt = performance.now()
  await work()
  into.push(performance.now() - startedAt)
}

let customers = 0

/**
 * Runs onboardings one after the other, each until its account is active, and reads the customers list after
 * each.
 */
async function measure({ system, well }: Neighbours, samples: number, into: Latencies): Promise<void> {
  for (let sample = 0; sample < samples; sample += 1) {
    customers += 1
    const body = newCustomer(`well${customers}`, well.serverId)
    await timed(into.provisioning, async () => {
      const { hosting } = await onboardWaiting(system, body)
      if (hosting?.account.status !== 'active') throw new Error(hosting?.message)
    })
    await timed(into.list, () => system.admin('GET', '/api/v1/customers?limit=25'))
  }
}

const none = (): Latencies => ({ provisioning: [], list: [] })

interface Pair {
  readonly without: Latencies
  readonly withSick: Latencies
}

const ms = (value: number) => `${value.toFixed(0)} ms`.padStart(9)

const ratioOf = (q: number, without: number[], withSick: number[]) =>
  quantile(withSick, q) / quantile(without, q)

function report(name: string, pairs: readonly Pair[], of: keyof Latencies): void {
  const without = pairs.flatMap((pair) => pair.without[of])
  const withSick = pairs.flatMap((pair) => pair.withSick[of])
  const cells = [0.5, 0.95].map((q) => `${ms(quantile(without, q))} ${ms(quantile(withSick, q))}`)
  const ratio = ratioOf(0.95, without, withSick).toFixed(2).padStart(6)
  const each = pairs.map((pair) => ratioOf(0.5, pair.without[of], pair.withSick[of]).toFixed(2))
  process.stdout.write(
    `${name.padEnd(14)}${cells.join('  ')}  ${ratio}   medians, pair by pair: ${each.join(' ')}\n`,
  )
}

/** One block on each side. The caller decides which comes first. */
async function measurePair(
  all: Neighbours,
  options: { samples: number; hanging: number; sickFirst: boolean; isSick: boolean },
): Promise<Pair & { isSick: boolean }> {
  const { samples, hanging, sickFirst } = options
  const pair: Pair = { without: none(), withSick: none() }
  let { isSick } = options
  for (const wanted of [sickFirst, !sickFirst]) {
    if (wanted && !isSick) await all.hang(hanging)
    if (!wanted && isSick) await all.recover()
    if (wanted) await all.sick.panel.hanging(1)
    isSick = wanted
    await measure(all, samples, wanted ? pair.withSick : pair.without)
  }
  return { ...pair, isSick }
}

async function bench(options: { samples: number; hanging: number; pairs: number }): Promise<void> {
  const { samples, hanging } = options
  const all = await startNeighbours({ env: shippedSettings })
  try {
    await measure(all, 20, none())
    const pairs: Pair[] = []
    let isSick = false
    while (pairs.length < options.pairs) {
      const sickFirst = pairs.length % 2 === 1
      const pair = await measurePair(all, { samples, hanging, sickFirst, isSick })
      isSick = pair.isSick
      pairs.push(pair)
    }
    process.stdout.write(
      `${pairs.length} pairs of ${samples} samples each, ${hanging} operations hanging on the other server\n\n` +
        `                      median                p95           ratio\n` +
        `                without      with   without      with     of p95\n`,
    )
    report('provisioning', pairs, 'provisioning')
    report('customers', pairs, 'list')
    process.stdout.write('\ngoal: at most 1.50\n')
  } finally {
    await all.remove()
  }
}

if (values.help) process.stdout.write(usage)
else {
  const { samples, hanging, pairs } = values
  await bench({ samples: Number(samples), hanging: Number(hanging), pairs: Number(pairs) })
}
