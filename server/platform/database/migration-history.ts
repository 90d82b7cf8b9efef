import { sql } from 'drizzle-orm'
import type { Migration } from './migration-files.ts'
import { rowsOf } from './rows.ts'
import { DatabaseStartError } from './start-error.ts'
import type { Db, Tx } from './types.ts'

/** drizzle's own table. */
export const HISTORY = sql`drizzle.__drizzle_migrations`

interface AppliedMigration {
  readonly time: number
  readonly hash: string
  /** The newest migration of the oldest program that may use the schema after it. Null: only newer programs may. */
  readonly oldestProgram: number | null
}

/** Returns the migrations that were applied to the database, or null for a database that was never migrated. */
export const readHistory = async (db: Db | Tx): Promise<readonly AppliedMigration[] | null> => {
  const [history] = rowsOf(
    await db.execute(sql`select to_regclass('drizzle.__drizzle_migrations') is not null as found`),
  )
  if (history?.found !== true) return null
  // Programs before the first release made the table without the column.
  const rows = rowsOf(
    await db.execute(
      sql`select created_at, hash, (to_jsonb(history) ->> 'oldest_program')::bigint as oldest_program from ${HISTORY} history`,
    ),
  )
  return rows.map((row) => ({
    time: Number(row.created_at),
    hash: String(row.hash),
    oldestProgram: row.oldest_program === null ? null : Number(row.oldest_program),
  }))
}

export interface HistoryComparison {
  readonly missing: readonly Migration[]
  /** The number of applied migrations that this program does not have and must not run on. */
  readonly unknown: number
  /** The number of migrations of newer releases whose schema this program may use. */
  readonly newer: number
  /** The migrations of this program whose file is not the one that was applied. */
  readonly changed: readonly Migration[]
}

/** Compares the migrations of this program with those of the database. */
export const compareHistory = (
  known: readonly Migration[],
  applied: readonly AppliedMigration[],
): HistoryComparison => {
  const hashes = new Map(applied.map(({ time, hash }) => [time, hash]))
  const times = known.map(({ folderMillis }) => folderMillis)
  const newest = Math.max(...times)
  const missing = known.filter(({ folderMillis }) => !hashes.has(folderMillis))
  const foreign = applied.filter(({ time }) => !times.includes(time))
  const isUsable =
    missing.length === 0 &&
    foreign.every(
      ({ time, oldestProgram }) => time > newest && oldestProgram !== null && oldestProgram <= newest,
    )
  return {
    missing,
    unknown: isUsable ? 0 : foreign.length,
    newer: isUsable ? foreign.length : 0,
    changed: known.filter(
      ({ folderMillis, hash }) => hashes.has(folderMillis) && hashes.get(folderMillis) !== hash,
    ),
  }
}

/** @throws {DatabaseStartError} the database has migrations that this program must not run on, or other ones */
export const refuseForeignHistory = ({ unknown, changed }: HistoryComparison): void => {
  if (unknown > 0)
    throw new DatabaseStartError(
      `A newer or different version of this program created this database. It applied ${unknown} migrations that this version does not have. Nothing was changed. Install that version, or restore a backup from before it ran.`,
    )
  if (changed.length > 0)
    throw new DatabaseStartError(
      `The files of these migrations differ from those that were applied to this database: ${changed.map(({ name }) => name).join(', ')}. Nothing was changed. Install the release again from its package. If it is unchanged, install the version that used this database before.`,
    )
}
