import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { removeAtExit } from '#server/platform/data-dir/index.ts'
import { BackupError, codeOf, isNoSpace } from './backup-error.ts'
import { readBackupFile } from './read-file.ts'
import type { BackupStore } from './store.ts'

const draftSuffix = '.partial'
/** A running backup writes to its draft all the time. */
const draftMs = 3_600_000

/** Backups in a folder. Only the user of this program can read the files. */
export function folderStore(folder: string): BackupStore {
  return {
    place: folder,
    write: (file, content) => explained(folder, () => write(folder, file, content)),
    list: () =>
      explained(folder, async () => {
        await mkdir(folder, { recursive: true, mode: 0o700 })
        return readdir(folder)
      }),
    read: (file) => readBackupFile(join(folder, file)),
    remove: (file) => explained(folder, () => rm(join(folder, file), { force: true })),
  }
}

async function write(folder: string, file: string, content: AsyncIterable<Uint8Array>): Promise<number> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await removeDrafts(folder)
  const draft = join(folder, `${file}.${process.pid}${draftSuffix}`)
  const keep = removeAtExit(draft)
  let bytes = 0
  try {
    const target = await open(draft, 'wx', 0o600)
    try {
      for await (const chunk of content) {
        await target.writeFile(chunk)
        bytes += chunk.length
      }
      await target.sync()
    } finally {
      await target.close()
    }
    await rename(draft, join(folder, file))
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  } finally {
    keep()
  }
  const directory = await open(folder, 'r')
  await directory.sync().finally(() => directory.close())
  return bytes
}

/**
 * The name of a draft has the id of its process. Those of processes that were killed remain. A process of another container
 * or machine has no id here, so a draft that was written in the last hour stays, too.
 */
async function removeDrafts(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = /^nextpanel-billing-.*\.(\d+)\.partial$/.exec(name)?.[1]
    if (pid === undefined || isRunning(Number(pid))) continue
    const path = join(folder, name)
    const found = await stat(path).catch(() => null)
    if (found !== null && Date.now() - found.mtimeMs > draftMs) await rm(path, { force: true })
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

async function explained<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (isNoSpace(cause))
      throw new BackupError(
        `There is no space left on the disk of the backup folder ${folder}. Free space there, or choose another folder. Earlier backups are unchanged.`,
        { cause },
      )
    if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(codeOf(cause)))
      throw new BackupError(
        `The backup folder ${folder} cannot be written (${codeOf(cause)}). Give it to the user that runs this program, or choose another folder.`,
        { cause },
      )
    throw cause
  }
}
