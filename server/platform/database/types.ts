import type { PGlite } from '@electric-sql/pglite'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'

/** drizzle on either database. */
export type Db = PgDatabase<PgQueryResultHKT>

/** One transaction of it. Inside, use nothing else: see transaction-guard.ts. */
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0]

export type Queryable = Db | Tx

export interface Migrated {
  /** The number of migrations of newer releases that the database has. This program may use their schema. */
  readonly newer: number
}

export interface Database {
  readonly kind: 'embedded' | 'postgres'
  readonly db: Db
  /** The embedded database itself. */
  readonly lite?: PGlite
  /** PostgreSQL's address, including the password. */
  readonly url?: string
  /**
   * Applies new migrations, forward only. @throws {DatabaseStartError} a newer program has used the database, and did
   * not record that this one may use it, too
   */
  migrate(): Promise<Migrated>
  /** Throws within seconds if the database does not respond. */
  ping(): Promise<void>
  /**
   * Runs reads that may take long, on a connection of its own without time limits. The embedded database has none.
   * @param signal ends the connection, and so the work with an error
   */
  patiently<T>(work: (db: Db) => Promise<T>, signal?: AbortSignal): Promise<T>
  /** The name of the disk that the database writes to, for messages. */
  readonly disk: string
  /**
   * The reason why the database cannot write now, for example a full disk. Null if there is no known problem.
   */
  storageProblem(): Promise<string | null>
  /** Location of the database: changes when it is copied, restored or moved to another machine. */
  fingerprint(): Promise<string>
  /** Connections for statements, and statements that wait for one. Undefined for the embedded database. */
  poolUse?(): { readonly total: number; readonly idle: number; readonly waiting: number }
  close(): Promise<void>
}
