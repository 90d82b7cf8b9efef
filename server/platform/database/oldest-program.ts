import type { Migration } from './migration-files.ts'

/**
 * The newest migration of the oldest program that may use the schema of this release. Each migration is recorded with
 * it, so a program of that age starts on a database that this release has migrated. `npm run upgrade:previous` proves it
 * with that program. docs/releasing.md describes when to change it.
 */
export const oldestProgram = '0034_billing_reports'

/** Returns the time of that migration. Null if the folder does not have it: then no older program may start. */
export const oldestProgramIn = (known: readonly Migration[], name: string = oldestProgram): number | null =>
  known.find((migration) => migration.name === name)?.folderMillis ?? null
