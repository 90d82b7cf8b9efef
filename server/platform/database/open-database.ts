import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { openEmbedded } from './embedded.ts'
import { requireMigrated } from './migrate.ts'
import { openPostgres } from './postgres.ts'
import { DatabaseStartError } from './start-error.ts'
import type { Database } from './types.ts'

/**
 * Opens PostgreSQL at `databaseUrl`, or the embedded database in `dataDir` (created if missing).
 * @param options.migrationsDir drizzle-kit's folder; default server/migrations
 * @param options.onIdleError called for connections that break while idle; the pool replaces them
 * @param options.mustExist for programs that use the data of an installation: creates nothing, and refuses a database
 * without the schema of this release
 * @throws {DatabaseStartError} with a message for the operator
 */
export const openDatabase = async (options: {
  databaseUrl?: string | undefined
  dataDir: string
  migrationsDir?: string
  onIdleError?: (error: Error) => void
  mustExist?: boolean
}): Promise<Database> => {
  const { databaseUrl, dataDir, migrationsDir, mustExist = false } = options
  if (mustExist && databaseUrl === undefined) await refuseMissing(dataDir)
  const database =
    databaseUrl === undefined
      ? await openEmbedded(dataDir, migrationsDir)
      : await openPostgres(databaseUrl, options)
  if (mustExist)
    await requireMigrated(database.db, migrationsDir).catch(async (error: unknown) => {
      await database.close()
      throw error
    })
  return database
}

/** Other errors than a missing file, for example of a folder of another user, are explained when it is opened. */
const refuseMissing = (dataDir: string): Promise<void> =>
  access(join(dataDir, 'database', 'PG_VERSION')).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') return
    throw new DatabaseStartError(
      `There is no database in ${dataDir}. Nothing was created. Check DATA_DIR and DATABASE_URL.`,
    )
  })
