import { createReadStream } from 'node:fs'
import { codeOf, UnreadableBackupError } from './backup-error.ts'

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file.',
  EACCES: 'This user may not read it.',
  EISDIR: 'It is a folder.',
}

/** @throws {UnreadableBackupError} while it is read */
export async function* readBackupFile(path: string): AsyncIterable<Uint8Array> {
  try {
    yield* createReadStream(path)
  } catch (error) {
    const reason = reasons[codeOf(error) ?? '']
    if (!reason) throw error
    throw new UnreadableBackupError(`The backup ${path} cannot be read. ${reason} Nothing was changed.`)
  }
}
