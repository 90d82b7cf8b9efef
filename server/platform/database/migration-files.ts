import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { z } from 'zod'
import { projectRoot } from '#server/platform/product/index.ts'

export const ownMigrations = join(projectRoot, 'server', 'migrations')

/** One file of drizzle-kit's folder. */
export interface Migration {
  /** The name of the file without its ending, for example 0012_server_ca. */
  readonly name: string
  readonly sql: readonly string[]
  /** SHA-256 of the file. */
  readonly hash: string
  /** Creation time in milliseconds: its position in the order. */
  readonly folderMillis: number
}

const journal = z.object({ entries: z.array(z.object({ when: z.number(), tag: z.string() })) })

/** Returns the migrations in drizzle-kit's folder, oldest first. */
export const migrationsIn = (folder: string = ownMigrations): readonly Migration[] => {
  const path = join(folder, 'meta', '_journal.json')
  if (!existsSync(path)) return []
  const { entries } = journal.parse(JSON.parse(readFileSync(path, 'utf8')))
  const names = new Map(entries.map(({ when, tag }) => [when, tag]))
  return readMigrationFiles({ migrationsFolder: folder }).map(({ sql, hash, folderMillis }) => ({
    name: names.get(folderMillis) ?? String(folderMillis),
    sql,
    hash,
    folderMillis,
  }))
}
