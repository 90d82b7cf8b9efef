import { constants } from 'node:fs'
import { access, open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type Client, type Download, followImport, type ImportDetails } from '#sdk'
import type { Cli } from '../cli.ts'
import { CommandError, type ExitCode, exitCodes, usageError } from '../exit-codes.ts'
import { plainText } from '../screen/plain-text.ts'
import { ProgressBar } from '../screen/progress-bar.ts'
import type { Screen } from '../screen/screen.ts'

const interruptedText = (id: string) =>
  `Interrupted. The import continues on the server. To follow, pause or cancel it:
  nextpanel-billing imports follow ${id}
  nextpanel-billing imports pause ${id}
  nextpanel-billing imports cancel ${id}`

/** Shows the progress of an import until it is neither checked nor running. */
export async function followToEnd(
  cli: Cli,
  client: Client,
  id: string,
  label: string,
): Promise<ImportDetails> {
  const bar = new ProgressBar(cli.screen, label)
  let latest: ImportDetails | undefined
  try {
    for await (latest of followImport(client, id, { signal: cli.signal })) {
      const { progress, counts, status } = latest
      // The counter of the next step begins at 0.
      const failed = counts.invalid + counts.failed
      const { waiting } = counts
      if (status === 'checking' || status === 'running') bar.show({ ...progress, failed, waiting })
      else if (status !== 'paused') bar.show({ ...progress, handled: progress.total, failed, waiting })
    }
  } catch (error) {
    if (cli.signal.aborted) throw new CommandError(exitCodes.interrupted, interruptedText(id))
    throw error
  } finally {
    bar.end()
  }
  return latest ?? client.imports.get({ id }, { signal: cli.signal })
}

export function printCounts(screen: Screen, { id, status, counts }: ImportDetails): void {
  const { done, failed, invalid, valid, unchanged, waiting } = counts
  const parts = [
    status === 'ready' || valid > 0 ? `${valid} valid` : null,
    status === 'ready' ? null : `${done} imported`,
    `${unchanged} unchanged`,
    `${invalid} invalid`,
    status === 'ready' ? null : `${failed} failed`,
    waiting > 0 ? `${waiting} waiting for a server` : null,
  ]
  screen.print(`Import ${id} is ${status}: ${parts.filter((part) => part !== null).join(', ')}.`)
}

/** Rows with the same problem are one line. */
export function printProblems(screen: Screen, { problems }: ImportDetails): void {
  for (const { field, message, rows, firstRow } of problems) {
    const where = rows === 1 ? `row ${firstRow}` : `${rows} rows, first ${firstRow}`
    screen.note(plainText(`${where}: ${field === '' ? '' : `${field}: `}${message}`))
  }
}

export function importExitCode({ status, counts }: ImportDetails): ExitCode {
  if (status !== 'finished') return exitCodes.incomplete
  return counts.failed + counts.invalid === 0 ? exitCodes.ok : exitCodes.incomplete
}

const existsAlready = (path: string) =>
  usageError(`${path} exists already, and is not replaced. Choose another name.`)

/** Before anything is sent. @throws {CommandError} the file exists, or cannot be written in its folder */
export async function refuseUnwritable(path: string): Promise<void> {
  const exists = await access(path).then(
    () => true,
    () => false,
  )
  if (exists) throw existsAlready(path)
  await access(dirname(path), constants.W_OK).catch((error: Error) => {
    throw usageError(`${path} cannot be written: ${error.message}. Nothing was sent.`)
  })
}

/**
 * Saves a download in a new file that only its owner can read: it can have passwords. The file is created first,
 * because the server hands out credentials once.
 */
export async function saveFile(
  { screen, signal }: Cli,
  path: string,
  download: () => Promise<Download>,
): Promise<void> {
  const file = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST'
      ? existsAlready(path)
      : usageError(`${path} cannot be written: ${error.message}.`)
  })
  try {
    const { body } = await download()
    await pipeline(body, file.createWriteStream(), { signal })
  } catch (error) {
    await file.close()
    await rm(path)
    throw error
  }
  screen.note(`Saved ${plainText(path)}.`)
}
