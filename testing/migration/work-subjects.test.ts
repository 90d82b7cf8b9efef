import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { markerFor } from '#server/domain/accounts/index.ts'
import type { Domain } from '#server/domain/context.ts'
import { bindEarlierSecrets } from '#server/domain/sealing/index.ts'
import { hashKey } from '#server/domain/servers/connection.ts'
import { type Database, rowsOf } from '#server/platform/database/index.ts'
import { openInstallation } from '#server/platform/installation/index.ts'
import { describeDomain, type TestDomain, testSecretKey } from '../domain.ts'
import { hostingPassword, runUntilSettled, strangerOnPanel } from '../domain-steps.ts'
import { sealEarlier } from '../seal-earlier.ts'
import {
  insertOldAccount,
  insertOldAttempt,
  insertOldOperation,
  insertOldServer,
  oldIds,
  openPreviousRelease,
} from './previous-release.ts'

const migration = '0014_work-subjects'

/** The state that the previous release left: unfinished operations in every state. */
async function leaveBehind(test: TestDomain, domain: Domain, database: Database): Promise<void> {
  const { sandbox } = test
  const seal = (plain: string, context: string) => sealEarlier(testSecretKey, plain, context)
  const { apiKey, apiSecret } = sandbox
  await insertOldServer(database, {
    baseUrl: sandbox.url,
    apiKeySealed: seal(apiKey, `servers.api_key:${oldIds.server}`),
    apiSecretSealed: seal(apiSecret, `servers.api_secret:${oldIds.server}`),
    apiKeyHash: hashKey(domain.keyring, apiKey),
  })
  const account = async (number: number, username: string, status: string, panelUserId: number | null) => {
    const id = oldIds.account(number)
    const passwordSealed = seal(hostingPassword, `hosting_accounts.password:${id}`)
    await insertOldAccount(database, {
      number,
      username,
      status,
      holdsSlot: status !== 'failed',
      panelUserId: panelUserId === null ? null : String(panelUserId),
      passwordSealed: panelUserId === null ? passwordSealed : null,
      marker: markerFor(domain, id),
    })
  }
  const onPanel = (number: number, username: string) =>
    strangerOnPanel(test, {
      username,
      email: `${username}@example.com`,
      billing_id: markerFor(domain, oldIds.account(number)),
    })

  await account(1, 'queued', 'pending', null)
  await insertOldOperation(database, { number: 1, kind: 'create', status: 'queued' })
  await onPanel(2, 'unknown')
  await account(2, 'unknown', 'unknown', null)
  await insertOldOperation(database, { number: 2, kind: 'create', status: 'waiting' })
  await insertOldAttempt(database, 2, 'unknown')
  await account(3, 'running', 'active', await onPanel(3, 'running'))
  await insertOldOperation(database, {
    number: 3,
    kind: 'suspend',
    status: 'running',
    leaseUntil: '2026-03-01T07:02:00.000Z',
    input: { reason: 'abuse' },
  })
  await insertOldAttempt(database, 3, null)
  await account(4, 'stopped', 'failed', null)
  await insertOldOperation(database, { number: 4, kind: 'create', status: 'needs-person' })
}

describeDomain('The schema of the previous release, with unfinished operations', (open) => {
  async function upgraded(work: (test: TestDomain, database: Database) => Promise<void>): Promise<void> {
    const test = open()
    const previous = await openPreviousRelease(test.database, migration)
    try {
      const { database } = previous
      const domain = test.domainWith({ database })
      await leaveBehind(test, domain, database)
      await previous.upgrade()
      await openInstallation(database.db)
      await bindEarlierSecrets(domain, domain.keyring)
      await work({ ...test, domain, database }, database)
    } finally {
      await previous.remove()
    }
  }

  const rows = async ({ db }: Database, query: ReturnType<typeof sql>) => rowsOf(await db.execute(query))
  const slots = (database: Database) => rows(database, sql`select slots_held from servers`)

  // The first test starts the embedded database.
  it('gives each operation its subject and queue, and counts the slots', { timeout: 120_000 }, () =>
    upgraded(async (_, database) => {
      const operations = await rows(
        database,
        sql`select subject_kind, subject_id = account_id as subject, queue_key = server_id::text as queue from operations`,
      )
      expect(operations).toHaveLength(4)
      expect(new Set(operations.map((row) => JSON.stringify(row)))).toEqual(
        new Set([JSON.stringify({ subject_kind: 'hosting-account', subject: true, queue: true })]),
      )
      expect(await slots(database)).toEqual([{ slots_held: 3 }])
    }),
  )

  it('lets this release finish the operations that the previous one began', () =>
    upgraded(async (test, database) => {
      for (const [number, status] of [
        [1, 'succeeded'],
        [2, 'succeeded'],
        [3, 'succeeded'],
      ] as const)
        expect(await runUntilSettled(test, oldIds.operation(number))).toMatchObject({ status })
      expect(await rows(database, sql`select username, status from hosting_accounts order by id`)).toEqual([
        { username: 'queued', status: 'active' },
        { username: 'unknown', status: 'active' },
        { username: 'running', status: 'suspended' },
        { username: 'stopped', status: 'failed' },
      ])
    }))

  it('still accepts the writes of the previous release', () =>
    upgraded(async (test, database) => {
      await runUntilSettled(test, oldIds.operation(1))
      await database.db.execute(sql`delete from operation_events where operation_id = ${oldIds.operation(1)}`)
      await database.db.execute(sql`delete from attempts where operation_id = ${oldIds.operation(1)}`)
      await database.db.execute(sql`delete from operations where id = ${oldIds.operation(1)}`)
      await insertOldOperation(database, {
        number: 1,
        kind: 'suspend',
        status: 'queued',
        input: { reason: 'staff' },
      })
      expect(await runUntilSettled(test, oldIds.operation(1))).toMatchObject({
        kind: 'suspend',
        status: 'succeeded',
      })
      await database.db.execute(
        sql`update hosting_accounts set status = 'terminated', holds_slot = false where id = ${oldIds.account(2)}`,
      )
      expect(await slots(database)).toEqual([{ slots_held: 2 }])
    }))
})
