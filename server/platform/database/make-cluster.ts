import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { removeAtExit } from '#server/platform/data-dir/index.ts'
import { programFile } from '#server/platform/product/index.ts'

const program = programFile('server/platform/database/initdb.ts')

/**
 * Creates the embedded database's folder if it is missing, in a separate process, because initdb leaves 185
 * MB of memory allocated. The folder gets its name only when it is complete and on disk, so a crash leaves no
 * partial folder. The caller holds the lock of the folder.
 */
export const ensureCluster = async (directory: string): Promise<void> => {
  if (existsSync(join(directory, 'PG_VERSION'))) return
  const drafts = `${basename(directory)}.new-`
  for (const name of await readdir(dirname(directory)))
    if (name.startsWith(drafts)) await rm(join(dirname(directory), name), { recursive: true, force: true })
  const draft = join(dirname(directory), `${drafts}${process.pid}`)
  const keep = removeAtExit(draft)
  await mkdir(draft, { mode: 0o700 })
  await runInitdb(draft)
  await syncTree(draft)
  // The rename replaces only an empty folder. It fails if the folder has other files.
  await rename(draft, directory)
  keep()
  await syncPath(dirname(directory))
}

const runInitdb = async (directory: string) => {
  const child = spawn(process.execPath, [program, directory], { stdio: ['ignore', 'ignore', 'pipe'] })
  const killChild = () => child.kill('SIGKILL')
  // Before the listener that removes the folder.
  process.prependOnceListener('exit', killChild)
  const code = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  const [output, ended] = await Promise.all([text(child.stderr), code]).finally(() =>
    process.off('exit', killChild),
  )
  if (ended !== 0)
    throw new Error(`The embedded database could not be created: ${output.trim().slice(-2000)}`)
}

/** PGlite does not sync every file that it creates. */
const syncTree = async (directory: string) => {
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true }))
    await syncPath(join(entry.parentPath, entry.name))
  await syncPath(directory)
}

const syncPath = async (path: string) => {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
