import { openEmbedded } from './embedded.ts'
import { openPostgres } from './postgres.ts'
import type { Database } from './types.ts'

/**
 * Opens PostgreSQL at `databaseUrl`, or the embedded database in `dataDir` (created if missing).
 * @param options.migrationsDir drizzle-kit's folder; default server/migrations
 * @param options.onIdleError called for connections that break while idle; the pool replaces them
 * @throws {DatabaseStartError} with a message for the operator
 */
export const openDatabase = (options: {
  databaseUrl?: string | undefined
  dataDir: string
  migrationsDir?: string
  onIdleError?: (error: Error) => void
}): Promise<Database> =>
  options.databaseUrl === undefined
    ? openEmbedded(options.dataDir, options.migrationsDir)
    : openPostgres(options.databaseUrl, options)
