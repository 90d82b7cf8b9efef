import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/pglite'
import { explainDataDir, prepareDataDir, refuseForeign, watchSpace } from '#server/platform/data-dir/index.ts'
import { lockDirectory } from './directory-lock.ts'
import { litePlace } from './lite-place.ts'
import { ensureCluster } from './make-cluster.ts'
import { migrateDatabase } from './migrate.ts'
import { freeBytesOn } from './migration-space.ts'
import { prepareStatements } from './preparing-lite.ts'
import { rerunTransactions } from './rerun-transactions.ts'
import { DatabaseStartError } from './start-error.ts'
import { TransactionGuard } from './transaction-guard.ts'
import type { Database } from './types.ts'

/** PGlite in `<dataDir>/database`, created if missing. One process at a time, every commit on disk. */
export const openEmbedded = async (dataDir: string, migrationsDir?: string): Promise<Database> => {
  const directory = join(resolve(dataDir), 'database')
  await prepareDataDir(dataDir)
  for (const path of [`${directory}.lock`, directory, join(directory, 'PG_VERSION')])
    await refuseForeign(dataDir, path)
  const lock = lockDirectory(directory)
  try {
    await ensureCluster(directory)
    const place = litePlace(directory)
    const { database } = await openLite(place, {
      migrationsDir,
      directory,
      freeBytes: () => freeBytesOn(directory),
      release: () => lock.release(),
    })
    return { ...database, storageProblem: watchSpace(dataDir) }
  } catch (cause) {
    lock.release()
    const explained = explainDataDir(cause, dataDir)
    if (explained) throw explained
    // initdb runs in a separate process, and PGlite returns no codes, so the folder itself is checked for
    // space.
    await prepareDataDir(dataDir)
    throw new DatabaseStartError(
      `The embedded database in ${directory} cannot be opened. If the folder is damaged, restore it from a backup.`,
      { cause },
    )
  }
}

/** PGlite alone on a folder of {@link ensureCluster} or a copy of one, which no other process uses. */
export const openCluster = (directory: string): Promise<PGlite> =>
  PGlite.create({ ...litePlace(directory), extensions: { pg_trgm } })

/** A file that is written once. A copy of it is a different file with a different creation time. */
async function fingerprintOf(directory: string): Promise<string> {
  const { ino, birthtimeMs } = await stat(join(directory, 'PG_VERSION'))
  return `file ${ino} ${Math.round(birthtimeMs)}`
}

/** PGlite with the options of this program. In memory unless `place` is given. */
export const openLite = async (
  place: PGliteOptions = {},
  options: {
    migrationsDir?: string | undefined
    release?: () => void
    directory?: string
    freeBytes?: () => Promise<number>
  } = {},
): Promise<{ database: Database; lite: PGlite }> => {
  const lite = await PGlite.create({ ...place, extensions: { pg_trgm } })
  prepareStatements(lite)
  const guard = new TransactionGuard()
  const client = guard.guarded(lite, ['query', 'exec', 'sql', 'transaction', 'runExclusive'])
  const db = rerunTransactions(guard.watch(drizzle({ client, casing: 'snake_case' })))
  const database: Database = {
    kind: 'embedded',
    db,
    lite,
    migrate: () =>
      migrateDatabase(db, {
        folder: options.migrationsDir,
        ...(options.freeBytes && { freeBytes: options.freeBytes }),
      }),
    async ping() {
      await db.execute(sql`select 1`)
    },
    patiently: (work) => work(db),
    disk: 'the disk of DATA_DIR',
    storageProblem: async () => null,
    fingerprint: async () => (options.directory ? fingerprintOf(options.directory) : 'memory'),
    async close() {
      try {
        if (!lite.closed) await lite.close()
      } finally {
        options.release?.()
      }
    },
  }
  return { database, lite }
}
