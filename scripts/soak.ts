import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { type StormReport, storm } from '#testing/crash/storm/storm.ts'
import { settleAfterHang } from '#testing/isolation/settle-after-hang.ts'
import { givenOptions } from './given-options.ts'
import { goalMs, soakPage } from './soak/page.ts'

const usage = `Kills the real server at random moments under load and random faults, and checks every invariant after each.

  npm run soak -- [--moments 200] [--seed N] [--round 25] [--out docs/soak.md]

Each round of this number of moments has its own database and panel. The first violation ends the run with exit code 1.
`

const { values } = givenOptions(
  () =>
    parseArgs({
      options: {
        moments: { type: 'string', default: '200' },
        seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000_000)) },
        round: { type: 'string', default: '25' },
        out: { type: 'string', default: 'docs/soak.md' },
        help: { type: 'boolean', default: false },
      },
    }),
  { usage, incorrect: 1 },
)

const say = (line: string) => process.stdout.write(`${line}\n`)
/** npm passes a signal on, so Ctrl-C arrives twice. */
const sameSignalMs = 1_000

/**
 * SIGTERM ends the soak test at once. Ctrl-C ends it after the current moment, with a report on the work so far, or at
 * once if there is nothing to report. A second Ctrl-C always ends it at once. The servers of the test get SIGKILL when
 * this process exits, and their data is temporary.
 */
function stopOnSignals() {
  let hasMoments = false
  let enoughSince: number | null = null
  process.on('SIGTERM', () => process.exit(143))
  process.on('SIGINT', () => {
    const isSecond = enoughSince !== null && performance.now() - enoughSince > sameSignalMs
    if (!hasMoments || isSecond) process.exit(130)
    if (enoughSince !== null) return
    enoughSince = performance.now()
    say('The soak test ends after the current moment. Another Ctrl-C ends it now.')
  })
  return {
    isEnough: () => enoughSince !== null,
    hasMoments: () => {
      hasMoments = true
    },
  }
}

async function soak(options: { moments: number; seed: number; round: number; out: string }): Promise<void> {
  const { moments, seed, round } = options
  const startedAt = performance.now()
  const seconds = () => ((performance.now() - startedAt) / 1000).toFixed(0)
  say(`seed ${seed}, ${moments} moments; repeat with: npm run soak -- --seed ${seed} --moments ${moments}`)
  const stop = stopOnSignals()
  const settledMs = await settleAfterHang()
  say(
    `${seconds()} s: after a create that hung, settled in ${(settledMs / 1000).toFixed(1)} s with the default settings`,
  )
  if (settledMs > goalMs) throw new Error(`The goal is ${goalMs / 1000} s.`)

  const reports: StormReport[] = []
  for (let done = 0; done < moments && !stop.isEnough(); done += round) {
    const report = await storm({
      seed: seed + reports.length,
      moments: Math.min(round, moments - done),
      isEnough: stop.isEnough,
      onMoment: ({ moments: number, kills, faults, facts }) => {
        stop.hasMoments()
        say(
          `${seconds()} s: moment ${done + number} of ${moments}; round: ${kills} kills, ${faults} faults, ${facts.accounts.length} accounts, ${facts.operations.length} operations; no violation`,
        )
      },
    })
    reports.push(report)
  }
  const sum = (count: (report: StormReport) => number) =>
    reports.reduce((total, each) => total + count(each), 0)
  const text = soakPage({
    date: new Date().toISOString().slice(0, 10),
    version: `${version}, Node ${process.version}, embedded database`,
    seed,
    moments: sum((report) => report.moments),
    round,
    kills: sum(({ kills }) => kills),
    faults: sum(({ faults }) => faults),
    operations: reports.flatMap(({ facts }) => facts.operations),
    accounts: sum(({ facts }) => facts.accounts.length),
    minutes: (performance.now() - startedAt) / 60_000,
    settledMs,
  })
  writeFileSync(options.out, text)
  say(`${seconds()} s: no violation; written to ${options.out}`)
}

const { version } = z
  .object({ version: z.string() })
  .parse(createRequire(import.meta.url)(join('..', 'package.json')))

await soak({
  moments: Number(values.moments),
  seed: Number(values.seed),
  round: Number(values.round),
  out: values.out,
}).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
  process.exitCode = 1
})
