import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { projectRoot } from '#server/platform/product/index.ts'
import { isForbidden, isLockTimeout } from './failures.ts'
import { rowsOf } from './rows.ts'
import { DatabaseStartError } from './start-error.ts'
import type { Db, Tx } from './types.ts'

// Any number works if all releases use the same one.
const MIGRATION_LOCK = 7_303_014_001
/** A process that waits longer would seem to hang. */
const lockTimeoutMs = 30_000

const HISTORY = sql`drizzle.__drizzle_migrations`

const ownMigrations = join(projectRoot, 'server', 'migrations')

/** One file of drizzle-kit's folder. */
export interface Migration {
  readonly sql: readonly string[]
  readonly hash: string
  /** Creation time in milliseconds: its position in the order. */
  readonly folderMillis: number
}

/**
 * Applies new migrations in drizzle-kit's folder, all or none. Processes that start together wait for each
 * other. The history table is drizzle's own. If there is no new migration, it only reads: the role of the
 * application need not own the tables.
 * @throws {DatabaseStartError} if the database has a migration that this folder does not have, another
 * process is migrating, or the role may not change the schema
 */
export const migrateDatabase = async (
  db: Db,
  folder = ownMigrations,
  waitMs = lockTimeoutMs,
): Promise<void> => {
  const known = migrationsIn(folder)
  if (await isUpToDate(db, known)) return
  await db
    .transaction((tx) => applyMissing(tx, known, waitMs))
    .catch((cause: unknown) => {
      if (!isForbidden(cause)) throw cause
      throw new DatabaseStartError(
        'The database needs a migration, and the role in DATABASE_URL may not change the schema. Nothing was changed. Run `npm run db:migrate` with the address of the owner in DATABASE_ADMIN_URL, or give the role CREATE on the database.',
        { cause },
      )
    })
}

/** Returns the numbers of applied, missing and unknown migrations, and changes nothing. */
export const migrationState = async (
  db: Db,
  folder = ownMigrations,
): Promise<{ applied: number; missing: number; unknown: number }> => {
  const known = migrationsIn(folder).map(({ folderMillis }) => folderMillis)
  const [history] = rowsOf(
    await db.execute(sql`select to_regclass('drizzle.__drizzle_migrations') is not null as found`),
  )
  const applied = history?.found === true ? await appliedTimes(db) : []
  return {
    applied: applied.length,
    missing: known.filter((time) => !applied.includes(time)).length,
    unknown: applied.filter((time) => !known.includes(time)).length,
  }
}

const isUpToDate = async (db: Db, known: readonly Migration[]): Promise<boolean> => {
  const [history] = rowsOf(
    await db.execute(sql`select to_regclass('drizzle.__drizzle_migrations') is not null as found`),
  )
  if (history?.found !== true) return false
  const applied = await appliedTimes(db)
  refuseForeignHistory(known, applied)
  return known.every(({ folderMillis }) => applied.includes(folderMillis))
}

const applyMissing = async (tx: Tx, known: readonly Migration[], waitMs: number) => {
  await takeTurn(tx, waitMs)
  await tx.execute(sql`create extension if not exists pg_trgm`)
  await tx.execute(sql`create schema if not exists drizzle`)
  await tx.execute(
    sql`create table if not exists ${HISTORY} (id serial primary key, hash text not null, created_at bigint)`,
  )
  const applied = await appliedTimes(tx)
  refuseForeignHistory(known, applied)
  for (const migration of known.filter(({ folderMillis }) => !applied.includes(folderMillis))) {
    for (const statement of migration.sql) await tx.execute(sql.raw(statement))
    await tx.execute(
      sql`insert into ${HISTORY} (hash, created_at) values (${migration.hash}, ${migration.folderMillis})`,
    )
  }
}

/** The lock ends with the transaction: a pooler would keep a session lock on a connection that others get. */
const takeTurn = async (tx: Tx, waitMs: number) => {
  await tx.execute(sql`select set_config('lock_timeout', ${String(waitMs)}, true)`)
  await tx.execute(sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`).catch((cause: unknown) => {
    if (!isLockTimeout(cause)) throw cause
    throw new DatabaseStartError(
      `Another program has been migrating this database for ${Math.round(waitMs / 1000)} s. Wait for it to end, then start again. If none runs, a connection pooler kept its lock: end that connection, or restart the pooler.`,
      { cause },
    )
  })
  await tx.execute(sql`select set_config('lock_timeout', '0', true)`)
}

/** Returns the migrations in drizzle-kit's folder, oldest first. */
export const migrationsIn = (folder: string = ownMigrations): readonly Migration[] =>
  existsSync(join(folder, 'meta', '_journal.json')) ? readMigrationFiles({ migrationsFolder: folder }) : []

const appliedTimes = async (db: Db | Tx) => {
  const rows = rowsOf(await db.execute(sql`select created_at from ${HISTORY}`))
  return rows.map((row) => Number(row.created_at))
}

const refuseForeignHistory = (known: readonly Migration[], applied: readonly number[]) => {
  const knownTimes = new Set(known.map(({ folderMillis }) => folderMillis))
  if (applied.every((time) => knownTimes.has(time))) return
  throw new DatabaseStartError(
    'A newer or different version of this program created this database. Install that version, or restore a backup from before it ran.',
  )
}
