import { access, chmod, constants, mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { OperatorError } from '#server/platform/errors/index.ts'

/** DATA_DIR cannot be used. The message is for the operator who starts the program. */
export class DataDirError extends OperatorError {
  override readonly name = 'DataDirError'
}

const noSpace = 'no space left on the disk of DATA_DIR'
const noSpaceCodes = ['ENOSPC', 'EDQUOT']
const noRightsCodes = ['EACCES', 'EPERM', 'EROFS']
const noFolderCodes = ['ENOTDIR', 'EEXIST', 'ELOOP', 'ENAMETOOLONG']

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** Returns an error of the folder or its content as a sentence, or null for any other error. */
export const explainDataDir = (cause: unknown, dataDir: string): DataDirError | null => {
  const code = codeOf(cause)
  if (noSpaceCodes.includes(code))
    return new DataDirError(`There is ${noSpace}, ${dataDir}. Free space there, then start again.`, { cause })
  if (noRightsCodes.includes(code))
    return new DataDirError(
      `DATA_DIR ${dataDir} cannot be written by this user (${code}). Give the folder and everything in it to the user that runs this program, or set DATA_DIR to another folder.`,
      { cause },
    )
  if (noFolderCodes.includes(code))
    return new DataDirError(`DATA_DIR ${dataDir} is not a folder (${code}). Set DATA_DIR to a folder.`, {
      cause,
    })
  return null
}

/**
 * Creates the folder if it is missing, closes it to other users, and checks that it can be written. @throws
 * {DataDirError}
 */
export const prepareDataDir = async (dataDir: string): Promise<void> => {
  await explained(dataDir, async () => {
    await mkdir(dataDir, { recursive: true, mode: 0o700 })
    await closeToOthers(dataDir)
    await writeProbe(dataDir)
  })
}

const othersMode = 0o077
const isOpen = async (path: string) => ((await stat(path)).mode & othersMode) !== 0

/**
 * Returns the id of the other user that owns the folder. Null: it belongs to the user of this program, or does not
 * exist. @throws {DataDirError} the folder cannot be reached
 */
export const foreignOwner = async (dataDir: string): Promise<number | null> => {
  const ownUser = process.getuid?.()
  if (ownUser === undefined) return null
  try {
    const { uid } = await stat(dataDir)
    return uid === ownUser ? null : uid
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw explainDataDir(error, dataDir) ?? error
  }
}

/**
 * The embedded database creates its files with mode 0666, so the folder protects them. A folder that was open
 * until now may be in use by a file handle of another user, or be opened again by mistake: its files are closed
 * as well.
 */
const closeToOthers = async (dataDir: string) => {
  if (process.getuid === undefined) return
  const owner = await foreignOwner(dataDir)
  if (owner !== null)
    throw new DataDirError(
      `DATA_DIR ${dataDir} belongs to another user (uid ${owner}), who can read and replace the database. Give the folder to the user that runs this program (uid ${process.getuid()}), or set DATA_DIR to a new folder in it.`,
    )
  if (!(await isOpen(dataDir))) return
  await chmod(dataDir, 0o700)
  if (await isOpen(dataDir))
    throw new DataDirError(
      `DATA_DIR ${dataDir} is on a disk that does not keep permissions, so other users can read it. Set DATA_DIR to a folder on another disk.`,
    )
  for (const entry of await readdir(dataDir, { recursive: true, withFileTypes: true }))
    if (entry.isDirectory() || entry.isFile())
      await chmod(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o700 : 0o600)
}

/** @throws {DataDirError} for a file or folder in it that exists and belongs to another user */
export const refuseForeign = async (dataDir: string, path: string): Promise<void> => {
  await explained(dataDir, async () => {
    await access(path, constants.R_OK | constants.W_OK).catch((error: unknown) => {
      if (codeOf(error) !== 'ENOENT') throw error
    })
  })
}

const explained = async (dataDir: string, use: () => Promise<void>) => {
  try {
    await use()
  } catch (error) {
    throw explainDataDir(error, dataDir) ?? error
  }
}

/** More than one statement usually adds to the files of the database. */
const probe = Buffer.alloc(262_144, 1)
const knownForMs = 2_000

/**
 * The free space is not sufficient: quotas and blocks reserved for root are not included. Therefore a file is
 * written.
 */
const writeProbe = async (dataDir: string) => {
  const path = join(dataDir, `.probe-${process.pid}`)
  try {
    const file = await open(path, 'w', 0o600)
    try {
      await file.writeFile(probe)
      await file.sync()
    } finally {
      await file.close()
    }
  } finally {
    await rm(path, { force: true })
  }
}

/**
 * Returns a check for the reason why the folder cannot be written now, or null. It writes at most once in two
 * seconds.
 */
export const watchSpace = (dataDir: string): (() => Promise<string | null>) => {
  let known: { readonly at: number; readonly problem: Promise<string | null> } | undefined
  return () => {
    if (known === undefined || performance.now() - known.at > knownForMs)
      known = { at: performance.now(), problem: spaceProblem(dataDir) }
    return known.problem
  }
}

const spaceProblem = async (dataDir: string): Promise<string | null> => {
  try {
    await writeProbe(dataDir)
    return null
  } catch (error) {
    const code = codeOf(error)
    return noSpaceCodes.includes(code) ? noSpace : `DATA_DIR cannot be written (${code})`
  }
}
