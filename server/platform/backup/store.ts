/** A place for backups: a folder, or a bucket of an S3-compatible store. */
export interface BackupStore {
  /** For messages: the folder, or `s3://bucket/prefix`. */
  readonly place: string
  /** Writes a file that appears under its name only when it is complete and stored. @returns its size in bytes */
  write(file: string, content: AsyncIterable<Uint8Array>): Promise<number>
  /** Returns the names of the files in it, in no order. */
  list(): Promise<readonly string[]>
  read(file: string): AsyncIterable<Uint8Array>
  remove(file: string): Promise<void>
}

/** How the name of each backup begins. */
export const backupFileStart = 'nextpanel-billing-'

const shape = /^nextpanel-billing-(\d{4}-\d\d-\d\dT\d\d)-(\d\d)-(\d\d)\.(\d{3})Z\.age$/

export const backupFileName = (at: Date): string =>
  `${backupFileStart}${at.toISOString().replaceAll(':', '-')}.age`

/** Returns the time in a name of {@link backupFileName}, or null for any other file. */
export function timeOfBackup(file: string): Date | null {
  const [, hour, minutes, seconds, ms] = shape.exec(file) ?? []
  if (hour === undefined) return null
  const at = new Date(`${hour}:${minutes}:${seconds}.${ms}Z`)
  return Number.isNaN(at.getTime()) ? null : at
}

const aheadMs = 300_000

/**
 * Returns the latest time that a backup of this installation can have: clocks differ by minutes. A later one was made while
 * the clock was ahead, and says nothing about now.
 */
export const latestPlausible = (now: Date): Date => new Date(now.getTime() + aheadMs)
