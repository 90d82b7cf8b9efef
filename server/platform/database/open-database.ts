import { openEmbedded } from './embedded.ts'
import { openPostgres } from './postgres.ts'
import type { Database } from './types.ts'

/**
 * PostgreSQL at `databaseUrl`, else the embedded database in `dataDir` (made if missing).
 * @param options.migrationsDir drizzle-kit's folder; server/migrations unless told
 * @param options.onIdleError told of connections that break while nobody uses them; the pool replaces them
 * @throws {DatabaseStartError} in a sentence for whoever starts the program
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
