import { readFile } from 'node:fs/promises'
import { BackupError } from './backup-error.ts'

const shortest = 16

/** Reads the passphrase: the first line of the file. @throws {BackupError} */
export async function readPassphrase(path: string | undefined): Promise<string> {
  if (path === undefined)
    throw new BackupError(
      'BACKUP_PASSPHRASE_FILE is missing. Set it to a file that has the passphrase of the backups.',
    )
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new BackupError(`The passphrase file ${path} cannot be read. Check BACKUP_PASSPHRASE_FILE.`, {
      cause,
    })
  })
  const passphrase = text.split(/\r?\n/, 1)[0] ?? ''
  if (passphrase.length < shortest)
    throw new BackupError(
      `The passphrase in ${path} has fewer than ${shortest} characters. To create one, run \`openssl rand -base64 32\`.`,
    )
  return passphrase
}
