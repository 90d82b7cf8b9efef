import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { z } from 'zod'
import { operationPage } from '#contracts/operations/schemas.ts'
import { bodyOf, send } from '../../http-client.ts'
import { eventually } from '../../running-process.ts'
import { adminLogin } from '../../running-system.ts'
import { hostingPassword, loginPassword } from '../../system/onboarding.ts'
import { type CrashSystem, startCrashSystem } from '../crash-system.ts'
import type { OwnFacts } from '../invariants/index.ts'
import { retries, sendAll, thirtyWishes } from './load.ts'
import { type Random, randomFrom } from './random.ts'

export interface StormOrder {
  readonly seed: number
  /**
   * Number of rounds of load, a kill and recovery. In one of four, the server is killed again while it
   * recovers.
   */
  readonly moments: number
  readonly onMoment?: (done: StormReport) => void
  /** Called before each moment: whether to end here. */
  readonly isEnough?: () => boolean
}

export interface StormReport {
  readonly moments: number
  readonly kills: number
  /** Number of requests with a fault at the panel. */
  readonly faults: number
  readonly facts: OwnFacts
}

/** All faults of requests, short enough for the deadlines below. */
const faults = [
  'hang',
  'hang-after',
  { fault: 'slow', ms: 500 },
  { fault: 'late', ms: 700 },
  'error',
  'error-after',
  'drop',
  'drop-after',
  'html',
  'html-after',
  { fault: 'rate-limit', retryAfter: 1 },
  'unavailable',
  'truncated',
  'truncated-before',
  'redirect',
  { fault: 'huge', bytes: 1_500_000 },
  { fault: 'huge-after', bytes: 1_500_000 },
  'drip',
  'drip-after',
  'id-missing',
  'id-of-another',
  'id-as-text',
  'null-answer',
  'phantom',
  'stranger-username',
  'stranger-email',
]

const env = {
  PANEL_DEADLINE_MS: '1000',
  PANEL_CONNECT_TIMEOUT_MS: '800',
  ENGINE_LEASE_MS: '5000',
  // Operations that stopped because of server trouble resume when a check passes.
  SERVER_CHECK_INTERVAL_MS: '400',
  ENGINE_BREAKER_OPEN_MS: '300',
  ENGINE_BREAKER_OPEN_MAX_MS: '1000',
}

/**
 * Kills the server at random moments under load and random faults, and waits after each until it is idle.
 * Every invariant must hold then. Requests without a response are repeated under their keys. Everything
 * except the timing follows from the seed.
 * @throws {Error} with the seed and the moment, naming each violation
 */
export async function storm({ seed, moments, onMoment, isEnough }: StormOrder): Promise<StormReport> {
  const random = randomFrom(seed)
  const crash = await startCrashSystem({ env })
  const { system } = crash
  try {
    const key = await system.sandbox.createKey()
    await system.addServer({ capacity: 100_000, apiKey: key.apiKey, apiSecret: key.apiSecret })
    let report: StormReport = { moments: 0, kills: 0, faults: 0, facts: await crash.readFacts() }
    while (report.moments < moments && !isEnough?.()) {
      const number = report.moments + 1
      const done = await oneMoment(crash, random, `s${seed}m${number}`, report.facts)
      expectNone(`Seed ${seed}, moment ${number}`, await crash.violations())
      const { kills, faults } = report
      report = { moments: number, kills: kills + done.kills, faults: faults + done.faults, facts: done.facts }
      onMoment?.(report)
    }
    // At the end, every operation that needs attention is retried on a healthy panel.
    await sendAll(system.admin, retries(`s${seed}end`, report.facts))
    await atRest(crash)
    expectNone(`Seed ${seed}, after all retries`, await crash.violations())
    const facts = await crash.readFacts()
    await system.kill()
    await checkByProgram(crash, { 'API secret': key.apiSecret })
    return { ...report, facts }
  } finally {
    await system.remove()
  }
}

async function oneMoment(
  crash: CrashSystem,
  random: Random,
  name: string,
  before: OwnFacts,
): Promise<Pick<StormReport, 'kills' | 'faults' | 'facts'>> {
  const { system } = crash
  let kills = 0
  const killAfter = async (ms: number) => {
    await delay(ms)
    await system.kill()
    kills += 1
  }
  await startChaos(crash, name, 0.1 + random() * 0.3)
  const sent = sendAll(system.admin, thirtyWishes(random, name, before))
  await killAfter(random() * 2000)
  let unanswered = await sent

  await system.start()
  if (random() < 0.25) {
    // Killed again, while it recovers from the last kill.
    const again = sendAll(system.admin, unanswered)
    await killAfter(random() * 1000)
    unanswered = await again
    await system.start()
  }
  unanswered = await sendAll(system.admin, unanswered)
  if (unanswered.length > 0) throw new Error(`${name}: ${unanswered[0]?.path} got no response.`)
  await delay(random() * 1000)
  const faults = await endChaos(crash)
  await atRest(crash)
  return { kills, faults, facts: await crash.readFacts() }
}

async function startChaos({ system }: CrashSystem, seed: string, rate: number): Promise<void> {
  const body = { seed, rate, faults }
  bodyOf(await send(`${system.sandbox.url}/_sandbox/chaos`, { method: 'POST', body }), 201, z.unknown())
}

const chaosState = z.object({ chaos: z.object({ applied: z.number() }) })

/** @returns the number of requests with a fault */
async function endChaos({ system }: CrashSystem): Promise<number> {
  const { chaos } = bodyOf(await send(`${system.sandbox.url}/_sandbox/chaos`), 200, chaosState)
  await system.sandbox.clearFaults()
  return chaos.applied
}

const underWay: readonly string[] = ['queued', 'running', 'waiting']

/** Waits until no automatic step follows. */
const atRest = (crash: CrashSystem) =>
  eventually(
    'no operation is in progress',
    async () => {
      for (const status of underWay) {
        const reply = await crash.system.admin('GET', `/api/v1/operations?status=${status}&limit=1`)
        if (bodyOf(reply, 200, operationPage).items.length > 0) return false
      }
      // Read in one snapshot, because an operation may have continued between two of the reads above.
      // Operations that stopped because of server trouble also resume automatically.
      const { operations } = await crash.readFacts()
      return operations.every(
        ({ status, stopped_by_trouble }) => !stopped_by_trouble && !underWay.includes(status),
      )
    },
    60_000,
  )

function expectNone(where: string, violations: readonly string[]): void {
  if (violations.length > 0) throw new Error(`${where}:\n${violations.join('\n')}`)
}

/**
 * Runs the checker as a separate program on the data of the killed server: rows, logs, and the panel's
 * ledger.
 */
async function checkByProgram({ system }: CrashSystem, secrets: Record<string, string>): Promise<void> {
  const folder = join(system.dataDir, '..')
  const all = {
    ...secrets,
    'hosting password': hostingPassword,
    'billing password': loginPassword,
    'admin password': adminLogin.password,
  }
  await writeFile(join(folder, 'secrets.json'), JSON.stringify(all))
  await writeFile(join(folder, 'server.log'), system.output())
  const program = 'scripts/check-invariants.ts'
  const flags = ['--data-dir', system.dataDir, '--at-rest']
  const texts = ['--log', join(folder, 'server.log'), '--secrets', join(folder, 'secrets.json')]
  await promisify(execFile)(process.execPath, [program, ...flags, ...texts], {
    cwd: join(import.meta.dirname, '..', '..', '..'),
    env: { PATH: process.env.PATH ?? '' },
  })
}
