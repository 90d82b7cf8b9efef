import { DatabaseSync } from 'node:sqlite'
import { DatabaseStartError } from './start-error.ts'

export interface DirectoryLock {
  release(): void
}

/** SQLite's codes for a lock that another process holds. */
const heldCodes = [5, 6]

/**
 * Locks the embedded database, because two processes on it lose data silently. The kernel holds the lock
 * (SQLite's, on a file beside the folder) and releases it when the process ends for any reason.
 * @throws {DatabaseStartError} while another process has it
 */
export const lockDirectory = (directory: string): DirectoryLock => {
  const file = new DatabaseSync(`${directory}.lock`)
  try {
    file.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  } catch (cause) {
    file.close()
    const isHeld = cause instanceof Error && 'errcode' in cause && heldCodes.includes(Number(cause.errcode))
    if (!isHeld) throw cause
    throw new DatabaseStartError(
      `The embedded database in ${directory} is in use by another process. Stop that process, or set DATA_DIR to another folder.`,
      { cause },
    )
  }
  return { release: () => file.close() }
}
