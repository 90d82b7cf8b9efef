import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf } from './backup-error.ts'
import { latestPlausible, timeOfBackup } from './store.ts'

/**
 * Returns the newest backup in a folder, of the schedule or of `npm run backup`. Null: there is none. A name with a time
 * in the future does not count. It changes nothing.
 */
export async function newestInFolder(
  folder: string,
  now: Date,
): Promise<{ readonly file: string; readonly at: Date; readonly bytes: number } | null> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  })
  const latest = latestPlausible(now)
  let newest: { file: string; at: Date } | null = null
  for (const file of names) {
    const at = timeOfBackup(file)
    if (at !== null && at <= latest && (newest === null || at > newest.at)) newest = { file, at }
  }
  return newest && { ...newest, bytes: (await stat(join(folder, newest.file))).size }
}
