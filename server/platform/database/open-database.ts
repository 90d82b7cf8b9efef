import type { PGlite } from '@electric-sql/pglite'
import { openEmbedded } from './embedded.ts'
import { openPostgres } from './postgres.ts'
import type { Db } from './types.ts'

export interface Database {
  readonly kind: 'embedded' | 'postgres'
  readonly db: Db
  /** The embedded database itself. */
  readonly lite?: PGlite
  /** PostgreSQL's address, password and all. */
  readonly url?: string
  /** Forward only; does nothing where nothing is new. @throws {DatabaseStartError} a newer program was here */
  migrate(): Promise<void>
  /** Throws within seconds where the database does not answer. */
  ping(): Promise<void>
  close(): Promise<void>
}

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
