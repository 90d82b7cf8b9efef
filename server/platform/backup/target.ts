import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { anchorPath } from '#server/platform/audit/index.ts'
import { explainDataDir, prepareDataDir, removeAtExit } from '#server/platform/data-dir/index.ts'
import { connectAlone, ensureCluster, lockDirectory, openCluster } from '#server/platform/database/index.ts'
import { BackupError, codeOf } from './backup-error.ts'
import { explainRestore, explainRestoreTo } from './explain-restore.ts'
import type { BackupSummary } from './format.ts'
import type { BackupPart } from './read-backup.ts'
import { type OpenedBackup, openBackup, type RestoreOptions, restore } from './restore.ts'
import { liteSession, postgresSession } from './session.ts'

/** Restores into an empty PostgreSQL database, as the owner of its tables. @throws {BackupError} nothing was restored */
export async function restoreToPostgres(
  url: string,
  parts: AsyncIterator<BackupPart>,
  options: RestoreOptions = {},
): Promise<BackupSummary> {
  const backup = await openBackup(parts, options)
  const client = await connectAlone(url)
  try {
    return await restore(postgresSession(client), backup, options)
  } catch (error) {
    throw explainRestore(error)
  } finally {
    await client.end()
  }
}

/**
 * Restores into a new embedded database in `dataDir`. It gets its name when it is complete and compared, so a crash
 * leaves no database.
 * @throws {BackupError} the folder already has a database
 */
export async function restoreToFolder(
  dataDir: string,
  parts: AsyncIterator<BackupPart>,
  options: RestoreOptions = {},
): Promise<BackupSummary> {
  await prepareDataDir(dataDir)
  const directory = join(dataDir, 'database')
  const lock = lockDirectory(directory)
  try {
    if (existsSync(directory))
      throw new BackupError(
        `The folder ${dataDir} already has a database. Set DATA_DIR to a folder without one, or move ${directory} away. Nothing was changed.`,
      )
    const backup = await openBackup(parts, options)
    const draft = join(dataDir, 'database.restoring')
    await rm(draft, { recursive: true, force: true })
    const keep = removeAtExit(draft)
    try {
      const summary = await fill(draft, backup, options)
      await rename(draft, directory)
      return summary
    } catch (error) {
      // Before the draft is removed, because that makes space.
      const explained = await explainRestoreTo(dataDir, error)
      await rm(draft, { recursive: true, force: true })
      throw explained
    } finally {
      keep()
    }
  } finally {
    lock.release()
  }
}

async function fill(
  directory: string,
  backup: OpenedBackup,
  options: RestoreOptions,
): Promise<BackupSummary> {
  await ensureCluster(directory)
  const lite = await openCluster(directory)
  const summary = await restore(liteSession(lite), backup, options).catch(async (error: unknown) => {
    // After some errors, for example of a full disk, it cannot be closed. The first error is the reason.
    await lite.close().catch(() => {})
    throw error
  })
  await lite.close()
  return summary
}

/**
 * Moves the recorded head of the audit log away. It belongs to the database before, which may have more entries than
 * the backup. @returns its new path, or null if there was none
 */
export async function putAnchorAside(dataDir: string, at: Date): Promise<string | null> {
  const path = anchorPath(dataDir)
  const aside = `${path}.before-restore-${at.toISOString().replaceAll(':', '-')}`
  try {
    await rename(path, aside)
    return aside
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw explainDataDir(error, dataDir) ?? error
  }
}
