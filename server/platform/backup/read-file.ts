import { createReadStream } from 'node:fs'
import { BackupError, codeOf } from './backup-error.ts'

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file.',
  ENOTDIR: 'There is no such file.',
  EACCES: 'This user may not read it.',
  EISDIR: 'It is a folder.',
}

/** @throws {BackupError} while it is read */
export async function* readBackupFile(path: string): AsyncIterable<Uint8Array> {
  try {
    yield* createReadStream(path)
  } catch (error) {
    const code = codeOf(error)
    if (code === '') throw error
    const reason = reasons[code] ?? `The system reports ${code}.`
    throw new BackupError(`The backup ${path} cannot be read. ${reason} Nothing was changed.`)
  }
}
