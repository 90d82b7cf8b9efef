import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { runCommand } from '#testing/running-process.ts'
import type { Installation } from '../installation.ts'
import { countOf, type Place } from './place.ts'

const lookEveryMs = 200
const healthEveryMs = 100
const limitMs = 60 * 60_000
const underWay = 409

const newest = z.object({ items: z.array(z.object({ number: z.string().nullable() })) })

/** Measured while the renewals of all customers were invoiced. */
export interface RenewalsSeen {
  /** From the first request to the end, with kills and starts. */
  readonly totalMs: number
  /** From each kill until the next server invoiced again. */
  readonly pausesMs: readonly number[]
  /** The number of invoices at each kill. */
  readonly killedAt: readonly number[]
  readonly healthMs: readonly number[]
  /** Not 200, while the server ran. */
  readonly healthFailed: number
}

/** The serial number of the newest invoice, as the API lists it: numbers have no gaps. */
async function invoicesOf(installation: Installation): Promise<number> {
  const { items } = await installation.call('GET', '/api/v1/invoices?limit=1&kind=invoice', 200, newest)
  return Number(/(\d+)$/.exec(items[0]?.number ?? '0')?.[1] ?? 0)
}

/** Requests runs until one has invoiced everything. The run of a killed server ends with its lease. */
async function runUntilDone(installation: Installation, isEnded: () => boolean): Promise<void> {
  while (!isEnded()) {
    const reply = await installation.reply('POST', '/api/v1/billing/run', {}).catch(() => null)
    if (reply === null) return
    if (reply.status === 200) return
    if (reply.status !== underWay) throw new Error(`The run was refused: ${reply.status} ${reply.text}`)
    await delay(lookEveryMs)
  }
}

/** Watches /health until `isEnded`. No request is sent while the server is down. */
async function watchHealth(installation: Installation, state: { isDown: boolean; isEnded: boolean }) {
  const healthMs: number[] = []
  let healthFailed = 0
  while (!state.isEnded) {
    if (!state.isDown) {
      const ms = await installation.healthMs().catch(() => null)
      if (ms !== null) healthMs.push(ms)
      else if (!state.isDown) healthFailed += 1
    }
    await delay(healthEveryMs)
  }
  return { healthMs, healthFailed }
}

/** Invoices all `renewals` by the real server, which is killed `kills` times on the way. */
export async function invoiceAll(
  installation: Installation,
  { renewals, kills }: { readonly renewals: number; readonly kills: number },
): Promise<RenewalsSeen> {
  const killAt = Array.from({ length: kills }, (_, kill) => Math.floor((renewals * (kill + 1)) / (kills + 1)))
  const killedAt: number[] = []
  const pausesMs: number[] = []
  const state = { isDown: false, isEnded: false }
  const watching = watchHealth(installation, state)
  const startedAt = performance.now()
  let pausedSince: { at: number; invoices: number } | null = null
  let running = runUntilDone(installation, () => state.isEnded)
  try {
    for (;;) {
      if (performance.now() - startedAt > limitMs) throw new Error('The renewals were not invoiced in time.')
      const invoices = await invoicesOf(installation)
      if (pausedSince && invoices > pausedSince.invoices) {
        pausesMs.push(performance.now() - pausedSince.at)
        pausedSince = null
      }
      if (invoices >= renewals) break
      const [next] = killAt
      if (next !== undefined && invoices >= next) {
        killAt.shift()
        state.isDown = true
        await installation.kill()
        await running
        pausedSince = { at: performance.now(), invoices }
        killedAt.push(invoices)
        await installation.start()
        state.isDown = false
        running = runUntilDone(installation, () => state.isEnded)
      }
      await delay(lookEveryMs)
    }
    await running
    const totalMs = performance.now() - startedAt
    state.isEnded = true
    return { totalMs, pausesMs, killedAt, ...(await watching) }
  } finally {
    state.isEnded = true
  }
}

/** Each customer has one invoice, each due item one charge, and nothing is due any more. Returns what is wrong. */
export const findTwinsAndHoles = ({ connected }: Place, renewals: number): Promise<string[]> =>
  connected(async (run) => {
    const found: [string, number, number][] = [
      ['invoices', renewals, await countOf(run, `select count(*) from documents where status <> 'draft'`)],
      [
        'customers with an invoice',
        renewals,
        await countOf(run, 'select count(distinct customer_id) from documents'),
      ],
      [
        'items with one recurring charge',
        await countOf(run, 'select count(*) from subscription_items'),
        await countOf(
          run,
          `select count(*) from (select item_id from charges where kind = 'recurring' group by item_id having count(*) = 1) once`,
        ),
      ],
      ['parked customers', 0, await countOf(run, 'select count(*) from billing_parks')],
      [
        'subscriptions still due',
        0,
        await countOf(run, 'select count(*) from subscriptions where next_bill_on <= current_date'),
      ],
    ]
    return found
      .filter(([, expected, actual]) => expected !== actual)
      .map(([of, expected, actual]) => `${of}: ${actual} instead of ${expected}`)
  })

/** Runs `npm run check:books` on the data. The server must be stopped. Returns its output and exit code. */
export async function checkBooksOf({
  env,
}: Place): Promise<{ code: number | null; output: string; ms: number }> {
  const startedAt = performance.now()
  const running = runCommand(['node', 'scripts/check-books.ts'], env)
  const code = await running.ended()
  return { code, output: running.output().trim(), ms: performance.now() - startedAt }
}
