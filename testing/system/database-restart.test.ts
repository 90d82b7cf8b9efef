import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { onboarded } from '#contracts/customers/schemas.ts'
import { bodyOf, problemOf, type Reply, send } from '../http-client.ts'
import { type RestartablePostgres, startOwnPostgres } from '../postgres-server.ts'
import { eventually } from '../running-process.ts'
import { type RunningSystem, startSystem } from '../running-system.ts'
import { newCustomer, onboard, settled } from './onboarding.ts'

let postgres: RestartablePostgres
let system: RunningSystem
let customerId = ''
beforeAll(async () => {
  postgres = await startOwnPostgres()
  system = await startSystem({ env: { DATABASE_URL: postgres.url, LOG_LEVEL: 'warn' } })
  await system.addServer({ capacity: 10_000 })
  customerId = bodyOf(await onboard(system, newCustomer('first')), 201, onboarded).customer.id
}, 120_000)
afterAll(async () => {
  await system?.remove()
  await postgres?.stop()
})

const isHealthy = async () => (await send(`${system.apiUrl}/health`)).status === 200

/** Connections that listen for notifications of other processes, of the engine and the job queue. */
async function listening(): Promise<number> {
  const client = new pg.Client({ connectionString: postgres.url })
  await client.connect()
  try {
    const { rows } = await client.query(
      "select count(*)::int as count from pg_stat_activity where pid <> pg_backend_pid() and query ilike 'listen %'",
    )
    return rows[0].count
  } finally {
    await client.end()
  }
}

/** Callers that onboard, change in transactions, and read, one request after the other. */
function startLoad(round: string) {
  let running = true
  const replies: Reply[] = []
  const acknowledged: { accountId: string; username: string }[] = []
  const forever = async (request: () => Promise<Reply>) => {
    while (running) replies.push(await request())
  }
  const onboarding = async (caller: number) => {
    for (let count = 0; running; count += 1) {
      const username = `r${round}c${caller}n${count}`
      const reply = await onboard(system, newCustomer(username), { prefer: 'wait=5' })
      replies.push(reply)
      if (reply.status !== 201) continue
      const { hosting } = bodyOf(reply, 201, onboarded)
      if (hosting) acknowledged.push({ accountId: hosting.account.id, username })
    }
  }
  const change = (name: string) =>
    forever(() =>
      system.admin('PATCH', `/api/v1/customers/${customerId}`, { body: { fullName: `${name} ${round}` } }),
    )
  const ended = Promise.all([
    onboarding(1),
    onboarding(2),
    onboarding(3),
    change('Ada'),
    change('Eva'),
    forever(() => system.admin('GET', '/api/v1/customers?search=c1')),
    forever(() =>
      system.nobody('POST', '/api/auth/sign-in/email', { body: { email: 'a@example.com', password: 'no' } }),
    ),
  ])
  return {
    replies,
    acknowledged,
    async stop() {
      running = false
      await ended
    },
  }
}

const has = (replies: readonly Reply[], status: number, from = 0) =>
  replies.slice(from).some((reply) => reply.status === status)

it('A busy process returns 503 while PostgreSQL restarts, three times, and loses nothing', async () => {
  for (const round of ['1', '2', '3']) {
    const load = startLoad(round)
    await eventually('the load runs', async () => load.acknowledged.length > 5, 60_000)
    await postgres.stopFast()
    await eventually('requests get 503', async () => has(load.replies, 503))
    await postgres.startAgain()
    const since = load.replies.length
    await eventually('requests work', async () =>
      isHealthy().then((ok) => ok && has(load.replies, 201, since)),
    )
    await load.stop()

    expect(new Set(load.replies.map(({ status }) => status))).toEqual(new Set([200, 201, 401, 503]))
    for (const refused of load.replies.filter(({ status }) => status === 503)) {
      expect(problemOf(refused)).toMatchObject({ code: 'database-unavailable' })
      expect(refused.headers['retry-after']).toBe('5')
    }
    for (const { accountId, username } of load.acknowledged) {
      expect(await settled(system, accountId)).toMatchObject({ status: 'active' })
      expect(await system.sandbox.ledger(username)).toHaveLength(1)
    }
  }
  expect(system.server.output()).not.toContain('Unhandled')
}, 240_000)

it('An idle process also survives restarts, with its listeners and jobs', async () => {
  for (const username of ['idle1', 'idle2']) {
    await postgres.stopFast()
    await eventually('health says so', async () => (await send(`${system.apiUrl}/health`)).status === 503)
    await postgres.startAgain()
    await eventually('health says so', isHealthy)
    await eventually('both listeners are back', async () => (await listening()) === 2, 30_000)
    const made = bodyOf(await onboard(system, newCustomer(username), { prefer: 'wait=30' }), 201, onboarded)
    expect(made.hosting?.account.status).toBe('active')
  }
  // More transactions than connections: a failed transaction lost no connection of the pool.
  const changes = await Promise.all(
    Array.from({ length: 25 }, (_, index) =>
      system.admin('PATCH', `/api/v1/customers/${customerId}`, { body: { fullName: `Name ${index}` } }),
    ),
  )
  expect(changes.map(({ status }) => status)).toEqual(Array(25).fill(200))
}, 120_000)
