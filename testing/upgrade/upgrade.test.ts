import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { checkBooks } from '#server/domain/billing/books/index.ts'
import { migrationState, openDatabase, rowsOf } from '#server/platform/database/index.ts'
import { bodyOf, type Call, caller, cookieOf, send } from '../http-client.ts'
import { eventually, type RunningProcess, runProgram } from '../running-process.ts'
import { type RunningSandbox, runSandbox } from '../running-sandbox.ts'
import { shortSettings } from '../running-system.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../webhook-receiver.ts'
import { earlier, usernames } from './constants.ts'
import { type EarlierDatabase, openEarlier, rowsIn, tablesOf } from './open-earlier.ts'

/** The newest migration of each database. docs/upgrades.md says which version made it. */
const names = ['0012', '0018', '0026', '0034']
/** The start of the program takes most of the time. On the embedded database, the oldest and the newest one do it. */
const isStarted = ({ name, kind }: { name: string; kind: string }) =>
  kind === 'postgres' || name === '0012' || name === '0034'
const timeout = 120_000
const signInAs = (apiUrl: string, login: { email: string; password: string }) =>
  send(`${apiUrl}/api/auth/sign-in/email`, { method: 'POST', body: login })

describe.each(
  names.flatMap((name) => (['embedded', 'postgres'] as const).map((kind) => ({ name, kind }))),
)('The database with the schema $name ($kind)', ({ name, kind }) => {
  let earlierDatabase: EarlierDatabase
  let receiver: WebhookReceiver
  let panel: RunningSandbox
  let server: RunningProcess
  let apiUrl = ''
  let admin: Call
  /** Of the hosting accounts, by username. */
  const ids = new Map<string, string>()
  const open = () => openDatabase(earlierDatabase)

  beforeAll(async () => {
    earlierDatabase = await openEarlier(kind, name)
    receiver = await startWebhookReceiver()
    panel = await runSandbox({
      SANDBOX_PORT: String(earlier.panel.port),
      SANDBOX_API_KEY: earlier.apiKey,
      SANDBOX_API_SECRET: earlier.apiSecret,
    })
  })
  afterAll(async () => {
    await server?.kill()
    await panel?.process.kill()
    await receiver?.[Symbol.asyncDispose]()
    await earlierDatabase?.remove()
  })

  /** The accounts that the panel had when the earlier version was killed. */
  async function createOnPanel(): Promise<void> {
    const database = await open()
    const accounts = rowsOf(
      await database.db.execute(sql`select id, username, email, marker from hosting_accounts`),
    )
    await database.close()
    for (const { id, username } of accounts) ids.set(String(username), String(id))
    for (const username of [usernames.active, usernames.suspended, usernames.running]) {
      const found = accounts.find((each) => each.username === username)
      await panel.createAccount({
        username,
        email: String(found?.email),
        password: earlier.hostingPassword,
        billing_id: String(found?.marker),
      })
    }
  }

  it('is migrated without a change to its rows', { timeout }, async () => {
    const database = await open()
    const { db } = database
    const tables = await tablesOf(db)
    // Two migrations change rows on purpose: 0016 defines again which customers need attention, 0019 ends all sessions.
    tables.delete('sessions')
    tables.set('customers', tables.get('customers')?.filter((each) => each !== 'needs_attention') ?? [])
    const before = await rowsIn(db, tables)
    expect(before.customers).toHaveLength(name === '0034' ? 6 : 5)
    await database.migrate()
    expect(await rowsIn(db, tables)).toEqual(before)
    expect(await migrationState(db)).toMatchObject({ missing: 0, unknown: 0, changed: 0 })
    await database.close()
  })

  it.skipIf(!isStarted({ name, kind }))(
    'opens with this version: sign-in and the sealed keys work',
    {
      timeout,
    },
    async () => {
      await createOnPanel()
      server = runProgram('scripts/start.ts', {
        ...shortSettings,
        WEB_PORT: '0',
        API_PORT: '0',
        DATA_DIR: earlierDatabase.dataDir,
        ...(earlierDatabase.databaseUrl && { DATABASE_URL: earlierDatabase.databaseUrl }),
        SECRET_KEY: earlier.secretKey,
        PANEL_ALLOWED_NETWORKS: '127.0.0.0/8',
        ALERT_WEBHOOK_URL: receiver.url,
      })
      apiUrl = (await server.says(/API (http:\S+)/, 60_000))[1] ?? ''
      const signedIn = await signInAs(apiUrl, earlier.admin)
      bodyOf(signedIn, 200, z.unknown())
      admin = caller(apiUrl, cookieOf(signedIn))
      const login = { email: `${usernames.active}@example.com`, password: earlier.loginPassword }
      bodyOf(await signInAs(apiUrl, login), 200, z.unknown())
      const body = { thisIs: 'the-real-one' }
      bodyOf(await admin('POST', '/api/v1/installation/decide', { body }), 200, z.unknown())
      const list = z.looseObject({ items: z.array(z.looseObject({ id: z.string(), name: z.string() })) })
      const { items } = bodyOf(await admin('GET', '/api/v1/servers'), 200, list)
      const first = items.find((each) => each.name === 'First server')
      const tested = bodyOf(
        await admin('POST', `/api/v1/servers/${first?.id}/test`),
        200,
        z.looseObject({ server: z.looseObject({ status: z.string() }) }),
      )
      expect(tested.server.status).toBe('online')
    },
  )

  it.skipIf(!isStarted({ name, kind }))(
    'has its operations finished exactly once, and its queued job done',
    {
      timeout,
    },
    async () => {
      const statusOf = async (username: string) => {
        const found = await admin('GET', `/api/v1/hosting-accounts/${ids.get(username)}`)
        return bodyOf(found, 200, z.looseObject({ status: z.string() })).status
      }
      for (const username of [usernames.running, usernames.waiting])
        await eventually(`${username} is active`, async () => (await statusOf(username)) === 'active')
      expect(await statusOf(usernames.suspended)).toBe('suspended')
      for (const username of [usernames.running, usernames.waiting]) {
        const found = await panel.ledger(username)
        expect(found).toHaveLength(1)
        expect(await panel.passwordMatches(found[0]?.id ?? 0, earlier.hostingPassword)).toBe(true)
      }
      await eventually('the alert arrived', async () =>
        receiver.got.some(({ type }) => type === 'alert.opened'),
      )
    },
  )

  it('has its books in order', { timeout }, async () => {
    if (isStarted({ name, kind })) expect((await server.terminate()).code).toBe(0)
    const database = await open()
    expect(await checkBooks(database.db)).toEqual([])
    await database.close()
  })
})
