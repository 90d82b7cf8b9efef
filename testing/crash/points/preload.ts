import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { dumpOwnFacts } from '../invariants/read-own-facts.ts'
import { arm, say } from './halt.ts'
import { opened, watchLite } from './watch-lite.ts'
import { watchPostgres } from './watch-postgres.ts'
import { watchRequests } from './watch-requests.ts'

/**
 * Loaded into the server process by `node --import` in crash tests only. It is not part of the product. It
 * observes the commits and requests of one operation from outside the code, and stops the process at the
 * n-th. It also reads the embedded database, which only its own process can.
 */
const file = process.env.CRASH_ORDERS ?? ''
const order = z.discriminatedUnion('do', [
  z.object({
    number: z.number(),
    do: z.literal('arm'),
    kind: z.enum(['create', 'suspend', 'terminate', 'claimed']),
    at: z.union([z.number(), z.string()]),
    how: z.enum(['SIGKILL', 'SIGSTOP']),
  }),
  z.object({ number: z.number(), do: z.literal('facts'), to: z.string() }),
])

watchLite()
watchPostgres()
watchRequests()
say('watching')

process.on('SIGUSR2', async () => {
  const given = order.parse(JSON.parse(readFileSync(file, 'utf8')))
  if (given.do === 'arm') arm(given)
  else {
    const { lite } = opened
    if (!lite) throw new Error('The embedded database is not open.')
    const facts = await lite.transaction((tx) =>
      dumpOwnFacts(async (text) => (await tx.query<Record<string, unknown>>(text)).rows),
    )
    writeFileSync(`${given.to}.part`, JSON.stringify(facts))
    renameSync(`${given.to}.part`, given.to)
  }
  say(`done ${given.number}`)
})
