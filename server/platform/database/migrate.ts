import { sql } from 'drizzle-orm'
import { adminCommand } from '#server/platform/product/index.ts'
import { explainFailure } from './explain-failure.ts'
import { isDatabaseUnavailable, isDiskFull, isForbidden, isLockTimeout, sqlMessage } from './failures.ts'
import { type Migration, migrationsIn } from './migration-files.ts'
import { compareHistory, HISTORY, readHistory, refuseForeignHistory } from './migration-history.ts'
import { databaseBytes, megabytes, requireSpace } from './migration-space.ts'
import { oldestProgramIn } from './oldest-program.ts'
import { DatabaseStartError } from './start-error.ts'
import type { Db, Migrated, Tx } from './types.ts'

// Any number works if all releases use the same one.
const MIGRATION_LOCK = 7_303_014_001
/** A process that waits longer would seem to hang. */
const lockTimeoutMs = 30_000

export interface MigrateOptions {
  /** drizzle-kit's folder. Default: that of this program. */
  readonly folder?: string | undefined
  /** The longest wait for another process that migrates. Default: 30 s. */
  readonly waitMs?: number
  /** The free bytes on the disk of the database. Without it, the space is not checked before. */
  readonly freeBytes?: () => Promise<number>
  /** The name of the newest migration of the oldest program that may use the schema. Default: that of this release. */
  readonly oldestProgram?: string
}

/**
 * Applies new migrations in drizzle-kit's folder, all or none. Processes that start together wait for each
 * other. If there is no new migration, it only reads: the role of the application need not own the tables.
 * @throws {DatabaseStartError} the database has a migration that this program must not run on or that differs,
 * another process is migrating, the role may not change the schema, less space is free than the database has,
 * or a migration failed. In all cases, nothing was changed.
 */
export const migrateDatabase = async (db: Db, options: MigrateOptions = {}): Promise<Migrated> => {
  const known = migrationsIn(options.folder)
  const applied = await readHistory(db)
  if (applied !== null) {
    const state = compareHistory(known, applied)
    refuseForeignHistory(state)
    if (state.missing.length === 0) return { newer: state.newer }
  }
  await db
    .transaction((tx) => applyMissing(tx, known, options))
    .catch(async (cause: unknown) => {
      throw await explained(db, cause)
    })
  return { newer: 0 }
}

/**
 * Checks that this program can use the schema as it is, and changes nothing.
 * @throws {DatabaseStartError} the application has never started on the database, or not since the last upgrade
 */
export const requireMigrated = async (db: Db, folder?: string): Promise<void> => {
  const applied = await readHistory(db).catch((cause: unknown) => {
    const known = explainFailure(cause)
    throw known ? new DatabaseStartError(`${known.message} ${known.remedy}`, { cause }) : cause
  })
  if (applied === null)
    throw new DatabaseStartError(
      'The database is empty: the application has never started on it. Nothing was changed. Check DATABASE_URL and DATA_DIR.',
    )
  const state = compareHistory(migrationsIn(folder), applied)
  refuseForeignHistory(state)
  if (state.missing.length > 0)
    throw new DatabaseStartError(
      `The database lacks ${state.missing.length} migrations of this release. Nothing was changed. Start the application, or run \`${adminCommand('db:migrate')}\`, then try again.`,
    )
}

/** Returns the numbers of applied, missing, unknown and changed migrations, and changes nothing. */
export const migrationState = async (
  db: Db,
  folder?: string,
): Promise<{ applied: number; missing: number; unknown: number; newer: number; changed: number }> => {
  const applied = (await readHistory(db)) ?? []
  const { missing, unknown, newer, changed } = compareHistory(migrationsIn(folder), applied)
  return { applied: applied.length, missing: missing.length, unknown, newer, changed: changed.length }
}

const applyMissing = async (
  tx: Tx,
  known: readonly Migration[],
  { waitMs = lockTimeoutMs, freeBytes, oldestProgram }: MigrateOptions,
) => {
  await takeTurn(tx, waitMs)
  const applied = await readHistory(tx)
  const state = compareHistory(known, applied ?? [])
  // Another process may have migrated while this one waited.
  refuseForeignHistory(state)
  if (applied !== null && state.missing.length > 0 && freeBytes) await requireSpace(tx, freeBytes)
  await tx.execute(sql`create extension if not exists pg_trgm`)
  await tx.execute(sql`create schema if not exists drizzle`)
  await tx.execute(
    sql`create table if not exists ${HISTORY} (id serial primary key, hash text not null, created_at bigint)`,
  )
  if (state.missing.length === 0) return
  await tx.execute(sql`alter table ${HISTORY} add column if not exists oldest_program bigint`)
  const oldest = oldestProgramIn(known, oldestProgram)
  for (const migration of state.missing) await apply(tx, migration, oldest)
}

/** The error of a statement with the name of its migration, for the message. */
class MigrationFailed extends Error {
  override readonly name = 'MigrationFailed'
}

const apply = async (
  tx: Tx,
  { name, sql: statements, hash, folderMillis }: Migration,
  oldest: number | null,
) => {
  try {
    for (const statement of statements) await tx.execute(sql.raw(statement))
  } catch (cause) {
    throw new MigrationFailed(name, { cause })
  }
  await tx.execute(
    sql`insert into ${HISTORY} (hash, created_at, oldest_program) values (${hash}, ${folderMillis}, ${oldest})`,
  )
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

/** Returns the error of a migration that was rolled back, as a message for the operator. */
const explained = async (db: Db, cause: unknown): Promise<unknown> => {
  if (cause instanceof DatabaseStartError) return cause
  const refuse = (text: string) => new DatabaseStartError(text, { cause })
  if (isForbidden(cause))
    return refuse(
      `The database needs a migration, and the role in DATABASE_URL may not change the schema. Nothing was changed. Run \`${adminCommand('db:migrate')}\` with the address of the owner in DATABASE_ADMIN_URL, or give the role CREATE on the database.`,
    )
  if (isDatabaseUnavailable(cause))
    return refuse(
      'The connection to the database broke during a migration. The database rolls an unfinished migration back. Start again: the migration is then applied completely, unless it already is.',
    )
  if (isDiskFull(cause)) {
    // The size itself helps to decide how much to free. The message is useful without it.
    const bytes = await databaseBytes(db).catch(() => null)
    const size = bytes === null ? '' : `, which has ${megabytes(bytes)}`
    return refuse(
      `The disk of the database is full, so a migration was not applied. The schema and all rows are as before. Free as much space as the size of the database${size}, then start again.`,
    )
  }
  if (cause instanceof MigrationFailed)
    return refuse(
      `The migration ${cause.message} failed: ${sqlMessage(cause)}. The schema and all rows are as before. Install the previous version again to continue with this database, and report this message.`,
    )
  return cause
}
