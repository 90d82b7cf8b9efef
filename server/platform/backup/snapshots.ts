import { constants } from 'node:fs'
import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { newId } from '#server/platform/clock/index.ts'
import { DataDirError, explainDataDir, refuseForeign, removeAtExit } from '#server/platform/data-dir/index.ts'
import { type Database, DatabaseStartError, lockDirectory } from '#server/platform/database/index.ts'
import { BackupError, codeOf, isNoSpace } from './backup-error.ts'

/** Interval at which a server with the embedded database looks for requests. */
export const snapshotTickMs = 1_000

/** A copy of the embedded database's folder that a backup no longer uses. */
const leftoverMs = 600_000
/** A running server takes a request within {@link snapshotTickMs}. */
const takenWithinMs = 30_000
const copiedWithinMs = 1_800_000
const pollMs = 100

const folderOf = (dataDir: string) => join(dataDir, 'snapshots')

/**
 * Copies the folder of the embedded database while the server runs. Other statements wait only for the copying of the
 * files. The copy is as after a power failure, from which the database recovers when it is opened.
 */
async function copyCluster(database: Database, dataDir: string, to: string): Promise<void> {
  const { lite } = database
  if (!lite) throw new Error('Only the embedded database has a folder to copy.')
  await lite.exec('checkpoint')
  // PGlite has one connection, so no other statement runs during this transaction.
  await lite.transaction(async () => {
    await cp(join(dataDir, 'database'), to, {
      recursive: true,
      mode: constants.COPYFILE_FICLONE,
      filter: (path) => basename(path) !== 'postmaster.pid',
    })
  })
}

/**
 * Returns the repeated task that copies the database for each request in DATA_DIR/snapshots. Another program cannot
 * open the embedded database while the server runs.
 * @param now the system clock, in milliseconds
 */
export function serveSnapshots(
  database: Database,
  dataDir: string,
  now: () => number = Date.now,
): () => Promise<void> {
  const folder = folderOf(dataDir)
  return async () => {
    const names = await readdir(folder).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return []
      throw explained(error, dataDir)
    })
    for (const name of names) {
      if (name.endsWith('.request')) await answer(database, dataDir, name.slice(0, -'.request'.length))
      else await removeLeftover(join(folder, name), now())
    }
  }
}

/** Creates the folder of the copies. @throws {BackupError} this user cannot write to it */
async function prepareFolder(dataDir: string): Promise<string> {
  const folder = folderOf(dataDir)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await refuseForeign(dataDir, folder)
  } catch (error) {
    throw explained(error, dataDir)
  }
  return folder
}

/** Returns an error of the disk with a message for operators, and any other error as it is. */
function explained(error: unknown, dataDir: string): unknown {
  if (isNoSpace(error)) return new BackupError(noSpace(dataDir), { cause: error })
  const known = error instanceof DataDirError ? error : explainDataDir(error, dataDir)
  return known ? new BackupError(known.message, { cause: error }) : error
}

async function answer(database: Database, dataDir: string, id: string): Promise<void> {
  const path = join(folderOf(dataDir), id)
  await rename(`${path}.request`, `${path}.taken`)
  try {
    await copyCluster(database, dataDir, `${path}.partial`)
    await rename(`${path}.partial`, path)
  } catch (error) {
    await rm(`${path}.partial`, { recursive: true, force: true })
    const message = isNoSpace(error)
      ? noSpace(dataDir)
      : `The running server could not copy it: ${String(error)}`
    await writeFile(`${path}.failed`, message, { mode: 0o600 })
  } finally {
    await rm(`${path}.taken`, { force: true })
  }
}

const noSpace = (dataDir: string) =>
  `There is not enough space in ${dataDir} for a copy of the database. Free space there, then try again.`

/** Removes the files of a program that was killed. One that still runs holds the lock of its copy. */
async function removeLeftover(path: string, now: number): Promise<void> {
  if (path.endsWith('.lock')) return
  const found = await stat(path).catch(() => null)
  if (found === null || now - found.ctimeMs < leftoverMs) return
  if (found.isDirectory()) {
    try {
      lockDirectory(path).release()
    } catch (error) {
      if (error instanceof DatabaseStartError) return
      throw error
    }
  }
  await rm(path, { recursive: true, force: true })
  await rm(`${path}.lock`, { force: true })
}

/** A copy of the embedded database's folder for one backup. */
export interface Snapshot {
  readonly directory: string
  remove(): Promise<void>
}

/** Requests a copy from the server that runs on the embedded database. @throws {BackupError} */
export async function requestSnapshot(dataDir: string): Promise<Snapshot> {
  const path = join(await prepareFolder(dataDir), newId())
  const kept = suffixes.map((suffix) => removeAtExit(`${path}${suffix}`))
  await writeFile(`${path}.request`, '', { mode: 0o600 })
  try {
    await within(takenWithinMs, async () => !(await exists(`${path}.request`)), notTaken(dataDir))
    await within(
      copiedWithinMs,
      async () => (await exists(path)) || (await exists(`${path}.failed`)),
      'The running server did not finish the copy of its database. Check its log.',
    )
    if (!(await exists(path))) throw new BackupError(await readFile(`${path}.failed`, 'utf8'))
    const lock = lockDirectory(path)
    return {
      directory: path,
      async remove() {
        lock.release()
        await removeAll(path)
        for (const keep of kept) keep()
      },
    }
  } catch (error) {
    await removeAll(path)
    for (const keep of kept) keep()
    throw error
  }
}

/** Copies the database inside the server itself. @throws {BackupError} */
export async function takeSnapshot(database: Database, dataDir: string): Promise<Snapshot> {
  const path = join(await prepareFolder(dataDir), newId())
  // A backup can take hours, and the clock can jump. The lock keeps the copy for as long as it is in use.
  const lock = lockDirectory(path)
  const remove = async () => {
    await removeAll(path)
    lock.release()
  }
  try {
    await copyCluster(database, dataDir, path)
  } catch (error) {
    await remove()
    throw explained(error, dataDir)
  }
  return { directory: path, remove }
}

const notTaken = (dataDir: string) =>
  `The embedded database in ${dataDir} is in use, and no server answers the request for a copy. Check that the server runs with this release, or stop it, then try again.`

const suffixes = ['', '.request', '.failed', '.lock', '.lock-journal'] as const

async function removeAll(path: string): Promise<void> {
  for (const suffix of suffixes) await rm(`${path}${suffix}`, { recursive: true, force: true })
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )

async function within(ms: number, isDone: () => Promise<boolean>, message: string): Promise<void> {
  const started = performance.now()
  while (!(await isDone())) {
    if (performance.now() - started > ms) throw new BackupError(message)
    await delay(pollMs)
  }
}
