import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { projectRoot } from '#server/platform/product/index.ts'
import { rowsOf } from './rows.ts'
import { DatabaseStartError } from './start-error.ts'
import type { Db, Tx } from './types.ts'

const HISTORY = sql`drizzle.__drizzle_migrations`

const ownMigrations = join(projectRoot, 'server', 'migrations')

interface Migration {
  readonly sql: readonly string[]
  readonly hash: string
  /** Creation time in milliseconds: its position in the order. */
  readonly folderMillis: number
}

/**
 * Applies the new migrations in drizzle-kit's folder, all or none. The history table is drizzle's own.
 * @throws {DatabaseStartError} if the database has a migration that this folder does not have
 */
export const migrateDatabase = async (db: Db, folder = ownMigrations): Promise<void> => {
  await db.transaction(async (tx) => {
    await tx.execute(sql`create extension if not exists pg_trgm`)
    await tx.execute(sql`create schema if not exists drizzle`)
    await tx.execute(
      sql`create table if not exists ${HISTORY} (id serial primary key, hash text not null, created_at bigint)`,
    )
    const known = migrationsIn(folder)
    const applied = await appliedTimes(tx)
    refuseForeignHistory(known, applied)
    for (const migration of known.filter(({ folderMillis }) => !applied.includes(folderMillis))) {
      for (const statement of migration.sql) await tx.execute(sql.raw(statement))
      await tx.execute(
        sql`insert into ${HISTORY} (hash, created_at) values (${migration.hash}, ${migration.folderMillis})`,
      )
    }
  })
}

const migrationsIn = (folder: string): readonly Migration[] =>
  existsSync(join(folder, 'meta', '_journal.json')) ? readMigrationFiles({ migrationsFolder: folder }) : []

const appliedTimes = async (tx: Tx) => {
  const rows = rowsOf(await tx.execute(sql`select created_at from ${HISTORY}`))
  return rows.map((row) => Number(row.created_at))
}

const refuseForeignHistory = (known: readonly Migration[], applied: readonly number[]) => {
  const knownTimes = new Set(known.map(({ folderMillis }) => folderMillis))
  if (applied.every((time) => knownTimes.has(time))) return
  throw new DatabaseStartError(
    'A newer or different version of this program created this database. Install that version, or restore a backup from before it ran.',
  )
}
