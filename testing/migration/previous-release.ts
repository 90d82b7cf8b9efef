import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { inject } from 'vitest'
import { z } from 'zod'
import { newId } from '#server/platform/clock/index.ts'
import { openLite } from '#server/platform/database/embedded.ts'
import { type Database, openDatabase } from '#server/platform/database/index.ts'
import { migrateDatabase } from '#server/platform/database/migrate.ts'
import { createDatabase, dropDatabase } from '../postgres-databases.ts'

const migrations = fileURLToPath(new URL('../../server/migrations', import.meta.url))
const journal = z.looseObject({ entries: z.array(z.looseObject({ tag: z.string() })) })

/** The migrations of the previous release: all before `tag`. */
async function migrationsBefore(tag: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'previous-release-'))
  await cp(migrations, folder, { recursive: true })
  const path = join(folder, 'meta', '_journal.json')
  const { entries, ...rest } = journal.parse(JSON.parse(await readFile(path, 'utf8')))
  const index = entries.findIndex((entry) => entry.tag === tag)
  await writeFile(path, JSON.stringify({ ...rest, entries: entries.slice(0, index) }))
  return folder
}

export interface PreviousRelease {
  /** With the schema of the previous release. */
  readonly database: Database
  /** Brings the schema up to this release. */
  upgrade(): Promise<unknown>
  remove(): Promise<void>
}

/** A separate database with the schema before the migration `tag`, on the same kind of database as `like`. */
export async function openPreviousRelease(like: Database, tag: string): Promise<PreviousRelease> {
  const migrationsDir = await migrationsBefore(tag)
  if (like.kind === 'embedded') {
    const { database } = await openLite({}, { migrationsDir })
    await database.migrate()
    return {
      database,
      upgrade: () => upgradeWith(database),
      remove: async () => {
        await database.close()
        await rm(migrationsDir, { recursive: true })
      },
    }
  }
  const adminUrl = inject('testPostgresUrl')
  const name = `previous_${newId().replaceAll('-', '')}`
  const databaseUrl = await createDatabase(adminUrl, name)
  const database = await openDatabase({ databaseUrl, dataDir: '.', migrationsDir })
  await database.migrate()
  return {
    database,
    upgrade: () => upgradeWith(database),
    remove: async () => {
      await database.close()
      await dropDatabase(adminUrl, name)
      await rm(migrationsDir, { recursive: true })
    },
  }
}

const upgradeWith = ({ db }: Database) => migrateDatabase(db, { folder: migrations })

const at = '2026-03-01T07:00:00.000Z'
const one = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`

/** The rows of the previous release, column by column. */
export interface OldAccount {
  readonly number: number
  readonly username: string
  readonly status: string
  readonly holdsSlot: boolean
  readonly panelUserId: string | null
  readonly passwordSealed: string | null
  readonly marker: string
}

export const oldIds = {
  server: one(1),
  account: (number: number) => one(100 + number),
  operation: (number: number) => one(200 + number),
  customer: (number: number) => one(300 + number),
}

export async function insertOldServer(
  { db }: Database,
  server: { baseUrl: string; apiKeySealed: string; apiSecretSealed: string; apiKeyHash: string },
): Promise<void> {
  await db.execute(sql`insert into servers
    (id, name, driver, base_url, capacity, api_key_sealed, api_secret_sealed, api_key_hash, api_key_hint, created_at, updated_at)
    values (${oldIds.server}, 'Panel', 'nextpanel', ${server.baseUrl}, 100, ${server.apiKeySealed}, ${server.apiSecretSealed},
      ${server.apiKeyHash}, 'npk_', ${at}, ${at})`)
}

export async function insertOldAccount({ db }: Database, account: OldAccount): Promise<void> {
  const { number, username } = account
  const customer = oldIds.customer(number)
  const email = `${username}@example.com`
  await db.execute(
    sql`insert into users (id, role, email, name) values (${customer}, 'customer', ${email}, ${username})`,
  )
  await db.execute(sql`insert into customers (id, user_id, email, full_name, created_at, updated_at)
    values (${customer}, ${customer}, ${email}, ${username}, ${at}, ${at})`)
  await db.execute(sql`insert into hosting_accounts
    (id, customer_id, server_id, username, email, marker, status, holds_slot, panel_user_id, password_sealed, created_at, updated_at)
    values (${oldIds.account(number)}, ${customer}, ${oldIds.server}, ${username}, ${email}, ${account.marker}, ${account.status},
      ${account.holdsSlot}, ${account.panelUserId}, ${account.passwordSealed}, ${at}, ${at})`)
}

export async function insertOldOperation(
  { db }: Database,
  operation: { number: number; kind: string; status: string; leaseUntil?: string; input?: object },
): Promise<void> {
  const { number, kind, status, leaseUntil = null, input = {} } = operation
  const due = status === 'queued' || status === 'waiting' ? at : null
  await db.execute(sql`insert into operations
    (id, account_id, server_id, kind, status, input, next_attempt_at, lease_token, lease_until, created_at, updated_at)
    values (${oldIds.operation(number)}, ${oldIds.account(number)}, ${oldIds.server}, ${kind}, ${status},
      ${JSON.stringify(input)}::jsonb, ${due}, ${leaseUntil === null ? null : one(999)}, ${leaseUntil}, ${at}, ${at})`)
}

export async function insertOldAttempt(
  { db }: Database,
  number: number,
  outcome: string | null,
): Promise<void> {
  await db.execute(sql`insert into attempts (id, operation_id, number, started_at, ended_at, outcome)
    values (${one(400 + number)}, ${oldIds.operation(number)}, 1, ${at}, ${outcome === null ? null : at}, ${outcome})`)
  await db.execute(sql`update operations set attempts = 1 where id = ${oldIds.operation(number)}`)
}
