import { chownSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { onboarded } from '#contracts/customers/schemas.ts'
import { bodyOf, problemOf } from '../http-client.ts'
import { postgresUser } from '../postgres-binaries.ts'
import { type PostgresServer, startOwnPostgres } from '../postgres-server.ts'
import { eventually } from '../running-process.ts'
import { type RunningSystem, startSystem } from '../running-system.ts'
import { mountSmallDisk } from '../small-disk.ts'
import { newCustomer, onboard, settled } from './onboarding.ts'

const disk = mountSmallDisk(120)

/** A database whose tables are on the small disk. Its write-ahead log is on another one. */
async function makeDatabase({ url }: PostgresServer): Promise<string> {
  const user = postgresUser()
  if (user) chownSync(disk.folder, user.uid, user.gid)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`create tablespace small location '${disk.folder}'`)
    await client.query('create database small tablespace small')
  } finally {
    await client.end()
  }
  return Object.assign(new URL(url), { pathname: '/small' }).href
}

describe.skipIf(!disk.isMounted)('A full disk of PostgreSQL', () => {
  let postgres: PostgresServer
  let system: RunningSystem
  beforeAll(async () => {
    postgres = await startOwnPostgres()
    system = await startSystem({ env: { DATABASE_URL: await makeDatabase(postgres) } })
    await system.addServer({ capacity: 100_000 })
  }, 180_000)
  afterAll(async () => {
    await system?.remove()
    await postgres?.stop()
    disk.remove()
  })

  it('refuses requests that cannot be saved, loses nothing, and needs no restart afterwards', async () => {
    const acknowledged: { accountId: string; username: string }[] = []
    const next = async (username: string) => {
      const reply = await onboard(system, newCustomer(username), { prefer: 'wait=0' })
      if (reply.status === 201 || reply.status === 202) {
        const { hosting } = bodyOf(reply, reply.status, onboarded)
        if (hosting) acknowledged.push({ accountId: hosting.account.id, username })
      }
      return reply
    }
    const { pid } = system.server
    const before = await next('before')
    expect(before.status).toBeLessThan(300)
    disk.fill()
    // The pages that the tables have already take some more rows.
    let refused = before
    for (let count = 0; refused.status < 300 && count < 2_000; count += 1)
      refused = await next(`full${count}`)
    expect(problemOf(refused)).toMatchObject({ status: 503, code: 'database-unavailable' })
    expect(problemOf(refused).detail).toContain('no space left on the disk')
    expect((await system.admin('GET', '/api/v1/customers')).status).toBe(200)

    disk.makeSpace()
    await eventually('a customer can be created', async () => (await next('space')).status < 300)
    for (const { accountId } of acknowledged)
      expect(await settled(system, accountId)).toMatchObject({ status: 'active' })
    expect(system.server.pid).toBe(pid)
    // No account exists twice, and none is missing.
    const names = (await system.sandbox.ledger()).map(({ username }) => username)
    expect(new Set(names).size).toBe(names.length)
    for (const { username } of acknowledged) expect(names).toContain(username)
  }, 240_000)
})
