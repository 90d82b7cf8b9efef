import { parseArgs } from 'node:util'
import { type Neighbours, startNeighbours } from '#testing/isolation/neighbours.ts'
import { shippedSettings } from '#testing/isolation/shipped-settings.ts'
import { newCustomer, onboardWaiting } from '#testing/system/onboarding.ts'
import { quantile } from './quantile.ts'

const usage = `What one server that hangs costs the others: latencies with and without it, in one run.

  npm run bench:sick-neighbour -- [--samples 100] [--hanging 200] [--rounds 2]

Each round measures without, then with; in between the sick server gets well. All samples are pooled.
`

const { values } = parseArgs({
  options: {
    samples: { type: 'string', default: '100' },
    hanging: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '2' },
    help: { type: 'boolean', default: false },
  },
})

/** Milliseconds, one by one. */
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

/** Onboardings one after the other, each until its account is active, and after each a look at the customers list. */
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

const ms = (value: number) => `${value.toFixed(0)} ms`.padStart(9)

function report(name: string, without: number[], withSick: number[]): void {
  const cells = [0.5, 0.95].map((q) => `${ms(quantile(without, q))} ${ms(quantile(withSick, q))}`)
  const ratio = quantile(withSick, 0.95) / quantile(without, 0.95)
  process.stdout.write(`${name.padEnd(14)}${cells.join('  ')}  ${ratio.toFixed(2).padStart(6)}\n`)
}

async function bench({
  samples,
  hanging,
  rounds,
}: {
  samples: number
  hanging: number
  rounds: number
}): Promise<void> {
  const all = await startNeighbours({ env: shippedSettings })
  try {
    await measure(all, 20, none())
    const without = none()
    const withSick = none()
    for (let round = 1; round <= rounds; round += 1) {
      await measure(all, samples, without)
      await all.hang(hanging)
      await all.sick.panel.hanging(1)
      await measure(all, samples, withSick)
      await all.recover()
    }
    process.stdout.write(
      `${rounds} x ${samples} samples each, ${hanging} operations hanging on the other server\n\n` +
        `                      median                p95           ratio\n` +
        `                without      with   without      with     of p95\n`,
    )
    report('provisioning', without.provisioning, withSick.provisioning)
    report('customers', without.list, withSick.list)
    process.stdout.write('\ngoal: at most 1.50\n')
  } finally {
    await all.remove()
  }
}

if (values.help) process.stdout.write(usage)
else {
  const { samples, hanging, rounds } = values
  await bench({ samples: Number(samples), hanging: Number(hanging), rounds: Number(rounds) })
}
