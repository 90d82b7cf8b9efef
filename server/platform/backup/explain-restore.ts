import { DataDirError, explainDataDir, watchSpace } from '#server/platform/data-dir/index.ts'
import {
  explainFailure,
  isDatabaseUnavailable,
  isDiskFull,
  isForbidden,
  isRefusedValue,
  sqlMessage,
} from '#server/platform/database/index.ts'
import { OperatorError } from '#server/platform/errors/index.ts'
import { BackupError, BadBackupError } from './backup-error.ts'

/** Returns the error of a restore, which was rolled back, as a message for the operator. A defect stays as it is. */
export function explainRestore(cause: unknown): unknown {
  if (cause instanceof OperatorError) return cause
  if (isRefusedValue(cause))
    return new BadBackupError(
      `The database refused a row of the backup: ${sqlMessage(cause)}. Nothing was restored. Use another backup.`,
      { cause },
    )
  if (isForbidden(cause))
    return new BackupError(
      `The role may not create the schema: ${sqlMessage(cause)}. Nothing was restored. Name the owner of the database in DATABASE_ADMIN_URL, or give the role CREATE on the database.`,
      { cause },
    )
  // A connection can also break after the commit.
  if (isDatabaseUnavailable(cause))
    return new BackupError(
      'The connection to the database broke. The database rolls an unfinished restore back. Restore again. If the database then has tables, this restore was complete.',
      { cause },
    )
  const known = explainFailure(cause)
  return known ? new BackupError(`${known.message} Nothing was restored. ${known.remedy}`, { cause }) : cause
}

/** As {@link explainRestore}, for the embedded database. It reports no codes if a file cannot be written. */
export async function explainRestoreTo(dataDir: string, cause: unknown): Promise<unknown> {
  if (isDiskFull(cause))
    return new DataDirError(
      `There is no space left on the disk of ${dataDir}. Nothing was restored. Free space there, then try again.`,
      { cause },
    )
  const explained = explainDataDir(cause, dataDir) ?? explainRestore(cause)
  if (explained instanceof OperatorError) return explained
  const problem = await watchSpace(dataDir)()
  if (problem === null) return cause
  return new DataDirError(
    `The database in ${dataDir} could not be written: ${problem}. Nothing was restored. Correct this, then try again.`,
    { cause },
  )
}
