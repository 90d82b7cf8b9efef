import { access, constants, stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type Finding, failed, ok, warning } from './finding.ts'

const gigabyte = 1_000_000_000
const leastBytes = gigabyte
const criticalBytes = gigabyte / 10

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )

async function existingFolder(path: string): Promise<string> {
  return (await exists(path)) || path === dirname(path) ? path : existingFolder(dirname(path))
}

interface DiskOptions {
  /** It has the embedded database or the key file, so the program starts only if it belongs to its user. */
  readonly isPrivate?: boolean
  readonly freeBytes?: (path: string) => Promise<number>
}

/** Checks the rights and the free space of DATA_DIR, without changing it. */
export async function checkDisk(
  dataDir: string,
  { isPrivate = true, freeBytes = freeBytesOf }: DiskOptions = {},
): Promise<Finding[]> {
  const folder = await existingFolder(dataDir)
  const rights =
    folder === dataDir
      ? await checkRights(dataDir, isPrivate)
      : ((await checkAccess(folder)) ??
        ok('disk', `DATA_DIR ${dataDir} does not exist yet. The first start creates it.`))
  return [rights, await checkSpace(folder, freeBytes)]
}

async function checkAccess(folder: string): Promise<Finding | null> {
  try {
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    return null
  } catch (error) {
    return failed(
      'disk',
      `This user cannot write to ${folder} (${codeOf(error)}).`,
      'Give DATA_DIR and everything in it to the user that runs the program, or set DATA_DIR to another folder.',
    )
  }
}

async function checkRights(folder: string, isPrivate: boolean): Promise<Finding> {
  const found = await stat(folder)
  if (!found.isDirectory())
    return failed('disk', `DATA_DIR ${folder} is not a folder.`, 'Set DATA_DIR to a folder.')
  const refused = await checkAccess(folder)
  if (refused) return refused
  const ownUser = process.getuid?.()
  if (ownUser !== undefined && found.uid !== ownUser)
    return (isPrivate ? failed : warning)(
      'disk',
      `DATA_DIR ${folder} belongs to another user (uid ${found.uid}).`,
      `Run this check as the user of the program, or give the folder to this user (uid ${ownUser}).`,
    )
  if ((found.mode & 0o077) !== 0)
    return warning(
      'disk',
      `Other users may open DATA_DIR ${folder}.`,
      'Run `chmod 700` on it. The next start with the embedded database does so too.',
    )
  return ok('disk', `DATA_DIR ${folder} can be read and written by this user only.`)
}

async function freeBytesOf(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path)
  return bavail * bsize
}

async function checkSpace(folder: string, freeBytes: (path: string) => Promise<number>): Promise<Finding> {
  const free = await freeBytes(folder)
  const text = `${(free / gigabyte).toFixed(1)} GB are free on the disk of DATA_DIR.`
  const remedy = 'Free space on the disk, or set DATA_DIR to a folder on a larger one.'
  if (free < criticalBytes) return failed('disk', text, remedy)
  return free < leastBytes ? warning('disk', text, remedy) : ok('disk', text)
}
