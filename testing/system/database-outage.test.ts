import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { onboarded } from '#contracts/customers/schemas.ts'
import { bodyOf, problemOf, send } from '../http-client.ts'
import { eventually } from '../running-process.ts'
import { type RunningSystem, startSystem } from '../running-system.ts'
import { newCustomer, onboard, onboardAtOnce, settled } from './onboarding.ts'

/** A proxy between server and database, so that the database can become unavailable and return. */
async function startProxy(target: URL) {
  const sockets = new Set<Socket>()
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    return socket
  }
  const serve = (): Server =>
    createServer((incoming) => {
      const outgoing = keep(connect(Number(target.port), target.hostname))
      keep(incoming).pipe(outgoing).pipe(incoming)
      incoming.on('close', () => outgoing.destroy())
      outgoing.on('close', () => incoming.destroy())
    })
  let server = serve().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    port,
    async stop() {
      server.close()
      for (const socket of sockets) socket.destroy()
      await once(server, 'close')
    },
    async startAgain() {
      server = serve().listen(port, '127.0.0.1')
      await once(server, 'listening')
    },
  }
}

let proxy: Awaited<ReturnType<typeof startProxy>>
let system: RunningSystem
beforeAll(async () => {
  proxy = await startProxy(new URL(inject('testPostgresUrl')))
  const reachedAt = (databaseUrl: string) => {
    const url = new URL(databaseUrl)
    url.port = String(proxy.port)
    return url.href
  }
  system = await startSystem({ database: 'postgres', reachedAt })
  await system.addServer()
})
afterAll(async () => {
  await system?.remove()
  await proxy?.stop()
})

const statuses = async () => {
  const urls = [system.apiUrl, system.webUrl].flatMap((origin) => [`${origin}/health`, `${origin}/ready`])
  const replies = await Promise.all(urls.map((url) => send(url)))
  return replies.map(({ status }) => status)
}

it('Health and ready return 503 while PostgreSQL is unavailable, and 200 when it is back; nothing is lost', async () => {
  await system.sandbox.addFault({ fault: 'hang', path: 'create', username: 'anna' })
  const begun = await onboardAtOnce(system, newCustomer('anna'))
  await system.sandbox.hanging(1)
  expect(await statuses()).toEqual([200, 200, 200, 200])

  await proxy.stop()
  await eventually('all four return 503', async () => (await statuses()).every((status) => status === 503))
  const health = await send(`${system.apiUrl}/health`)
  expect(health.json).toMatchObject({ status: 'failing', checks: { database: { status: 'fail' } } })
  const refused = problemOf(await onboard(system, newCustomer('berta'), { prefer: 'wait=0' }))
  expect([refused.status, refused.code]).toEqual([503, 'database-unavailable'])
  expect(refused.detail).toContain('Idempotency-Key')

  await proxy.startAgain()
  await eventually('all four return 200', async () => (await statuses()).every((status) => status === 200))
  expect(await settled(system, begun.accountId)).toMatchObject({ status: 'active' })
  expect(await system.sandbox.ledger('anna')).toHaveLength(1)
  const made = bodyOf(await onboard(system, newCustomer('berta'), { prefer: 'wait=30' }), 201, onboarded)
  expect(made.hosting?.account.status).toBe('active')
}, 90_000)

it('A process survives the end of all its database connections under load, and serves again', async () => {
  const name = new URL(system.databaseUrl ?? '').pathname.slice(1)
  const admin = new pg.Client({ connectionString: inject('testPostgresUrl') })
  await admin.connect()
  try {
    for (let round = 1; round <= 3; round += 1) {
      const load = [1, 2, 3, 4].map((each) =>
        onboard(system, newCustomer(`ended${round}x${each}`), { prefer: 'wait=0' }).catch(() => undefined),
      )
      const { rowCount } = await admin.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1',
        [name],
      )
      expect(rowCount).toBeGreaterThan(0)
      await Promise.all(load)
      await eventually('all four return 200', async () =>
        (await statuses()).every((status) => status === 200),
      )
    }
  } finally {
    await admin.end()
  }
  const made = bodyOf(await onboard(system, newCustomer('clara'), { prefer: 'wait=30' }), 201, onboarded)
  expect(made.hosting?.account.status).toBe('active')
}, 90_000)
