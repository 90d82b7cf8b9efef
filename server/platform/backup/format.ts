import { z } from 'zod'

/**
 * A backup is lines of JSON, compressed by gzip, encrypted by age:
 *   1. the header
 *   2. for each table: its name, then its rows, each an array of the values as PostgreSQL writes them as text
 *   3. the end: rows and hash of each table. A backup without it is incomplete.
 * The number increases when an earlier release could not read the file.
 */
export const formatVersion = 1

const backupTable = z.object({ name: z.string(), columns: z.array(z.string()) })
export type BackupTable = z.infer<typeof backupTable>

export const anyHeader = z.object({
  format: z.literal('nextpanel-billing-backup'),
  formatVersion: z.number().int().positive(),
  productVersion: z.string(),
})

export const backupHeader = anyHeader.extend({
  createdAt: z.iso.datetime(),
  databaseKind: z.enum(['embedded', 'postgres']),
  /** Creation times of the applied migrations, in milliseconds: their identities. */
  migrations: z.array(z.number()),
  /** The installation whose data it has. Null before its first start. */
  installation: z.object({ id: z.string(), epoch: z.number(), keyId: z.string().nullable() }).nullable(),
  tables: z.array(backupTable),
  /** The last value of each sequence. Null: no value was taken. */
  sequences: z.record(z.string(), z.string().nullable()),
})
export type BackupHeader = z.infer<typeof backupHeader>

export const tableStart = z.object({ table: z.string() })

const tableSum = z.object({ rows: z.number().int(), hash: z.string() })
export type TableSum = z.infer<typeof tableSum>

export const backupEnd = z.object({ end: z.record(z.string(), tableSum) })

export interface BackupSummary extends BackupHeader {
  readonly sums: Readonly<Record<string, TableSum>>
}

/**
 * Not part of a backup. Sessions: an earlier backup would bring sessions back that have ended since. Backups: the record
 * belongs to the installation that made them.
 */
export const leftOut: readonly string[] = ['sessions', 'backups']
