import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { PGlite } from '@electric-sql/pglite'
import { z } from 'zod'
import { dumpOwnFacts } from '../invariants/read-own-facts.ts'
import { installClock, setClock, shortenTimers } from './clock.ts'
import { arm, billingKinds, say } from './halt.ts'
import { opened, watchLite } from './watch-lite.ts'
import { watchPostgres } from './watch-postgres.ts'
import { watchRequests } from './watch-requests.ts'

/**
 * Loaded into the server process by `node --import` in crash tests only. It is not part of the product. It
 * observes the commits and requests of one operation from outside the code, and stops the process at the
 * n-th. It also reads the embedded database, which only its own process can, and sets the clock.
 */
const file = process.env.CRASH_ORDERS ?? ''
const order = z.discriminatedUnion('do', [
  z.object({
    number: z.number(),
    do: z.literal('arm'),
    kind: z.enum(['create', 'suspend', 'terminate', 'claimed', ...billingKinds]),
    at: z.union([z.number(), z.string()]),
    how: z.enum(['SIGKILL', 'SIGSTOP']),
  }),
  z.object({ number: z.number(), do: z.literal('facts'), to: z.string() }),
  z.object({ number: z.number(), do: z.literal('clock'), aheadMs: z.number() }),
  z.object({ number: z.number(), do: z.literal('books'), work: z.unknown(), to: z.string() }),
])

watchLite()
watchPostgres()
watchRequests()
const { CRASH_CLOCK_AHEAD_MS: aheadMs, CRASH_TICK_MS: tickMs } = process.env
if (aheadMs !== undefined) installClock(Number(aheadMs))
// The sweeps of dunning and of the invoice run.
if (tickMs !== undefined) shortenTimers([60_000, 600_000], Number(tickMs))
say('watching')

function openLite(): PGlite {
  if (!opened.lite) throw new Error('The embedded database is not open.')
  return opened.lite
}

const answer = (to: string, result: unknown) => {
  writeFileSync(`${to}.part`, JSON.stringify(result))
  renameSync(`${to}.part`, to)
}

process.on('SIGUSR2', async () => {
  const given = order.parse(JSON.parse(readFileSync(file, 'utf8')))
  if (given.do === 'arm') arm(given)
  else if (given.do === 'clock') setClock(given.aheadMs)
  else if (given.do === 'books') {
    // Loaded late: a server without such an order does not load it.
    const { onLite } = await import('../billing/books-work.ts')
    answer(given.to, await onLite(openLite(), given.work))
  } else
    answer(
      given.to,
      await openLite().transaction((tx) =>
        dumpOwnFacts(async (text) => (await tx.query<Record<string, unknown>>(text)).rows),
      ),
    )
  say(`done ${given.number}`)
})
