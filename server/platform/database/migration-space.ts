import { statfs } from 'node:fs/promises'
import { sql } from 'drizzle-orm'
import { rowsOf } from './rows.ts'
import { DatabaseStartError } from './start-error.ts'
import type { Db, Tx } from './types.ts'

/** Returns the free bytes on the disk of `path`, without those that are reserved for root. */
export const freeBytesOn = async (path: string): Promise<number> => {
  const { bavail, bsize } = await statfs(path)
  return bavail * bsize
}

/** Returns the size of the database in bytes: tables, indexes and catalogs, without the write-ahead log. */
export const databaseBytes = async (db: Db | Tx): Promise<number> => {
  const [row] = rowsOf(await db.execute(sql`select pg_database_size(current_database())::float8 as bytes`))
  return Number(row?.bytes)
}

/** Returns a size for messages, rounded up. */
export const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1_000_000)} MB`

/**
 * A migration that rewrites a table needs space for both versions of it, until it commits.
 * @param freeBytes of the disk of the database
 * @throws {DatabaseStartError} less space is free than the database has
 */
export const requireSpace = async (tx: Tx, freeBytes: () => Promise<number>): Promise<void> => {
  const [needed, free] = [await databaseBytes(tx), await freeBytes()]
  if (free >= needed) return
  throw new DatabaseStartError(
    `The database needs a migration, which can need as much space as the database itself: ${megabytes(needed)}. Only ${Math.floor(free / 1_000_000)} MB are free on its disk. Nothing was changed. Free space there, then start again.`,
  )
}
