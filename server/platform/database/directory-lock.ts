import { DatabaseSync } from 'node:sqlite'
import { DatabaseStartError } from './start-error.ts'

export interface DirectoryLock {
  release(): void
}

/** SQLite's codes for a lock that another process holds. */
const heldCodes = [5, 6]

/**
 * Two processes on one embedded database lose data silently, so the first one locks it. The kernel holds the
 * lock (SQLite's, on a file beside the folder) and gives it back when the process ends, however it ends.
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
      `The embedded database in ${directory} is in use by another process; stop that one first, or set DATA_DIR to another folder.`,
      { cause },
    )
  }
  return { release: () => file.close() }
}
