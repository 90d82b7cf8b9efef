import { randomBytes } from 'node:crypto'
import { chmod, link, open, readFile, rename, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { DataDirError, prepareDataDir } from '#server/platform/data-dir/index.ts'

const fileName = 'secret.key'
/** The key that a rotation encrypts with, until it has ended. */
const nextFileName = 'secret.key.next'

/** Returns the secret in `<dataDir>/secret.key`, created with 256 random bits if there is none. */
export const loadSecret = (dataDir: string): Promise<string> => loadFile(dataDir, fileName)

/** Returns the secret that replaces the one in the key file, created if there is none. */
export const loadNextSecret = (dataDir: string): Promise<string> => loadFile(dataDir, nextFileName)

/** Makes the next secret the current one. Does nothing if that has happened. */
export const replaceSecret = async (dataDir: string): Promise<void> => {
  if ((await readSecret(join(dataDir, nextFileName))) === undefined) return
  await rename(join(dataDir, nextFileName), join(dataDir, fileName))
  await syncFolder(dataDir)
}

const loadFile = async (dataDir: string, name: string): Promise<string> => {
  const path = join(dataDir, name)
  const existing = await readSecret(path)
  if (existing !== undefined) return existing
  await prepareDataDir(dataDir)
  await writeSecret(dataDir, path)
  const written = await readSecret(path)
  if (written === undefined) throw new Error(`${path} disappeared during its creation.`)
  return written
}

/** Returns the secret in `<dataDir>/secret.key`, or undefined if there is none. */
export const findSecret = (dataDir: string): Promise<string | undefined> =>
  readSecret(join(dataDir, fileName))

const readSecret = async (path: string) => {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    // DATA_DIR may be missing, or a file: then this is not what has to be corrected.
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined
    throw new DataDirError(
      `The key file ${path} cannot be read (${error.code}). Give it to the user that runs this program.`,
      { cause: error },
    )
  })
  if (text !== undefined && text.trim().length < 32) {
    throw new DataDirError(
      `The key file ${path} is damaged. Without it, the stored credentials cannot be decrypted. Replace it with the copy that you keep: backups do not have it. If there is no copy, move the file away and start the application. Its message then names the key for LOST_KEY_ID.`,
    )
  }
  if (text !== undefined) await closeToOthers(path)
  return text?.trim()
}

/** A restored backup may have other permissions. */
const closeToOthers = async (path: string) => {
  if (((await stat(path)).mode & 0o077) === 0) return
  await chmod(path, 0o600).catch((cause: NodeJS.ErrnoException) => {
    throw new DataDirError(
      `Other users can read the key file ${path}, and its permissions cannot be changed (${cause.code}). Give the file to the user that runs this program, with mode 0600.`,
      { cause },
    )
  })
}

/**
 * Written completely under another name, synced, then linked. A crash therefore leaves no partial key under
 * the final name. If two processes start at once, one fails to link and uses the other's key.
 */
const writeSecret = async (dataDir: string, path: string) => {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(`${randomBytes(32).toString('base64url')}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  try {
    await link(draft, path)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    await unlink(draft)
  }
  await syncFolder(dataDir)
}

const syncFolder = async (dataDir: string) => {
  const directory = await open(dataDir, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}
