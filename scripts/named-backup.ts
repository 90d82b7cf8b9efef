import { BackupError, openStore, placeIn, readBackupFile } from '#server/platform/backup/index.ts'
import type { Config } from '#server/platform/config/index.ts'
import { refuseOptions } from './given-options.ts'

/** Opens the store in the settings. @throws {BackupError} there is none */
export function storeIn(config: Config) {
  const place = placeIn(config)
  if (!place) throw new BackupError('Set BACKUP_DIR or BACKUP_S3_ENDPOINT. Nothing was changed.')
  return openStore(place)
}

/** Returns how to read the backup that the options name: a file, or one in the store. Refuses none and several. */
export function namedBackup(
  given: {
    readonly values: { readonly 'from-store'?: string | undefined }
    readonly positionals: readonly string[]
  },
  program: Parameters<typeof refuseOptions>[1],
): (config: Config) => AsyncIterable<Uint8Array> {
  const [file, ...others] = given.positionals
  const name = given.values['from-store']
  if (file !== undefined && others.length === 0 && name === undefined) return () => readBackupFile(file)
  if (file === undefined && name !== undefined) return (config) => storeIn(config).read(name)
  return refuseOptions('Name one backup: FILE, or --from-store NAME', program)
}
